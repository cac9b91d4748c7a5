import { ReferenceFileError } from "../errors/data-errors.ts";
import type { Pull } from "../live/pull.ts";
import type { Row } from "../model/column.ts";
import { webAddress } from "../model/contracts/source-files.ts";
import type { LiveSource } from "../model/live-source.ts";
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
  retrieved: null,
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
  retrieved: null,
  licence: source.licence,
  cadence_months: source.cadence_months,
});

/** A live pull as one file: its manifest, which vouches for every answer. */
export const liveFileRow = (source: LiveSource, pull: Pull): Row => ({
  snapshot_id: liveSnapshotId(source.id),
  path: `data/live/pulls/${source.id}/${pull.id}.json`,
  kind: "live",
  title: source.title,
  sha256: pull.id,
  bytes: pull.answers.reduce((sum, a) => sum + a.bytes, 0),
  rows: pull.records,
  as_of: pull.as_of,
  as_of_basis: pull.as_of_basis,
  retrieved: pull.today,
  licence: source.licence,
  cadence_months: source.cadence_months,
});

export const liveSnapshotId = (source: string) => `live/${source}`;

/** The row of the source table that live rows cite. */
export const liveSourceRow = (source: LiveSource, pull: Pull): Row => ({
  source_id: `live:${source.id}`,
  collection: "live",
  original_id: source.id,
  title: source.citation.title,
  publisher: source.citation.publisher,
  year: pull.today,
  locator: source.citation.url,
  url: webAddress(source.citation.url),
  licence: source.licence,
  grade: "A",
  note: `${source.citation.note} Pulled live on ${pull.today}`,
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
