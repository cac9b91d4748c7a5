import { join } from "node:path";
import type { ScratchSql } from "../../src/model/live-source.ts";
import { ACTIVITY_COLUMNS, FLOW_COLUMNS } from "../_shared/iati-rows.ts";
import {
  checksumSql,
  DIMENSIONS,
  decimalOf,
  numberOf,
  readCsvSql,
  writeParquet,
} from "../_shared/iati-sql.ts";

export interface Aggregated {
  rows: number;
  exactCopies: number;
  conflictingCopies: number;
  /** Pairs of datasets with most activities published in both and told differently. */
  conflicts: { kept: number; other: number; activities: number }[];
  unknownCountries: string[];
}

/**
 * Sums the lines of all readers into `iati_flow`. An activity that one reporter publishes twice is counted once:
 * of exact copies any, of conflicting ones the one updated last (then the first dataset by name), so that no money
 * is counted twice; the others are counted as left out. Activities without an identifier are never taken for copies.
 */
export async function aggregate(
  sql: ScratchSql,
  folder: string,
  readers: number,
  refused: readonly number[],
  output: string,
): Promise<Aggregated> {
  const files = (name: string) => Array.from({ length: readers }, (_, i) => join(folder, `${name}-${i}.csv`));
  await sql.run(`CREATE TABLE published AS
    SELECT CAST(key AS BIGINT) AS key, CAST(dataset AS INTEGER) AS dataset, reporter_ref, reporter_name, identifier,
      CAST(updated AS BIGINT) AS updated, gender, checksum
    FROM ${readCsvSql(files("activity"), ACTIVITY_COLUMNS, false)}
    WHERE CAST(dataset AS INTEGER) NOT IN (${[-1, ...refused].join(", ")})`);
  await sql.run(`CREATE TABLE kept AS SELECT *,
      first_value(checksum) OVER w AS kept_checksum, first_value(dataset) OVER w AS kept_dataset,
      row_number() OVER w AS place
    FROM published
    WINDOW w AS (PARTITION BY reporter_ref, identifier, CASE WHEN identifier IS NULL THEN key END
      ORDER BY updated DESC NULLS LAST, key)`);
  await sql.run(`CREATE TABLE reporter AS
    SELECT reporter_ref, min(reporter_name) AS reporter_name FROM published GROUP BY reporter_ref`);
  await sql.run(`CREATE TABLE flow AS ${flowSql(readCsvSql(files("flow"), FLOW_COLUMNS, false))}`);
  await writeParquet(sql, rowsSql(), output);
  return {
    rows: await numberOf(sql, "SELECT count(*) AS n FROM flow"),
    exactCopies: await numberOf(
      sql,
      "SELECT count(*) AS n FROM kept WHERE place > 1 AND checksum = kept_checksum",
    ),
    conflictingCopies: await numberOf(
      sql,
      "SELECT count(*) AS n FROM kept WHERE place > 1 AND checksum <> kept_checksum",
    ),
    conflicts: await conflictsOf(sql),
    unknownCountries: await unknownCountriesOf(sql),
  };
}

const flowSql = (lines: string): string => `
  SELECT k.reporter_ref,
    CASE left(f.place, 1) WHEN 'c' THEN 'country' WHEN 'r' THEN 'region' ELSE 'unknown' END AS recipient_kind,
    nullif(substr(f.place, 3), '') AS recipient_code,
    CAST(f.year AS SMALLINT) AS year, f.stage, f.sector, k.gender, f.currency,
    sum(${decimalOf("f.amount")}) AS amount,
    count(DISTINCT k.key) AS activities, count(*) AS transactions,
    count(*) FILTER (f.amount IS NULL) AS without_amount
  FROM ${lines} f JOIN kept k ON CAST(f.key AS BIGINT) = k.key
  WHERE k.place = 1 GROUP BY ALL`;

const rowsSql = (): string => `
  SELECT ${checksumSql(DIMENSIONS.map((d) => `f.${d}`))} AS flow_id, f.reporter_ref, r.reporter_name,
    f.recipient_kind, f.recipient_code,
    CASE WHEN f.recipient_kind = 'country' THEN iso.iso3 END AS iso3,
    f.year, f.stage, f.sector, f.gender, f.currency, CAST(f.amount AS DECIMAL(30,6)) AS amount,
    CAST(f.activities AS INTEGER) AS activities, CAST(f.transactions AS INTEGER) AS transactions,
    CAST(f.without_amount AS INTEGER) AS without_amount
  FROM flow f
  LEFT JOIN reporter r ON f.reporter_ref IS NOT DISTINCT FROM r.reporter_ref
  LEFT JOIN iso ON f.recipient_code = iso.iso2`;

async function conflictsOf(sql: ScratchSql): Promise<Aggregated["conflicts"]> {
  const rows = await sql.query<{ kept: number; other: number; activities: number | string }>(`
    SELECT kept_dataset AS kept, dataset AS other, count(*) AS activities FROM kept
    WHERE place > 1 AND checksum <> kept_checksum GROUP BY ALL ORDER BY activities DESC, kept, other LIMIT 100`);
  return rows.map((r) => ({
    kept: Number(r.kept),
    other: Number(r.other),
    activities: Number(r.activities),
  }));
}

async function unknownCountriesOf(sql: ScratchSql): Promise<string[]> {
  const rows = await sql.query<{ code: string }>(`
    SELECT DISTINCT recipient_code AS code FROM flow LEFT JOIN iso ON recipient_code = iso2
    WHERE recipient_kind = 'country' AND iso3 IS NULL ORDER BY code LIMIT 50`);
  return rows.map((r) => r.code);
}
