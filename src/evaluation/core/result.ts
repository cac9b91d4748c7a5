/** A warning, or a count of what was left out: a stable code for programs and words for people. */
export interface Notice {
  /** snake_case. */
  code: string;
  words: string;
  count?: number;
  items?: readonly (string | number)[];
}

export function notice(
  code: string,
  words: string,
  more: { count?: number; items?: readonly (string | number)[] } = {},
): Notice {
  return { code, words, ...more };
}

/** What was asked, with the defaults filled in; plain JSON values. */
export interface Call {
  method: string;
  options: Readonly<Record<string, unknown>>;
}

/** What an estimate rests on. */
export interface Used {
  units: number;
  treated: number;
  never: number;
  times: number;
  observations: number;
  clusters?: number;
}

/** What every result of the engine carries. */
export interface ResultBase {
  call: Call;
  used: Used;
  dropped: readonly Notice[];
  warnings: readonly Notice[];
}

/** One number with its uncertainty; null where it is not defined or not to be believed. */
export interface Inference {
  se: number | null;
  statistic: number | null;
  /** Infinity = normal distribution. */
  df: number | null;
  /** Two-sided. */
  p: number | null;
  low: number | null;
  high: number | null;
  /** Of the interval, such as 0.95. */
  level: number;
}
