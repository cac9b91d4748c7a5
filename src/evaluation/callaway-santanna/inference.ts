import { normal } from "../numeric/distributions.ts";

/** A standard error at or below this is rounding, not uncertainty. */
const NOTHING = 10 * Math.sqrt(Number.EPSILON);

/** Column of influence values → standard error; null when it is zero up to rounding. */
export function standardError(
  psi: Float64Array,
  cluster: Int32Array | null,
  clusters: number,
): number | null {
  const values = cluster ? clusterSums(psi, cluster, clusters) : psi;
  let square = 0;
  for (let i = 0; i < values.length; i++) square += values[i]! * values[i]!;
  const se = Math.sqrt(square) / psi.length;
  return se > NOTHING ? se : null;
}

export function clusterSums(psi: Float64Array, cluster: Int32Array, clusters: number): Float64Array {
  const sums = new Float64Array(clusters);
  for (let i = 0; i < psi.length; i++) sums[cluster[i]!]! += psi[i]!;
  return sums;
}

/** Normal interval. @param critical instead of the normal quantile, for uniform bands. */
export function interval(
  att: number | null,
  se: number | null,
  level: number,
  critical = normal.quantile(1 - (1 - level) / 2),
): { low: number | null; high: number | null } {
  if (att === null || se === null) return { low: null, high: null };
  return { low: att - critical * se, high: att + critical * se };
}
