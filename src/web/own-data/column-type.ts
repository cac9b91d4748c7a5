import type { CellKind, Column, ColumnType, Counts } from "./types.ts";

const FITS: Record<ColumnType, readonly CellKind[]> = {
  country: ["country"],
  year: ["year"],
  number: ["number", "year"],
  text: ["country", "year", "number", "odd", "text"],
  empty: [],
};

export const fits = (kind: CellKind, type: ColumnType) => FITS[type].includes(kind);

export const knownOf = (c: Counts) => c.country + c.year + c.number + c.odd + c.text;

/** Known cells that are not of a type. */
export const errorsOf = ({ counts }: Column, type: ColumnType) =>
  knownOf(counts) - FITS[type].reduce((sum, kind) => sum + counts[kind], 0);

/** Half of the known cells decide; years must be nearly all, since many a number looks like one. */
export function typeOf(c: Counts): ColumnType {
  const known = knownOf(c);
  if (known === 0) return "empty";
  if (2 * c.country >= known) return "country";
  if (c.year >= 0.9 * known) return "year";
  return 2 * (c.year + c.number + c.odd) >= known ? "number" : "text";
}
