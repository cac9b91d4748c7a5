import { EvaluationError } from "../core/errors.ts";
import { noncentralT, normal, studentT } from "../numeric/distributions.ts";

export interface DetectableInput {
  /** Standard deviation of the estimate: from permutation or Conley–Taber, not a clustered standard error. */
  se: number;
  /** Degrees of freedom; Infinity (default) = normal. */
  df?: number;
  /** Chance of finding the effect. Default 0.8. */
  power?: number;
  /** Of the interval: the test rejects at 1 − level, two-sided. Default 0.95. */
  level?: number;
}

export interface Detectable {
  /** (t₁₋α/₂ + t_power)·se. */
  approximate: number;
  /** The same with normal quantiles: too small with few degrees of freedom. */
  normal: number;
  /** Effect at which the two-sided t-test has the power, by the noncentral t distribution. */
  exact: number;
}

/**
 * Smallest effect that a two-sided test finds with the given power (Bloom 1995), three ways.
 * @throws EvaluationError for a standard error or degrees of freedom that are not positive, or a power that the test
 * exceeds even without any effect.
 */
export function minimumDetectableEffect(input: DetectableInput): Detectable {
  const { se, df = Number.POSITIVE_INFINITY, power = 0.8, level = 0.95 } = input;
  check(se > 0 && Number.isFinite(se), "se", se, "Give the standard error as a positive number");
  check(df > 0, "df", df, "Degrees of freedom are positive; Infinity means normal");
  check(level > 0 && level < 1, "level", level, "Use 0.95");
  check(power > 1 - level && power < 1, "power", power, "Use 0.8");
  const upper = (1 + level) / 2;
  return {
    approximate: (studentT.quantile(upper, df) + studentT.quantile(power, df)) * se,
    normal: (normal.quantile(upper) + normal.quantile(power)) * se,
    exact: solve(df, power, level) * se,
  };
}

/** Chance that a two-sided t-test finds an effect. @param effect and se in the same unit. */
export function powerAt(effect: number, input: Omit<DetectableInput, "power">): number {
  const { se, df = Number.POSITIVE_INFINITY, level = 0.95 } = input;
  check(se > 0 && Number.isFinite(se), "se", se, "Give the standard error as a positive number");
  return rejection(Math.abs(effect) / se, df, level);
}

function rejection(shift: number, df: number, level: number): number {
  const critical = studentT.quantile((1 + level) / 2, df);
  if (df === Number.POSITIVE_INFINITY) return normal.upper(critical - shift) + normal.cdf(-critical - shift);
  return noncentralT.twoSided(critical, df, shift);
}

/** Power rises with the shift, hence bisection. */
function solve(df: number, power: number, level: number): number {
  let low = 0;
  let high = 1;
  while (rejection(high, df, level) < power) {
    low = high;
    high *= 2;
  }
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (rejection(middle, df, level) < power) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function check(holds: boolean, column: string, value: number, remedy: string): void {
  if (!holds)
    throw new EvaluationError(`${column} is out of range`, { column, value: String(value) }, remedy);
}
