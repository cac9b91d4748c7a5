import type { Database } from "../../warehouse/database.ts";
import type { Status } from "../../web/data/common.ts";
import type { AfterEnd, GroupProfile, MethodsFacts, RoleProfile } from "../../web/data/methods.ts";
import { DEFAULT_DEFINITION, int, one } from "./common.ts";

/** Arrangements that count as twinning by the default definition: its kinds and its evidence. */
const GENUINE = `partnership_id IN (
    SELECT partnership_id FROM partnership, twinning_definition d
    WHERE d.definition_id = '${DEFAULT_DEFINITION}'
      AND list_contains(string_split(d.kinds, ';'), kind)
      AND list_contains(string_split(d.evidence, ';'), evidence_strength)
      AND NOT list_contains(string_split(coalesce(d.excluded, ''), ';'), partnership_id))`;

/** Described as twinning or cross-learning, yet too weakly documented to count. */
const NOT_COUNTED = `kind IN ('twinning', 'cross_learning') AND NOT (${GENUINE})`;

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
    (SELECT count(*) FROM (SELECT plan_id FROM plan_orientation GROUP BY plan_id HAVING count(DISTINCT orientation) > 1)) AS conflicts,
    (SELECT count(*) FROM plan) AS plans`;

/** Who hosted, from one set: activities without adoptions of linked plans. */
const HOSTS = `
  SELECT sum(activities) AS activities, sum(host_unknown) AS unknown, sum(hosted_by_supported) AS supported,
         sum(hosted_by_supporting) AS supporting, sum(hosted_by_peer) AS peer, sum(hosted_by_third) AS third
  FROM partnership_asymmetry`;

/** Supports that the funding register ties to a twinning, those in kind included. */
const TIED = `
  SELECT donor_name, recipient_name, amount, currency FROM donor_support
  WHERE contains(nap_link, 'twinning') ORDER BY support_id`;

/**
 * Plans twinned before or at adoption, and how their adoption lies to the last documented end of all dated
 * arrangements that make the country twinned; where one of them has no documented end, that cannot be told.
 */
const AFTER_END = `
  WITH ends AS (
    SELECT t.plan_id, t.adopted_year, count(*) AS dated, count(p.end_year) AS ended, max(p.end_year) AS last_end
    FROM plan_twinning t
    JOIN partnership_start s ON list_contains(string_split(t.partnership_ids, ';'), s.partnership_id)
    JOIN partnership p USING (partnership_id)
    WHERE t.definition_id = '${DEFAULT_DEFINITION}' AND t.status = 'twinned' AND s.first_documented_year IS NOT NULL
    GROUP BY t.plan_id, t.adopted_year
  )
  SELECT
    (SELECT count(*) FROM plan_twinning WHERE definition_id = '${DEFAULT_DEFINITION}' AND status = 'twinned') AS plans,
    count(*) FILTER (ended = dated AND adopted_year > last_end) AS after_end,
    count(*) FILTER (ended = dated AND adopted_year <= last_end) AS by_end
  FROM ends`;

/** Plans with a gap, beside the period of the cost and that of the plan as the plan register has it. */
const GAPS = `
  SELECT g.plan_id, c.name AS country, p.sequence, p.period_start, p.period_end,
         string_agg(DISTINCT b.period, '; ') AS cost_period
  FROM funding_gap g JOIN plan p USING (plan_id) JOIN country c ON c.iso3 = p.iso3
  LEFT JOIN plan_budget b ON b.plan_id = g.plan_id AND b.cost_amount IS NOT NULL
  WHERE g.gap_share IS NOT NULL GROUP BY ALL ORDER BY g.plan_id`;

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
  const hosts = await one(db, HOSTS);
  const ratios = await db.query(
    `SELECT a.partnership_id, p.name, a.gdp_ratio FROM partnership_asymmetry a JOIN partnership p USING (partnership_id)
     WHERE ${GENUINE} AND a.gdp_ratio IS NOT NULL ORDER BY a.gdp_ratio DESC`,
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
      activities: int(hosts, "activities"),
      known: int(hosts, "activities") - int(hosts, "unknown"),
      supported: int(hosts, "supported"),
      supporting: int(hosts, "supporting"),
      peer: int(hosts, "peer"),
      third: int(hosts, "third"),
    },
    notCounted: (
      await db.query(`SELECT partnership_id, name FROM partnership WHERE ${NOT_COUNTED} ORDER BY ALL`)
    ).map((r) => ({ id: String(r.partnership_id), name: String(r.name) })),
    tiedSupports: (await db.query(TIED)).map((r) => ({
      donor: String(r.donor_name),
      recipient: String(r.recipient_name),
      amount: r.amount === null ? null : Number(r.amount),
      currency: r.currency === null ? null : String(r.currency),
    })),
    gaps: (await db.query(GAPS)).map((r) => ({
      planId: String(r.plan_id),
      country: String(r.country),
      sequence: int(r, "sequence"),
      planPeriod:
        r.period_start === null || r.period_end === null ? null : `${r.period_start}–${r.period_end}`,
      costPeriod: r.cost_period === null ? null : String(r.cost_period).replaceAll("-", "–"),
    })),
    orientations: await counts(db, ORIENTATIONS),
    orientationConflicts: int(n, "conflicts"),

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

/** How many plans counted as twinned were adopted after the last documented end of twinning. */
export async function afterEnd(db: Database): Promise<AfterEnd> {
  const n = await one(db, AFTER_END);
  const [plans, after, by] = [int(n, "plans"), int(n, "after_end"), int(n, "by_end")];
  return { plans, after, by, unknown: plans - after - by };
}
