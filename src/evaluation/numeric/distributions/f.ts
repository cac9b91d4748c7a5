import { chiSquare } from "./chi-square.ts";
import { incompleteBeta, portion } from "./incomplete-beta.ts";
import { invertTail } from "./invert.ts";

/** P(F > x) with d1 and d2 degrees of freedom; d2 = Infinity gives χ²/d1. */
function upper(x: number, d1: number, d2: number): number {
  if (!(x > 0)) return 1;
  if (d2 === Number.POSITIVE_INFINITY) return chiSquare.upper(x * d1, d1);
  return incompleteBeta(d2 / 2, d1 / 2, portion(d2, d1 * x)).lower;
}

function cdf(x: number, d1: number, d2: number): number {
  if (!(x > 0)) return 0;
  if (d2 === Number.POSITIVE_INFINITY) return chiSquare.cdf(x * d1, d1);
  return incompleteBeta(d2 / 2, d1 / 2, portion(d2, d1 * x)).upper;
}

function quantile(p: number, d1: number, d2: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile needs p from 0 to 1, not ${p}`);
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  if (p >= 0.5) return invertTail((x) => upper(x, d1, d2), 1 - p, 1);
  return 1 / invertTail((z) => cdf(1 / z, d1, d2), p, 1);
}

export const fDist = { upper, cdf, quantile };
