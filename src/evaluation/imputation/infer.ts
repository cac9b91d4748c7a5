import type { Inference } from "../core/result.ts";
import { studentT } from "../numeric/distributions.ts";

/** A standard error below this share of its estimate is rounding: the residuals it rests on are all zero. */
const ROUNDING = 1e-12;

/**
 * Makes two-sided tests against 0 and intervals at one level and one number of degrees of freedom (Infinity = normal).
 * All but the level is null where the estimate or its standard error is not defined or the latter is zero.
 */
export function inferencer(df: number, level: number): (estimate: number, se: number) => Inference {
  const quantile = df > 0 ? studentT.quantile((1 + level) / 2, df) : Number.NaN;
  return (estimate, se) => {
    const defined = Number.isFinite(estimate) && Number.isFinite(se) && !Number.isNaN(quantile);
    if (!defined || !(se > ROUNDING * Math.abs(estimate))) {
      return { se: null, statistic: null, df: null, p: null, low: null, high: null, level };
    }
    const statistic = estimate / se;
    const p = studentT.twoSided(statistic, df);
    return { se, statistic, df, p, low: estimate - quantile * se, high: estimate + quantile * se, level };
  };
}
