import { EvaluationError } from "../core/errors.ts";
import {
  DATE_RULES,
  type DateRule,
  type DefinitionRule,
  type Membership,
  ROLES,
  type Role,
  type Study,
  type StudyDefinition,
} from "./study.ts";

/** A definition of twinned, narrowed: `any` leaves what the definition itself says. */
export interface Composition {
  base: string;
  role: Role | "any";
  dateRule: DateRule | "any";
}

/** `twinning/supporting/any`; the plain id where nothing is narrowed. */
export function composedId({ base, role, dateRule }: Composition): string {
  return role === "any" && dateRule === "any" ? base : `${base}/${role}/${dateRule}`;
}

/** @throws EvaluationError for an id with other than one or three parts, an unknown role or an unknown date rule. */
export function parseDefinitionId(id: string): Composition {
  const [base = "", role = "any", dateRule = "any", ...more] = id.split("/");
  if (more.length > 0 || (id.includes("/") && id.split("/").length !== 3)) {
    throw new EvaluationError(
      `${id} is not a definition`,
      { column: "definition", value: id },
      "Write it as twinning, or as twinning/<role>/<date rule> with any for what the definition says",
    );
  }
  return {
    base,
    role: known("role", role, ["any", ...ROLES]),
    dateRule: known("date rule", dateRule, ["any", ...DATE_RULES]),
  };
}

function known<T extends string>(what: string, value: string, allowed: readonly T[]): T {
  if (allowed.includes(value as T)) return value as T;
  throw new EvaluationError(
    `There is no ${what} ${value}`,
    { column: what.replace(" ", "_"), value },
    `Choose one of: ${allowed.join(", ")}`,
  );
}

/**
 * A definition of the study by its id, narrowed by role and date rule where the id says so. Countries that the
 * definition counts only in another role are marked: they are twinned all the same.
 * @throws EvaluationError for an unknown id, or a definition that cannot be narrowed like this.
 */
export function definitionOf(study: Study, id: string): StudyDefinition {
  const composition = parseDefinitionId(id);
  const base = study.definitions.find((one) => one.id === composition.base);
  if (!base) {
    throw new EvaluationError(
      `There is no definition ${composition.base}`,
      { column: "definition", value: composition.base },
      `Choose one of: ${study.definitions.map((one) => one.id).join(", ")}`,
    );
  }
  const { role, dateRule } = composition;
  if (role === "any" && dateRule === "any") return base;
  const rule = narrowed(base, composition);
  const { since, undated } = applyRule(study, rule);
  const anyRole = applyRule(study, { ...rule, roles: base.rule?.roles ?? [] });
  const twinned = (c: number) => since[c] !== null || undated[c] === true;
  return {
    id: composedId(composition),
    label: labelOf(base, composition),
    since,
    undated,
    rule,
    otherRole: study.countries.map(
      (_, c) => !twinned(c) && (anyRole.since[c] !== null || anyRole.undated[c] === true),
    ),
    earlierInOtherRole: since.map((year, c) => year !== null && (anyRole.since[c] ?? year) < year),
  };
}

function narrowed({ id, rule }: StudyDefinition, { role, dateRule }: Composition): DefinitionRule {
  const place = { column: "definition", value: id };
  if (!rule) {
    const remedy = "Leave role and date rule as the definition has them";
    throw new EvaluationError(`${id} lists countries, not arrangements with roles`, place, remedy);
  }
  if (role !== "any" && !rule.roles.includes(role)) {
    const remedy = `Choose one of: ${rule.roles.join(", ")}`;
    throw new EvaluationError(`The definition ${id} counts nobody as ${role}`, place, remedy);
  }
  return {
    ...rule,
    roles: role === "any" ? rule.roles : [role],
    dateRule: dateRule === "any" ? rule.dateRule : dateRule,
  };
}

const ROLE_WORDS: Record<Role, string> = {
  supported: "supported countries only",
  supporting: "supporting countries only",
  peer: "peers only",
};
const DATE_WORDS: Record<DateRule, string> = {
  announced: "from the announcement",
  first_documented: "from the first documented year",
  first_activity: "from the first dated activity",
};

function labelOf({ label, rule }: StudyDefinition, { role, dateRule }: Composition): string {
  const parts = [
    ...(role === "any" ? [] : [ROLE_WORDS[role]]),
    ...(dateRule === "any" || dateRule === rule?.dateRule ? [] : [DATE_WORDS[dateRule]]),
  ];
  return [label, ...parts].join(", ");
}

/**
 * Who is twinned by a rule, one entry a country: the rules of the mart `twinning_status`. One dated arrangement settles
 * a country, with the earliest year; where one counts but none is dated, it is undated.
 * @throws EvaluationError for a study without memberships.
 */
export function applyRule(
  study: Study,
  rule: DefinitionRule,
): { since: (number | null)[]; undated: boolean[] } {
  if (!study.memberships) {
    throw new EvaluationError(
      "The study does not say who took part in which arrangement",
      { column: "definition" },
      "Leave role and date rule as the definition has them",
    );
  }
  const place = new Map(study.countries.map(({ iso3 }, c) => [iso3, c]));
  const since = study.countries.map((): number | null => null);
  const counts = study.countries.map(() => false);
  for (const membership of study.memberships) {
    const c = place.get(membership.iso3);
    if (c === undefined || !fits(membership, rule)) continue;
    counts[c] = true;
    const year = yearOf(membership, rule.dateRule);
    if (year !== null) since[c] = Math.min(since[c] ?? year, year);
  }
  return { since, undated: counts.map((one, c) => one && since[c] === null) };
}

function fits({ partnershipId, kind, evidence, role }: Membership, rule: DefinitionRule): boolean {
  return (
    rule.kinds.includes(kind) &&
    rule.evidence.includes(evidence) &&
    !rule.excluded.includes(partnershipId) &&
    rule.roles.includes(role) &&
    // A facilitator lends the venue and is not known to learn, whatever a definition says.
    role !== "facilitator"
  );
}

/** First year in which a membership counts; null where no source gives one. */
function yearOf(
  { joined, announced, firstDocumented, firstActivity }: Membership,
  rule: DateRule,
): number | null {
  switch (rule) {
    case "first_activity":
      // Who joined after the first activity does not count from before.
      return firstActivity === null ? null : Math.max(firstActivity, joined ?? firstActivity);
    case "announced":
      return joined ?? announced;
    case "first_documented":
      return joined ?? firstDocumented;
  }
}
