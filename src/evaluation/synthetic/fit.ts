import type { Block } from "./block.ts";
import { closestWeights, type FittedWeights, type Solver } from "./weights.ts";

export type SyntheticMethod = "sdid" | "sc" | "did";

/** Penalties on the spread of the weights, taken from the data. */
export interface Penalties {
  noise: number;
  omega: number;
  lambda: number;
}

/** A block with its weights. */
export interface Fit {
  method: SyntheticMethod;
  block: Block;
  penalties: Penalties;
  /** Of the controls. */
  omega: Float64Array;
  /** Of the times before treatment. */
  lambda: Float64Array;
  /** Mean squared misfit plus penalty at the weights; null where weights are not fitted. */
  omegaObjective: number | null;
  lambdaObjective: number | null;
  /** The minimum lies at most this far below the objective. */
  omegaGap: number | null;
  lambdaGap: number | null;
  estimate: number;
}

/** For weights that are to be told apart by nothing but the fit. */
const TINY = 1e-6;

/**
 * Weights and estimate of one block: synthetic difference-in-differences (Arkhangelsky, Athey, Hirshberg, Imbens and
 * Wager 2021), synthetic control without intercept, or plain difference-in-differences. The weights minimise their
 * objective exactly, not up to the steps of an iteration.
 */
export function fitBlock(block: Block, method: SyntheticMethod, solver: Solver = "exact"): Fit {
  const n0 = block.controls.length;
  const penalties = penaltiesOf(block, method);
  let omega = new Float64Array(n0).fill(1 / n0);
  let lambda = new Float64Array(block.t0).fill(method === "did" ? 1 / block.t0 : 0);
  const fit: Fit = {
    method,
    block,
    penalties,
    omega,
    lambda,
    omegaObjective: null,
    lambdaObjective: null,
    omegaGap: null,
    lambdaGap: null,
    estimate: 0,
  };
  if (method !== "did") {
    const solved = unitWeights(block, penalties.omega, penalties.noise, solver, method === "sdid");
    omega = solved.weights;
    fit.omegaObjective = solved.objective;
    fit.omegaGap = solved.gap;
  }
  if (method === "sdid") {
    const solved = timeWeights(block, penalties.lambda, penalties.noise, solver);
    lambda = solved.weights;
    fit.lambdaObjective = solved.objective;
    fit.lambdaGap = solved.gap;
  }
  return { ...fit, omega, lambda, estimate: doubleDifference(block, omega, lambda) };
}

/** Noise: standard deviation of all first differences of the controls before treatment. */
export function penaltiesOf(block: Block, method: SyntheticMethod): Penalties {
  const { y, t, t0, treated } = block;
  const differences: number[] = [];
  for (let row = 0; row < block.controls.length; row++) {
    for (let s = 1; s < t0; s++) differences.push(y[row * t + s]! - y[row * t + s - 1]!);
  }
  const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
  const square = differences.reduce((a, b) => a + (b - mean) ** 2, 0);
  const noise = differences.length > 1 ? Math.sqrt(square / (differences.length - 1)) : 0;
  const strength = method === "sdid" ? (treated.length * (t - t0)) ** 0.25 : TINY;
  return { noise, omega: strength * noise, lambda: TINY * noise };
}

/** Effect at every time: gap between target and synthetic, less the gap the time weights give to the time before. */
export function effectPath(block: Block, omega: Float64Array, lambda: Float64Array): Float64Array {
  const { t, t0, y, target } = block;
  const gap = Float64Array.from(target);
  for (let row = 0; row < omega.length; row++) {
    const w = omega[row]!;
    if (w === 0) continue;
    for (let s = 0; s < t; s++) gap[s]! -= w * y[row * t + s]!;
  }
  let base = 0;
  for (let s = 0; s < t0; s++) base += lambda[s]! * gap[s]!;
  for (let s = 0; s < t; s++) gap[s]! -= base;
  return gap;
}

/** Mean effect over the times after treatment. */
export function doubleDifference(block: Block, omega: Float64Array, lambda: Float64Array): number {
  const path = effectPath(block, omega, lambda);
  let total = 0;
  for (let s = block.t0; s < block.t; s++) total += path[s]!;
  return total / (block.t - block.t0);
}

function unitWeights(
  block: Block,
  zeta: number,
  noise: number,
  solver: Solver,
  intercept: boolean,
): FittedWeights {
  const { t, t0, y, target } = block;
  const n0 = block.controls.length;
  const columns = new Float64Array((n0 + 1) * t0);
  for (let row = 0; row < n0; row++) columns.set(y.subarray(row * t, row * t + t0), row * t0);
  columns.set(target.subarray(0, t0), n0 * t0);
  return closestWeights({ columns, k: n0, m: t0, zeta, intercept }, solver, noise);
}

function timeWeights(block: Block, zeta: number, noise: number, solver: Solver): FittedWeights {
  const { t, t0, y } = block;
  const n0 = block.controls.length;
  const columns = new Float64Array((t0 + 1) * n0);
  for (let row = 0; row < n0; row++) {
    for (let s = 0; s < t0; s++) columns[s * n0 + row] = y[row * t + s]!;
    let after = 0;
    for (let s = t0; s < t; s++) after += y[row * t + s]!;
    columns[t0 * n0 + row] = after / (t - t0);
  }
  return closestWeights({ columns, k: t0, m: n0, zeta, intercept: true }, solver, noise);
}
