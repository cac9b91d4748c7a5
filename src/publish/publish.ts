import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { WarehouseCheckError } from "../errors/data-errors.ts";
import { NapError } from "../errors/nap-error.ts";
import { EnvironmentError } from "../errors/run-errors.ts";
import { type Database, openDatabase } from "../warehouse/database.ts";
import type { Paths } from "../warehouse/paths.ts";
import { latestAsOf } from "./as-of.ts";
import { type CatalogueTable, readCatalogue } from "./catalogue.ts";
import { checksumText } from "./checksums.ts";
import { type Citation, citationBibtex, citationOf, citationRis } from "./citation.ts";
import { csvText } from "./csv.ts";
import { dataPackage } from "./datapackage.ts";
import { DICTIONARY_COLUMNS, dictionaryOf, dictionaryRows } from "./dictionary.ts";
import { type IndicatorLicence, licencesOfIndicators } from "./licences.ts";
import { licenceList, manifestOf } from "./manifest.ts";
import { readmeText } from "./readme.ts";
import { swapFolder } from "./swap.ts";
import { fileFacts, type PublishedFile, type PublishedTable, publishTables } from "./table-files.ts";

export interface PublishOptions {
  /** Version of the project, from package.json. */
  version: string;
  progress: (stage: string, done: number, total: number) => void;
}

export interface PublishReport {
  folder: string;
  version: string;
  asOf: string;
  tables: { table: string; rows: number; licences: string[] }[];
  files: number;
  bytes: number;
}

/** Licence of what we wrote ourselves: dictionary, citation, manifest. */
const OWN = ["CC-BY-4.0"];

/**
 * Publishes every table of the finished warehouse into `paths.published`, swapped in whole. The same warehouse and
 * version give the same bytes.
 * @throws NapError; the last good folder is untouched then.
 */
export async function publishData(
  effects: Effects,
  paths: Paths,
  options: PublishOptions,
): Promise<PublishReport> {
  if (!(await effects.files.exists(paths.warehouse))) {
    throw new EnvironmentError(
      "There is no warehouse to publish",
      { file: "build/warehouse.duckdb" },
      "Run nap build first",
    );
  }
  const db = await openDatabase(paths.warehouse, { readOnly: true });
  try {
    return await swapFolder(effects, paths.published, (folder) =>
      fill(effects, db, folder, paths.published, options),
    );
  } catch (error) {
    throw isFileFault(error)
      ? new EnvironmentError(
          "The published files could not be written",
          { file: "build/published" },
          "Check free space and rights, then run again; the last good files are untouched",
          { cause: error },
        )
      : error;
  } finally {
    db.close();
  }
}

async function fill(
  effects: Effects,
  db: Database,
  temporary: string,
  target: string,
  options: PublishOptions,
): Promise<PublishReport> {
  const folder = join(temporary, "data");
  await effects.files.makeFolder(folder);
  const catalogue = await readCatalogue(db);
  const citation = citationOf(options.version, await asOfDate(db, catalogue));
  const total = catalogue.length + 1;
  const tables = await publishTables(effects, db, catalogue, folder, (name, done) =>
    options.progress(`publish ${name}`, done, total),
  );
  options.progress("publish the documentation", total - 1, total);
  const papers = ownFiles(citation, tables, await licencesOfIndicators(db, catalogue));
  const files = tables.flatMap((t) => t.files);
  for (const [path, text] of papers) {
    await effects.files.write(join(folder, path), text);
    files.push(await fileFacts(effects, folder, path, OWN));
  }
  await writeManifest(effects, folder, citation, tables, files);
  options.progress("published", total, total);
  return {
    folder: target,
    version: options.version,
    asOf: citation.asOf,
    tables: tables.map((t) => ({ table: t.table.name, rows: t.rows, licences: t.licences })),
    files: files.length,
    bytes: files.reduce((sum, f) => sum + f.bytes, 0),
  };
}

/** Everything beside the tables, apart from the manifest and the checksums. */
function ownFiles(
  citation: Citation,
  tables: PublishedTable[],
  indicators: IndicatorLicence[],
): [string, string][] {
  const entries = dictionaryOf(tables.map((t) => t.table));
  return [
    ["README.txt", readmeText(citation, tables)],
    ["citation.bib", citationBibtex(citation)],
    ["citation.ris", citationRis(citation)],
    ["datapackage.json", json(dataPackage(citation, tables, entries))],
    ["dictionary.csv", csvText(DICTIONARY_COLUMNS, dictionaryRows(entries))],
    ["dictionary.json", json(entries)],
    ["licences.json", json(licenceList(tables, indicators))],
  ];
}

/** The manifest lists every file but itself and the checksums; the checksums list the manifest too. */
async function writeManifest(
  effects: Effects,
  folder: string,
  citation: Citation,
  tables: PublishedTable[],
  files: PublishedFile[],
) {
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  await effects.files.write(join(folder, "manifest.json"), json(manifestOf(citation, tables, [...files])));
  files.push(await fileFacts(effects, folder, "manifest.json", OWN));
  await effects.files.write(join(folder, "SHA256SUMS"), checksumText(files));
  files.push(await fileFacts(effects, folder, "SHA256SUMS", OWN));
}

async function asOfDate(db: Database, catalogue: CatalogueTable[]): Promise<string> {
  const has = catalogue.some((t) => t.name === "snapshot");
  const asOf = latestAsOf(has ? await db.query("SELECT snapshot_id, kind, as_of FROM snapshot") : []);
  if (asOf) return asOf;
  throw new WarehouseCheckError(
    "The warehouse does not say as of when its data are",
    {},
    "Build it anew: table snapshot is missing or empty",
  );
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Faults of the disk: those of Node carry a code, those of DuckDB say so. */
const isFileFault = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof NapError) &&
  ("syscall" in error || error.message.startsWith("IO Error"));
