import type { Inference } from "../core/result.ts";
import { studentT } from "../numeric/distributions.ts";

/**
 * Makes two-sided tests against 0 and intervals at one level and one number of degrees of freedom (Infinity = normal).
 * All but the level is null where the estimate or its standard error is not defined; a standard error of 0 has no test.
 */
export function inferencer(df: number, level: number): (estimate: number, se: number) => Inference {
  const quantile = df > 0 ? studentT.quantile((1 + level) / 2, df) : Number.NaN;
  return (estimate, se) => {
    if (!Number.isFinite(estimate) || !Number.isFinite(se) || Number.isNaN(quantile)) {
      return { se: null, statistic: null, df: null, p: null, low: null, high: null, level };
    }
    const statistic = se > 0 ? estimate / se : null;
    const p = statistic === null ? null : studentT.twoSided(statistic, df);
    return { se, statistic, df, p, low: estimate - quantile * se, high: estimate + quantile * se, level };
  };
}
