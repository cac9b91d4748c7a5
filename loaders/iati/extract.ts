import { availableParallelism } from "node:os";
import { openZip, type ZipMember } from "../../src/archive/zip.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Quarantined } from "../../src/model/contract.ts";
import type { Answer, ExtractReport, ExtractWork } from "../../src/model/live-source.ts";
import { type DatasetIndex, readIndex } from "../_shared/iati-index.ts";
import { refusedDataset } from "../_shared/iati-rows.ts";
import { loadCountries } from "../_shared/iati-sql.ts";
import { type Aggregated, aggregate } from "./aggregate.ts";
import { ARCHIVE_LIMITS } from "./limits.ts";
import { readAll } from "./read-all.ts";
import type { Job, JobResult } from "./read-member.ts";

/** A pull with more broken datasets than this share (and than two) is a broken pull. */
const MAX_REFUSED_SHARE = 0.1;
/** Datasets that the index has a copy of must be in the archive, but for this share. */
const MAX_MISSING_SHARE = 0.2;
const MAX_QUARANTINED = 1000;

/** Turns the archive of all IATI documents into the rows of `iati_flow`. @throws DriftError, ArchiveError */
export async function extract(work: ExtractWork): Promise<ExtractReport> {
  const [indexAnswer, archive] = [find(work, "datasets-minimal.json"), find(work, "iati-data.zip")];
  const index = await readIndex(indexAnswer);
  const { documents, others } = await membersOf(archive);
  const missing = missingOf(index, documents, archive);
  const threads = threadsFor(documents);
  const results = await readAll(archive.path, work.scratch, jobsOf(documents), threads);
  const refused = results.filter((r) => r.kind === "refused");
  checkRefused(refused, results.length, archive);
  await loadCountries(work.sql, work.context.countries.values());
  const output = work.output("iati_flow");
  const numbers = refused.map((r) => r.dataset);
  const sums = await aggregate(work.sql, work.scratch, threads, numbers, output);
  const names = documents.map((d) => d.name);
  return {
    as_of: index.created,
    as_of_basis: "day on which the bulk service made its index",
    records: results.reduce((n, r) => n + r.tally.activities, 0),
    rows: { iati_flow: sums.rows },
    ...quarantineOf(results, sums, names),
    leftOut: leftOutOf(results, sums, others),
    notes: notesOf(results, sums, index, missing),
  };
}

/** More threads than this would wait for the disk. */
const MAX_THREADS = 4;
/** Less than this is read sooner than a second thread has started. */
const BYTES_WORTH_A_THREAD = 20_000_000;

/** As many as there are cores, if there is work for them; the result is the same for any number. */
export function threadsFor(documents: readonly { bytes: number }[], cores = availableParallelism()): number {
  const bytes = documents.reduce((sum, d) => sum + d.bytes, 0);
  return bytes < BYTES_WORTH_A_THREAD ? 1 : Math.min(cores, MAX_THREADS, documents.length);
}

function find(work: ExtractWork, name: string): Answer {
  const answer = work.answers.find((a) => a.name === name);
  if (answer) return answer;
  throw new DriftError(`The pull has no answer ${name}`, { source: "iati" }, "Pull the source again");
}

async function membersOf(archive: Answer): Promise<{ documents: ZipMember[]; others: number }> {
  const zip = await openZip(archive.path, ARCHIVE_LIMITS);
  try {
    const documents = zip.members.filter((m) => /[^/]\.xml$/i.test(m.name));
    if (documents.length === 0)
      throw new DriftError(
        "The archive has no XML file",
        { source: "iati", file: archive.name },
        "Look at the archive: its layout has changed",
      );
    documents.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { documents, others: zip.members.length - documents.length };
  } finally {
    await zip.close();
  }
}

/** The largest first, so that no thread is left alone with one at the end. */
function jobsOf(documents: readonly ZipMember[]): Job[] {
  const numbered = documents.map((d, dataset) => ({ member: d.name, dataset, bytes: d.bytes }));
  numbered.sort((a, b) => b.bytes - a.bytes || a.dataset - b.dataset);
  return numbered.map(({ member, dataset }) => ({ member, dataset }));
}

const baseName = (member: string) => member.slice(member.lastIndexOf("/") + 1).replace(/\.xml$/i, "");

function missingOf(index: DatasetIndex, documents: readonly ZipMember[], archive: Answer): number {
  const have = new Set(documents.map((d) => baseName(d.name)));
  const wanted = index.datasets.filter((d) => d.url !== null);
  const missing = wanted.filter((d) => !have.has(d.name)).length;
  if (missing > MAX_MISSING_SHARE * wanted.length)
    throw new DriftError(
      `${missing} of the ${wanted.length} datasets of the index are not in the archive`,
      { source: "iati", file: archive.name },
      "Compare the names in the index with those in the archive, then adapt loaders/iati or pull again",
    );
  return missing;
}

function checkRefused(refused: readonly JobResult[], all: number, archive: Answer): void {
  if (refused.length <= Math.max(2, MAX_REFUSED_SHARE * all)) return;
  throw new DriftError(
    `${refused.length} of ${all} datasets cannot be read, the first because: ${refused[0]?.refusal?.reason}`,
    {
      source: "iati",
      file: archive.name,
      ...(refused[0]?.refusal ? { value: refused[0].refusal.file } : {}),
    },
    "Look at some of them: publishers break one by one, not all at once",
  );
}

function quarantineOf(results: readonly JobResult[], sums: Aggregated, names: readonly string[]) {
  const refusals = results.flatMap((r) => (r.refusal ? [r.refusal] : []));
  const conflicts: Quarantined[] = sums.conflicts.map((c) =>
    refusedDataset(
      names[c.other] ?? "",
      "conflicting-copy",
      `${c.activities} activities are also in ${names[c.kept] ?? ""}, which tells them otherwise and is counted`,
      "The publisher must take one of the two back",
      null,
    ),
  );
  const cells = results.flatMap((r) => r.tally.quarantined);
  return {
    quarantined: [...refusals, ...conflicts, ...cells].slice(0, MAX_QUARANTINED),
    quarantinedTotal:
      refusals.length + sums.conflicts.length + results.reduce((n, r) => n + r.tally.refused, 0),
  };
}

function leftOutOf(results: readonly JobResult[], sums: Aggregated, others: number): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { tally } of results)
    for (const [reason, n] of tally.leftOut) counts.set(reason, (counts.get(reason) ?? 0) + n);
  counts.set("activities published twice, exact copies", sums.exactCopies);
  counts.set("activities published twice, conflicting copies", sums.conflictingCopies);
  counts.set("files on organisations", results.filter((r) => r.kind === "organisations").length);
  counts.set("files of the archive that are not XML", others);
  const sorted = [...counts].filter(([, n]) => n > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}

function notesOf(
  results: readonly JobResult[],
  sums: Aggregated,
  index: DatasetIndex,
  missing: number,
): string[] {
  const versions = new Map<string, number>();
  for (const r of results.filter((r) => r.kind === "activities")) {
    const version = r.version?.trim() ?? "none named";
    versions.set(version, (versions.get(version) ?? 0) + 1);
  }
  const list = [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([v, n]) => `${v}: ${n}`);
  return [
    `Datasets by version of the standard: ${list.join(", ")}`,
    `Datasets of the index without a cached copy: ${index.datasets.filter((d) => d.url === null).length}`,
    `Datasets of the index that the archive lacks: ${missing}`,
    ...(sums.unknownCountries.length > 0
      ? [`Country codes not in our list, kept without a country: ${sums.unknownCountries.join(", ")}`]
      : []),
  ];
}
