import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, ExtractReport, ExtractWork, ScratchSql } from "../../src/model/live-source.ts";
import { quoteName, quoteText } from "../../src/model/sql.ts";
import { makeAreas } from "../_shared/sdmx-area-table.ts";
import { faultyObservations, readSdmx } from "../_shared/sdmx-csv.ts";

interface Part {
  table: string;
  answers: string;
  columns: string[];
  /** SQL columns of the row, and those of its key. */
  select: string;
  key: string[];
  /** Observations that are no total: they would double it. */
  detail: string | null;
}

const DONOR = `"DONOR" AS donor_code, d.name AS donor_name, d.iso3 AS donor_iso3`;
const VALUE = `"PRICE_BASE" AS price_base, base_year, amount`;
const MEASURE = `"MEASURE" AS measure, "label Measure" AS measure_name`;
const PARTS: Part[] = [
  {
    table: "dac_total",
    answers: "dac1-",
    columns: ["DONOR", "Donor", "SECTOR", "MEASURE", "Measure", "TYING_STATUS", "FLOW_TYPE", "Flow type"],
    select: `year, ${DONOR}, ${MEASURE}, "FLOW_TYPE" AS flow_type, "label Flow type" AS flow_type_name, ${VALUE}`,
    key: ["year", "DONOR", "MEASURE", "FLOW_TYPE", "PRICE_BASE"],
    detail: `coalesce("SECTOR", '_Z') NOT IN ('_Z', '_T') OR coalesce("TYING_STATUS", '_Z') NOT IN ('_Z', '_T')`,
  },
  {
    table: "dac_recipient_total",
    answers: "dac2a-",
    columns: ["DONOR", "Donor", "RECIPIENT", "Recipient", "MEASURE", "Measure"],
    select: `year, ${DONOR}, "RECIPIENT" AS recipient_code, r.name AS recipient_name, r.kind AS recipient_kind,
      r.iso3 AS recipient_iso3, ${MEASURE}, ${VALUE}`,
    key: ["year", "DONOR", "RECIPIENT", "MEASURE", "PRICE_BASE"],
    detail: null,
  },
];

/** Writes `dac_total` and `dac_recipient_total`. */
export async function extractDac(work: ExtractWork): Promise<ExtractReport> {
  const pulled =
    work.answers
      .map((a) => a.retrieved.slice(0, 10))
      .sort()
      .at(-1) ?? work.context.today;
  const report: ExtractReport = {
    as_of: pulled,
    as_of_basis: "day of the query",
    records: 0,
    rows: {},
    quarantined: [],
    quarantinedTotal: 0,
    leftOut: {},
    notes: [],
  };
  for (const part of PARTS) {
    const answers = work.answers.filter((a) => a.kind === "csv" && a.name.startsWith(part.answers));
    await extractPart(work, part, answers, report);
  }
  report.quarantined = report.quarantined.slice(0, 1000);
  return report;
}

async function extractPart(
  { sql, context, output }: ExtractWork,
  part: Part,
  answers: Answer[],
  report: ExtractReport,
): Promise<void> {
  const table = `${part.table}_observation`;
  const read = await readSdmx(sql, answers, { source: "oecd-dac", table, columns: part.columns });
  const leave = (reason: string, n: number) => {
    if (n > 0) report.leftOut[reason] = (report.leftOut[reason] ?? 0) + n;
  };
  for (const [reason, n] of Object.entries(read.leftOut)) leave(reason, n);
  if (part.detail !== null)
    leave("part of a total", await remove(sql, table, `fault IS NULL AND (${part.detail})`));
  leave("exact copies", await dropCopies(sql, table));
  await mustBeUnique(sql, table, part);
  await sql.run("DROP TABLE IF EXISTS donor_area; DROP TABLE IF EXISTS recipient_area");
  await makeAreas(sql, "donor_area", { table, code: "DONOR", label: "Donor" }, context);
  const hasRecipient = part.columns.includes("RECIPIENT");
  if (hasRecipient)
    await makeAreas(sql, "recipient_area", { table, code: "RECIPIENT", label: "Recipient" }, context);
  const faulty = await faultyObservations(sql, table, part.table, part.columns);
  await sql.run(
    `COPY (SELECT ${part.select} FROM ${table} o JOIN donor_area d ON d.code = o."DONOR"
      ${hasRecipient ? `JOIN recipient_area r ON r.code = o."RECIPIENT"` : ""} WHERE fault IS NULL
      ORDER BY ${part.key.map(quoteName).join(", ")}) TO ${quoteText(output(part.table))} (FORMAT parquet, COMPRESSION zstd)`,
  );
  report.records += read.records;
  report.rows[part.table] = await size(sql, `SELECT * FROM ${table} WHERE fault IS NULL`);
  report.quarantined.push(...faulty.listed);
  report.quarantinedTotal += faulty.total;
}

async function size(sql: ScratchSql, select: string): Promise<number> {
  const [row] = await sql.query<{ n: string }>(`SELECT count(*)::VARCHAR AS n FROM (${select})`);
  return Number(row?.n ?? 0);
}

async function remove(sql: ScratchSql, table: string, where: string): Promise<number> {
  const n = await size(sql, `SELECT * FROM ${table} WHERE ${where}`);
  await sql.run(`DELETE FROM ${table} WHERE ${where}`);
  return n;
}

/** Two answers, or one, may give the same observation twice. */
async function dropCopies(sql: ScratchSql, table: string): Promise<number> {
  const before = await size(sql, `SELECT * FROM ${table}`);
  await sql.run(`CREATE OR REPLACE TABLE ${table} AS SELECT DISTINCT * FROM ${table}`);
  return before - (await size(sql, `SELECT * FROM ${table}`));
}

async function mustBeUnique(sql: ScratchSql, table: string, part: Part): Promise<void> {
  const key = part.key.map(quoteName).join(", ");
  const [twice] = await sql.query<{ raw: string }>(
    `SELECT concat_ws(', ', ${key}) AS raw FROM ${table} WHERE fault IS NULL GROUP BY ${key} HAVING count(*) > 1 ORDER BY raw LIMIT 1`,
  );
  if (twice)
    throw new DriftError(
      `Two observations of ${part.table} have the same key and other values`,
      { source: "oecd-dac", value: twice.raw },
      "The dataflow has a dimension that is not in the key: compare its structure. Last good data stays in use",
    );
}
