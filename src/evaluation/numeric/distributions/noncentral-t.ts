import { logGamma } from "./gamma.ts";
import { incompleteBeta, portion } from "./incomplete-beta.ts";
import { normal } from "./normal.ts";

/**
 * P(T ≤ x) for the noncentral t with `df` degrees of freedom and noncentrality `ncp`: series of incomplete beta
 * functions (Lenth 1989, algorithm AS 243).
 */
function cdf(x: number, df: number, ncp: number): number {
  if (df === Number.POSITIVE_INFINITY) return normal.cdf(x - ncp);
  if (x < 0) return 1 - cdf(-x, df, -ncp);
  const half = (ncp * ncp) / 2;
  if (x === 0) return normal.upper(ncp);
  // Large noncentralities: start at the largest Poisson weight and sum to both sides.
  const middle = Math.floor(half);
  const at = portion(x * x, df);
  const term = (j: number) => {
    const logWeight =
      half === 0 ? (j === 0 ? 0 : Number.NEGATIVE_INFINITY) : -half + j * Math.log(half) - logGamma(j + 1);
    const p = Math.exp(logWeight);
    const logQ = half === 0 ? Number.NEGATIVE_INFINITY : -half + j * Math.log(half) - logGamma(j + 1.5);
    const q = ncp === 0 ? 0 : (ncp / Math.SQRT2) * Math.exp(logQ);
    return p * incompleteBeta(j + 0.5, df / 2, at).lower + q * incompleteBeta(j + 1, df / 2, at).lower;
  };
  let total = 0;
  for (let j = middle; j < middle + 10000; j++) {
    const value = term(j);
    total += value;
    if (
      Math.abs(value) < 1e-17 * Math.max(Math.abs(total), 1e-300) ||
      j - middle > 20 + 12 * Math.sqrt(half + 1)
    )
      break;
  }
  for (let j = middle - 1; j >= 0; j--) {
    const value = term(j);
    total += value;
    if (Math.abs(value) < 1e-17 * Math.abs(total)) break;
  }
  return Math.min(1, Math.max(0, normal.upper(ncp) + total / 2));
}

/** P(|T| > x), x ≥ 0: the power of a two-sided t-test with critical value x. */
function twoSided(x: number, df: number, ncp: number): number {
  return 1 - cdf(x, df, ncp) + cdf(-x, df, ncp);
}

export const noncentralT = { cdf, twoSided };
