import {
  type Comparison,
  compareShares,
  compareSummaries,
  type Share,
  type Summary,
  summarise,
  wilsonShare,
} from "../../evaluation/describe.ts";
import type { Status } from "../data/common.ts";
import type { Missing, Outcome, OutcomeCountry, OutcomesData, PlanStatus, Value } from "../data/outcomes.ts";

/** One country or plan as one outcome sees it. */
export interface Unit {
  id: string;
  iso3: string;
  /** "Liberia", or for plans "Liberia plan 2". */
  name: string;
  status: PlanStatus;
  since: number | null;
  /** Year of the country's first plan. */
  firstPlan: number | null;
  roles: readonly string[];
  value: Value;
  detail: string;
}

/** Units of one group; `share` is set for shares, `summary` for numbers; both null where nothing is known. */
export interface Group {
  known: (Unit & { value: number })[];
  missing: (Unit & { value: Missing })[];
  summary: Summary | null;
  share: Share | null;
}

export interface Result {
  outcome: Outcome;
  /** "not_twinned" holds plans twinned after adoption too. */
  groups: Record<Status, Group>;
  /** Plans in "not_twinned", with a known value or without, whose country was twinned after adoption. */
  later: number;
  comparison: Comparison;
}

/** Which definition, and which countries: "" means all. */
export interface Choice {
  definition: string;
  region: string;
  income: string;
}

/** Filter value for countries that the World Bank does not classify. */
export const UNCLASSIFIED = "none";

const within = (c: OutcomeCountry, choice: Choice) =>
  (choice.region === "" || c.region === choice.region) &&
  (choice.income === "" || (c.income ?? UNCLASSIFIED) === choice.income);

/** What the choice leaves: "38 of 115 countries with a plan and 61 of 223 plans." */
export function choiceText(data: OutcomesData, choice: Choice): string {
  const countries = new Set(data.countries.filter((c) => within(c, choice)).map((c) => c.iso3));
  const plans = data.plans.filter((p) => countries.has(p.iso3)).length;
  return countries.size === data.countries.length
    ? `All ${countries.size} countries with a plan and their ${plans} plans.`
    : `${countries.size} of ${data.countries.length} countries with a plan, and ${plans} of ${data.plans.length} plans.`;
}

/** Every unit that an outcome concerns, in the order of the data. */
export function unitsOf(data: OutcomesData, outcome: Outcome, choice: Choice): Unit[] {
  const countries = data.countries.filter((c) => within(c, choice));
  const byCode = new Map(countries.map((c) => [c.iso3, c]));
  const unit = (id: string, name: string, c: OutcomeCountry, status: PlanStatus, value: Value, why = "") => {
    const twinning = c.twinning[choice.definition];
    return {
      ...{ id, name, iso3: c.iso3, status, value, detail: why },
      since: twinning?.since ?? null,
      firstPlan: c.firstPlan,
      roles: twinning?.roles ?? [],
    };
  };
  if (outcome.level === "country")
    return countries.flatMap((c) => {
      const value = c.values[outcome.id];
      const status = c.twinning[choice.definition]?.status ?? "not_twinned";
      return value === undefined ? [] : [unit(c.iso3, c.name, c, status, value, c.details[outcome.id])];
    });
  return data.plans.flatMap((p) => {
    const value = p.values[outcome.id];
    const c = byCode.get(p.iso3);
    if (value === undefined || !c) return [];
    const name = `${c.name} plan ${p.sequence}`;
    return [unit(p.id, name, c, p.status[choice.definition] ?? "not_twinned", value, p.details[outcome.id])];
  });
}

/** Units as a group with its figures. */
export function groupOf(outcome: Outcome, units: readonly Unit[]): Group {
  const known = units.filter((u): u is Unit & { value: number } => typeof u.value === "number");
  const missing = units.filter((u): u is Unit & { value: Missing } => typeof u.value !== "number");
  const values = known.map((u) => u.value);
  const isShare = outcome.kind === "share";
  return {
    known,
    missing,
    summary: isShare ? null : summarise(values),
    share: isShare ? wilsonShare(values.filter((v) => v === 1).length, values.length) : null,
  };
}

/** The three groups of one outcome and how twinned compares with not twinned. Undated units stay out of both. */
export function resultOf(data: OutcomesData, outcome: Outcome, choice: Choice): Result {
  const units = unitsOf(data, outcome, choice);
  const group = (...statuses: PlanStatus[]) =>
    groupOf(
      outcome,
      units.filter((u) => statuses.includes(u.status)),
    );
  const groups = {
    twinned: group("twinned"),
    undated: group("undated"),
    not_twinned: group("not_twinned", "later"),
  };
  const { twinned, not_twinned } = groups;
  return {
    outcome,
    groups,
    later: units.filter((u) => u.status === "later").length,
    comparison:
      outcome.kind === "share"
        ? compareShares(twinned.share, not_twinned.share)
        : compareSummaries(twinned.summary, not_twinned.summary),
  };
}

export interface RoleGroup extends Group {
  role: string;
}

/** Twinned units by the part that their country plays; a country with two roles stands in both. */
export function byRole(result: Result): RoleGroup[] {
  const { twinned } = result.groups;
  const units: Unit[] = [...twinned.known, ...twinned.missing];
  return ["supporting", "supported", "peer"]
    .map((role) => ({
      role,
      ...groupOf(
        result.outcome,
        units.filter((u) => u.roles.includes(role)),
      ),
    }))
    .filter((g) => g.known.length + g.missing.length > 0);
}
