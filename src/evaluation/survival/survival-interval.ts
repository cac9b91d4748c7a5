/** Scale on which the interval of a survival curve is symmetric. */
export type CurveInterval = "plain" | "log" | "log-log";

/**
 * Pointwise bounds, cut to 0 … 1; null where the scale has none (survival 0, for log-log also 1).
 * @param relative Greenwood's standard error of log survival. @param z normal quantile.
 */
export function bounds(
  survival: number,
  relative: number,
  z: number,
  interval: CurveInterval,
): { low: number | null; high: number | null } {
  if (!(survival > 0)) return { low: null, high: null };
  if (interval === "plain") {
    const reach = z * relative * survival;
    return { low: Math.max(0, survival - reach), high: Math.min(1, survival + reach) };
  }
  if (interval === "log") {
    return {
      low: survival * Math.exp(-z * relative),
      high: Math.min(1, survival * Math.exp(z * relative)),
    };
  }
  if (survival === 1) return { low: null, high: null };
  const hazard = -Math.log(survival);
  const factor = Math.exp((z * relative) / hazard);
  return { low: Math.exp(-hazard * factor), high: Math.exp(-hazard / factor) };
}
