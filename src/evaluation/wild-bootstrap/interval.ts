import type { Draws } from "./draws.ts";
import { countDraws, type PType, pValue } from "./p-value.ts";

/** Steps of doubling before an end counts as unbounded, and of halving towards the place where p crosses. */
const DOUBLINGS = 24;
const HALVINGS = 40;

/**
 * The null values β₀ that are not rejected, outwards from the estimate to the first crossing on either side; null where an
 * end is not found. All null values use the same draws.
 */
export function invert(
  draws: Draws,
  estimate: number,
  variance: number,
  type: PType,
  level: number,
): { low: number | null; high: number | null } {
  const se = Math.sqrt(variance);
  // Rounding must not decide where p is 1 − level itself, which is rejected.
  const alpha = 1 - level + 1e-12;
  const accepted = (tau: number) => pValue(countDraws(draws, tau, variance), draws.count, type) > alpha;
  const end = (sign: number): number | null => {
    let inside = 0;
    let outside = 0;
    for (let step = 0; step < DOUBLINGS; step++) {
      const tau = sign * se * 2 ** step;
      if (!accepted(tau)) {
        outside = tau;
        break;
      }
      inside = tau;
    }
    if (outside === 0) return null;
    for (let step = 0; step < HALVINGS && Math.abs(outside - inside) > 1e-7 * se; step++) {
      const middle = (inside + outside) / 2;
      if (accepted(middle)) inside = middle;
      else outside = middle;
    }
    return estimate - (inside + outside) / 2;
  };
  return { low: end(1), high: end(-1) };
}
