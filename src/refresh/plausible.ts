import { ImplausibleChangeError } from "../errors/source-errors.ts";
import type { LiveSource } from "../model/live-source.ts";
import type { SeriesRow } from "../model/series-source.ts";

/** How much of the last good rows a new pull leaves as they were. */
export interface Kept {
  before: number;
  /** Rows of before that are gone or have another value now. */
  lost: number;
}

/** @throws ImplausibleChangeError where a pull has fewer rows than its source ever had reason to give. */
export function refuseFew(source: LiveSource, rows: number): void {
  if (rows >= source.min_rows) return;
  throw new ImplausibleChangeError(
    `The pull gives ${rows} rows, fewer than the ${source.min_rows} it must have`,
    { source: source.id },
    "See whether upstream is whole; the last good data stay",
  );
}

/** @throws ImplausibleChangeError where more of the last good rows changed than may without a person's word. */
export function refuseUpheaval(source: LiveSource, { before, lost }: Kept): void {
  const share = before === 0 ? 0 : lost / before;
  if (share <= source.maxChangedShare) return;
  const percent = (x: number) => `${(x * 100).toFixed(1)} per cent`;
  throw new ImplausibleChangeError(
    `The pull changes or drops ${lost} of ${before} rows (${percent(share)}; ${percent(source.maxChangedShare)} may)`,
    { source: source.id },
    `Look at upstream's notes; if the change is right, run nap refresh --source ${source.id} --accept-change ${source.id}`,
  );
}

const keyOf = ({ row }: SeriesRow) => `${row.indicator}|${row.iso3}|${row.year}`;
const cellsOf = ({ row }: SeriesRow) => `${row.value ?? ""}|${row.category ?? ""}`;

/** Compares the rows of two pulls of a series by indicator, country and year. */
export function keptOfSeries(before: readonly SeriesRow[], after: readonly SeriesRow[]): Kept {
  const now = new Map(after.map((r) => [keyOf(r), cellsOf(r)]));
  return { before: before.length, lost: before.filter((r) => now.get(keyOf(r)) !== cellsOf(r)).length };
}
