import {
  COMPARISONS,
  type Comparison,
  ESTIMATORS,
  type Estimator,
  type InferenceRule,
  type Specification,
} from "./specification.ts";
import type { Study } from "./study.ts";

/** What may be chosen on each axis of the specification curve. */
export interface Choices {
  definitions: readonly string[];
  outcomes: readonly string[];
  comparisons: readonly Comparison[];
  estimators: readonly Estimator[];
  inference: readonly InferenceRule[];
  periods: readonly (readonly [number, number])[];
  covariates: readonly (readonly string[])[];
  incomplete: readonly Specification["incomplete"][];
}

/** Every choice that makes sense for a study, the whole window and its later part included. */
export function allChoices(study: Study): Choices {
  const first = study.years[0]!;
  const last = study.years.at(-1)!;
  const middle = Math.round(first + (last - first) / 4);
  return {
    definitions: study.definitions.map(({ id }) => id),
    outcomes: study.outcomes.map(({ id }) => id),
    comparisons: COMPARISONS,
    estimators: ESTIMATORS,
    inference: ["permutation", "permutation_in_region"],
    periods: [
      [first, last],
      [middle, last],
      [first, last - 5],
    ],
    covariates: [[], ...study.covariates.map(({ id }) => [id])],
    incomplete: ["keep", "drop"],
  };
}

/** All combinations; those that share a panel stand together. */
export function specificationsOf(choices: Choices): Specification[] {
  let list: Partial<Specification>[] = [{}];
  const extend = <K extends keyof Specification>(key: K, values: readonly Specification[K][]) => {
    list = list.flatMap((partial) => values.map((value) => ({ ...partial, [key]: value })));
  };
  extend("outcome", choices.outcomes);
  extend("definition", choices.definitions);
  extend("comparison", choices.comparisons);
  extend("period", choices.periods);
  extend("covariates", choices.covariates);
  extend("incomplete", choices.incomplete);
  extend("estimator", choices.estimators);
  extend("inference", choices.inference);
  return list as Specification[];
}
