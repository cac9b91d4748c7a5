import { incompleteGamma } from "./gamma.ts";
import { invertTail } from "./invert.ts";

/** P(X > x), df > 0. */
function upper(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).upper;
}

function cdf(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).lower;
}

function quantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile needs p from 0 to 1, not ${p}`);
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p >= 0.5) return invertTail((x) => upper(x, df), 1 - p, df);
  // In the lower half the distribution function itself is inverted, on the scale of 1/x.
  return 1 / invertTail((z) => cdf(1 / z, df), p, 1 / df);
}

export const chiSquare = { upper, cdf, quantile };
