import {
  COMPARISONS,
  type Comparison,
  ESTIMATORS,
  type Estimator,
  type InferenceRule,
  type Specification,
} from "./specification.ts";
import type { Study } from "./study.ts";

/** First and last year, inclusive. */
export type Period = readonly [from: number, to: number];

/** What may be chosen on each axis of the specification curve. */
export interface Choices {
  definitions: readonly string[];
  outcomes: readonly string[];
  comparisons: readonly Comparison[];
  estimators: readonly Estimator[];
  inference: readonly InferenceRule[];
  /** One list for every outcome, or each outcome's own. */
  periods: readonly Period[] | ((outcome: string) => readonly Period[]);
  covariates: readonly (readonly string[])[];
  incomplete: readonly Specification["incomplete"][];
}

/** Tests that give each specification a p of its own in one pass; an interval like Conley–Taber's is asked for singly. */
export const CURVE_INFERENCE: readonly InferenceRule[] = ["permutation", "permutation_in_region"];
export const CURVE_INCOMPLETE: readonly Specification["incomplete"][] = ["keep", "drop"];

/**
 * Every choice that makes sense for a study. Periods stay within the years in which the outcome is known at all: years
 * without a value would only give the same specification another name.
 */
export function allChoices(study: Study): Choices {
  return {
    definitions: study.definitions.map(({ id }) => id),
    outcomes: study.outcomes.map(({ id }) => id),
    comparisons: COMPARISONS,
    estimators: ESTIMATORS,
    inference: CURVE_INFERENCE,
    periods: (outcome) => periodsWithin(...knownYears(study, outcome)),
    covariates: covariateSets(study.covariates.map(({ id }) => id)),
    incomplete: CURVE_INCOMPLETE,
  };
}

/** Without any, and with each alone. */
export const covariateSets = (ids: readonly string[]): string[][] => [[], ...ids.map((id) => [id])];

/** First and last year with any value of an outcome; the whole window where it has none. */
export function knownYears(study: Study, outcome: string): Period {
  const values = study.outcomes.find(({ id }) => id === outcome)?.values ?? [];
  const width = study.years.length;
  const known = study.years.filter((_, y) =>
    study.countries.some((_, c) => typeof values[c * width + y] === "number"),
  );
  const years = known.length >= 2 ? known : study.years;
  return [years[0]!, years.at(-1)!];
}

/** The whole window, without its first quarter, and without its last five years; at least two years each. */
export function periodsWithin(first: number, last: number): Period[] {
  const middle = Math.round(first + (last - first) / 4);
  const periods: Period[] = [
    [first, last],
    [middle, last],
    [first, last - 5],
  ];
  const keys = periods.map((period) => period.join("-"));
  return periods.filter(([from, to], k) => from < to && keys.indexOf(keys[k]!) === k);
}

/** All combinations that make sense; those that share a panel stand together. */
export function specificationsOf(choices: Choices): Specification[] {
  return combinationsOf(choices).filter((one) => leftOut(one) === null);
}

/** How many combinations make no sense, by reason. */
export function leftOutOf(choices: Choices): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const one of combinationsOf(choices)) {
    const reason = leftOut(one);
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** Why a combination makes no sense whatever the data; null where it does. */
function leftOut({ comparison, estimator }: Specification): string | null {
  return comparison === "not_yet" && estimator === "cs_never"
    ? "An estimator that compares with countries never twinned has nobody to compare with among those twinned later"
    : null;
}

function combinationsOf(choices: Choices): Specification[] {
  const { periods } = choices;
  const periodsOf = typeof periods === "function" ? periods : () => periods;
  return choices.outcomes.flatMap((outcome) => combinations(choices, outcome, periodsOf(outcome)));
}

function combinations(choices: Choices, outcome: string, periods: readonly Period[]): Specification[] {
  let list: Partial<Specification>[] = [{ outcome }];
  const extend = <K extends keyof Specification>(key: K, values: readonly Specification[K][]) => {
    list = list.flatMap((partial) => values.map((value) => ({ ...partial, [key]: value })));
  };
  extend("definition", choices.definitions);
  extend("comparison", choices.comparisons);
  extend("period", periods);
  extend("covariates", choices.covariates);
  extend("incomplete", choices.incomplete);
  extend("estimator", choices.estimators);
  extend("inference", choices.inference);
  return list as Specification[];
}
