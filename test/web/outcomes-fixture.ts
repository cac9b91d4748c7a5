import type {
  Outcome,
  OutcomeCountry,
  OutcomePlan,
  OutcomesData,
  Value,
} from "../../src/web/data/outcomes.ts";

const sources = [{ label: "Register", asOf: "2026-01-01" }];
const text = { definition: "Definition", caution: "Caution", sources };

/** A number of each country and a yes or no of each plan. */
export const NUMBER: Outcome = {
  ...{ id: "score", level: "country", kind: "number", label: "Score", measure: "The score" },
  ...{ unit: "points", suffix: " points", digits: 1, better: "higher", ...text },
  missing: { no_value: "without a value", not_due: "not due" },
};
export const SHARE: Outcome = {
  ...{ id: "budget", level: "plan", kind: "share", label: "Has a budget", measure: "Plans with a budget" },
  ...{ unit: "% of plans", suffix: "%", digits: 0, better: "higher", ...text },
  missing: { no_value: "without a source that says" },
};

type Status = "twinned" | "undated" | "later" | "not_twinned";

export const country = (
  iso3: string,
  score: Value,
  status: Exclude<Status, "later"> = "not_twinned",
  more: Partial<OutcomeCountry> & { roles?: string[] } = {},
): OutcomeCountry => ({
  ...{ iso3, name: `Land ${iso3}`, region: "Africa", income: "L", firstPlan: 2010, details: {} },
  values: { score },
  twinning:
    status === "not_twinned"
      ? {}
      : { one: { status, since: status === "twinned" ? 2009 : null, roles: more.roles ?? ["peer"] } },
  ...more,
});

export const plan = (iso3: string, budget: Value, status: Status = "not_twinned"): OutcomePlan => ({
  ...{ id: `${iso3}-1`, iso3, sequence: 1, adopted: 2012, details: {} },
  values: { budget },
  status: status === "not_twinned" ? {} : { one: status },
});

export const data = (countries: OutcomeCountry[], plans: OutcomePlan[] = []): OutcomesData => ({
  asOf: {},
  definitions: [
    { id: "one", label: "One", statement: "The first." },
    { id: "two", label: "Two", statement: "The second." },
  ],
  outcomes: [SHARE, NUMBER],
  countries,
  plans,
  ends: {},
  incomeYear: 2024,
});

export const ALL = { definition: "one", region: "", income: "" };

let next = 0;
/** So many countries with these values. */
export const many = (values: Value[], status: Exclude<Status, "later"> = "not_twinned", more = {}) =>
  values.map((v) => country(`C${next++}`, v, status, more));
