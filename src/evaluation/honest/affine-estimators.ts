import { type Knot, lassoPath } from "../optimise/lasso-path.ts";
import type { EventStudy } from "./input.ts";

/**
 * Estimators target'β_post + v'β_pre whose bias a straight trend cannot change. v is given by u, its twice cumulated
 * weights: u_k = Σ_{j>k} (j − k)·v_j, j counting periods back from the reference, so that the bias a second difference
 * of one at period −k causes is u_k. u_0 is fixed by the target; u_1 … are free.
 */
export interface AffineFamily {
  study: EventStudy;
  /** Largest bias of the second differences from the reference on, per unit of M: the same for all members. */
  fixedBias: number;
  /** Members with the least variance for their largest bias, from the least biased on. */
  frontier: readonly Knot[];
  /** Weights on the pre coefficients, in order of time. */
  weights(u: Float64Array): Float64Array;
}

export function affineFamily(study: EventStudy): AffineFamily {
  const { numPre, numPost, target } = study;
  let slope = 0;
  for (let t = 1; t <= numPost; t++) slope += t * target[t - 1]!;
  let fixedBias = Math.abs(slope);
  for (let k = 1; k < numPost; k++) {
    let bend = 0;
    for (let t = k + 1; t <= numPost; t++) bend += (t - k) * target[t - 1]!;
    fixedBias += Math.abs(bend);
  }
  const weights = (u: Float64Array) => {
    const at = (k: number) => (k === 0 ? slope : k < numPre ? u[k - 1]! : 0);
    const v = new Float64Array(numPre);
    // Second differences of u give v back; the j-th period before the reference is entry numPre − j.
    for (let j = 1; j <= numPre; j++) v[numPre - j] = at(j - 1) - 2 * at(j) + at(j + 1);
    return v;
  };
  const { q, g } = quadratic(study, weights);
  return { study, fixedBias, frontier: lassoPath(q, g, numPre - 1), weights };
}

/** Standard error of an estimator with these weights on the pre coefficients. */
export function standardError(study: EventStudy, v: Float64Array): number {
  const all = Float64Array.from([...v, ...study.target]);
  return Math.sqrt(bilinear(study, all, all));
}

/** Variance as a function of u: constant + 2g'u + u'Qu. */
function quadratic(
  study: EventStudy,
  weights: (u: Float64Array) => Float64Array,
): { q: Float64Array; g: Float64Array } {
  const { numPre, numPost, target } = study;
  const k = numPre - 1;
  const base = Float64Array.from([...weights(new Float64Array(k)), ...target]);
  const steps = Array.from({ length: k }, (_, j) => {
    const one = new Float64Array(k);
    one[j] = 1;
    const moved = weights(one);
    return Float64Array.from({ length: numPre + numPost }, (_, i) => (i < numPre ? moved[i]! - base[i]! : 0));
  });
  const q = new Float64Array(k * k);
  const g = new Float64Array(k);
  for (let a = 0; a < k; a++) {
    g[a] = bilinear(study, steps[a]!, base);
    for (let b = 0; b < k; b++) q[a * k + b] = bilinear(study, steps[a]!, steps[b]!);
  }
  return { q, g };
}

function bilinear({ sigma, numPre, numPost }: EventStudy, a: Float64Array, b: Float64Array): number {
  const k = numPre + numPost;
  let total = 0;
  for (let i = 0; i < k; i++) {
    if (a[i] === 0) continue;
    for (let j = 0; j < k; j++) total += a[i]! * sigma[i * k + j]! * b[j]!;
  }
  return total;
}
