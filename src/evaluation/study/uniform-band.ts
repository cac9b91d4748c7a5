import type { Random } from "../core/random.ts";
import { normal, studentT } from "../numeric/distributions.ts";
import { quantileSorted } from "../numeric/quantile.ts";

/**
 * Largest |z| of each of many draws from a normal distribution with the given covariance, scaled to unit variances.
 * A singular covariance will do. @param v k × k, with a positive diagonal. @param places which of the k are looked at.
 */
export function largestOf(
  v: Float64Array,
  k: number,
  places: readonly number[],
  draws: number,
  random: Random,
): Float64Array {
  const root = semidefiniteRoot(v, k);
  const z = new Float64Array(k);
  const out = new Float64Array(draws);
  for (let b = 0; b < draws; b++) {
    for (let a = 0; a < k; a++) z[a] = random.normal();
    let largest = 0;
    for (const a of places) {
      let value = 0;
      for (let m = 0; m <= a; m++) value += root[a * k + m]! * z[m]!;
      if (Math.abs(value) > largest) largest = Math.abs(value);
    }
    out[b] = largest;
  }
  return out.sort();
}

/** Critical value of a band that holds for all at once, never below that of one by one; in normal units. */
export function uniformCritical(largest: Float64Array, level: number): number {
  return Math.max(quantileSorted(largest, level, 1), normal.quantile((1 + level) / 2));
}

/** A critical value in normal units as one of Student's distribution with the same tail. */
export function asStudent(critical: number, df: number): number {
  return Number.isFinite(df) ? studentT.quantile(normal.cdf(critical), df) : critical;
}

/** A statistic of Student's distribution as a normal one with the same tail; its size only. */
export function asNormal(statistic: number, df: number): number {
  if (!Number.isFinite(df)) return Math.abs(statistic);
  const tail = studentT.twoSided(Math.abs(statistic), df) / 2;
  // Beyond all that a draw can reach.
  return tail > 0 ? -normal.quantile(tail) : 40;
}

/** Lower factor of the correlation matrix; rows that depend on earlier ones add nothing of their own. */
function semidefiniteRoot(v: Float64Array, k: number): Float64Array {
  const scale = Float64Array.from({ length: k }, (_, a) => Math.sqrt(v[a * k + a]!));
  const l = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let value = v[a * k + b]! / (scale[a]! * scale[b]!);
      for (let m = 0; m < b; m++) value -= l[a * k + m]! * l[b * k + m]!;
      if (a === b) l[a * k + a] = value > 1e-10 ? Math.sqrt(value) : 0;
      else l[a * k + b] = l[b * k + b]! > 0 ? value / l[b * k + b]! : 0;
    }
  }
  return l;
}
