import type { Draws } from "./draws.ts";

export type PType = "two-tailed" | "equal-tailed" | "<" | ">";

/** Two statistics closer than this share of themselves count as tied, and ties count for neither side. */
const TIE = 1e-9;

export interface Counts {
  below: number;
  above: number;
  /** |t*| > |t|. */
  beyond: number;
  ties: number;
}

/**
 * Compares t* with t = τ/√V in every draw. Strictly greater only: with all sign vectors enumerated, v = ±1 for all
 * clusters gives |t*| = |t| but for rounding, and that draw is the sample itself, not evidence against the null.
 */
export function countDraws(draws: Draws, tau: number, variance: number): Counts {
  const { count, n0, n1, d0, d1, d2 } = draws;
  const t = tau / Math.sqrt(variance);
  const square = t * t;
  const high = square * (1 + 2 * TIE);
  const low = square * (1 - 2 * TIE);
  const counts: Counts = { below: 0, above: 0, beyond: 0, ties: 0 };
  for (let b = 0; b < count; b++) {
    const top = n0[b]! + tau * n1[b]!;
    const bottom = Math.max(0, d0[b]! + tau * (d1[b]! + tau * d2[b]!));
    const size = top * top;
    const beyond = size > high * bottom;
    const within = size < low * bottom;
    if (beyond) counts.beyond++;
    if (!beyond && !within) {
      counts.ties++;
      // A tie of sizes is a tie only if the signs agree too.
      if (top * t < 0) counts[t > 0 ? "below" : "above"]++;
      continue;
    }
    const above = beyond ? top > 0 : t < 0;
    if (above) counts.above++;
    else counts.below++;
  }
  return counts;
}

export function pValue(counts: Counts, draws: number, type: PType): number {
  switch (type) {
    case "two-tailed":
      return counts.beyond / draws;
    case "equal-tailed":
      return Math.min(1, (2 * Math.min(counts.below, counts.above)) / draws);
    case "<":
      return counts.below / draws;
    case ">":
      return counts.above / draws;
  }
}
