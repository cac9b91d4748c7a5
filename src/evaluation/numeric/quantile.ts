/**
 * Type 1: inverse of the empirical distribution, x₍⌈np⌉₎ (bootstraps); type 7: linear between order statistics
 * (the default of R and NumPy). Types as numbered by Hyndman and Fan (1996).
 */
export type QuantileType = 1 | 7;

/** @param sorted ascending, no NaN. @throws RangeError for an empty list or a p outside 0 to 1. */
export function quantileSorted(sorted: ArrayLike<number>, p: number, type: QuantileType): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A quantile needs p from 0 to 1, not ${p}`);
  const n = sorted.length;
  if (n === 0) throw new RangeError("A quantile needs at least one value");
  if (type === 1) {
    // The small allowance keeps n·p that is whole but for rounding on its own order statistic, as R does.
    const position = n * p;
    const index = Math.ceil(position - 4 * Number.EPSILON * Math.max(1, position));
    return sorted[Math.min(n, Math.max(1, index)) - 1] as number;
  }
  const position = (n - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(n - 1, below + 1)] as number;
  return low + (position - below) * (high - low);
}

/** Quantile of values in any order; the input is not changed. */
export function quantile(values: ArrayLike<number>, p: number, type: QuantileType): number {
  return quantileSorted(Float64Array.from(values).sort(), p, type);
}
