import Papa from "papaparse";
import { CsvStructureError } from "../../src/errors/data-errors.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Quarantined } from "../../src/model/contract.ts";
import type { Answer, ScratchSql } from "../../src/model/live-source.ts";
import { quoteName, quoteText } from "../../src/model/sql.ts";
import { headText } from "./head-text.ts";

/** SQL takes DONOR and Donor for one name: the label columns get names of their own. */
export const columnOf = (name: string) => (/[a-z]/.test(name) ? `label ${name}` : name);

/** Columns that every answer of the service has, beside the dimensions of its dataflow. */
const OBSERVATION = ["PRICE_BASE", "UNIT_MEASURE", "UNIT_MULT", "TIME_PERIOD", "OBS_VALUE", "BASE_PER"];

export interface SdmxTable {
  source: string;
  /** Table that is made; it has the columns named, `year`, `amount` (USD million), `base_year`, `file`, `fault`. */
  table: string;
  /** Columns that must be there, by their exact name: DONOR is the code and Donor the label. */
  columns: readonly string[];
  /** Columns that may be missing; they are null then. */
  optional?: readonly string[];
}

/**
 * Reads answers in SDMX-CSV into one table of observations in US dollars.
 * @throws DriftError for a missing column, a unit multiplier that is none, or constant prices without a base year.
 */
export async function readSdmx(sql: ScratchSql, answers: readonly Answer[], wanted: SdmxTable) {
  const parts: string[] = [];
  for (const answer of answers) parts.push(await selectOf(answer, wanted));
  const { table, source } = wanted;
  try {
    await sql.run(`CREATE TABLE ${table}_text AS ${parts.join(" UNION ALL ")}`);
  } catch (cause) {
    throw new CsvStructureError(
      "An answer cannot be read as CSV: a line has another number of cells than the header, or a quote is not closed",
      { source, file: answers.map((a) => a.name).join(", ") },
      "Pull again; if it stays, look at the answer",
      { cause },
    );
  }
  await mustBeUnderstood(sql, wanted);
  const value = `TRY_CAST("OBS_VALUE" AS DECIMAL(28,10))`;
  await sql.run(`CREATE TABLE ${table} AS SELECT *, TRY_CAST("TIME_PERIOD" AS SMALLINT) AS year,
    (CASE "UNIT_MULT" WHEN '6' THEN ${value} WHEN '0' THEN ${value} / 1000000 WHEN '3' THEN ${value} / 1000
      WHEN '9' THEN ${value} * 1000 END)::DECIMAL(20,6) AS amount,
    CASE "PRICE_BASE" WHEN 'Q' THEN TRY_CAST("BASE_PER" AS SMALLINT) END AS base_year,
    CASE WHEN "OBS_VALUE" IS NOT NULL AND NOT regexp_full_match("OBS_VALUE", '-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?')
      THEN 'OBS_VALUE' END AS fault
    FROM ${table}_text WHERE ${USABLE}`);
  return { records: await count(sql, `${table}_text`), leftOut: await countUnusable(sql, `${table}_text`) };
}

const REASONS: [string, string][] = [
  ["not a year", `NOT coalesce(regexp_full_match("TIME_PERIOD", '\\d{4}'), false)`],
  ["not in US dollars", `coalesce("UNIT_MEASURE", '') <> 'USD'`],
  ["neither current nor constant prices", `coalesce("PRICE_BASE", '') NOT IN ('V', 'Q')`],
];
const USABLE = REASONS.map(([, condition]) => `NOT (${condition})`).join(" AND ");

async function selectOf(answer: Answer, wanted: SdmxTable): Promise<string> {
  const header = await readHeader(answer);
  const place = (name: string, needed: boolean) => {
    const first = header.indexOf(name);
    if ((first < 0 && needed) || (first >= 0 && header.indexOf(name, first + 1) >= 0))
      throw new DriftError(
        first < 0 ? `The answer has no column ${name}` : `The answer has the column ${name} twice`,
        { source: wanted.source, file: answer.name, row: 1, column: name },
        `Compare the header with the one that loaders/${wanted.source} expects; OECD has changed the dataflow`,
      );
    return first < 0 ? "NULL::VARCHAR" : `c${first}`;
  };
  const needed = [...new Set([...wanted.columns, ...OBSERVATION])].map(
    (name) => `${place(name, true)} AS ${quoteName(columnOf(name))}`,
  );
  const optional = (wanted.optional ?? []).map(
    (name) => `${place(name, false)} AS ${quoteName(columnOf(name))}`,
  );
  const columns = header.map((_, i) => `'c${i}': 'VARCHAR'`).join(", ");
  return (
    `SELECT ${[...needed, ...optional].join(", ")}, ${quoteText(answer.name)} AS file ` +
    `FROM read_csv(${quoteText(answer.path)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', ` +
    `columns = {${columns}})`
  );
}

async function readHeader(answer: Answer): Promise<string[]> {
  const head = await headText(answer.path);
  return Papa.parse<string[]>(head, { delimiter: ",", preview: 1 }).data[0] ?? [];
}

async function mustBeUnderstood(sql: ScratchSql, { table, source }: SdmxTable): Promise<void> {
  const checks: [string, string, string][] = [
    [
      "UNIT_MULT",
      `coalesce("UNIT_MULT", '') NOT IN ('0', '3', '6', '9')`,
      "a unit multiplier that is not known",
    ],
    [
      "BASE_PER",
      `"PRICE_BASE" = 'Q' AND NOT coalesce(regexp_full_match("BASE_PER", '\\d{4}'), false)`,
      "constant prices without the year they are in",
    ],
  ];
  for (const [column, condition, what] of checks) {
    const [first] = await sql.query<{ file: string; value: string | null }>(
      `SELECT file, ${quoteName(column)} AS value FROM ${table}_text WHERE ${USABLE} AND ${condition} LIMIT 1`,
    );
    if (first)
      throw new DriftError(
        `The answer has ${what}`,
        { source, file: first.file, column, value: first.value ?? "" },
        "An amount cannot be given without it. Look at the answer; last good data stays in use",
      );
  }
}

async function count(sql: ScratchSql, table: string, where = "true"): Promise<number> {
  const [row] = await sql.query<{ n: string }>(`SELECT count(*)::VARCHAR AS n FROM ${table} WHERE ${where}`);
  return Number(row?.n ?? 0);
}

/** Each record is counted under the first reason that holds. */
async function countUnusable(sql: ScratchSql, table: string): Promise<Record<string, number>> {
  const out: Record<string, number> = {};
  for (const [i, [reason, condition]] of REASONS.entries()) {
    const before = REASONS.slice(0, i).map(([, other]) => `NOT (${other})`);
    const n = await count(sql, table, [condition, ...before].join(" AND "));
    if (n > 0) out[reason] = n;
  }
  return out;
}

/** Observations with a fault: at most 1,000 of them, and their number. */
export async function faultyObservations(
  sql: ScratchSql,
  table: string,
  target: string,
  key: readonly string[],
) {
  const total = await count(sql, table, "fault IS NOT NULL");
  const cells = key.map((name) => `${quoteText(columnOf(name))}: ${quoteName(columnOf(name))}`).join(", ");
  const rows = await sql.query<{ file: string; fault: string; value: string | null; raw: string }>(
    `SELECT file, fault, "OBS_VALUE" AS value, to_json({${cells}, 'TIME_PERIOD': "TIME_PERIOD"})::VARCHAR AS raw
     FROM ${table} WHERE fault IS NOT NULL ORDER BY file, raw LIMIT 1000`,
  );
  const listed = rows.map(
    (row): Quarantined => ({
      table: target,
      file: row.file,
      row: 0,
      column: row.fault,
      value: row.value,
      code: "bad-cell",
      reason: `"${row.fault}" is not what the dataflow documents`,
      remedy: "Report the observation to OECD; it is in no sum until then",
      raw: row.raw,
    }),
  );
  return { listed, total };
}
