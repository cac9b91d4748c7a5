/** Who the twinned countries are compared with. */
export type Comparison = "with_plans" | "not_yet" | "all" | "same_region" | "same_income" | "matched";
export const COMPARISONS: readonly Comparison[] = [
  "with_plans",
  "not_yet",
  "all",
  "same_region",
  "same_income",
  "matched",
];

/** How the effect is estimated. Those with a fast form for permutation; others are asked for one by one. */
export type Estimator = "twfe" | "cs_never" | "cs_not_yet" | "imputation";
export const ESTIMATORS: readonly Estimator[] = ["imputation", "cs_never", "cs_not_yet", "twfe"];

/** How the p-value is found: chance assignment among all countries compared, or among those of the same region. */
export type InferenceRule = "permutation" | "permutation_in_region" | "conley_taber";
export const INFERENCE_RULES: readonly InferenceRule[] = [
  "permutation",
  "permutation_in_region",
  "conley_taber",
];

/** One complete set of choices: what is estimated, on whom, and how its uncertainty is found. */
export interface Specification {
  /** Id of a definition of the study, or `definition/role/date rule`. */
  definition: string;
  outcome: string;
  comparison: Comparison;
  estimator: Estimator;
  inference: InferenceRule;
  /** First and last year, inclusive. */
  period: readonly [from: number, to: number];
  covariates: readonly string[];
  /** Countries with missing years: kept with the years they have, or left out. */
  incomplete: "keep" | "drop";
}

/** A key that names a specification, stable between runs. */
export function keyOf(specification: Specification): string {
  const { definition, outcome, comparison, estimator, inference, period, covariates, incomplete } =
    specification;
  return [
    definition,
    outcome,
    comparison,
    estimator,
    inference,
    period.join("-"),
    covariates.length === 0 ? "none" : covariates.join("+"),
    incomplete,
  ].join("|");
}
