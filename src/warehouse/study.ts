import type {
  DateRule,
  DefinitionRule,
  Membership,
  Study,
  StudyDefinition,
  StudyOutcome,
  StudySeries,
} from "../evaluation/study/study.ts";
import type { Database } from "./database.ts";

/** Outcomes by country and year that the evaluation can be asked for. */
const OUTCOMES: readonly (Omit<StudyOutcome, "values"> & { column: string })[] = [
  {
    id: "women_share_parliament_pct",
    column: "women_share_parliament_pct",
    label: "Women in parliament",
    unit: "percentage points",
    better: "higher",
  },
  {
    id: "undp_gii_hdr2020",
    column: "undp_gii_hdr2020",
    label: "Gender Inequality Index",
    unit: "points of an index from 0 to 1",
    better: "lower",
  },
  {
    id: "wps_index_score",
    column: "wps_index_score",
    label: "Women, Peace and Security Index",
    unit: "points of an index from 0 to 1",
    better: "higher",
  },
];

const COVARIATES: readonly (Omit<StudySeries, "values"> & { sql: string })[] = [
  {
    id: "log_gdp_per_capita",
    sql: "ln(gdp_per_capita_constant_2015_usd)",
    label: "GDP per person, logarithm",
    unit: "log USD, constant 2015",
  },
];

interface CountryRow {
  [key: string]: string | boolean | number | null;
  iso3: string;
  name: string;
  region: string;
  has_plan: boolean | null;
  first_plan_year: number | null;
}

/** What the evaluation works on, read from a built warehouse: the mart `panel` and every definition of twinned. */
export async function readStudy(db: Database): Promise<Study> {
  const years = (await db.query<{ year: number }>("SELECT DISTINCT year FROM panel ORDER BY year")).map(
    (row) => row.year,
  );
  const countries = await db.query<CountryRow>(`
    SELECT p.iso3, any_value(c.name) AS name, any_value(p.un_region) AS region,
      bool_or(p.has_plan) FILTER (p.year = (SELECT max(year) FROM panel)) AS has_plan,
      any_value(p.first_plan_year) AS first_plan_year
    FROM panel p JOIN country c USING (iso3) GROUP BY p.iso3 ORDER BY p.iso3`);
  const income = await grid<string>(db, "income_group");
  const outcomes = [];
  for (const { column, ...outcome } of OUTCOMES)
    outcomes.push({ ...outcome, values: await grid<number>(db, column) });
  const covariates = [];
  for (const { sql, ...covariate } of COVARIATES)
    covariates.push({ ...covariate, values: await grid<number>(db, sql) });
  return {
    asOf: await readAsOf(db),
    years,
    countries: countries.map((row, c) => ({
      iso3: row.iso3,
      name: row.name,
      region: row.region,
      hasPlan: row.has_plan,
      firstPlanYear: row.first_plan_year,
      income: income.slice(c * years.length, (c + 1) * years.length),
    })),
    outcomes,
    covariates,
    definitions: await definitions(db),
    memberships: await memberships(db),
  };
}

/** Newest date on which any of the warehouse's files stands; empty where there is none. */
export async function readAsOf(db: Database): Promise<string> {
  const [row] = await db.query<{ day: string }>("SELECT CAST(max(as_of) AS VARCHAR) AS day FROM snapshot");
  return row?.day ?? "";
}

/** One value for each country and year, in the order of both; `sql` is one of the expressions above. */
async function grid<T>(db: Database, sql: string): Promise<(T | null)[]> {
  const rows = await db.query<{ value: (T & (string | number)) | null }>(
    `SELECT ${sql} AS value FROM panel ORDER BY iso3, year`,
  );
  return rows.map((row) => row.value);
}

interface DefinitionRow {
  [key: string]: string | number | null;
  definition_id: string;
  label: string;
  status: string;
  since_year: number | null;
  kinds: string;
  roles: string;
  evidence: string;
  date_rule: DateRule;
  excluded: string | null;
}

async function definitions(db: Database): Promise<StudyDefinition[]> {
  const rows = await db.query<DefinitionRow>(`
    SELECT d.definition_id, d.label, t.status, t.since_year, d.kinds, d.roles, d.evidence, d.date_rule, d.excluded
    FROM twinning_definition d JOIN twinning_status t USING (definition_id)
    WHERE t.iso3 IN (SELECT iso3 FROM panel)
    ORDER BY d.position, t.iso3`);
  const byId = new Map<string, StudyDefinition & { since: (number | null)[]; undated: boolean[] }>();
  for (const row of rows) {
    const entry = byId.get(row.definition_id) ?? {
      id: row.definition_id,
      label: row.label,
      since: [],
      undated: [],
      rule: ruleOf(row),
    };
    byId.set(row.definition_id, entry);
    entry.since.push(row.since_year);
    entry.undated.push(row.status === "undated");
  }
  return [...byId.values()];
}

function ruleOf(row: DefinitionRow): DefinitionRule {
  const list = (text: string | null) => (text ?? "").split(";").filter((part) => part !== "");
  return {
    kinds: list(row.kinds),
    roles: list(row.roles),
    evidence: list(row.evidence),
    dateRule: row.date_rule,
    excluded: list(row.excluded),
  };
}

/** Countries of the panel in the arrangements of the register, with the years that a date rule may ask for. */
async function memberships(db: Database): Promise<Membership[]> {
  const rows = await db.query<{ [key: string]: string | number | null } & Membership>(`
    SELECT s.partnership_id AS "partnershipId", s.kind, s.evidence_strength AS evidence, m.iso3, m.role,
      m.joined_year AS joined, s.announced_year AS announced, s.first_documented_year AS "firstDocumented",
      s.first_activity_year AS "firstActivity"
    FROM partnership_member m JOIN partnership_start s USING (partnership_id)
    WHERE m.iso3 IN (SELECT iso3 FROM panel)
    ORDER BY m.partnership_id, m.iso3, m.role`);
  return rows.map((row) => ({ ...row }));
}
