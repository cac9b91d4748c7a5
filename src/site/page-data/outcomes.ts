import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type {
  CountryTwinning,
  Ends,
  Outcome,
  OutcomeCountry,
  OutcomePlan,
  OutcomesData,
  Value,
} from "../../web/data/outcomes.ts";
import { asOfDates, definitions, int, one, type PageData } from "./common.ts";
import { OUTCOMES, type OutcomeSpec } from "./outcome-list.ts";

/** Countries with a plan; values are picked from the panel by year so that a missing year stays missing. */
const COUNTRIES = `
  WITH latest AS (SELECT max(year) AS parliament FROM panel WHERE women_share_parliament_pct IS NOT NULL),
  incomes AS (SELECT max(year) AS year FROM panel WHERE income_group IS NOT NULL)
  SELECT c.iso3, c.name, c.un_region, f.first_plan_year,
    (SELECT income_group FROM panel WHERE iso3 = c.iso3 AND year = (SELECT year FROM incomes)) AS income,
    (SELECT women_share_parliament_pct FROM panel WHERE iso3 = c.iso3 AND year = (SELECT parliament FROM latest)) AS parliament,
    (SELECT women_share_parliament_pct FROM panel WHERE iso3 = c.iso3 AND year = f.first_plan_year) AS share_at_plan,
    (SELECT women_share_parliament_pct FROM panel WHERE iso3 = c.iso3 AND year = f.first_plan_year + 5) AS share_after,
    (SELECT wps_index_score FROM panel WHERE iso3 = c.iso3 AND year = 2025) AS wps_index,
    (SELECT undp_gii_hdr2020 FROM panel WHERE iso3 = c.iso3 AND year = 2019) AS gii,
    f.first_plan_year + 5 > (SELECT last_year FROM study_window) AS not_due
  FROM country c
  JOIN (SELECT iso3, any_value(first_plan_year) AS first_plan_year FROM panel GROUP BY iso3) f USING (iso3)
  WHERE c.iso3 IN (SELECT iso3 FROM plan_timeline)
  ORDER BY c.name`;

const PLANS = `
  SELECT t.plan_id, t.iso3, t.sequence, t.adopted_year, t.is_first, t.period_start, t.period_end, t.next_plan_id,
    t.next_adopted_year, g.has_budget, g.budget_status, t.monitoring_framework, t.civil_society_role
  FROM plan_timeline t JOIN funding_gap g USING (plan_id) ORDER BY t.iso3, t.sequence`;

/**
 * Plans twinned by adoption against the ends of all dated arrangements that count for their country. The year of the
 * last trace is no end: where one of them has no end year on record, the end is unknown.
 */
const ENDS = `
  SELECT t.definition_id, t.plan_id,
    bool_or(p.end_year IS NULL) AS end_unknown, max(t.adopted_year) > max(p.end_year) AS after_end
  FROM plan_twinning t
  JOIN twinning_status c USING (definition_id, iso3)
  JOIN partnership p ON list_contains(string_split(c.partnership_ids, ';'), p.partnership_id)
    AND NOT list_contains(string_split(coalesce(c.undated_partnership_ids, ''), ';'), p.partnership_id)
  WHERE t.status = 'twinned'
  GROUP BY ALL ORDER BY ALL`;

const STATUSES = `
  SELECT definition_id, iso3, status, since_year, role
  FROM twinning_status WHERE status IN ('twinned', 'undated') ORDER BY iso3, definition_id`;

const PLAN_STATUSES = `
  SELECT definition_id, plan_id, status FROM plan_twinning
  WHERE status <> 'not_twinned' ORDER BY plan_id, definition_id`;

const YEARS = `
  SELECT max(year) FILTER (women_share_parliament_pct IS NOT NULL) AS parliament,
    max(year) FILTER (income_group IS NOT NULL) AS income
  FROM panel`;

/** Last year by which a first plan must have ended to count as due for renewal. */
const ENDED_BY = 2024;

const orNull = (value: unknown): number | null => (typeof value === "number" ? value : null);
const text = (value: unknown) => (value === null || value === undefined ? "" : String(value));

/** Everything that the Outcomes page compares: units with values or a reason, and their status under each definition. */
export async function outcomesFor(db: Database): Promise<OutcomesData> {
  const years = await one(db, YEARS);
  const asOf = await asOfDates(db, [
    ...new Set(OUTCOMES.flatMap((o) => o.snapshots.map((s) => s.id))),
    "world-bank-classifications",
  ]);
  const byCountry = grouped(await db.query(STATUSES), "iso3");
  const byPlan = grouped(await db.query(PLAN_STATUSES), "plan_id");
  const indicators = new Map(
    (await db.query("SELECT * FROM indicator")).map((r) => [String(r.indicator), r]),
  );
  const ends = grouped(await db.query(ENDS), "definition_id");
  return {
    asOf,
    definitions: await definitions(db),
    outcomes: OUTCOMES.map((o) => outcome(o, asOf, indicators, int(years, "parliament"))),
    countries: (await db.query(COUNTRIES)).map((r) => country(r, byCountry.get(String(r.iso3)) ?? [])),
    plans: (await db.query(PLANS)).map((r) => plan(r, byPlan.get(String(r.plan_id)) ?? [])),
    ends: Object.fromEntries([...ends].map(([id, rows]) => [id, endsOf(rows)])),
    incomeYear: int(years, "income"),
  };
}

export const outcomesData: PageData = async (db) => [["outcomes.json", await outcomesFor(db)]];

const endsOf = (rows: readonly Row[]): Ends => ({
  plans: rows.length,
  after: rows.filter((r) => r.end_unknown !== true && r.after_end === true).map((r) => String(r.plan_id)),
  unknown: rows.filter((r) => r.end_unknown === true).map((r) => String(r.plan_id)),
});

function grouped(rows: readonly Row[], column: string): Map<string, Row[]> {
  const out = new Map<string, Row[]>();
  for (const row of rows) out.set(String(row[column]), [...(out.get(String(row[column])) ?? []), row]);
  return out;
}

function outcome(
  spec: OutcomeSpec,
  asOf: Record<string, string>,
  indicators: Map<string, Row>,
  parliamentYear: number,
): Outcome {
  const { snapshots, indicator, sayYear, ...rest } = spec;
  const info = indicator ? indicators.get(indicator) : undefined;
  if (indicator && !info) throw new Error(`No indicator ${indicator}`);
  return {
    ...rest,
    label: spec.id === "parliament" ? `${spec.label}, ${parliamentYear}` : spec.label,
    definition: info ? text(info.definition) : spec.definition,
    caution: info
      ? [info.caution, sayYear ? info.year_means : null].filter(Boolean).join(". ")
      : spec.caution,
    sources: snapshots.map((s) => ({ label: s.label, asOf: asOf[s.id] ?? "" })),
  };
}

function country(r: Row, statuses: readonly Row[]): OutcomeCountry {
  const at = orNull(r.share_at_plan);
  const after = orNull(r.share_after);
  const first = orNull(r.first_plan_year);
  const details: Record<string, string> = {};
  if (first !== null && at !== null && after !== null)
    details["parliament-change"] = `${at}% in ${first}, ${after}% in ${first + 5}`;
  return {
    iso3: String(r.iso3),
    name: String(r.name),
    region: String(r.un_region),
    income: r.income === null ? null : String(r.income),
    firstPlan: first,
    values: {
      parliament: orNull(r.parliament) ?? "no_value",
      "parliament-change": change(first, at, after, r.not_due === true),
      "wps-index": orNull(r.wps_index) ?? "no_value",
      gii: orNull(r.gii) ?? "no_value",
    },
    details,
    twinning: Object.fromEntries(statuses.map((s) => [String(s.definition_id), twinning(s)])),
  };
}

function change(first: number | null, at: number | null, after: number | null, notDue: boolean): Value {
  if (first === null) return "no_first_year";
  if (notDue) return "not_due";
  if (at === null || after === null) return "no_value";
  // Both shares have at most two decimals: more in the difference is only noise of binary fractions.
  return Math.round((after - at) * 100) / 100;
}

const twinning = (s: Row): CountryTwinning => ({
  status: s.status === "twinned" ? "twinned" : "undated",
  since: orNull(s.since_year),
  roles: text(s.role).split(";").filter(Boolean),
});

/** yes and partial count as yes; nothing found is no answer. */
function covered(value: unknown): Value {
  if (value === null) return "no_value";
  return value === "no" || value === "none" ? 0 : 1;
}

function renewed(r: Row): Value {
  const end = orNull(r.period_end);
  if (end === null) return "no_end";
  if (end > ENDED_BY) return "not_due";
  return r.next_plan_id === null ? 0 : 1;
}

function plan(r: Row, statuses: readonly Row[]): OutcomePlan {
  const values: Record<string, Value> = {
    budget: covered(r.has_budget),
    monitoring: covered(r.monitoring_framework),
    "civil-society": covered(r.civil_society_role),
  };
  const details: Record<string, string> = {};
  if (r.budget_status !== null) details.budget = text(r.budget_status).replaceAll(";", ", ");
  if (r.monitoring_framework !== null) details.monitoring = text(r.monitoring_framework);
  if (r.civil_society_role !== null) details["civil-society"] = text(r.civil_society_role);
  if (r.is_first === true) {
    values.renewed = renewed(r);
    details.renewed = renewalDetail(r);
  }
  return {
    id: String(r.plan_id),
    iso3: String(r.iso3),
    sequence: int(r, "sequence"),
    adopted: orNull(r.adopted_year),
    values,
    details,
    status: Object.fromEntries(
      statuses.map((s) => [String(s.definition_id), s.status as OutcomePlan["status"][string]]),
    ),
  };
}

function renewalDetail(r: Row): string {
  const end = r.period_end === null ? "end unknown" : `ended ${r.period_end}`;
  if (r.next_plan_id === null) return `${end}, no later plan found`;
  return `${end}, later plan ${r.next_adopted_year === null ? "in an unknown year" : `adopted ${r.next_adopted_year}`}`;
}
