import type { Database } from "../../warehouse/database.ts";
import type { Status } from "../../web/data/common.ts";
import type { GroupProfile, MethodsFacts, RoleProfile } from "../../web/data/methods.ts";
import { DEFAULT_DEFINITION, int, one } from "./common.ts";

const GENUINE = "kind IN ('twinning', 'cross_learning')";

const NUMBERS = `
  SELECT
    (SELECT count(*) FROM partnership) AS arrangements,
    (SELECT count(*) FROM partnership WHERE ${GENUINE}) AS genuine,
    (SELECT count(*) FROM partnership WHERE direction = 'one_way') AS one_way,
    (SELECT count(*) FROM partnership_activity) AS activities,
    (SELECT count(amount) FROM partnership_activity) AS amounts,
    (SELECT count(amount) FROM partnership_activity JOIN partnership USING (partnership_id) WHERE ${GENUINE}) AS amounts_genuine,
    (SELECT count(*) FROM partnership_activity WHERE type = 'tool_shared') AS tools,
    (SELECT count(DISTINCT network) FROM network_membership) AS networks,
    (SELECT count(*) FROM network_membership) AS memberships,
    (SELECT count(joined_year) FROM network_membership) AS memberships_dated,
    (SELECT sum(hosted_by_supported) FROM partnership_asymmetry) AS hosted_supported,
    (SELECT sum(hosted_by_supporting) FROM partnership_asymmetry) AS hosted_supporting,
    (SELECT count(*) FROM partnership_activity WHERE host_iso3 IS NOT NULL) AS hosts_known,
    (SELECT count(*) FROM (SELECT plan_id FROM plan_orientation GROUP BY plan_id HAVING count(DISTINCT orientation) > 1)) AS conflicts,
    (SELECT count(gap_share) FROM funding_gap) AS gaps,
    (SELECT count(*) FROM plan) AS plans`;

/** Readings of plans on which sources do not differ. */
const ORIENTATIONS = `
  SELECT min(orientation) AS key, 1 AS n FROM plan_orientation GROUP BY plan_id HAVING count(DISTINCT orientation) = 1`;

const INCOME = `
  WITH income AS (
    SELECT iso3, arg_max(income_group, year) AS income_group FROM panel WHERE income_group IS NOT NULL GROUP BY iso3
  )`;

const ROLES = `${INCOME}
  SELECT t.role, count(*) AS countries, count(i.income_group) AS income_known,
         count(*) FILTER (i.income_group = 'H') AS high_income
  FROM twinning_status t LEFT JOIN income i USING (iso3)
  WHERE t.definition_id = '${DEFAULT_DEFINITION}' AND t.status = 'twinned' AND t.iso3 IN (SELECT iso3 FROM plan)
  GROUP BY t.role ORDER BY t.role`;

const PROFILES = `${INCOME}
  SELECT t.status, count(*) AS countries,
         count(i.income_group) AS income_known,
         count(*) FILTER (i.income_group = 'H') AS high_income,
         count(p.first_plan_year) AS first_known,
         median(p.first_plan_year) AS first_median,
         count(*) FILTER (p.first_plan_year < t.since_year) AS plan_before
  FROM twinning_status t
  JOIN panel p ON p.iso3 = t.iso3 AND p.year = (SELECT last_year FROM study_window)
  LEFT JOIN income i ON i.iso3 = t.iso3
  WHERE t.definition_id = '${DEFAULT_DEFINITION}' AND t.iso3 IN (SELECT iso3 FROM plan)
  GROUP BY ALL ORDER BY ALL`;

/** Counts by a key: the query gives columns key and n. */
async function counts(db: Database, sql: string): Promise<Record<string, number>> {
  const rows = await db.query(`SELECT key, sum(n) AS n FROM (${sql}) GROUP BY key ORDER BY key`);
  return Object.fromEntries(rows.map((r) => [String(r.key), int(r, "n")]));
}

/** What the register holds on each benefit and drawback. */
export async function methodsFacts(db: Database): Promise<MethodsFacts> {
  const n = await one(db, NUMBERS);
  const ratios = await db.query(
    `SELECT a.partnership_id, p.name, a.gdp_ratio FROM partnership_asymmetry a JOIN partnership p USING (partnership_id)
     WHERE p.${GENUINE} AND a.gdp_ratio IS NOT NULL ORDER BY a.gdp_ratio DESC`,
  );
  return {
    arrangements: int(n, "arrangements"),
    genuine: int(n, "genuine"),
    genuineByStatus: await counts(db, `SELECT status AS key, 1 AS n FROM partnership WHERE ${GENUINE}`),
    genuineByDirection: await counts(db, `SELECT direction AS key, 1 AS n FROM partnership WHERE ${GENUINE}`),
    oneWay: int(n, "one_way"),
    activities: int(n, "activities"),
    activityAmounts: int(n, "amounts"),
    activityAmountsGenuine: int(n, "amounts_genuine"),
    themes: await counts(db, "SELECT theme AS key, 1 AS n FROM partnership_activity"),
    toolsShared: int(n, "tools"),
    networks: int(n, "networks"),
    memberships: int(n, "memberships"),
    membershipsDated: int(n, "memberships_dated"),
    gdpRatios: ratios.map((r) => ({
      id: String(r.partnership_id),
      name: String(r.name),
      ratio: Number(r.gdp_ratio),
    })),
    hosts: {
      known: int(n, "hosts_known"),
      supported: int(n, "hosted_supported"),
      supporting: int(n, "hosted_supporting"),
    },
    orientations: await counts(db, ORIENTATIONS),
    orientationConflicts: int(n, "conflicts"),
    gapsComputed: int(n, "gaps"),
    plans: int(n, "plans"),
  };
}

/** How unlike the groups are before anything is compared. */
export async function groupProfiles(db: Database): Promise<GroupProfile[]> {
  return (await db.query(PROFILES)).map((r) => ({
    status: r.status as Status,
    countries: int(r, "countries"),
    incomeKnown: int(r, "income_known"),
    highIncome: int(r, "high_income"),
    firstKnown: int(r, "first_known"),
    firstMedian: r.first_median === null ? null : Number(r.first_median),
    planBefore: int(r, "plan_before"),
  }));
}

/** The same for the sides of twinning. */
export async function twinnedRoles(db: Database): Promise<RoleProfile[]> {
  return (await db.query(ROLES)).map((r) => ({
    role: String(r.role),
    countries: int(r, "countries"),
    incomeKnown: int(r, "income_known"),
    highIncome: int(r, "high_income"),
  }));
}
