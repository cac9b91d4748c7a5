import type { ConfidenceSet } from "./inversion.ts";
import { type NullDistribution, pValues } from "./null-distribution.ts";

const STEPS = 60;
const RATIO = 1.25;
const CLEAR = 8;

/**
 * The nulls τ with p(τ) > 1 − level for the studentised statistic. There p need not fall steadily, so τ walks outward
 * from the estimate in growing steps until it has been rejected at many in a row; the outermost crossing is then
 * found by bisection.
 */
export function studentisedConfidenceSet(distribution: NullDistribution, level: number): ConfidenceSet {
  const estimate = distribution.observed[0]!;
  const se = Math.sqrt(distribution.observed[2]!);
  if (!(se > 0)) return { low: null, high: null, convex: true };
  const kept = (tau: number) => pValues(distribution, tau).twoSided > 1 - level + 1e-12;
  const below = edge(kept, estimate, -se);
  const above = edge(kept, estimate, se);
  return { low: below.at, high: above.at, convex: below.convex && above.convex };
}

function edge(kept: (tau: number) => boolean, estimate: number, step: number) {
  const points = [estimate];
  let last = 0;
  let rejected = 0;
  let convex = true;
  for (let m = 1; m <= STEPS && rejected < CLEAR; m++) {
    points.push(estimate + step * 0.25 * RATIO ** (m - 1));
    if (kept(points[m]!)) {
      convex &&= rejected === 0;
      last = m;
      rejected = 0;
    } else {
      rejected++;
    }
  }
  if (rejected === 0) return { at: null, convex };
  let inside = points[last]!;
  let outside = points[last + 1]!;
  const close = 1e-10 * Math.abs(step);
  while (Math.abs(outside - inside) > close) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) break;
    if (kept(middle)) inside = middle;
    else outside = middle;
  }
  return { at: inside, convex };
}
