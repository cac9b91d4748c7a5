import type { Panel } from "../core/panel.ts";
import type { Block } from "./block.ts";
import { effectPath, type Fit } from "./fit.ts";
import type { CohortFit } from "./types.ts";

/** A fit in plain numbers with the names of units and times. */
export function describeFit(panel: Panel, fit: Fit, weight: number): CohortFit {
  const { block, omega, lambda } = fit;
  const rmspe = rmspeOf(fit);
  return {
    cohort: block.cohort,
    units: block.treated.map((i) => panel.units[i]!),
    n0: block.controls.length,
    n1: block.treated.length,
    t0: block.t0,
    t1: block.t - block.t0,
    weight,
    estimate: fit.estimate,
    noise: fit.penalties.noise,
    zetaOmega: fit.penalties.omega,
    zetaLambda: fit.penalties.lambda,
    omega: block.controls.map((i, row) => ({ unit: panel.units[i]!, w: omega[row]! })),
    lambda: Array.from(lambda, (w, s) => ({ time: panel.times[s]!, w })),
    omegaObjective: fit.omegaObjective,
    lambdaObjective: fit.lambdaObjective,
    omegaGap: fit.omegaGap,
    lambdaGap: fit.lambdaGap,
    rmspeBefore: rmspe.before,
    rmspeAfter: rmspe.after,
    rmspeRatio: rmspe.ratio,
    path: pathOf(panel, block, omega, effectPath(block, omega, lambda)),
  };
}

/** Root mean squared prediction error before and after treatment (Abadie, Diamond and Hainmueller 2010). */
export function rmspeOf(fit: Fit): { before: number; after: number; ratio: number } {
  const { block, omega, lambda } = fit;
  const path = effectPath(block, omega, lambda);
  const before = rootMeanSquare(path, 0, block.t0);
  const after = rootMeanSquare(path, block.t0, block.t);
  return { before, after, ratio: after / before };
}

function rootMeanSquare(x: Float64Array, from: number, to: number): number {
  let square = 0;
  for (let s = from; s < to; s++) square += x[s]! * x[s]!;
  return Math.sqrt(square / (to - from));
}

function pathOf(panel: Panel, block: Block, omega: Float64Array, effect: Float64Array): CohortFit["path"] {
  return panel.times.map((time, s) => {
    let synthetic = 0;
    for (let row = 0; row < omega.length; row++) synthetic += omega[row]! * block.y[row * block.t + s]!;
    return { time, treated: block.target[s]!, synthetic, effect: effect[s]! };
  });
}
