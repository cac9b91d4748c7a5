import type { Database } from "../../warehouse/database.ts";
import type { Status } from "../../web/data/common.ts";
import type { OverviewData } from "../../web/data/overview.ts";
import { outcomeAnswer } from "../../web/text/answer.ts";
import { asOfDates, DEFAULT_DEFINITION, int, one, type PageData } from "./common.ts";
import { outcomesFor } from "./outcomes.ts";
import { worldMap } from "./world.ts";

const COUNTRIES = `
  SELECT c.iso3, c.name, count(p.plan_id) AS plans, (SELECT any_value(first_plan_year) FROM panel WHERE panel.iso3 = c.iso3) AS first_year,
         coalesce(any_value(t.status), 'not_twinned') AS status, any_value(t.since_year) AS since_year
  FROM country c
  LEFT JOIN plan p USING (iso3)
  LEFT JOIN twinning_status t ON t.iso3 = c.iso3 AND t.definition_id = '${DEFAULT_DEFINITION}'
  GROUP BY c.iso3, c.name
  HAVING count(p.plan_id) > 0 OR any_value(t.status) <> 'not_twinned'
  ORDER BY c.name`;

/**
 * Pairs inside arrangements that count by default: givers with receivers, peers with peers. Where several give and
 * several receive, sources do not say who works with whom, so no pair is drawn.
 */
const LINKS = `
  SELECT DISTINCT a.iso3 AS from_iso3, b.iso3 AS to_iso3, s.first_documented_year IS NOT NULL AS dated, a.partnership_id
  FROM partnership_member a
  JOIN partnership_member b ON b.partnership_id = a.partnership_id
    AND ((a.role = 'supporting' AND b.role IN ('supported', 'peer')) OR (a.role = 'peer' AND b.role = 'peer' AND a.iso3 < b.iso3))
  JOIN partnership p ON p.partnership_id = a.partnership_id
  JOIN partnership_start s ON s.partnership_id = a.partnership_id
  WHERE p.kind IN ('twinning', 'cross_learning') AND p.evidence_strength IN ('high', 'medium')
    AND NOT (s.supporting > 1 AND s.supported > 1)
  ORDER BY ALL`;

const UNPAIRED = `
  SELECT p.partnership_id, s.supporting, s.supported
  FROM partnership p JOIN partnership_start s USING (partnership_id)
  WHERE p.kind IN ('twinning', 'cross_learning') AND p.evidence_strength IN ('high', 'medium') AND s.supporting > 1 AND s.supported > 1
  ORDER BY 1`;

const YEARS = `
  SELECT y AS year,
    (SELECT count(*) FROM (SELECT iso3, min(adopted_year) AS f FROM plan GROUP BY iso3) WHERE f <= y) AS with_plan,
    (SELECT count(*) FROM twinning_status WHERE definition_id = '${DEFAULT_DEFINITION}' AND since_year <= y) AS twinned
  FROM range(2004, 2026) AS r(y) ORDER BY y`;

/** Countries with a plan of which no year is known, and those of which the first plan has none but a later one has. */
const NEVER_DATED = `
  SELECT name FROM country JOIN plan USING (iso3) GROUP BY name HAVING count(adopted_year) = 0 ORDER BY name`;
const LATER_DATED = `
  SELECT c.name, min(p.adopted_year) AS year FROM country c JOIN plan p USING (iso3)
  WHERE (SELECT any_value(first_plan_year) FROM panel WHERE panel.iso3 = c.iso3) IS NULL
  GROUP BY c.name HAVING count(p.adopted_year) > 0 ORDER BY c.name`;

/** A budget row that names a plan which the register lacks, or years after the end of the last plan it has. */
const NUMBERS = `
  WITH named AS (
    SELECT iso3, plan_id, period FROM plan_budget UNION ALL SELECT iso3, plan_id, period FROM plan_budget_status
  ), later_named AS (
    SELECT n.iso3 FROM named n JOIN plan p ON p.iso3 = n.iso3 AND p.status = 'expired'
    WHERE (n.plan_id IS NOT NULL AND n.plan_id NOT IN (SELECT plan_id FROM plan))
      OR try_cast(left(n.period, 4) AS INTEGER) > p.period_end
  )
  SELECT
    (SELECT count(DISTINCT iso3) FROM plan) AS countries,
    (SELECT count(DISTINCT iso3) FROM plan JOIN country USING (iso3) WHERE un_member) AS un_members,
    (SELECT count(*) FROM plan) AS plans,
    (SELECT count(*) FROM plan WHERE status = 'current') AS current,
    (SELECT count(*) FROM plan WHERE status = 'expired') AS expired,
    (SELECT count(*) FROM plan WHERE status = 'unknown') AS status_unknown,
    (SELECT count(*) FROM partnership) AS arrangements,
    (SELECT count(*) FROM partnership_start s WHERE s.kind IN ('twinning', 'cross_learning') AND s.evidence_strength IN ('high', 'medium') AND s.first_documented_year IS NOT NULL) AS dated_arrangements,
    (SELECT count(*) FROM partnership_start s WHERE s.kind IN ('twinning', 'cross_learning') AND s.evidence_strength IN ('high', 'medium') AND s.first_documented_year IS NULL) AS undated_arrangements,
    (SELECT count(*) FROM partnership_activity) AS activities,
    (SELECT count(has_budget) FROM funding_gap) AS budget_known,
    (SELECT count(*) FROM funding_gap WHERE has_budget = 'yes') AS budget_yes,
    (SELECT count(*) FROM funding_gap WHERE has_budget = 'partial') AS budget_partial,
    (SELECT count(DISTINCT iso3) FROM later_named) AS later_named,
    (SELECT count(*) FROM source) AS sources`;

const PUBLISHED = `
  SELECT r.as_of, r.published_value, r.own_low, r.own_high, r.verdict, s.title
  FROM reconciliation r
  JOIN published_aggregate a ON a.aggregate_id = r.reference_id
  LEFT JOIN citation c ON c.table_name = 'published_aggregate' AND c.row_key = a.aggregate_id
  LEFT JOIN source s ON s.source_id = c.source_id
  WHERE a.metric IN ('countries_with_nap', 'countries_with_nap_min')
  ORDER BY r.as_of, r.reference_id`;

export const overviewData: PageData = async (db: Database) => {
  const countries = await db.query(COUNTRIES);
  const n = await one(db, NUMBERS);
  const data: OverviewData = {
    answer: outcomeAnswer(await outcomesFor(db), DEFAULT_DEFINITION),
    asOf: await asOfDates(db, [
      "register/plans/plans",
      "register/twinning/partnerships",
      "register/plans/aggregates",
    ]),
    map: worldMap(await db.query("SELECT iso3, m49 FROM country ORDER BY iso3")),
    countries: countries.map((c) => ({
      iso3: String(c.iso3),
      name: String(c.name),
      plans: int(c, "plans"),
      firstYear: c.first_year === null ? null : int(c, "first_year"),
      status: c.status as Status,
      since: c.since_year === null ? null : int(c, "since_year"),
    })),
    links: (await db.query(LINKS)).map((l) => ({
      from: String(l.from_iso3),
      to: String(l.to_iso3),
      dated: l.dated === true,
      id: String(l.partnership_id),
    })),
    unpaired: (await db.query(UNPAIRED)).map((u) => ({
      id: String(u.partnership_id),
      giving: int(u, "supporting"),
      receiving: int(u, "supported"),
    })),
    years: (await db.query(YEARS)).map((y) => ({
      year: int(y, "year"),
      withPlan: int(y, "with_plan"),
      twinned: int(y, "twinned"),
    })),
    neverDated: (await db.query(NEVER_DATED)).map((c) => String(c.name)),
    laterDated: (await db.query(LATER_DATED)).map((c) => ({ name: String(c.name), year: int(c, "year") })),
    published: (await db.query(PUBLISHED)).map((p) => ({
      asOf: String(p.as_of),
      value: int(p, "published_value"),
      ownLow: p.own_low === null ? null : int(p, "own_low"),
      ownHigh: p.own_high === null ? null : int(p, "own_high"),
      verdict: String(p.verdict),
      source: String(p.title ?? ""),
    })),
    numbers: {
      countries: int(n, "countries"),
      unMembers: int(n, "un_members"),
      plans: int(n, "plans"),
      current: int(n, "current"),
      expired: int(n, "expired"),
      laterNamed: int(n, "later_named"),
      statusUnknown: int(n, "status_unknown"),
      arrangements: int(n, "arrangements"),
      datedArrangements: int(n, "dated_arrangements"),
      undatedArrangements: int(n, "undated_arrangements"),
      activities: int(n, "activities"),
      budgetKnown: int(n, "budget_known"),
      budgetYes: int(n, "budget_yes"),
      budgetPartial: int(n, "budget_partial"),
      sources: int(n, "sources"),
    },
  };
  return [["overview.json", data]];
};
