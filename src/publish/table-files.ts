import { join } from "node:path";
import type { Effects } from "../effects.ts";
import type { Database } from "../warehouse/database.ts";
import { arrowFile } from "./arrow.ts";
import type { CatalogueTable } from "./catalogue.ts";
import { sha256 } from "./checksums.ts";
import { writeCsv } from "./csv.ts";
import { tableLicences } from "./licences.ts";
import { ORDERED, orderRows, type RowFacts, rowFacts, rowPages } from "./ordered-rows.ts";
import { writeParquet } from "./parquet.ts";

const PAGE = 10_000;

export interface PublishedFile {
  /** Relative to the folder of the manifest. */
  path: string;
  table: string | null;
  format: string;
  rows: number | null;
  columns: number | null;
  bytes: number;
  sha256: string;
  licences: string[];
}

export interface PublishedTable extends RowFacts {
  table: CatalogueTable;
  licences: string[];
  files: PublishedFile[];
}

/**
 * Writes each table as CSV, Parquet and Arrow into a folder; all three hold the same rows in the same order.
 * @throws WarehouseCheckError where a table holds what cannot be published.
 */
export async function publishTables(
  effects: Effects,
  db: Database,
  tables: CatalogueTable[],
  folder: string,
  progress: (table: string, done: number) => void,
): Promise<PublishedTable[]> {
  const out: PublishedTable[] = [];
  for (const [i, table] of tables.entries()) {
    progress(table.name, i);
    out.push(await publishTable(effects, db, table, folder));
  }
  return out;
}

async function publishTable(
  effects: Effects,
  db: Database,
  table: CatalogueTable,
  folder: string,
): Promise<PublishedTable> {
  await orderRows(db, table);
  const facts = await rowFacts(db, table);
  const path = (format: string) => join(folder, `${table.name}.${format}`);
  await writeCsv(db, ORDERED, path("csv"));
  await writeParquet(db, ORDERED, path("parquet"));
  await effects.files.write(
    path("arrow"),
    await arrowFile(table, facts.beyondDouble, rowPages(db, table, PAGE)),
  );
  const licences = tableLicences(table.name);
  const files: PublishedFile[] = [];
  for (const format of ["csv", "parquet", "arrow"]) {
    files.push({
      ...(await fileFacts(effects, folder, `${table.name}.${format}`, licences)),
      table: table.name,
      rows: facts.rows,
      columns: table.columns.length,
    });
  }
  return { ...facts, table, licences, files };
}

/** Size and checksum of a file as it lies on the disk. */
export async function fileFacts(
  effects: Effects,
  folder: string,
  path: string,
  licences: string[],
): Promise<PublishedFile> {
  const bytes = await effects.files.read(join(folder, path));
  const format = path.split(".").at(-1) ?? "";
  return {
    path,
    table: null,
    format,
    rows: null,
    columns: null,
    bytes: bytes.length,
    sha256: sha256(bytes),
    licences,
  };
}
