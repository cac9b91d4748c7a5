import { REGISTERS } from "../../model/registers.ts";
import { quoteName, quoteText } from "../../model/sql.ts";
import type { WarehouseCheck } from "./check.ts";

const PLANS = "data/register/plans/plans.csv";
const MEMBERS = "data/register/twinning/members.csv";

/** Rules across rows and tables of the register, which no single column can hold. */
export const REGISTER_CHECKS: readonly WarehouseCheck[] = [
  {
    name: "every register table has rows",
    sql: REGISTERS.map(
      ({ table }) =>
        `SELECT ${quoteText(table)} AS row_key WHERE NOT EXISTS (SELECT 1 FROM ${quoteName(table)})`,
    ).join(" UNION ALL "),
    remedy: "Restore the register file from version control",
  },
  {
    name: "a plan's period does not end before it starts",
    sql: "SELECT plan_id AS row_key FROM plan WHERE period_end < period_start",
    remedy: `Correct the period in ${PLANS}`,
  },
  {
    name: "the year of adoption is that of the date of adoption",
    sql: `SELECT plan_id AS row_key FROM plan
      WHERE adopted_date IS NOT NULL AND adopted_year IS DISTINCT FROM CAST(left(adopted_date, 4) AS SMALLINT)`,
    remedy: `Correct adopted_year or adopted_date in ${PLANS}`,
  },
  {
    name: "a later generation is not adopted before an earlier one",
    sql: `SELECT b.plan_id AS row_key FROM plan a JOIN plan b
      ON b.iso3 = a.iso3 AND b.sequence > a.sequence AND b.adopted_year < a.adopted_year`,
    remedy: `Correct the sequence or the years in ${PLANS}`,
  },
  {
    name: "generations of a country follow each other without a gap",
    sql: `SELECT plan_id AS row_key FROM plan p WHERE sequence > 1
      AND NOT EXISTS (SELECT 1 FROM plan q WHERE q.iso3 = p.iso3 AND q.sequence = p.sequence - 1)`,
    remedy: `Add the plan in between to ${PLANS}, or allow the gap here with its reason`,
    allowed: { "NER-2": "Niger had a plan before 2020, but no page on it was found" },
  },
  {
    name: "a member does not leave before it joins",
    sql: "SELECT partnership_id || '|' || iso3 AS row_key FROM partnership_member WHERE left_year < joined_year",
    remedy: `Correct the years in ${MEMBERS}`,
  },
  {
    name: "a member's years lie inside those of its arrangement",
    sql: `SELECT partnership_id || '|' || iso3 AS row_key FROM partnership_member m JOIN partnership p USING (partnership_id)
      WHERE m.joined_year < p.start_year OR m.joined_year > p.end_year OR m.left_year > p.end_year`,
    remedy: `Correct the years in ${MEMBERS} or of the arrangement`,
  },
  {
    name: "an arrangement does not end before it starts",
    sql: "SELECT partnership_id AS row_key FROM partnership WHERE end_year < coalesce(start_year, announced_year)",
    remedy: "Correct the years in data/register/twinning/partnerships.csv",
  },
  {
    name: "an activity's last day is not before its first",
    sql: `SELECT activity_id AS row_key FROM partnership_activity
      WHERE contains(date_or_year, '/') AND split_part(date_or_year, '/', 2) < split_part(date_or_year, '/', 1)`,
    remedy: "Correct the days in data/register/twinning/activities.csv",
  },
  {
    name: "every citation names a known source",
    sql: `SELECT table_name || '|' || row_key || '|' || source_id AS row_key FROM citation
      WHERE source_id NOT IN (SELECT source_id FROM source)`,
    remedy: "Add the source, or correct the id in the register",
  },
  {
    name: "an observation is a number or a code, as its indicator says",
    sql: `SELECT indicator || '|' || iso3 || '|' || year AS row_key FROM observation JOIN indicator USING (indicator)
      WHERE (scale = 'numeric') <> (value IS NOT NULL) OR (scale = 'category') <> (category IS NOT NULL)
        OR isnan(value) OR isinf(value)`,
    remedy: "Correct the loader of the series",
  },
  {
    name: "a share, an index or a rank lies in its range",
    sql: `SELECT indicator || '|' || iso3 || '|' || year AS row_key FROM observation JOIN indicator USING (indicator)
      WHERE (unit LIKE '\\%%' ESCAPE '\\' AND value NOT BETWEEN 0 AND 100)
        OR (unit LIKE '%from 0 to 1' AND value NOT BETWEEN 0 AND 1)
        OR (unit IN ('rank', 'persons', 'constant 2015 US dollars', 'local currency units per US dollar', 'index') AND value <= 0)
        OR (unit = 'deaths' AND value < 0)`,
    remedy: "Look at the snapshot of the series and at its unit in the loader",
  },
  {
    name: "a published share lies between 0 and 100",
    sql: `SELECT aggregate_id AS row_key FROM published_aggregate WHERE unit = 'percent' AND value NOT BETWEEN 0 AND 100
      UNION ALL SELECT aid_figure_id FROM funding_flow WHERE measure = 'share' AND value NOT BETWEEN 0 AND 100`,
    remedy: "Correct the figure in the register",
  },
];
