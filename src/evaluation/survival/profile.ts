import { chiSquare } from "../numeric/distributions.ts";
import type { Likelihood } from "./likelihood.ts";
import { maximise } from "./newton.ts";

/** A maximised (penalised) likelihood. */
export interface Profiled {
  evaluate: (beta: Float64Array) => Likelihood;
  /** In the units of `evaluate`, which are those of the covariates divided by `scale`. */
  beta: Float64Array;
  scale: Float64Array;
  /** k × k, in the covariates' own units. */
  variance: Float64Array;
  peak: number;
}

export interface ProfileTerm {
  /** Likelihood ratio test of β = 0, χ² on one degree of freedom. */
  statistic: number;
  p: number;
  /** Bounds of β in its own unit; null where the profile does not fall that far. */
  low: number | null;
  high: number | null;
}

/** Twice the fall of the (penalised) log likelihood is followed to this many standard errors before giving up. */
const FARTHEST = 40;

/** Profile likelihood test and interval of each coefficient; a penalty counts where the likelihood has one. */
export function profileTerms(fit: Profiled, level: number, most: number): ProfileTerm[] {
  const { beta, peak, evaluate } = fit;
  const k = beta.length;
  const limit = chiSquare.quantile(level, 1);
  return Array.from(beta, (estimate, j) => {
    const scale = fit.scale[j]!;
    const others = Array.from({ length: k }, (_, i) => i).filter((i) => i !== j);
    const drop = (value: number) => {
      const start = Float64Array.from(beta);
      start[j] = value;
      return 2 * (peak - maximise(evaluate, start, most, null, others).at.loglik);
    };
    const statistic = Math.max(0, drop(0));
    const se = Math.sqrt(fit.variance[j * k + j]!) * scale;
    const side = (sign: number) => crossing(drop, estimate, sign * se, limit);
    const low = side(-1);
    const high = side(1);
    return {
      statistic,
      p: chiSquare.upper(statistic, 1),
      low: low === null ? null : low / scale,
      high: high === null ? null : high / scale,
    };
  });
}

/** Where `drop` passes `limit` on the way from the peak in steps of `step`: bracket, then regula falsi (Illinois). */
function crossing(drop: (value: number) => number, peak: number, step: number, limit: number): number | null {
  let a = peak;
  let fa = -limit;
  let b = peak;
  let fb = fa;
  for (let steps = 1; fb < 0; steps *= 1.5) {
    if (steps > FARTHEST) return null;
    a = b;
    fa = fb;
    b = peak + step * steps;
    fb = drop(b) - limit;
  }
  for (let i = 0; i < 100 && Math.abs(b - a) > 1e-12 * Math.max(1, Math.abs(b)); i++) {
    const next = b - (fb * (b - a)) / (fb - fa);
    const value = drop(next) - limit;
    if (Math.abs(value) < 1e-11) return next;
    if (value > 0 !== fb > 0) {
      a = b;
      fa = fb;
    } else fa /= 2;
    b = next;
    fb = value;
  }
  return b;
}
