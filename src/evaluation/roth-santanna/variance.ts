import { eigenSymmetric, pseudoInverseSymmetric } from "../numeric/symmetric.ts";
import type { Contrast } from "./contrasts.ts";
import type { CohortMoments } from "./sample.ts";

/** Σ over cohorts of a'Sb/n: covariance of two contrasts of cohort means. */
export function covarianceOf(
  cohorts: readonly CohortMoments[],
  a: readonly Float64Array[],
  b: readonly Float64Array[],
): number {
  let total = 0;
  cohorts.forEach(({ covariance, units }, g) => {
    const right = times(covariance, b[g]!);
    total += product(a[g]!, right) / units;
  });
  return total;
}

/**
 * The part of Neyman's variance that the outcomes before anyone is treated show to be differences of effects between
 * units: (Σβ_g)' S (Σβ_g)/N, β_g from regressing a cohort's part of the contrast on those outcomes, S their covariance
 * as the plain mean over cohorts. With cohorts of no more units than such times the β_g fit perfectly, and the part
 * may exceed the whole.
 */
export function knownHeterogeneity(
  cohorts: readonly CohortMoments[],
  moments: readonly number[],
  contrast: Contrast,
): number {
  const k = moments.filter((moment) => moment < cohorts[0]!.first).length;
  const units = cohorts.reduce((total, cohort) => total + cohort.units, 0);
  const slope = new Float64Array(k);
  const mean = new Float64Array(k * k);
  cohorts.forEach(({ covariance }, g) => {
    const t = moments.length;
    const early = new Float64Array(k * k);
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) early[a * k + b] = covariance[a * t + b]!;
    const cross = times(covariance, contrast.effect[g]!).subarray(0, k);
    const fitted = times(generalisedInverse(early, k), cross);
    for (let a = 0; a < k; a++) slope[a]! += fitted[a]!;
    for (let a = 0; a < k * k; a++) mean[a]! += early[a]! / cohorts.length;
  });
  return product(slope, times(mean, slope)) / units;
}

function generalisedInverse(a: Float64Array, k: number): Float64Array {
  const { values } = eigenSymmetric(a, k);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return pseudoInverseSymmetric(a, k, Math.sqrt(Number.EPSILON) * largest);
}

/** Square matrix times vector, the size being that of the vector. */
function times(matrix: Float64Array, x: Float64Array): Float64Array {
  const k = x.length;
  const out = new Float64Array(k);
  for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) out[a]! += matrix[a * k + b]! * x[b]!;
  return out;
}

function product(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
