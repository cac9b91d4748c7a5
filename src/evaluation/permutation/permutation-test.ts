import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import type { Inference, Notice, ResultBase } from "../core/result.ts";
import { notice } from "../core/result.ts";
import { twfeParts } from "../twfe/parts.ts";
import { balancedEvaluator } from "./balanced-evaluator.ts";
import type { Evaluator } from "./evaluator.ts";
import { generalEvaluator } from "./general-evaluator.ts";
import { betaConfidenceSet, type ConfidenceSet } from "./inversion.ts";
import { studentisedConfidenceSet } from "./inversion-t.ts";
import { type NullDistribution, nullDistribution, pValues, statisticAt } from "./null-distribution.ts";
import { type AssignmentPlan, planAssignments } from "./plan.ts";
import { type DrawOptions, referenceDraws } from "./reference-draws.ts";

export interface PermutationOptions extends DrawOptions {
  /** Only within strata. Default: when the panel has strata. */
  strata?: boolean;
  /** "beta" (default), or "t": β over its CR0 standard error, valid also when effects and variances differ by unit. */
  statistic?: "beta" | "t";
  /** Further nulls whose p is wanted. */
  nulls?: readonly number[];
  level?: number;
  /** The confidence set by inversion. Default true. */
  interval?: boolean;
  /** Names of covariates, which stay with their unit. Default: none. */
  covariates?: readonly string[];
}

export interface PermutationResult extends ResultBase, Inference {
  /** Two-way fixed effects coefficient. */
  estimate: number;
  /** Its ratio to the CR0 standard error, where the statistic is "t". */
  statistic: number | null;
  p: number;
  /** Share of assignments with a statistic as large or larger, as small or smaller. */
  pUpper: number;
  pLower: number;
  nulls: { tau: number; p: number }[];
  /** All assignments were gone through; p is then exact. */
  exact: boolean;
  draws: number;
  /** Number of distinct assignments; null when beyond counting. */
  distinct: number | null;
  /** How many draws gave the observed assignment itself. */
  identity: number;
  /** Statistics of the draws under the null of no effect, ascending; undefined ones left out. */
  distribution: Float64Array;
  /** Standard deviation of the estimates over assignments: what the data alone vary by. */
  spread: number;
}

/**
 * Randomization test of the two-way fixed effects estimate: the observed treatment dates are given to other units
 * (Fisher 1935; Rosenbaum 2002; for the studentised statistic Chung and Romano 2013). The confidence set holds every
 * constant effect that the test does not reject.
 * @throws EvaluationError when nobody is treated, options are impossible, or the treatment does not vary.
 */
export function permutationTest(panel: Panel, options: PermutationOptions = {}): PermutationResult {
  const { statistic = "beta", level = 0.95, interval = true, covariates = [], nulls = [] } = options;
  checkLevel(level);
  const plan = planAssignments(panel, options);
  const reference = referenceDraws(plan, options);
  const distribution = nullDistribution(
    evaluatorFor(panel, plan, statistic, covariates),
    reference,
    plan.treated,
  );
  const p = pValues(distribution, 0);
  const set = interval ? confidenceSet(distribution, level) : null;
  const observed = distribution.observed;
  const values = ordered(distribution, 0);
  return {
    call: {
      method: "permutationTest",
      options: {
        statistic,
        level,
        interval,
        covariates: [...covariates],
        strata: options.strata ?? panel.strata !== null,
        exact: reference.exact,
        draws: reference.count,
        nulls: [...nulls],
      },
    },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings: [...panel.notices, ...plan.notices, ...warn(distribution, set, level)],
    estimate: observed[0]!,
    statistic: statistic === "t" ? statisticAt(observed, 0, "t") : null,
    se: null,
    df: null,
    p: p.twoSided,
    pUpper: p.upper,
    pLower: p.lower,
    low: set?.low ?? null,
    high: set?.high ?? null,
    level,
    nulls: nulls.map((tau) => ({ tau, p: pValues(distribution, tau).twoSided })),
    exact: reference.exact,
    draws: reference.count,
    distinct: Number.isFinite(plan.distinct) ? plan.distinct : null,
    identity: distribution.identity,
    distribution: values,
    spread: spreadOf(distribution.columns[0]!),
  };
}

/** The quickest evaluator that is right for the panel. */
export function evaluatorFor(
  panel: Panel,
  plan: AssignmentPlan,
  statistic: "beta" | "t",
  covariates: readonly string[],
): Evaluator {
  const parts = twfeParts(panel, { covariates });
  const clustered = panel.clusters.length !== panel.n;
  const plain = panel.balanced && !panel.weights && covariates.length === 0;
  if (plain && !(clustered && statistic === "t")) {
    return balancedEvaluator(panel, parts, plan.treated, statistic === "t");
  }
  return generalEvaluator(panel, covariates, plan.treated, statistic === "t");
}

export function checkLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new EvaluationError(
    "A confidence level lies between 0 and 1",
    { column: "level", value: String(level) },
    "Use 0.95",
  );
}

function confidenceSet(distribution: NullDistribution, level: number): ConfidenceSet {
  return distribution.statistic === "t"
    ? studentisedConfidenceSet(distribution, level)
    : betaConfidenceSet(distribution, level);
}

function ordered(distribution: NullDistribution, tau: number): Float64Array {
  const { columns, count, statistic } = distribution;
  const out = new Float64Array(count - distribution.undefined);
  const row = new Float64Array(columns.length);
  let at = 0;
  for (let b = 0; b < count; b++) {
    for (let c = 0; c < row.length; c++) row[c] = columns[c]![b]!;
    const value = statisticAt(row, tau, statistic);
    if (!Number.isNaN(value)) out[at++] = value;
  }
  return out.sort();
}

function spreadOf(values: Float64Array): number {
  let count = 0;
  let mean = 0;
  let square = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    const step = value - mean;
    mean += step / count;
    square += step * (value - mean);
  }
  return Math.sqrt(square / (count - 1));
}

function warn(distribution: NullDistribution, set: ConfidenceSet | null, level: number): Notice[] {
  const out: Notice[] = [];
  if (distribution.undefined > 0) {
    const words = `${distribution.undefined} assignments identify no effect; they count as if they spoke against one`;
    out.push(notice("undefined_draws", words, { count: distribution.undefined }));
  }
  if (!set) return out;
  if (set.low === null || set.high === null) {
    const words = `The ${100 * level} % confidence set has no bound: too few assignments to reject any effect`;
    out.push(notice("unbounded_interval", words));
  }
  if (!set.convex) {
    out.push(
      notice(
        "hull_of_set",
        "Some effects within the confidence set are rejected: the ends of the set are given",
      ),
    );
  }
  return out;
}
