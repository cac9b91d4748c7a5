import { normal } from "../numeric/distributions.ts";

/**
 * P(Z > x | low ≤ Z ≤ high) for a standard normal Z; 1 where x lies outside, so that a test does not reject on a
 * statistic its conditioning rules out.
 */
export function truncatedUpper(x: number, low: number, high: number): number {
  if (!(x >= low && x <= high)) return 1;
  if (low > 30) return farTail(x, low, high);
  const beyond = normal.upper(high);
  const all = normal.upper(low) - beyond;
  return all > 0 ? (normal.upper(x) - beyond) / all : 1;
}

/** Where the tail itself underflows: its logarithm by the asymptotic series of Mills' ratio. */
function farTail(x: number, low: number, high: number): number {
  const base = logUpper(low);
  const beyond = high === Number.POSITIVE_INFINITY ? 0 : Math.exp(logUpper(high) - base);
  const all = 1 - beyond;
  return all > 0 ? (Math.exp(logUpper(x) - base) - beyond) / all : 1;
}

/** log P(Z > x) for x ≥ 30, less a constant. */
function logUpper(x: number): number {
  const square = 1 / (x * x);
  return (-x * x) / 2 - Math.log(x) + Math.log1p(-square * (1 - 3 * square));
}
