import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Zip } from "../../src/archive/zip.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import { type TableName, WANTED } from "./sql.ts";

const REMEDY = "Compare with the schema page of IATI Tables and adapt loaders/iati-tables";

/**
 * Unpacks the CSV member of a table into the scratch folder, under a name of our own.
 * @throws DriftError where the archive has no such table, or its header lacks a column or names one twice.
 */
export async function unpackTable(
  zip: Zip,
  table: TableName,
  folder: string,
): Promise<{ path: string; header: string[] }> {
  const found = zip.members.filter((m) => m.name === `${table}.csv` || m.name.endsWith(`/${table}.csv`));
  const [member] = found;
  if (!member || found.length > 1)
    throw new DriftError(
      `The archive has ${found.length} members for the table ${table}, not one`,
      { source: "iati-tables", file: `${table}.csv` },
      REMEDY,
    );
  const path = join(folder, `${table}.csv`);
  await pipeline(Readable.from(zip.open(member.name)), createWriteStream(path));
  return { path, header: checkHeader(table, await firstLine(path)) };
}

async function firstLine(path: string): Promise<string> {
  let text = "";
  for await (const piece of createReadStream(path, { encoding: "utf8", end: 65_535 })) text += piece;
  return text.replace(/^\ufeff/, "").split(/\r?\n/, 1)[0] ?? "";
}

function checkHeader(table: TableName, line: string): string[] {
  const header = line.split(",").map((name) => name.replace(/^"(.*)"$/, "$1"));
  const place = { source: "iati-tables", file: `${table}.csv` };
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined)
    throw new DriftError("A column is there twice", { ...place, column: twice }, REMEDY);
  for (const column of WANTED[table])
    if (!header.includes(column)) throw new DriftError("A column is missing", { ...place, column }, REMEDY);
  return header;
}
