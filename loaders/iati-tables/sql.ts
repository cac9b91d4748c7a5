import { WPS_PURPOSES } from "../_shared/iati-codes.ts";
import { checksumSql, DIMENSIONS, readCsvSql } from "../_shared/iati-sql.ts";

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

const AMOUNT = "'^\\s*[+-]?(\\d{1,15}(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?\\s*$'";
const amount = (column: string) =>
  `CASE WHEN regexp_matches(${column}, ${AMOUNT}) THEN TRY_CAST(${column} AS DECIMAL(30,6)) END`;

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

/** Each activity first, then the group: a transaction that is split within a group counts once. */
export const flowSql = (): string => `
  CREATE TABLE flow AS
  WITH cells AS (${cellsSql()}),
  per_activity AS (
    SELECT _link_activity, reporter_ref, recipient_kind, recipient_code, year, stage, sector, currency,
      sum(amount) AS amount, sum(amount_usd) AS amount_usd,
      count(DISTINCT _link_transaction) AS transactions,
      count(DISTINCT _link_transaction) FILTER (amount IS NULL) AS without_amount,
      count(DISTINCT _link_transaction) FILTER (amount_usd IS NULL) AS without_usd
    FROM cells GROUP BY ALL)
  SELECT p.reporter_ref, p.recipient_kind, p.recipient_code, p.year, p.stage, p.sector,
    coalesce(g.gender, 'not_screened') AS gender, p.currency,
    sum(p.amount) AS amount, sum(p.amount_usd) AS amount_usd, count(*) AS activities,
    sum(p.transactions) AS transactions, sum(p.without_amount) AS without_amount, sum(p.without_usd) AS without_usd
  FROM per_activity p LEFT JOIN gender g USING (_link_activity) GROUP BY ALL`;

export const rowsSql = (): string => `
  SELECT ${checksumSql(DIMENSIONS.map((d) => `f.${d}`))} AS flow_id, f.reporter_ref,
    CAST(NULL AS VARCHAR) AS reporter_name, f.recipient_kind, f.recipient_code,
    CASE WHEN f.recipient_kind = 'country' THEN iso.iso3 END AS iso3,
    f.year, f.stage, f.sector, f.gender, f.currency,
    CAST(f.amount AS DECIMAL(30,6)) AS amount, CAST(f.amount_usd AS DECIMAL(30,6)) AS amount_usd,
    CAST(f.activities AS INTEGER) AS activities, CAST(f.transactions AS INTEGER) AS transactions,
    CAST(f.without_amount AS INTEGER) AS without_amount, CAST(f.without_usd AS INTEGER) AS without_usd
  FROM flow f LEFT JOIN iso ON f.recipient_code = iso.iso2`;
