import { quantileSorted } from "../numeric/quantile.ts";

/** Where most of a group lies; in the unit of its values. */
export interface Spread {
  n: number;
  p10: number;
  q1: number;
  median: number;
  q3: number;
  p90: number;
}

/** Spread of known values in any order (quantiles of type 7, as R's default); null when there are none. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number) => quantileSorted(sorted, p, 7);
  return { n: sorted.length, p10: at(0.1), q1: at(0.25), median: at(0.5), q3: at(0.75), p90: at(0.9) };
}

/** How many times the larger of two positive amounts is the smaller. */
export const ratioApart = (a: number, b: number) => Math.max(a, b) / Math.min(a, b);

/** Spread of `ratioApart` over all possible pairs of positive values. */
export function pairSpread(values: readonly number[]): Spread | null {
  const ratios: number[] = [];
  for (const [i, a] of values.entries()) for (const b of values.slice(i + 1)) ratios.push(ratioApart(a, b));
  return spreadOf(ratios);
}
