import { countAtMost, countBelow } from "../numeric/count-sorted.ts";
import { quantileSorted } from "../numeric/quantile.ts";

export interface TailShares {
  /** Share with |Γ| ≥ |gap|. */
  twoSided: number;
  /** Share with Γ ≤ gap. */
  lower: number;
  /** Share with Γ ≥ gap. */
  upper: number;
  /** Twice the smaller of lower and upper, at most 1. */
  equalTailed: number;
}

const TIE = 1e-10;

/** How the gap between estimate and null lies in the distribution of chance. @param sums ascending. */
export function tailShares(sums: Float64Array, gap: number): TailShares {
  const n = sums.length;
  const slack = TIE * Math.abs(gap);
  const size = Math.abs(gap) - slack;
  const inside = size <= 0 ? 0 : countBelow(sums, size) - countAtMost(sums, -size);
  const lower = countAtMost(sums, gap + slack) / n;
  const upper = (n - countBelow(sums, gap - slack)) / n;
  return { twoSided: (n - inside) / n, lower, upper, equalTailed: Math.min(1, 2 * Math.min(lower, upper)) };
}

/** [β̂ − q(1 − α/2), β̂ − q(α/2)], quantiles of type 1. */
export function tailInterval(
  sums: Float64Array,
  estimate: number,
  level: number,
): { low: number; high: number } {
  return {
    low: estimate - quantileSorted(sums, (1 + level) / 2, 1),
    high: estimate - quantileSorted(sums, (1 - level) / 2, 1),
  };
}
