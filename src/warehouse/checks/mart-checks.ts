import type { WarehouseCheck } from "./check.ts";

const MARTS = "src/warehouse/marts";
const DEFAULT_DEFINITION = "(SELECT definition_id FROM twinning_definition ORDER BY position LIMIT 1)";

/** Rules that tie the marts to the register and to each other. */
export const MART_CHECKS: readonly WarehouseCheck[] = [
  {
    name: "the default definition of twinned stands first",
    sql: `SELECT 'twinning' AS row_key WHERE 'twinning' IS DISTINCT FROM ${DEFAULT_DEFINITION}`,
    remedy: "Put the definition `twinning` first in data/reference/twinning-definitions.json",
  },
  {
    name: "every country with a plan has a status under every definition",
    sql: `SELECT d.definition_id || '|' || p.iso3 AS row_key
      FROM twinning_definition d CROSS JOIN (SELECT DISTINCT iso3 FROM plan) p
      ANTI JOIN twinning_status s ON s.definition_id = d.definition_id AND s.iso3 = p.iso3`,
    remedy: `Correct the list of countries in ${MARTS}/twinning_status.sql`,
  },
  {
    name: "a country is not twinned from a year outside the window",
    sql: `SELECT definition_id || '|' || iso3 AS row_key FROM twinning_status, study_window
      WHERE since_year NOT BETWEEN first_year AND last_year`,
    remedy: "Correct the years of the arrangement, or move the window in study_window.sql",
  },
  {
    name: "a country is twinned only through arrangements that it is a member of, in a role other than facilitator",
    sql: `SELECT s.definition_id || '|' || s.iso3 || '|' || s.p AS row_key
      FROM (SELECT definition_id, iso3, unnest(string_split(partnership_ids, ';')) AS p FROM twinning_status) s
      ANTI JOIN partnership_member m ON m.partnership_id = s.p AND m.iso3 = s.iso3 AND m.role <> 'facilitator'`,
    remedy: `Correct ${MARTS}/twinning_status.sql`,
  },
  {
    name: "every plan has a status under every definition",
    sql: `SELECT d.definition_id || '|' || p.plan_id AS row_key FROM twinning_definition d CROSS JOIN plan p
      ANTI JOIN plan_twinning t ON t.definition_id = d.definition_id AND t.plan_id = p.plan_id`,
    remedy: `Correct ${MARTS}/plan_twinning.sql`,
  },
  {
    name: "the panel has every country in every year",
    sql: `SELECT s.iso3 || '|' || y.year AS row_key
      FROM (SELECT DISTINCT iso3 FROM twinning_status) s
      CROSS JOIN (SELECT unnest(range(first_year, last_year + 1)) AS year FROM study_window) y
      ANTI JOIN panel p ON p.iso3 = s.iso3 AND p.year = y.year`,
    remedy: `Correct ${MARTS}/panel.sql`,
  },
  {
    name: "the panel says of twinning what the status says",
    sql: `SELECT p.iso3 || '|' || p.year AS row_key FROM panel p
      JOIN twinning_status s ON s.iso3 = p.iso3 AND s.definition_id = ${DEFAULT_DEFINITION}
      WHERE p.twinning_status <> s.status OR p.twinned_since IS DISTINCT FROM s.since_year
        OR p.twinned_now IS DISTINCT FROM
          CASE s.status WHEN 'twinned' THEN p.year >= s.since_year WHEN 'not_twinned' THEN false END`,
    remedy: `Correct ${MARTS}/panel.sql`,
  },
  {
    name: "a plan stands in the renewal spells or among those left out, not in both",
    sql: `SELECT plan_id AS row_key FROM plan p
      WHERE (plan_id IN (SELECT plan_id FROM plan_spell)) = (plan_id IN (SELECT plan_id FROM plan_spell_left_out))`,
    remedy: `Correct ${MARTS}/plan_spell.sql or plan_spell_left_out.sql`,
  },
  {
    name: "the spells of a plan follow each other from adoption on, without gap or overlap",
    sql: `SELECT plan_id || '|' || "start" AS row_key FROM (
        SELECT *, coalesce(lag("stop") OVER (PARTITION BY plan_id ORDER BY "start"), 0) AS due FROM plan_spell
      ) WHERE "start" <> due`,
    remedy: `Correct ${MARTS}/plan_spell.sql`,
  },
  {
    name: "a plan is renewed or cut off once, on its last spell",
    sql: `SELECT plan_id AS row_key FROM plan_spell GROUP BY plan_id
      HAVING sum(event) + count(censored_at) <> 1 OR max_by(event + CAST(censored_at IS NOT NULL AS INTEGER), "start") <> 1`,
    remedy: `Correct ${MARTS}/plan_spell.sql`,
  },
  {
    name: "every amount of the register's budgets stands in plan_money, once",
    sql: `SELECT from_table || '|' || from_key AS row_key FROM (
        SELECT 'plan_budget' AS from_table, budget_id AS from_key, 'cost' AS stage FROM plan_budget WHERE cost_amount IS NOT NULL
        UNION ALL SELECT 'plan_budget', budget_id, 'allocated' FROM plan_budget WHERE allocated_amount IS NOT NULL
        UNION ALL SELECT 'plan_budget', budget_id, 'spent' FROM plan_budget WHERE spent_amount IS NOT NULL
      ) ANTI JOIN plan_money USING (from_table, from_key, stage)
      UNION ALL
      SELECT 'plan|' || plan_id FROM plan WHERE budget_amount IS NOT NULL AND 1 <> (
        SELECT count(*) FROM plan_money m WHERE m.also_in = 'plan ' || plan.plan_id OR (m.from_table = 'plan' AND m.from_key = plan.plan_id)
      )`,
    remedy: `Correct ${MARTS}/plan_money.sql`,
  },
  {
    name: "every plan has a row on its funding gap",
    sql: "SELECT plan_id AS row_key FROM plan ANTI JOIN funding_gap USING (plan_id)",
    remedy: `Correct ${MARTS}/funding_gap.sql`,
  },
  {
    name: "an amount for several recipients is not given to one of them",
    sql: `SELECT support_id AS row_key FROM donor_support_flow WHERE contains(recipients, ';') AND recipient_iso3 IS NOT NULL`,
    remedy: `Correct ${MARTS}/donor_support_flow.sql`,
  },
  {
    name: "every difference from a published total has an explanation",
    sql: "SELECT reference_id AS row_key FROM reconciliation WHERE verdict = 'unexplained'",
    remedy: `Find the reason, then correct the register or add a remark to ${MARTS}/reconciliation.sql`,
  },
  {
    name: "an observation lies in the past, projections are not taken in",
    sql: `SELECT indicator || '|' || iso3 || '|' || year AS row_key FROM observation
      WHERE year > (SELECT last_year + 1 FROM study_window)`,
    remedy: "Correct the year in the loader of the series",
  },
];
