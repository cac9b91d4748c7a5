import { chiSquare } from "../numeric/distributions.ts";
import { clusterSums } from "./inference.ts";
import { solveUnlessSingular } from "./solve-general.ts";
import type { GroupTime, Influence, Pretest } from "./types.ts";

/**
 * Wald test that ATT(g, t) = 0 in all cells before treatment: n·aᵀV⁻¹a. Base cells of a universal base, zero by
 * construction, stay out. Often impossible with few treated: then V is singular.
 */
export function pretest(cells: readonly GroupTime[], influence: Influence): Pretest {
  const pre = cells.flatMap((cell, k) => (!cell.post && cell.reason !== "base_time" ? [k] : []));
  const none = (reason: Pretest["reason"]): Pretest => ({ statistic: null, df: null, p: null, reason });
  if (pre.length === 0) return none("no_pre_cells");
  if (pre.some((k) => cells[k]!.att === null)) return none("cells_not_identified");
  const size = influence.cluster ? influence.clusters : influence.n;
  if (pre.length >= size) return none("singular_covariance");
  const effects = Float64Array.from(pre, (k) => cells[k]!.att as number);
  const solved = solveUnlessSingular(covariance(influence, pre), pre.length, effects);
  if (!solved) return none("singular_covariance");
  let statistic = 0;
  for (let k = 0; k < pre.length; k++) statistic += effects[k]! * solved[k]!;
  statistic *= influence.n;
  return { statistic, df: pre.length, p: chiSquare.upper(statistic, pre.length), reason: null };
}

/**
 * V = Σ ψψᵀ/n of the named columns (sums by cluster when clustered), k × k. V/n is the covariance of the estimates.
 */
export function covariance(influence: Influence, columns: readonly number[]): Float64Array {
  const { n, values, cluster, clusters } = influence;
  const k = columns.length;
  const psi = columns.map((column) => {
    const own = values.subarray(column * n, (column + 1) * n);
    return cluster ? clusterSums(own, cluster, clusters) : own;
  });
  const v = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      const left = psi[a]!;
      const right = psi[b]!;
      let total = 0;
      for (let i = 0; i < left.length; i++) total += left[i]! * right[i]!;
      v[a * k + b] = total / n;
      v[b * k + a] = total / n;
    }
  }
  return v;
}
