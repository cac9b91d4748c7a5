import { quoteText } from "../../src/model/sql.ts";
import { WPS_PURPOSES } from "../_shared/iati-codes.ts";
import { checksumSql, DIMENSIONS, decimalOf, readCsvSql } from "../_shared/iati-sql.ts";

/** Columns that are read of each member, by name; the members have more. */
export const WANTED = {
  transaction_breakdown: [
    "_link_activity",
    "_link_transaction",
    "reportingorg_ref",
    "transactiontype_code",
    "transactiondate_isodate",
    "sector_code",
    "recipientcountry_code",
    "recipientregion_code",
    "value",
    "value_currency",
    "value_valuedate",
    "value_usd",
  ],
  policymarker: ["_link_activity", "code", "vocabulary", "significance"],
} as const;

export type TableName = keyof typeof WANTED;

/** A view over a member: all of its columns are declared as text, in the order of its own header. */
export const viewSql = (table: TableName, file: string, header: readonly string[]): string =>
  `CREATE VIEW ${table}_csv AS SELECT ${WANTED[table].map((c) => `"${c}"`).join(", ")}
   FROM ${readCsvSql([file], header, true)}`;

const date = (
  column: string,
) => `CASE WHEN regexp_matches(${column}, '^(19\\d\\d|20\\d\\d|2100)-\\d\\d-\\d\\d')
  THEN CAST(left(${column}, 4) AS SMALLINT) END`;

/** The gender marker of each activity that has one: two that contradict each other are unknown. */
export const genderSql = (): string => `
  CREATE TABLE gender AS SELECT _link_activity,
    CASE WHEN count(DISTINCT coalesce(significance, '')) = 1 AND min(significance) IN ('0', '1', '2', '3', '4')
      THEN min(significance) ELSE 'unknown' END AS gender
  FROM policymarker_csv
  WHERE code = '1' AND (vocabulary IS NULL OR vocabulary = '1')
  GROUP BY _link_activity`;

const NUMBER = "[-+]?[0-9]{1,15}([.][0-9]*)?([eE][-+]?[0-9]{1,3})?";

/** A number as Postgres prints it, below 10^15. */
const amount = (column: string) =>
  `CASE WHEN regexp_full_match(${column}, '${NUMBER}') AND abs(TRY_CAST(${column} AS DOUBLE)) < 1e15
    THEN ${decimalOf(column)} END`;

/** One row per breakdown row of an outgoing type, its cells judged; numbers are those that Postgres prints. */
const cellsSql = (): string => `
  SELECT b._link_activity, b._link_transaction, b.reportingorg_ref AS reporter_ref,
    CASE WHEN nullif(b.recipientcountry_code, '') IS NOT NULL THEN 'country'
      WHEN nullif(b.recipientregion_code, '') IS NOT NULL THEN 'region' ELSE 'unknown' END AS recipient_kind,
    upper(trim(coalesce(nullif(b.recipientcountry_code, ''), nullif(b.recipientregion_code, '')))) AS recipient_code,
    coalesce(${date("b.transactiondate_isodate")}, ${date("b.value_valuedate")}) AS year,
    CASE b.transactiontype_code WHEN '2' THEN 'commitment' WHEN '3' THEN 'disbursement' ELSE 'expenditure' END AS stage,
    CASE WHEN b.sector_code IS NULL THEN 'unknown'
      WHEN b.sector_code IN (${[...WPS_PURPOSES, "151", "152"].map((p) => `'${p}'`).join(", ")}) THEN b.sector_code
      ELSE 'other' END AS sector,
    upper(trim(b.value_currency)) AS currency,
    CASE WHEN regexp_full_match(upper(trim(b.value_currency)), '[A-Z]{3}') THEN ${amount("b.value")} END AS amount,
    ${amount("b.value_usd")} AS amount_usd
  FROM transaction_breakdown_csv b WHERE b.transactiontype_code IN ('2', '3', '4')`;

/** Activities are dealt into so many buckets by their key, so that memory is bounded whatever the number of rows. */
const BUCKETS = 16;

const GROUP = "reporter_ref, recipient_kind, recipient_code, year, stage, sector, gender, currency";

/** Deals the cells into buckets, as Parquet in a folder of its own for each bucket that has rows. */
export function dealSql(folder: string): string[] {
  const cells = `SELECT c.*, coalesce(g.gender, 'not_screened') AS gender, hash(c._link_activity) % ${BUCKETS} AS bucket
    FROM (${cellsSql()}) c LEFT JOIN gender g USING (_link_activity)`;
  return [
    `COPY (${cells}) TO ${quoteText(folder)} (FORMAT parquet, PARTITION_BY (bucket), OVERWRITE)`,
    `CREATE TABLE part (reporter_ref VARCHAR, recipient_kind VARCHAR, recipient_code VARCHAR, year SMALLINT,
      stage VARCHAR, sector VARCHAR, gender VARCHAR, currency VARCHAR, amount DECIMAL(38,6), amount_usd DECIMAL(38,6),
      activities HUGEINT, transactions HUGEINT, without_amount HUGEINT, without_usd HUGEINT)`,
  ];
}

/**
 * Fills `flow` from the folders that `dealSql` made: each bucket is summed alone, then the sums. A transaction that
 * is split within a group counts once; an activity is in one bucket only, so counts may be added.
 */
export function sumSql(folder: string, buckets: readonly string[]): string[] {
  const statements = [...buckets].sort().map((bucket) => bucketSql(`${folder}/${bucket}/*.parquet`));
  statements.push(`CREATE TABLE flow AS SELECT ${GROUP}, sum(amount) AS amount, sum(amount_usd) AS amount_usd,
      sum(activities) AS activities, sum(transactions) AS transactions, sum(without_amount) AS without_amount,
      sum(without_usd) AS without_usd FROM part GROUP BY ALL`);
  return statements;
}

const bucketSql = (files: string): string => `
  INSERT INTO part
  WITH per_transaction AS (
    SELECT _link_activity, _link_transaction, ${GROUP}, sum(amount) AS amount, sum(amount_usd) AS amount_usd,
      bool_or(amount IS NULL) AS without_amount, bool_or(amount_usd IS NULL) AS without_usd
    FROM read_parquet(${quoteText(files)}, hive_partitioning = false) GROUP BY ALL),
  per_activity AS (
    SELECT _link_activity, ${GROUP}, sum(amount) AS amount, sum(amount_usd) AS amount_usd, count(*) AS transactions,
      count(*) FILTER (without_amount) AS without_amount, count(*) FILTER (without_usd) AS without_usd
    FROM per_transaction GROUP BY ALL)
  SELECT ${GROUP}, sum(amount), sum(amount_usd), count(*), sum(transactions), sum(without_amount), sum(without_usd)
  FROM per_activity GROUP BY ALL`;

export const rowsSql = (): string => `
  SELECT ${checksumSql(DIMENSIONS.map((d) => `f.${d}`))} AS flow_id, f.reporter_ref,
    CAST(NULL AS VARCHAR) AS reporter_name, f.recipient_kind, f.recipient_code,
    CASE WHEN f.recipient_kind = 'country' THEN iso.iso3 END AS iso3,
    f.year, f.stage, f.sector, f.gender, f.currency,
    CAST(f.amount AS DECIMAL(30,6)) AS amount, CAST(f.amount_usd AS DECIMAL(30,6)) AS amount_usd,
    CAST(f.activities AS INTEGER) AS activities, CAST(f.transactions AS INTEGER) AS transactions,
    CAST(f.without_amount AS INTEGER) AS without_amount, CAST(f.without_usd AS INTEGER) AS without_usd
  FROM flow f LEFT JOIN iso ON f.recipient_code = iso.iso2`;
