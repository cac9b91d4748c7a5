/**
 * What the evaluation needs to know of the world, as plain data: made from the warehouse, or from a reader's own file.
 * All matrices are countries × years, row-major; null = not known.
 */
export interface Study {
  /** Date on which the register's facts stand. */
  asOf: string;
  years: readonly number[];
  countries: readonly StudyCountry[];
  outcomes: readonly StudyOutcome[];
  covariates: readonly StudySeries[];
  definitions: readonly StudyDefinition[];
  /** Which country took part in which arrangement: needed only to narrow a definition by role or date rule. */
  memberships?: readonly Membership[];
}

export const DATE_RULES = ["announced", "first_documented", "first_activity"] as const;
/** Which of an arrangement's years a country counts from. */
export type DateRule = (typeof DATE_RULES)[number];

export const ROLES = ["supported", "supporting", "peer"] as const;
/** On which side of an arrangement a country stands. */
export type Role = (typeof ROLES)[number];

/** One country in one arrangement, with the arrangement's years; null = not known. */
export interface Membership {
  partnershipId: string;
  kind: string;
  evidence: string;
  iso3: string;
  /** One of the roles above, or `facilitator`, who never counts as twinned. */
  role: string;
  /** Year in which a later member joined. */
  joined: number | null;
  announced: number | null;
  firstDocumented: number | null;
  firstActivity: number | null;
}

export interface StudyCountry {
  iso3: string;
  name: string;
  region: string;
  /** Income group by year; null where none is known. */
  income: readonly (string | null)[];
  /** Has, or has had, a plan by the end of the window; null where not known. */
  hasPlan: boolean | null;
  /** Year of adoption of the first plan. */
  firstPlanYear: number | null;
}

export interface StudySeries {
  id: string;
  label: string;
  unit: string;
  values: readonly (number | null)[];
}

export interface StudyOutcome extends StudySeries {
  better: "higher" | "lower";
}

/** Who counts as twinned, and since when, by one definition; one entry a country. */
export interface StudyDefinition {
  id: string;
  label: string;
  /** First twinned year; null = not twinned, or twinned without a known year. */
  since: readonly (number | null)[];
  /** Twinned, but no source gives a year: neither twinned nor a comparison. */
  undated: readonly boolean[];
  /** What counts as twinned; missing where the countries were listed by hand. */
  rule?: DefinitionRule;
  /** Twinned by the definition itself, but in another role than the one asked for: neither twinned nor a comparison. */
  otherRole?: readonly boolean[];
  /** Twinned in the role asked for, but earlier in another one. */
  earlierInOtherRole?: readonly boolean[];
}

/** Which arrangements count, for members in which roles, and from which year on. */
export interface DefinitionRule {
  kinds: readonly string[];
  roles: readonly string[];
  evidence: readonly string[];
  dateRule: DateRule;
  /** Arrangements that do not count although they fit. */
  excluded: readonly string[];
}
