import type { Adjusted } from "./adjusted.ts";
import type { Fit } from "./fit.ts";
import { type Clusters, designInverse, type Leverage, leverage } from "./leverage.ts";
import { satterthwaite } from "./satterthwaite.ts";
import { meatOf, sandwich } from "./scores.ts";

/** 1 − λ below this counts as zero: the direction is informed by one cluster only. */
const ALONE = 1e-10;
/** Share of a coefficient's information that may lie in such directions before its variance is undefined. */
const SHARE = 1e-8;

/** A cluster-robust variance that corrects residuals for the leverage of their cluster. */
export interface AdjustedVariance {
  matrix: Float64Array;
  /** Per coefficient; false where the coefficient hangs on a single cluster. */
  defined: boolean[];
  /** Satterthwaite's degrees of freedom; NaN where not defined. Empty for the jackknife. */
  df: Float64Array;
}

/**
 * CR2 (Bell and McCaffrey 2002) with Satterthwaite degrees of freedom, working model of independent and equal errors:
 * residuals of a cluster are multiplied by (I − H_gg)^(−1/2), generalised inverse. Effects that are absorbed count as
 * columns of the model. With weights, errors are taken to have variance 1/weight.
 */
export function cr2(fit: Fit, clusters: Clusters): AdjustedVariance {
  const { inverse, width } = designInverse(fit);
  const adjusted = adjustedDesigns(fit, clusters, -0.5, inverse, width);
  const scores = adjustedScores(fit, clusters, adjusted);
  const matrix = sandwich(fit.bread, meatOf(scores, fit.k), fit.k);
  const defined = definedCoefficients(fit, clusters, adjusted);
  const df = new Float64Array(fit.k).fill(Number.NaN);
  for (let c = 0; c < fit.k; c++) {
    if (defined[c]) df[c] = satterthwaite(fit, clusters, adjusted, inverse, width, c);
  }
  return { matrix, defined, df };
}

/** What the coefficients are when each cluster in turn is left out, and the jackknife variance CV3J. */
export interface Jackknife extends AdjustedVariance {
  /** clusters × k. */
  without: Float64Array;
}

/** Leave-one-cluster-out, exact, without fitting again: β₍₋g₎ = β − (X'X)⁻¹·X_g'·(I − H_gg)⁻¹·e_g. */
export function jackknife(fit: Fit, clusters: Clusters): Jackknife {
  const { k, bread, coef } = fit;
  const { inverse, width } = designInverse(fit);
  const adjusted = adjustedDesigns(fit, clusters, -1, inverse, width);
  const scores = adjustedScores(fit, clusters, adjusted);
  const G = clusters.count;
  const without = new Float64Array(G * k);
  const change = new Float64Array(G * k);
  for (let g = 0; g < G; g++) {
    for (let c = 0; c < k; c++) {
      let value = 0;
      for (let m = 0; m < k; m++) value += bread[c * k + m]! * scores[g * k + m]!;
      change[g * k + c] = value;
      without[g * k + c] = coef[c]! - value;
    }
  }
  const matrix = meatOf(change, k).map((value) => (value * (G - 1)) / G);
  return {
    matrix,
    defined: definedCoefficients(fit, clusters, adjusted),
    df: new Float64Array(0),
    without,
  };
}

function adjustedDesigns(
  fit: Fit,
  clusters: Clusters,
  power: number,
  inverse: Float64Array,
  width: number,
): Adjusted[] {
  return clusters.designs.map(({ patterns }) => {
    const lever = leverage(fit, patterns, inverse, width);
    return { lever, g: adjust(lever, fit.k, power) };
  });
}

/** (I − H)^power·X = X + U·((1 − λ)^power − 1)·U'X. */
function adjust(lever: Leverage, k: number, power: number): Float64Array {
  const { rows, rank, vectors, values, z, width } = lever;
  const g = new Float64Array(rows * k);
  const from = width - k;
  for (let i = 0; i < rows; i++) for (let j = 0; j < k; j++) g[i * k + j] = z[i * width + from + j]!;
  for (let r = 0; r < rank; r++) {
    const open = 1 - values[r]!;
    const factor = (open > ALONE ? open ** power : 0) - 1;
    if (factor === 0) continue;
    for (let j = 0; j < k; j++) {
      let product = 0;
      for (let i = 0; i < rows; i++) product += vectors[i * rank + r]! * z[i * width + from + j]!;
      product *= factor;
      for (let i = 0; i < rows; i++) g[i * k + j]! += product * vectors[i * rank + r]!;
    }
  }
  return g;
}

/** G_g'·e_g of each cluster; clusters × k. */
function adjustedScores(fit: Fit, clusters: Clusters, adjusted: readonly Adjusted[]): Float64Array {
  const { k, residuals } = fit;
  const { n, t } = fit.model;
  const scores = new Float64Array(clusters.count * k);
  const place = placesInCluster(fit, clusters);
  for (let i = 0; i < n; i++) {
    const cluster = clusters.of[i]!;
    const { g } = adjusted[clusters.design[cluster]!]!;
    const to = cluster * k;
    for (let s = 0; s < t; s++) {
      const e = residuals[i * t + s]!;
      const row = (place[i]! * t + s) * k;
      for (let j = 0; j < k; j++) scores[to + j]! += e * g[row + j]!;
    }
  }
  return scores;
}

/** Which of its cluster's design rows a unit stands for: units of a cluster in order of their pattern. */
function placesInCluster(fit: Fit, clusters: Clusters): Int32Array {
  const { pattern } = fit.model;
  const place = new Int32Array(clusters.of.length);
  if (clusters.count === clusters.of.length) return place;
  const members: number[][] = Array.from({ length: clusters.count }, () => []);
  for (let i = 0; i < clusters.of.length; i++) members[clusters.of[i]!]!.push(i);
  for (const units of members) {
    units.sort((a, b) => pattern[a]! - pattern[b]! || a - b);
    units.forEach((i, at) => {
      place[i] = at;
    });
  }
  return place;
}

/** A coefficient whose information lies partly in directions of one cluster only has no cluster-robust variance. */
function definedCoefficients(fit: Fit, clusters: Clusters, adjusted: readonly Adjusted[]): boolean[] {
  const { k, bread } = fit;
  const defined = new Array<boolean>(k).fill(true);
  clusters.designs.forEach((_, d) => {
    const { rows, rank, vectors, values, z, width } = adjusted[d]!.lever;
    for (let r = 0; r < rank; r++) {
      if (1 - values[r]! > ALONE) continue;
      const along = new Float64Array(k);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < k; j++) along[j]! += vectors[i * rank + r]! * z[i * width + width - k + j]!;
      }
      for (let c = 0; c < k; c++) {
        let value = 0;
        for (let j = 0; j < k; j++) value += along[j]! * bread[j * k + c]!;
        if (value * value > SHARE * bread[c * k + c]!) defined[c] = false;
      }
    }
  });
  return defined;
}
