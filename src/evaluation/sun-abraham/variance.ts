import type { Panel } from "../core/panel.ts";
import type { Design } from "./design.ts";
import type { Solution } from "./solution.ts";

/** Variance of weighted sums of coefficients, each given by what residuals of a group at a time add to it. */
export interface Meat {
  /** Sum over clusters of the product of two sums' contributions. */
  covariance(a: Float64Array, b: Float64Array): number;
}

/** Weighted residuals of the regression, n × t; 0 where not in use. */
export function weightedResiduals(panel: Panel, design: Design, solution: Solution): Float64Array {
  const { n, t, observed, outcome, weights } = panel;
  const out = new Float64Array(n * t);
  for (let i = 0; i < n; i++) {
    const row = i * t;
    const from = design.group[i]! * t;
    let total = 0;
    let mean = 0;
    for (let s = 0; s < t; s++) {
      if (!observed[row + s]) continue;
      const w = weights ? weights[row + s]! : 1;
      out[row + s] = outcome[row + s]! - solution.fitted[from + s]!;
      total += w;
      mean += w * out[row + s]!;
    }
    if (total === 0) continue;
    mean /= total;
    for (let s = 0; s < t; s++) {
      if (observed[row + s]) out[row + s] = (weights ? weights[row + s]! : 1) * (out[row + s]! - mean);
    }
  }
  return out;
}

/** Clustered by unit: cross products of residuals within groups are all that is needed. */
export function meatByUnit(panel: Panel, design: Design, residuals: Float64Array): Meat {
  const { n, t } = panel;
  const groups = design.first.length + 1;
  const cross = new Float64Array(groups * t * t);
  for (let i = 0; i < n; i++) {
    const row = i * t;
    const to = design.group[i]! * t * t;
    for (let s = 0; s < t; s++) {
      const left = residuals[row + s]!;
      if (left === 0) continue;
      for (let u = s; u < t; u++) cross[to + s * t + u]! += left * residuals[row + u]!;
    }
  }
  for (let g = 0; g < groups; g++) {
    for (let s = 0; s < t; s++) {
      for (let u = 0; u < s; u++) cross[(g * t + s) * t + u] = cross[(g * t + u) * t + s]!;
    }
  }
  return {
    covariance(a, b) {
      let total = 0;
      for (let row = 0; row < groups * t; row++) {
        if (a[row] === 0) continue;
        const g = Math.floor(row / t) * t;
        let inner = 0;
        for (let u = 0; u < t; u++) inner += cross[row * t + u]! * b[g + u]!;
        total += a[row]! * inner;
      }
      return total;
    },
  };
}

/** Clusters of several units: sums of residuals by cluster and group. */
export function meatByCluster(panel: Panel, design: Design, residuals: Float64Array): Meat {
  const { n, t, cluster } = panel;
  const size = (design.first.length + 1) * t;
  const clusters = panel.clusters.length;
  const sums = new Float64Array(clusters * size);
  for (let i = 0; i < n; i++) {
    const to = cluster[i]! * size + design.group[i]! * t;
    for (let s = 0; s < t; s++) sums[to + s]! += residuals[i * t + s]!;
  }
  const contribution = (c: number, a: Float64Array) => {
    let value = 0;
    for (let p = 0; p < size; p++) value += sums[c * size + p]! * a[p]!;
    return value;
  };
  return {
    covariance(a, b) {
      let total = 0;
      for (let c = 0; c < clusters; c++) total += contribution(c, a) * contribution(c, b);
      return total;
    },
  };
}
