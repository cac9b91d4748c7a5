import type { Variable } from "./design.ts";
import type { BalanceRow } from "./types.ts";

/**
 * How alike the groups are in one variable under given weights. The mean difference is scaled by the standard
 * deviation of the treated in the WHOLE sample, so that it compares before and after matching; where that is zero, by
 * the root of the mean of both groups' variances.
 */
export function balanceOf(variable: Variable, treated: Uint8Array, weights: Float64Array): BalanceRow {
  const { values } = variable;
  const binary = isBinary(values);
  const inTreated = moments(values, weights, (i) => treated[i] === 1);
  const inControl = moments(values, weights, (i) => treated[i] === 0);
  const scale = scaleOf(values, treated, binary);
  const difference = inTreated.mean - inControl.mean;
  const ecdf = binary
    ? { mean: Math.abs(difference), max: Math.abs(difference) }
    : ecdfDifference(values, treated, weights);
  const varianceRatio = inTreated.variance / inControl.variance;
  return {
    name: variable.name,
    meanTreated: inTreated.mean,
    meanControl: inControl.mean,
    smd: scale > 0 ? difference / scale : null,
    varianceRatio: binary || !Number.isFinite(varianceRatio) ? null : varianceRatio,
    ecdfMean: ecdf.mean,
    ecdfMax: ecdf.max,
  };
}

function isBinary(values: Float64Array): boolean {
  return values.every((value) => value === 0 || value === 1);
}

function scaleOf(values: Float64Array, treated: Uint8Array, binary: boolean): number {
  const ones = new Float64Array(values.length).fill(1);
  const variances = [1, 0].map((group) => {
    const { mean, variance } = moments(values, ones, (i) => treated[i] === group);
    return binary ? mean * (1 - mean) : variance;
  }) as [number, number];
  const sd = Math.sqrt(variances[0]);
  return sd > 1.5e-8 ? sd : Math.sqrt((variances[0] + variances[1]) / 2);
}

/** Weighted mean, and variance with the divisor that is n − 1 for equal weights. */
function moments(
  values: Float64Array,
  weights: Float64Array,
  within: (i: number) => boolean,
): { mean: number; variance: number } {
  let total = 0;
  let squares = 0;
  let first = 0;
  for (let i = 0; i < values.length; i++) {
    if (!within(i)) continue;
    total += weights[i]!;
    squares += weights[i]! ** 2;
    first += weights[i]! * values[i]!;
  }
  const mean = first / total;
  let second = 0;
  for (let i = 0; i < values.length; i++) if (within(i)) second += weights[i]! * (values[i]! - mean) ** 2;
  return { mean, variance: second / total / (1 - squares / (total * total)) };
}

/** Over the distinct values of the sample: absolute difference of the weighted distribution functions. */
function ecdfDifference(
  values: Float64Array,
  treated: Uint8Array,
  weights: Float64Array,
): { mean: number; max: number } {
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const totals = [0, 0];
  for (const i of order) totals[treated[i]!]! += weights[i]!;
  let difference = 0;
  let sum = 0;
  let max = 0;
  let count = 0;
  order.forEach((i, at) => {
    const group = treated[i]!;
    difference += ((group === 1 ? 1 : -1) * weights[i]!) / totals[group]!;
    const next = order[at + 1];
    if (next !== undefined && values[next] === values[i]) return;
    sum += Math.abs(difference);
    max = Math.max(max, Math.abs(difference));
    count++;
  });
  return { mean: sum / count, max };
}
