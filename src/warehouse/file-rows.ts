import { ReferenceFileError } from "../errors/data-errors.ts";
import type { Row } from "../model/column.ts";
import type { SeriesSource } from "../model/series-source.ts";
import type { DataFile, SnapshotFile } from "../snapshot/read-data.ts";
import type { ManifestEntry } from "./register-manifest.ts";

export function entryOf(manifest: ManifestEntry[], file: string): ManifestEntry {
  const entry = manifest.find((e) => e.file === file);
  if (entry) return entry;
  throw new ReferenceFileError(
    "A register file has no entry in the manifest",
    { file: "data/register/manifest.json", value: file },
    "Add file, title, as_of, as_of_basis, licence and cadence_months",
  );
}

export const registerFileRow = (file: DataFile, entry: ManifestEntry, rows: number): Row => ({
  snapshot_id: entry.file.replace(/\.(csv|json)$/, ""),
  path: file.path,
  kind: entry.file.startsWith("reference/") ? "reference" : "register",
  title: entry.title,
  sha256: file.sha256,
  bytes: file.bytes.length,
  rows,
  as_of: entry.as_of,
  as_of_basis: entry.as_of_basis,
  licence: entry.licence,
  cadence_months: entry.cadence_months,
});

export const seriesFileRow = (file: SnapshotFile, source: SeriesSource, rows: number): Row => ({
  snapshot_id: source.id,
  path: file.path,
  kind: "series",
  title: source.title,
  sha256: file.sha256,
  bytes: file.bytes.length,
  rows,
  as_of: file.manifest.as_of,
  as_of_basis: file.manifest.as_of_basis,
  licence: source.licence,
  cadence_months: source.cadence_months,
});

/** A day's grace for clocks that differ. */
const GRACE_MS = 24 * 3600_000;

/** @throws ReferenceFileError where a file claims to speak of a time that has not come. */
export function refuseFuture(files: readonly Row[], now: Date): void {
  for (const file of files) {
    const [year = "", month = "01", day = "01"] = String(file.as_of).split("-");
    const start = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
    if (Number.isNaN(start)) {
      throw new ReferenceFileError(
        "The file's as-of date is not a date",
        { file: String(file.path), column: "as_of", value: String(file.as_of) },
        "Write YYYY, YYYY-MM or YYYY-MM-DD in its manifest",
      );
    }
    if (start <= now.getTime() + GRACE_MS) continue;
    throw new ReferenceFileError(
      "The file is dated in the future",
      { file: String(file.path), column: "as_of", value: String(file.as_of) },
      "Correct as_of in its manifest, or the clock of this machine",
    );
  }
}
