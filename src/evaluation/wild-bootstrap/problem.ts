import { eigenSymmetric } from "../numeric/symmetric.ts";
import type { Grouping } from "../regression/covariance.ts";
import type { Fit } from "../regression/fit.ts";
import { designInverse } from "../regression/leverage.ts";
import type { Functionals } from "./functionals.ts";

/**
 * One coefficient's wild cluster bootstrap, reduced to sums over clusters. With r = x̃/x̃'x̃ (x̃ = the regressor free of all
 * else), residuals u = e + τ·x̃ (τ = β̂ − β₀ where the null is imposed, else 0) and multipliers v:
 *   β* − centre = Σ v_g c_g,  c_g = r_g'u_g,
 *   score*_g = v_g c_g − a_g'(Z'Z)⁻¹ Σ v_h Z_h'u_h,  a_g = Z_g'r_g.
 * The matrix of the a_g has low rank (at most cohorts, or columns of Z), hence a handful of sums a draw.
 */
export interface Problem {
  estimate: number;
  /** Σ (r_g'e_g)²: the clustered variance without small-sample factor. */
  variance: number;
  rank: number;
  functionals: Functionals;
  /** Σ c², by power of τ, where v² = 1. */
  squares: readonly [number, number, number];
}

export function bootstrapProblem(fit: Fit, column: number, clusters: Grouping, imposed: boolean): Problem {
  const G = clusters.count;
  const { inverse, width } = designInverse(fit);
  const pieces = clusterPieces(fit, column, clusters, width);
  const { a, bResidual, c0, c1, information } = pieces;
  const { directions, rank } = principal(a, G, width);
  // Each functional comes for τ⁰ and, where the null is imposed, for τ¹.
  const powers = imposed ? 2 : 1;
  const linearCount = powers * (1 + 2 * rank);
  const linear = new Float64Array(G * linearCount);
  for (let g = 0; g < G; g++) {
    const at = g * linearCount;
    linear[at] = c0[g]!;
    if (imposed) linear[at + 1] = c1[g]!;
  }
  const solved = new Float64Array(width);
  directions.forEach(({ vector, root }, r) => {
    for (let i = 0; i < width; i++) {
      let value = 0;
      for (let j = 0; j < width; j++) value += inverse[i * width + j]! * vector[j]!;
      solved[i] = value * root;
    }
    for (let g = 0; g < G; g++) {
      let along = 0;
      let f0 = 0;
      let f1 = 0;
      for (let i = 0; i < width; i++) {
        along += a[g * width + i]! * vector[i]!;
        f0 += solved[i]! * bResidual[g * width + i]!;
        f1 += solved[i]! * a[g * width + i]!;
      }
      along /= root;
      const at = g * linearCount + powers * (1 + 2 * r);
      linear[at] = f0;
      linear[at + powers] = c0[g]! * along;
      if (!imposed) continue;
      linear[at + 1] = f1 / information;
      linear[at + 3] = c1[g]! * along;
    }
  });
  const square = new Float64Array(G * 3);
  const squares: [number, number, number] = [0, 0, 0];
  for (let g = 0; g < G; g++) {
    const terms = [c0[g]! ** 2, 2 * c0[g]! * c1[g]!, c1[g]! ** 2];
    terms.forEach((term, power) => {
      square[g * 3 + power] = term;
      squares[power]! += term;
    });
  }
  return {
    estimate: fit.coef[column]!,
    variance: squares[0],
    rank,
    functionals: { clusters: G, linear, linearCount, square, squareCount: 3 },
    squares,
  };
}

/** Sums over the cells of each cluster; `information` = (x̃'x̃)⁻¹, the bread of the coefficient. */
function clusterPieces(fit: Fit, column: number, clusters: Grouping, width: number) {
  const { k, x, bread, residuals } = fit;
  const { n, t, pattern, patterns } = fit.model;
  const { root } = fit.absorbed;
  const times = width - k;
  const information = bread[column * k + column]!;
  const r = new Float64Array(patterns * t);
  for (let row = 0; row < patterns * t; row++) {
    let value = 0;
    for (let j = 0; j < k; j++) value += x[row * k + j]! * bread[j * k + column]!;
    r[row] = value;
  }
  const G = clusters.count;
  const a = new Float64Array(G * width);
  const bResidual = new Float64Array(G * width);
  const c0 = new Float64Array(G);
  const c1 = new Float64Array(G);
  for (let i = 0; i < n; i++) {
    const g = clusters.of[i]!;
    for (let s = 0; s < t; s++) {
      const here = pattern[i]! * t + s;
      const weight = r[here]!;
      const e = residuals[i * t + s]!;
      c0[g]! += weight * e;
      c1[g]! += (weight * weight) / information;
      // r and e are free of unit effects, so the plain time dummies do for those without unit effects.
      if (times > 0) {
        a[g * width + s]! += root[here]! * weight;
        bResidual[g * width + s]! += root[here]! * e;
      }
      for (let j = 0; j < k; j++) {
        a[g * width + times + j]! += x[here * k + j]! * weight;
        bResidual[g * width + times + j]! += x[here * k + j]! * e;
      }
    }
  }
  return { a, bResidual, c0, c1, information };
}

/** Directions in which the a_g differ from zero: eigenvectors of Σ a a', with the roots of their eigenvalues. */
function principal(a: Float64Array, G: number, width: number) {
  const cross = new Float64Array(width * width);
  for (let g = 0; g < G; g++) {
    for (let i = 0; i < width; i++) {
      const left = a[g * width + i]!;
      if (left === 0) continue;
      for (let j = 0; j < width; j++) cross[i * width + j]! += left * a[g * width + j]!;
    }
  }
  const { values, vectors } = eigenSymmetric(cross, width);
  const largest = Math.max(...values);
  const directions = Array.from(values.keys())
    .filter((m) => values[m]! > 1e-13 * largest)
    .map((m) => ({
      root: Math.sqrt(values[m]!),
      vector: Float64Array.from({ length: width }, (_, i) => vectors[i * width + m]!),
    }));
  return { directions, rank: directions.length };
}
