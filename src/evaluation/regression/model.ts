/**
 * A linear model on a grid of n units × t times, all arrays row-major. Units that share their row of the design (such as
 * all units of one cohort of a balanced panel) share a pattern, so that the design is stored and decomposed once.
 * A plain list of observations is a grid with t = 1.
 */
export interface GridModel {
  n: number;
  t: number;
  /** n: index of the unit's pattern. Units of one pattern are observed in the same cells and have the same weights. */
  pattern: Int32Array;
  patterns: number;
  /** patterns × t; 1 = a cell in use. */
  observed: Uint8Array;
  /** patterns × t; null = all 1. */
  weights: Float64Array | null;
  names: readonly string[];
  /** patterns × t × k; of collinear columns the first ones are kept. */
  x: Float64Array;
  /** n × t; anything in cells not in use. */
  y: Float64Array;
  effects: Effects;
  /** Absorb a linear trend of each unit too; needs unit effects. */
  trends: boolean;
  times: readonly number[];
}

/** Effects that are taken out (absorbed) instead of being estimated as columns. */
export type Effects = "none" | "unit" | "twoWay";

/** Number of units of each pattern. */
export function patternSizes(pattern: Int32Array, patterns: number): Float64Array {
  const size = new Float64Array(patterns);
  for (const p of pattern) size[p]!++;
  return size;
}
