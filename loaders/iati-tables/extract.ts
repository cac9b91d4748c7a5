import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openZip } from "../../src/archive/zip.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, ExtractReport, ExtractWork, ScratchSql } from "../../src/model/live-source.ts";
import { loadCountries, numberOf, writeParquet } from "../_shared/iati-sql.ts";
import { unpackTable } from "./members.ts";
import { dealSql, genderSql, rowsSql, sumSql, type TableName, viewSql } from "./sql.ts";

const LIMITS = { maxMembers: 2000, maxBytes: 200_000_000_000 };
const TABLES: TableName[] = ["transaction_breakdown", "policymarker"];

/** Turns the CSV members of IATI Tables into the rows of `iati_tables_flow`. @throws DriftError, ArchiveError */
export async function extract(work: ExtractWork): Promise<ExtractReport> {
  const archive = work.answers.find((a) => a.name === "iati_csv.zip");
  if (!archive)
    throw new DriftError("The pull has no archive", { source: "iati-tables" }, "Pull the source again");
  const { sql } = work;
  const zip = await openZip(archive.path, LIMITS);
  try {
    for (const table of TABLES) {
      const { path, header } = await unpackTable(zip, table, work.scratch);
      await sql.run(viewSql(table, path, header));
    }
  } finally {
    await zip.close();
  }
  await loadCountries(sql, work.context.countries.values());
  try {
    await sql.run(genderSql());
    await sumUp(sql, join(work.scratch, "buckets"));
  } catch (cause) {
    throw new DriftError(
      `A table of the archive cannot be read: ${String(cause).split("\n")[0]}`,
      { source: "iati-tables", file: archive.name },
      "Look at the CSV at that place; adapt loaders/iati-tables if its form has changed",
      { cause },
    );
  }
  await writeParquet(sql, rowsSql(), work.output("iati_tables_flow"));
  return {
    ...(await asOfOf(work.answers, archive)),
    records: await numberOf(sql, "SELECT count(*) AS n FROM transaction_breakdown_csv"),
    rows: { iati_tables_flow: await numberOf(sql, "SELECT count(*) AS n FROM flow") },
    quarantined: [],
    quarantinedTotal: 0,
    leftOut: await leftOutOf(sql),
    notes: [
      "Split by IATI Tables; it does not remove activities published twice",
      "The breakdown names no sector vocabulary: it holds DAC five-digit codes by its own rule",
    ],
  };
}

/** Fills `flow` in bounded memory. */
export async function sumUp(sql: ScratchSql, folder: string): Promise<void> {
  for (const statement of dealSql(folder)) await sql.run(statement);
  const buckets = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("bucket=")) : [];
  for (const statement of sumSql(folder, buckets)) await sql.run(statement);
}

async function leftOutOf(sql: ScratchSql): Promise<Record<string, number>> {
  const rows = await sql.query<{ type: string; n: number | string }>(`
    SELECT coalesce(transactiontype_code, 'none') AS type, count(*) AS n FROM transaction_breakdown_csv
    WHERE coalesce(transactiontype_code, '') NOT IN ('2', '3', '4') GROUP BY ALL ORDER BY type`);
  return Object.fromEntries(rows.map((r) => [`breakdown rows of transaction type ${r.type}`, Number(r.n)]));
}

/** `stats.json` says when the tables were made. */
async function asOfOf(answers: readonly Answer[], archive: Answer) {
  const stats = answers.find((a) => a.name === "stats.json");
  const parsed: unknown = stats ? JSON.parse(new TextDecoder().decode(await stats.read())) : null;
  const updated =
    typeof parsed === "object" && parsed !== null && "updated" in parsed ? String(parsed.updated) : "";
  if (/^\d{4}-\d{2}-\d{2}/.test(updated))
    return {
      as_of: updated.slice(0, 10),
      as_of_basis: "day on which IATI Tables was made, after its stats.json",
    };
  return { as_of: archive.retrieved.slice(0, 10), as_of_basis: "day of retrieval" };
}
