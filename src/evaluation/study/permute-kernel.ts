import type { Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import type { Kernel } from "../kernels/kernel.ts";
import { quantileSorted } from "../numeric/quantile.ts";
import { populationSd } from "../numeric/spread.ts";
import { betaConfidenceSet } from "../permutation/inversion.ts";
import { type NullDistribution, nullDistribution, pValues } from "../permutation/null-distribution.ts";
import { planAssignments } from "../permutation/plan.ts";
import { type DrawOptions, referenceDraws } from "../permutation/reference-draws.ts";

export interface KernelTest {
  estimate: number;
  p: number;
  /** Every constant effect that the test does not reject; null = without bound. */
  low: number | null;
  high: number | null;
  level: number;
  exact: boolean;
  draws: number;
  /** Estimates under chance assignment with no effect, ascending. */
  distribution: Float64Array;
  /** Standard deviation of that distribution. */
  spread: number;
  warnings: Notice[];
}

export interface KernelTestOptions extends DrawOptions {
  strata?: boolean;
  level?: number;
}

/** Randomization test and its confidence set for any estimator that is linear in the outcome. */
export function permuteKernel(panel: Panel, kernel: Kernel, options: KernelTestOptions = {}): KernelTest {
  const { level = 0.95, strata = false } = options;
  const plan = planAssignments(panel, { strata });
  const reference = referenceDraws(plan, options);
  const raw = nullDistribution({ width: 2, evaluate: kernel.evaluate }, reference, plan.treated);
  const test = rescaled(raw);
  const set = betaConfidenceSet(test, level);
  const values = test.columns[0]!.filter((value) => !Number.isNaN(value)).sort();
  const warnings = [...plan.notices];
  if (test.undefined > 0) {
    const words = `In ${test.undefined} assignments no effect is identified; they count against an effect`;
    warnings.push(notice("undefined_draws", words, { count: test.undefined }));
  }
  return {
    estimate: test.observed[0]!,
    p: pValues(test, 0).twoSided,
    low: set.low,
    high: set.high,
    level,
    exact: reference.exact,
    draws: reference.count,
    distribution: values,
    spread: populationSd(values),
    warnings,
  };
}

/** In units of the effect: the estimator's value on the observed treatment indicator becomes 1. */
function rescaled(raw: NullDistribution): NullDistribution {
  const unit = raw.observed[1]!;
  return {
    ...raw,
    observed: raw.observed.map((value) => value / unit),
    columns: raw.columns.map((column) => column.map((value) => value / unit)),
  };
}

/**
 * The smallest constant effect that the test would have found with the given power: with the estimate under no effect
 * distributed as the assignments show, P(|b + δ| ≥ c) = power, c being the test's critical value. Found by bisection.
 * @param distribution ascending, not empty. @returns in the unit of the outcome.
 */
export function detectableEffect(distribution: Float64Array, alpha = 0.05, power = 0.8): number {
  const sizes = distribution.map(Math.abs).sort();
  const critical = quantileSorted(sizes, 1 - alpha, 1);
  // As the draws ascend, those beyond either critical value stand at the ends.
  const reach = (delta: number) => {
    const above = distribution.length - firstWhere(distribution, (value) => value + delta >= critical);
    const below = firstWhere(distribution, (value) => value + delta > -critical);
    return Math.min(above + below, distribution.length) / distribution.length;
  };
  let low = 0;
  let high = critical + sizes[sizes.length - 1]!;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (reach(middle) >= power) high = middle;
    else low = middle;
  }
  return high;
}

/** Index of the first entry that fulfils a condition which all later ones fulfil too; the length where none does. */
function firstWhere(sorted: Float64Array, condition: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (condition(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
