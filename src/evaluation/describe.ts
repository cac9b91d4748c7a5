import { quantileSorted } from "./numeric/quantile.ts";

/** Five numbers of a group of known values; all in the unit of the values. */
export interface Summary {
  n: number;
  min: number;
  q1: number;
  median: number;
  q3: number;
  max: number;
}

/** A share with its interval, all from 0 to 1. */
export interface Share {
  n: number;
  yes: number;
  share: number;
  low: number;
  high: number;
}

/**
 * How two groups compare. "too_few": a group is smaller than the rule asks. "overlap": the middle halves (numbers) or
 * the intervals (shares) have at least one value in common. "apart": they have none.
 */
export type Reading = "too_few" | "overlap" | "apart";

export interface Comparison {
  reading: Reading;
  /** First group minus second: of medians, or of shares; null when a group is empty. */
  difference: number | null;
}

/** Fewer known values than this in either group: no comparison in words. */
export const MIN_GROUP = 5;

/** Two-sided 95 per cent point of the normal distribution. */
const Z95 = 1.959963984540054;

/** Summary of known values in any order; null when there are none. */
export function summarise(values: readonly number[]): Summary | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    n: sorted.length,
    min: quantileSorted(sorted, 0, 7),
    q1: quantileSorted(sorted, 0.25, 7),
    median: quantileSorted(sorted, 0.5, 7),
    q3: quantileSorted(sorted, 0.75, 7),
    max: quantileSorted(sorted, 1, 7),
  };
}

/**
 * Share with Wilson's score interval (without continuity correction), which stays inside 0 to 1 and keeps its width
 * in small groups; null for an empty group.
 * @throws RangeError when `yes` is not a count from 0 to n.
 */
export function wilsonShare(yes: number, n: number, z = Z95): Share | null {
  if (!Number.isInteger(yes) || !Number.isInteger(n) || yes < 0 || yes > n)
    throw new RangeError(`A share needs counts with 0 ≤ yes ≤ n, not ${yes} of ${n}`);
  if (n === 0) return null;
  const share = yes / n;
  const spread = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  // At the ends the bound is the end itself; rounding must not leave 1e-17 there.
  return {
    n,
    yes,
    share,
    low: yes === 0 ? 0 : centre - spread,
    high: yes === n ? 1 : centre + spread,
  };
}

/** Medians and middle halves of two groups. */
export function compareSummaries(a: Summary | null, b: Summary | null, least = MIN_GROUP): Comparison {
  if (!a || !b) return { reading: "too_few", difference: null };
  return {
    reading: read(a.n, b.n, least, a.q1 <= b.q3 && b.q1 <= a.q3),
    difference: a.median - b.median,
  };
}

/** Shares and their intervals of two groups. */
export function compareShares(a: Share | null, b: Share | null, least = MIN_GROUP): Comparison {
  if (!a || !b) return { reading: "too_few", difference: null };
  return {
    reading: read(a.n, b.n, least, a.low <= b.high && b.low <= a.high),
    difference: a.share - b.share,
  };
}

function read(n: number, m: number, least: number, overlap: boolean): Reading {
  if (n < least || m < least) return "too_few";
  return overlap ? "overlap" : "apart";
}
