import { DriftError } from "../../src/errors/source-errors.ts";
import { WPS_PURPOSES } from "../../src/model/contracts/oecd.ts";
import type { ExtractReport, ExtractWork, ScratchSql } from "../../src/model/live-source.ts";
import { quoteText } from "../../src/model/sql.ts";
import { makeAreas } from "../_shared/sdmx-area-table.ts";
import { faultyObservations, readSdmx } from "../_shared/sdmx-csv.ts";
import { ALLOCABLE } from "../oecd-crs/stage.ts";

const COLUMNS = [
  "DONOR",
  "Donor",
  "RECIPIENT",
  "Recipient",
  "SECTOR",
  "MEASURE",
  "MODALITY",
  "FLOW_TYPE",
  "MD_DIM",
];
const list = (codes: readonly string[]) => codes.map(quoteText).join(", ");

/** What is asked for; anything else in an answer is left out and counted. */
const WANTED: [string, string][] = [
  ["not an activity", `coalesce("MD_DIM", '') <> 'DD'`],
  ["not ODA", `coalesce("MEASURE", '') <> '100'`],
  ["other purpose", `coalesce("SECTOR", '') NOT IN (${list(Object.keys(WPS_PURPOSES))})`],
  ["neither commitment nor disbursement", `coalesce("FLOW_TYPE", '') NOT IN ('C', 'D')`],
  ["no value", `"OBS_VALUE" IS NULL`],
  // A total over recipients would double what its members have; it is not known whether DD rows can have one.
  ["group of recipients", `"RECIPIENT" IN (SELECT code FROM recipient_area WHERE kind = 'unmatched')`],
];

/** Adds the observations of activities up to `crs_query_flow`. */
export async function extractCrsQuery(work: ExtractWork): Promise<ExtractReport> {
  const { sql, context } = work;
  const answers = work.answers.filter((a) => a.kind === "csv");
  const read = await readSdmx(sql, answers, {
    source: "oecd-crs-query",
    table: "observation",
    columns: [...COLUMNS, "GENDER_EQUALITY"],
    optional: ["BIMULTI_CODE"],
  });
  await makeAreas(sql, "donor_area", { table: "observation", code: "DONOR", label: "Donor" }, context);
  await makeAreas(
    sql,
    "recipient_area",
    { table: "observation", code: "RECIPIENT", label: "Recipient" },
    context,
  );
  await sql.run(
    `UPDATE observation SET fault = 'GENDER_EQUALITY' WHERE fault IS NULL AND "GENDER_EQUALITY" IS NOT NULL
     AND NOT regexp_full_match("GENDER_EQUALITY", '[012](\\.0+)?')`,
  );
  const leftOut = { ...read.leftOut, ...(await leaveOut(sql)) };
  await mustHaveOneBase(sql);
  const faulty = await faultyObservations(sql, "observation", "crs_query_flow", COLUMNS);
  const rows = await write(sql, work.output("crs_query_flow"));
  const pulled =
    answers
      .map((a) => a.retrieved.slice(0, 10))
      .sort()
      .at(-1) ?? context.today;
  return {
    as_of: pulled,
    as_of_basis: "day of the query",
    records: read.records,
    rows: { crs_query_flow: rows },
    quarantined: faulty.listed,
    quarantinedTotal: faulty.total,
    leftOut,
    notes: [`${answers.length} answers`],
  };
}

async function leaveOut(sql: ScratchSql): Promise<Record<string, number>> {
  const out: Record<string, number> = {};
  for (const [reason, condition] of WANTED) {
    const where = `fault IS NULL AND (${condition})`;
    const [row] = await sql.query<{ n: string }>(
      `SELECT count(*)::VARCHAR AS n FROM observation WHERE ${where}`,
    );
    if (Number(row?.n ?? 0) > 0) out[reason] = Number(row?.n);
    await sql.run(`DELETE FROM observation WHERE ${where}`);
  }
  return out;
}

async function mustHaveOneBase(sql: ScratchSql): Promise<void> {
  const years = await sql.query<{ y: number }>(
    "SELECT DISTINCT base_year AS y FROM observation WHERE base_year IS NOT NULL ORDER BY y",
  );
  if (years.length > 1)
    throw new DriftError(
      "The answers give constant prices of more than one year",
      { source: "oecd-crs-query", column: "BASE_PER", value: years.map((row) => row.y).join(", ") },
      "OECD is between two releases: pull again later. Last good data stays in use",
    );
}

async function write(sql: ScratchSql, output: string): Promise<number> {
  const sum = (flow: string, price: string) =>
    `(sum(amount) FILTER ("FLOW_TYPE" = '${flow}' AND "PRICE_BASE" = '${price}'))::DECIMAL(20,6)`;
  await sql.run(
    `CREATE TABLE flow AS SELECT year, "DONOR" AS donor_code, "RECIPIENT" AS recipient_code, "SECTOR" AS purpose,
      coalesce(left("GENDER_EQUALITY", 1), 'not_screened') AS gender_marker,
      coalesce("BIMULTI_CODE", 'not_stated') AS bi_multi,
      coalesce("MODALITY" IN (${list(ALLOCABLE)}), false) AS allocable,
      ${sum("C", "V")} AS commitment, ${sum("D", "V")} AS disbursement,
      ${sum("C", "Q")} AS commitment_constant, ${sum("D", "Q")} AS disbursement_constant,
      max(base_year) AS constant_base_year, (count(*) FILTER ("PRICE_BASE" = 'V'))::INTEGER AS observations
     FROM observation WHERE fault IS NULL GROUP BY ALL`,
  );
  await sql.run(
    `COPY (SELECT year, donor_code, d.name AS donor_name, d.iso3 AS donor_iso3, recipient_code,
      r.name AS recipient_name, r.kind AS recipient_kind, r.iso3 AS recipient_iso3, purpose, gender_marker, bi_multi,
      allocable, commitment, disbursement, commitment_constant, disbursement_constant, constant_base_year, observations
      FROM flow JOIN donor_area d ON d.code = donor_code JOIN recipient_area r ON r.code = recipient_code
      ORDER BY year, donor_code, recipient_code, purpose, gender_marker, bi_multi, allocable)
     TO ${quoteText(output)} (FORMAT parquet, COMPRESSION zstd)`,
  );
  const [count] = await sql.query<{ n: string }>("SELECT count(*)::VARCHAR AS n FROM flow");
  return Number(count?.n ?? 0);
}
