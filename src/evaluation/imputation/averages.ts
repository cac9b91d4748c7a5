import type { Panel } from "../core/panel.ts";
import type { UntreatedFit } from "./untreated-fit.ts";

/** Averages of what the fit leaves, each over cells of its own: cell → index of its average, −1 = in none. */
export interface Averages {
  count: number;
  /** n × t. */
  of: Int32Array;
  /** n × t: share of the cell in its average; all shares of an average add up to 1. */
  share: Float64Array;
  estimate: Float64Array;
  cells: Int32Array;
  units: Int32Array;
}

/** @param indexOf average to which a cell belongs, −1 = none; asked for identified cells only. */
export function averages(
  panel: Panel,
  fit: UntreatedFit,
  count: number,
  indexOf: (i: number, s: number) => number,
): Averages {
  const { n, t, weights } = panel;
  const of = new Int32Array(n * t).fill(-1);
  const share = new Float64Array(n * t);
  const total = new Float64Array(count);
  const estimate = new Float64Array(count);
  const cells = new Int32Array(count);
  const units = new Int32Array(count);
  const lastUnit = new Int32Array(count).fill(-1);
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      const cell = i * t + s;
      if (Number.isNaN(fit.left[cell]!)) continue;
      const m = indexOf(i, s);
      if (m < 0) continue;
      of[cell] = m;
      const weight = weights ? weights[cell]! : 1;
      share[cell] = weight;
      total[m]! += weight;
      estimate[m]! += weight * fit.left[cell]!;
      cells[m]!++;
      if (lastUnit[m] !== i) units[m]!++;
      lastUnit[m] = i;
    }
  }
  for (let m = 0; m < count; m++) estimate[m]! /= total[m]!;
  for (let cell = 0; cell < n * t; cell++) if (of[cell]! >= 0) share[cell]! /= total[of[cell]!]!;
  return { count, of, share, estimate, cells, units };
}

/**
 * Contribution of each cluster to the error of each average, clusters × averages: shares of what a cell leaves around
 * its `centre`, and the error of the fit on untreated cells carried over to the average (its coefficient on an untreated
 * cell is −z'(Z₀'Z₀)⁻¹Z'share; unit effects cancel as residuals add up to zero within a unit).
 */
export function clusterScores(
  panel: Panel,
  fit: UntreatedFit,
  set: Averages,
  centre: (cell: number, s: number, i: number) => number,
): Float64Array {
  const { n, t, weights, cluster } = panel;
  const { count } = set;
  const carried = timeCoefficients(panel, fit, set);
  const covariate = covariateCoefficients(fit, set);
  const out = new Float64Array(panel.clusters.length * count);
  for (let i = 0; i < n; i++) {
    const to = cluster[i]! * count;
    for (let s = 0; s < t; s++) {
      const cell = i * t + s;
      const m = set.of[cell]!;
      if (m >= 0) out[to + m]! += set.share[cell]! * (fit.left[cell]! - centre(cell, s, i));
      if (!fit.untreated[cell]) continue;
      const residual = fit.left[cell]! * (weights ? weights[cell]! : 1);
      for (let a = 0; a < count; a++) out[to + a]! -= carried[s * count + a]! * residual;
      if (covariate) addCovariates(fit, covariate, cell, residual, count, out, to);
    }
  }
  return out;
}

/** t × averages: what a unit of error in the normal equations of a time does to each average. */
function timeCoefficients(panel: Panel, fit: UntreatedFit, set: Averages): Float64Array {
  const { t } = panel;
  const { count } = set;
  const right = timeTotals(panel, fit, set);
  const out = new Float64Array(t * count);
  for (let s = 0; s < t; s++) {
    for (let u = 0; u < t; u++) {
      const factor = fit.timeInverse[s * t + u]!;
      if (factor === 0) continue;
      for (let m = 0; m < count; m++) out[s * count + m]! += factor * right[u * count + m]!;
    }
  }
  return out;
}

/** t × averages: the share of each time in each average, less what the unit effects of its cells take there. */
function timeTotals(panel: Panel, fit: UntreatedFit, set: Averages): Float64Array {
  const { n, t, weights } = panel;
  const { count } = set;
  const right = new Float64Array(t * count);
  const ofUnit = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    let touched = false;
    ofUnit.fill(0);
    for (let s = 0; s < t; s++) {
      const m = set.of[i * t + s]!;
      if (m < 0) continue;
      touched = true;
      right[s * count + m]! += set.share[i * t + s]!;
      ofUnit[m]! += set.share[i * t + s]!;
    }
    if (!touched) continue;
    for (let s = 0; s < t; s++) {
      if (!fit.untreated[i * t + s]) continue;
      const part = (weights ? weights[i * t + s]! : 1) / fit.unitTotal[i]!;
      for (let m = 0; m < count; m++) right[s * count + m]! -= part * ofUnit[m]!;
    }
  }
  return right;
}

/** k × averages: (X̃'X̃)⁻¹ times the average of each adjusted covariate. */
function covariateCoefficients(fit: UntreatedFit, set: Averages): Float64Array | null {
  if (!fit.covariates) return null;
  const { adjusted, inverse } = fit.covariates;
  const k = adjusted.length;
  const mean = new Float64Array(k * set.count);
  for (let cell = 0; cell < set.of.length; cell++) {
    const m = set.of[cell]!;
    if (m < 0) continue;
    for (let j = 0; j < k; j++) mean[j * set.count + m]! += set.share[cell]! * adjusted[j]![cell]!;
  }
  const out = new Float64Array(k * set.count);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      for (let m = 0; m < set.count; m++) {
        out[a * set.count + m]! += inverse[a * k + b]! * mean[b * set.count + m]!;
      }
    }
  }
  return out;
}

function addCovariates(
  fit: UntreatedFit,
  coefficients: Float64Array,
  cell: number,
  residual: number,
  count: number,
  out: Float64Array,
  to: number,
): void {
  fit.covariates?.adjusted.forEach((values, j) => {
    const scaled = values[cell]! * residual;
    for (let m = 0; m < count; m++) out[to + m]! -= coefficients[j * count + m]! * scaled;
  });
}

/** Covariance of the averages: cross products of the clusters' contributions, averages × averages. */
export function crossProducts(scores: Float64Array, clusters: number, count: number): Float64Array {
  const out = new Float64Array(count * count);
  for (let c = 0; c < clusters; c++) {
    for (let a = 0; a < count; a++) {
      const left = scores[c * count + a]!;
      if (left === 0) continue;
      for (let b = a; b < count; b++) out[a * count + b]! += left * scores[c * count + b]!;
    }
  }
  for (let a = 0; a < count; a++) for (let b = 0; b < a; b++) out[a * count + b] = out[b * count + a]!;
  return out;
}
