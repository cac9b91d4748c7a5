import type { Label } from "./panel.ts";
import type { Notice } from "./result.ts";

/** Columns of equal length, one entry a row, rows in any order. null = not known; NaN is refused. */
export interface SpellsInput {
  /** Under observation from just after this time; default 0. */
  start?: ArrayLike<number | null>;
  /** Under observation until this time, included. */
  stop: ArrayLike<number | null>;
  /** 1 or true = the event happened at `stop`. */
  event: ArrayLike<number | boolean | null>;
  /** The plan; default: each row its own. */
  id?: ArrayLike<Label>;
  /** State during the row, 0 or 1. May be left out where `twinnedFrom` is given. */
  twinned?: ArrayLike<number | boolean | null>;
  /** First twinned time of the row's id on the same clock; null or Infinity = never. */
  twinnedFrom?: ArrayLike<number | null>;
  /** When the plan came to exist on the same clock; default time 0 (or the id's first start, where that is below 0). */
  exists?: ArrayLike<number>;
  covariates?: Readonly<Record<string, ArrayLike<number | null>>>;
  strata?: ArrayLike<Label | null>;
  cluster?: ArrayLike<Label | null>;
  /** Positive; a row with weight 0 is left out. */
  weights?: ArrayLike<number | null>;
}

export interface SpellsOptions {
  /** Events may recur: rows may follow an event. Default false. */
  recurrent?: boolean;
}

/** Counting rows (start, stop] with an event or not at their end. */
export interface Spells {
  n: number;
  start: Float64Array;
  stop: Float64Array;
  event: Uint8Array;
  /** 0-based index into `ids`. */
  id: Int32Array;
  ids: readonly Label[];
  /** 0/1, the state during the row; all 0 where `twinnedKnown` is false. */
  twinned: Float64Array;
  twinnedKnown: boolean;
  twinnedFrom: Float64Array | null;
  covariates: readonly { name: string; values: Float64Array }[];
  strata: Int32Array | null;
  strataLabels: readonly Label[];
  cluster: Int32Array;
  clusters: readonly Label[];
  weights: Float64Array | null;
  /** 0-based row of the input. */
  row: Int32Array;
  recurrent: boolean;
  dropped: readonly Notice[];
  notices: readonly Notice[];
}
