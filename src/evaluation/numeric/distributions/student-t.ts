import { incompleteBeta, portion } from "./incomplete-beta.ts";
import { invertTail } from "./invert.ts";
import { normal } from "./normal.ts";

/** P(|T| > |t|) for Student's t with `df` > 0 degrees of freedom; df = Infinity is the normal distribution. */
function twoSided(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return 2 * normal.upper(Math.abs(t));
  const both = incompleteBeta(df / 2, 0.5, portion(df, t * t));
  return both.lower;
}

function upper(t: number, df: number): number {
  const half = twoSided(t, df) / 2;
  return t >= 0 ? half : 1 - half;
}

function cdf(t: number, df: number): number {
  return upper(-t, df);
}

function quantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile needs p from 0 to 1, not ${p}`);
  if (df === Number.POSITIVE_INFINITY) return normal.quantile(p);
  if (p === 0.5) return 0;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const tail = Math.min(p, 1 - p);
  const value = invertTail((t) => twoSided(t, df) / 2, tail, Math.max(1e-3, -normal.quantile(tail)));
  return p < 0.5 ? -value : value;
}

export const studentT = { twoSided, upper, cdf, quantile };
