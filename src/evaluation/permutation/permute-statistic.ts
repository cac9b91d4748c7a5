import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { notice, type ResultBase } from "../core/result.ts";
import { TIE } from "./null-distribution.ts";
import { type AssignmentPlan, planAssignments } from "./plan.ts";
import { type DrawOptions, type ReferenceDraws, referenceDraws } from "./reference-draws.ts";

export interface PermuteOptions extends DrawOptions {
  strata?: boolean;
}

export interface PermutedStatistic extends ResultBase {
  observed: number;
  /** Two-sided, on the absolute value. */
  p: number;
  pUpper: number;
  pLower: number;
  exact: boolean;
  draws: number;
  /** Ascending; undefined ones left out. */
  distribution: Float64Array;
}

/**
 * First-treated times of all units, assignment by assignment (all distinct ones or random ones, as `permutationTest`
 * uses them). Each is a new array.
 */
export function* assignments(panel: Panel, options: PermuteOptions = {}): Generator<Float64Array> {
  const plan = planAssignments(panel, options);
  const reference = referenceDraws(plan, options);
  const width = plan.treated.length;
  const drawn = new Int32Array(reference.count * width);
  let at = 0;
  reference.visit((assigned) => {
    drawn.set(assigned, at);
    at += width;
  });
  for (let b = 0; b < reference.count; b++) {
    yield firstOf(panel, plan, drawn.subarray(b * width, (b + 1) * width));
  }
}

/** First-treated times under an assignment: the dates of the data, in other hands. */
export function firstOf(panel: Panel, plan: AssignmentPlan, assigned: Int32Array): Float64Array {
  const first = new Float64Array(panel.n).fill(Number.POSITIVE_INFINITY);
  assigned.forEach((i, k) => {
    first[i] = panel.first[plan.treated[k]!]!;
  });
  return first;
}

/**
 * Randomization test of any statistic of a panel, computed anew for each assignment.
 * @param statistic a pure function; NaN, or an EvaluationError thrown, is an undefined value and counts as extreme.
 * @throws EvaluationError when the statistic is undefined on the data themselves.
 */
export function permuteStatistic(
  panel: Panel,
  statistic: (panel: Panel) => number,
  options: PermuteOptions = {},
): PermutedStatistic {
  const plan = planAssignments(panel, options);
  const reference = referenceDraws(plan, options);
  const observed = statistic(panel);
  if (Number.isNaN(observed)) {
    throw new EvaluationError(
      "The statistic is not defined on these data",
      {},
      "Choose a statistic that gives a number here",
    );
  }
  const values = valuesOf(panel, plan, reference, statistic);
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const undefinedDraws = values.length - known.length;
  const slack = TIE * Math.abs(observed);
  const share = (extreme: (value: number) => boolean) => {
    let count = undefinedDraws + (reference.exact ? 0 : 1);
    for (const value of known) if (extreme(value)) count++;
    return count / reference.total;
  };
  const warnings = [...panel.notices, ...plan.notices];
  if (undefinedDraws > 0) {
    const words = `The statistic is undefined in ${undefinedDraws} assignments; they count as if they spoke against an effect`;
    warnings.push(notice("undefined_draws", words, { count: undefinedDraws }));
  }
  return {
    call: {
      method: "permuteStatistic",
      options: {
        strata: options.strata ?? panel.strata !== null,
        exact: reference.exact,
        draws: reference.count,
      },
    },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings,
    observed,
    p: share((value) => Math.abs(value) >= Math.abs(observed) - slack),
    pUpper: share((value) => value >= observed - slack),
    pLower: share((value) => value <= observed + slack),
    exact: reference.exact,
    draws: reference.count,
    distribution: known,
  };
}

function valuesOf(
  panel: Panel,
  plan: AssignmentPlan,
  reference: ReferenceDraws,
  statistic: (panel: Panel) => number,
): Float64Array {
  const values = new Float64Array(reference.count);
  let at = 0;
  reference.visit((assigned) => {
    values[at++] = attempt(() => statistic({ ...panel, first: firstOf(panel, plan, assigned) }));
  });
  return values;
}

function attempt(compute: () => number): number {
  try {
    return compute();
  } catch (error) {
    if (error instanceof EvaluationError) return Number.NaN;
    throw error;
  }
}
