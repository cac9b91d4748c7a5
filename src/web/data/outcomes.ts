import type { AsOf, Definition, Status } from "./common.ts";

/** "plan" outcomes ask for the status at adoption, "country" outcomes for the status now. */
export type Level = "country" | "plan";

/** A plan's status at adoption; "later": its country was twinned after it, while the plan was still in place. */
export type PlanStatus = Status | "later";

/** Why a unit has no value. Never zero. */
export type Missing = "no_value" | "not_due" | "no_first_year" | "no_end";

/** A number in the outcome's unit; for shares 1 (yes) or 0 (no). */
export type Value = number | Missing;

export interface Outcome {
  id: string;
  level: Level;
  /** "number": medians and middle halves. "share": yes or no of each unit. */
  kind: "number" | "share";
  /** Years after the first plan over which a change is measured. */
  window?: number;
  /** Name in lists: "Women in parliament". */
  label: string;
  /** Subject of a sentence: "Women's share of seats in parliament", or for shares "Plans with a budget". */
  measure: string;
  definition: string;
  /** Unit on the axis: "% of seats". */
  unit: string;
  /** After a single value: "%", " points" or nothing. */
  suffix: string;
  digits: number;
  better: "higher" | "lower" | "none";
  caution: string;
  /** In words, after a count of units, why a value is missing: "without a value for 2019". */
  missing: Partial<Record<Missing, string>>;
  sources: { label: string; asOf: string }[];
}

export interface CountryTwinning {
  status: "twinned" | "undated";
  since: number | null;
  roles: string[];
}

export interface OutcomeCountry {
  iso3: string;
  name: string;
  region: string;
  /** World Bank group H, UM, LM or L; null where not classified. */
  income: string | null;
  firstPlan: number | null;
  /** By outcome; an outcome that does not concern the unit is absent. */
  values: Record<string, Value>;
  /** What stands behind a value, by outcome. */
  details: Record<string, string>;
  /** By definition; absent means not twinned. */
  twinning: Record<string, CountryTwinning>;
}

export interface OutcomePlan {
  id: string;
  iso3: string;
  sequence: number;
  adopted: number | null;
  values: Record<string, Value>;
  details: Record<string, string>;
  /** By definition; absent means not twinned. */
  status: Record<string, "twinned" | "undated" | "later">;
}

/** Plans twinned before or at adoption against the documented ends of all dated arrangements of their country. */
export interface Ends {
  plans: number;
  /** Codes of plans adopted after the last of these ends. */
  after: string[];
  /** Codes of plans for which at least one arrangement has no end year on record. */
  unknown: string[];
}

export interface OutcomesData {
  asOf: AsOf;
  definitions: Definition[];
  outcomes: Outcome[];
  countries: OutcomeCountry[];
  plans: OutcomePlan[];
  /** By definition; absent where no plan counts as twinned by adoption. */
  ends: Record<string, Ends>;
  /** Year of the World Bank's income groups. */
  incomeYear: number;
}

export const INCOME_LABEL: Record<string, string> = {
  H: "High income",
  UM: "Upper middle income",
  LM: "Lower middle income",
  L: "Low income",
};
