import type { Quarantined } from "../../src/model/contract.ts";
import type { ScratchSql } from "../../src/model/live-source.ts";
import { quoteText } from "../../src/model/sql.ts";

const KEY = "year, donor, recipient, purpose, marker, category, bi_multi, allocable";
const MONEY = ["commitment", "disbursement", "commitment_constant", "disbursement_constant"];
/**
 * The cells were read with ten decimals and added up exactly; the contract has six. By way of 64 bits, because DuckDB
 * is slow to change the scale of longer decimals; a sum that does not fit there (100 million million) is an error.
 */
const toOutput = (sum: string) => `${sum}::DECIMAL(18,10)::DECIMAL(20,6)`;

const orNotStated = (column: string) => `coalesce(${column}::VARCHAR, 'not_stated')`;

/**
 * Adds up the staged lines to the rows of `crs_flow` and writes them in the order of the key. Sums of decimals do not
 * depend on the order of the lines, so that two threads give the same bytes as one. An amount that no line gives
 * stays null.
 * @returns number of rows
 */
export async function writeFlows(sql: ScratchSql, output: string): Promise<number> {
  await sql.run(
    `CREATE TABLE flow AS SELECT ${KEY}, ${MONEY.map((m) => `sum(${m}) AS ${m}`).join(", ")}, count(*) AS activities
     FROM activity WHERE bad IS NULL GROUP BY ${KEY}`,
  );
  const money = MONEY.map((m) => `${toOutput(`flow.${m}`)} AS ${m}`).join(", ");
  await sql.run(
    `COPY (SELECT flow.year, flow.donor::VARCHAR AS donor_code, d.name AS donor_name, d.iso3 AS donor_iso3,
      flow.recipient::VARCHAR AS recipient_code, r.name AS recipient_name, r.kind AS recipient_kind,
      r.iso3 AS recipient_iso3,
      CASE purpose WHEN 0 THEN 'other' WHEN -1 THEN 'not_stated' ELSE purpose::VARCHAR END AS purpose,
      coalesce(marker::VARCHAR, 'not_screened') AS gender_marker, ${orNotStated("category")} AS category,
      ${orNotStated("bi_multi")} AS bi_multi, allocable, ${money}, NULL::SMALLINT AS constant_base_year,
      activities::INTEGER AS activities
      FROM flow JOIN donor_area d ON d.code = flow.donor JOIN recipient_area r ON r.code = flow.recipient
      ORDER BY flow.year, flow.donor, flow.recipient, flow.purpose, flow.marker NULLS LAST, flow.category NULLS LAST,
        flow.bi_multi NULLS LAST, allocable)
     TO ${quoteText(output)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  const [count] = await sql.query<{ rows: string }>("SELECT count(*)::VARCHAR AS rows FROM flow");
  return Number(count?.rows ?? 0);
}

/** Lines that are the same in every column that is read: instalments are reported so, and they are kept. */
export async function countCopies(sql: ScratchSql): Promise<number> {
  const [count] = await sql.query<{ copies: string }>(
    "SELECT (count(*) - count(DISTINCT fingerprint))::VARCHAR AS copies FROM activity WHERE bad IS NULL",
  );
  return Number(count?.copies ?? 0);
}

/** Lines with a cell that cannot be used, at most 1,000 of them and their number. */
export async function badLines(
  sql: ScratchSql,
): Promise<{ listed: Quarantined[]; total: number; lines: number }> {
  const [count] = await sql.query<{ bad: string; lines: string }>(
    "SELECT count(bad)::VARCHAR AS bad, count(*)::VARCHAR AS lines FROM activity",
  );
  const total = Number(count?.bad ?? 0);
  const rows =
    total === 0
      ? []
      : await sql.query<{ file: string; row: string | null; bad: string; raw: string }>(
          `SELECT file, row::VARCHAR AS row, bad, to_json({year: year, donor: donor_name, recipient: recipient_name,
            commitment: commitment, disbursement: disbursement})::VARCHAR AS raw
           FROM activity WHERE bad IS NOT NULL ORDER BY file, activity.row, raw LIMIT 1000`,
        );
  const listed = rows.map((row) => ({
    table: "crs_flow",
    file: row.file,
    row: Number(row.row ?? 0),
    column: row.bad,
    value: null,
    code: "bad-cell",
    reason: `"${row.bad}" is empty or not of its type${row.row === null ? "; text files give no line number here" : ""}`,
    remedy: "Report the line to OECD; it is in no sum until then",
    raw: row.raw,
  }));
  return { listed, total, lines: Number(count?.lines ?? 0) };
}

/** Says which year's prices the constant amounts are in, where the figures show it; never written as a fact. */
export async function baseYearNote(sql: ScratchSql): Promise<string> {
  const years = await sql.query<{ year: number }>(
    `SELECT year FROM flow WHERE commitment <> 0 AND commitment_constant IS NOT NULL GROUP BY year
     HAVING bool_and(commitment = commitment_constant) ORDER BY year`,
  );
  return years.length === 1
    ? `constant amounts equal current ones in ${years[0]?.year} only, so that is likely their base year; the file does not say it`
    : "the base year of the constant amounts is not in the file";
}
