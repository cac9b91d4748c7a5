import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { type Notice, notice } from "../core/result.ts";
import { normal } from "../numeric/distributions.ts";
import { quantileSorted } from "../numeric/quantile.ts";
import { clusterSums } from "./inference.ts";
import { checkLevel, outOfRange } from "./options.ts";
import { randomSigns, signedSums, weightedSums } from "./signed-sums.ts";
import type { Influence } from "./types.ts";

export type BootstrapOptions = {
  /** Of the uniform band. Default 0.95. */
  level?: number;
  /** Give back the draws themselves. Default false. */
  keepDraws?: boolean;
} & (
  | { draws?: number; random: Random; weights?: never }
  /** Draws × units (clusters, when clustered), row by row. */
  | { weights: Float64Array; draws?: never; random?: never }
);

export interface Bootstrap {
  draws: number;
  /** Interquartile range of the draws as a multiple of the normal one; null where a column does not vary. */
  se: readonly (number | null)[];
  /** An interval att ± critical·se for all columns holds jointly where `uniform`, else one by one. */
  critical: number;
  uniform: boolean;
  level: number;
  warnings: readonly Notice[];
  /** √n × (estimate's error) of each draw: draws × columns, row by row; null unless asked for. */
  values: Float64Array | null;
}

const DEGENERATE = 10 * Math.sqrt(Number.EPSILON);
const IQR = normal.quantile(0.75) - normal.quantile(0.25);

/**
 * Multiplier bootstrap of influence functions with random signs (Callaway and Sant'Anna 2021, Algorithm 1): one sign a
 * unit, or a cluster, for all columns at once, which keeps their correlation. Default 1,000 draws.
 * @throws EvaluationError for options out of range or weights that do not fit.
 */
export function multiplierBootstrap(influence: Influence, options: BootstrapOptions): Bootstrap {
  const level = options.level ?? 0.95;
  checkLevel(level);
  const { n, columns, cluster, clusters } = influence;
  const size = cluster ? clusters : n;
  const values = cluster ? sumsByCluster(influence) : influence.values;
  const draws = countDraws(options, size);
  const sums = options.weights
    ? weightedSums(values, size, columns, options.weights, draws)
    : signedSums(values, size, columns, randomSigns(size, draws, options.random), draws);
  for (let at = 0; at < sums.length; at++) sums[at]! /= Math.sqrt(n);
  const scales = scalesOf(sums, columns, draws);
  const band = criticalValue(sums, scales, draws, level);
  return {
    draws,
    se: scales.map((scale) => (scale === null ? null : scale / Math.sqrt(n))),
    ...band,
    level,
    values: options.keepDraws ? byDraw(sums, columns, draws) : null,
  };
}

function countDraws(options: BootstrapOptions, size: number): number {
  if (!options.weights) {
    const draws = options.draws ?? 1000;
    if (!(Number.isInteger(draws) && draws > 0)) throw outOfRange("draws", draws, "a whole number from 1 up");
    return draws;
  }
  if (options.weights.length === 0 || options.weights.length % size !== 0) {
    throw new EvaluationError(
      `The weights have ${options.weights.length} entries, which are no whole draws of ${size}`,
      { column: "weights" },
      "Give one weight for each unit (cluster, when clustered) and draw",
    );
  }
  return options.weights.length / size;
}

function sumsByCluster({ n, columns, values, cluster, clusters }: Influence): Float64Array {
  const out = new Float64Array(clusters * columns);
  for (let k = 0; k < columns; k++) {
    const own = values.subarray(k * n, (k + 1) * n);
    out.set(clusterSums(own, cluster as Int32Array, clusters), k * clusters);
  }
  return out;
}

/** Robust standard deviation of each column's draws. */
function scalesOf(sums: Float64Array, columns: number, draws: number): (number | null)[] {
  return Array.from({ length: columns }, (_, k) => {
    const own = sums.slice(k * draws, (k + 1) * draws);
    let square = 0;
    for (const value of own) square += value * value;
    // Not "<=": a column of NaN is degenerate too.
    if (!(square > DEGENERATE)) return null;
    own.sort();
    const scale = (quantileSorted(own, 0.75, 1) - quantileSorted(own, 0.25, 1)) / IQR;
    return scale > 0 ? scale : null;
  });
}

function criticalValue(
  sums: Float64Array,
  scales: readonly (number | null)[],
  draws: number,
  level: number,
): { critical: number; uniform: boolean; warnings: Notice[] } {
  const pointwise = normal.quantile(1 - (1 - level) / 2);
  const largest = new Float64Array(draws);
  scales.forEach((scale, k) => {
    if (scale === null) return;
    for (let b = 0; b < draws; b++) {
      const t = Math.abs(sums[k * draws + b]!) / scale;
      if (t > largest[b]!) largest[b] = t;
    }
  });
  const none = scales.every((scale) => scale === null);
  const critical = none ? Number.NaN : quantileSorted(largest.sort(), level, 1);
  if (none) {
    const words = "No column varies over the draws: there is no uniform band, intervals hold one by one";
    return { critical: pointwise, uniform: false, warnings: [notice("band_not_defined", words)] };
  }
  if (critical < pointwise) {
    const words = `The uniform critical value (${critical.toFixed(3)}) is below the pointwise one; intervals hold one by one`;
    return { critical: pointwise, uniform: false, warnings: [notice("band_below_pointwise", words)] };
  }
  if (critical < 7) return { critical, uniform: true, warnings: [] };
  const words = `The uniform critical value (${critical.toFixed(1)}) is too large to be believed; small cohorts are the usual cause`;
  return { critical, uniform: true, warnings: [notice("band_very_wide", words)] };
}

function byDraw(sums: Float64Array, columns: number, draws: number): Float64Array {
  const out = new Float64Array(sums.length);
  for (let k = 0; k < columns; k++) {
    for (let b = 0; b < draws; b++) out[b * columns + k] = sums[k * draws + b]!;
  }
  return out;
}
