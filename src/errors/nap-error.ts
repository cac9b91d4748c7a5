/** Where a fault sits, as far as known. `value` is cut before it is shown. */
export interface Place {
  source?: string;
  file?: string;
  /** 1-based record number in the file, the header being row 1. */
  row?: number;
  column?: string;
  value?: string;
}

/** Exit codes of `nap`, a contract that scripts may rely on. Documented in docs/errors.md. */
export const EXIT = { ok: 0, bug: 1, usage: 2, data: 3, environment: 4, site: 5, locked: 6 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const MAX_VALUE = 80;

/** Cuts a value to a length that is safe to print and strips control characters. */
export function safeValue(value: string): string {
  const clean = [...value].map((c) => (c < " " || (c >= "\u007f" && c <= "\u009f") ? "�" : c)).join("");
  return clean.length > MAX_VALUE ? `${clean.slice(0, MAX_VALUE)}…` : clean;
}

/** "data/register/plans/plans.csv, row 12, column iso3, value "XX1"" */
export function describePlace(place: Place): string {
  const parts: string[] = [];
  if (place.source) parts.push(`source ${place.source}`);
  if (place.file) parts.push(place.file);
  if (place.row !== undefined) parts.push(`row ${place.row}`);
  if (place.column) parts.push(`column ${place.column}`);
  if (place.value !== undefined) parts.push(`value "${safeValue(place.value)}"`);
  return parts.join(", ");
}

/** The one family of errors: a code, what happened, where, and what to do about it. */
export abstract class NapError extends Error {
  abstract readonly code: string;
  readonly exitCode: ExitCode = EXIT.data;

  constructor(
    readonly what: string,
    readonly place: Place,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    const where = describePlace(place);
    super(`${what}${where ? ` (${where})` : ""}. ${remedy}`, options);
    this.name = new.target.name;
  }

  toJSON() {
    return { code: this.code, what: this.what, place: this.place, remedy: this.remedy };
  }
}
