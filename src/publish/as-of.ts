import type { Row } from "../model/column.ts";

/**
 * The latest point in time that a register or series speaks of, null when none does. Lists of codes do not count, since
 * they carry the day they were made; nor do lists of sources, which carry the day a source was fetched.
 */
export function latestAsOf(files: readonly Row[]): string | null {
  const dates = files
    .filter((f) => f.kind !== "reference" && !String(f.snapshot_id).endsWith("/sources"))
    .map((f) => String(f.as_of));
  return dates.sort().at(-1) ?? null;
}
