import type { Panel } from "../core/panel.ts";
import { dot } from "../numeric/sum.ts";
import type { Design } from "./design.ts";
import type { Solution } from "./solution.ts";

/** A weighted sum of coefficients: what residuals of a group at a time add to it, and the image of that. */
export interface Influence {
  influence: Float64Array;
  image: Float64Array;
}

/** Covariances of weighted sums of coefficients; the image of each is taken once, as many pairs ask for it. */
export interface Meat {
  image(influence: Float64Array): Float64Array;
  /** Sum over clusters of the product of two sums' contributions. */
  covariance(a: Influence, b: Influence): number;
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
    image(influence) {
      const out = new Float64Array(groups * t);
      for (let row = 0; row < groups * t; row++) {
        const value = influence[row]!;
        if (value === 0) continue;
        const g = Math.floor(row / t) * t;
        for (let u = 0; u < t; u++) out[g + u]! += cross[row * t + u]! * value;
      }
      return out;
    },
    covariance: (a, b) => dot(a.image, b.influence),
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
  return {
    image(influence) {
      const out = new Float64Array(clusters);
      for (let c = 0; c < clusters; c++) {
        let value = 0;
        for (let p = 0; p < size; p++) value += sums[c * size + p]! * influence[p]!;
        out[c] = value;
      }
      return out;
    },
    covariance: (a, b) => dot(a.image, b.image),
  };
}
