import { EvaluationError } from "../core/errors.ts";
import { cholesky, cholInverse, logDet } from "../numeric/cholesky.ts";
import type { BinaryDesign } from "./binary-design.ts";
import { type Likelihood, mirror } from "./likelihood.ts";
import { independentColumns, type Maximum, maximise } from "./newton.ts";

export interface FirthLogit {
  kept: number[];
  beta: Float64Array;
  scale: Float64Array;
  maximum: Maximum;
  /** Inverse information in the columns' own units, over the kept columns. */
  variance: Float64Array;
  /** Without the penalty. */
  loglik: number;
  evaluate: (beta: Float64Array) => Likelihood;
}

/** Logit with Firth's (1993) penalty ½ log det X′WX: finite also under separation. @throws EvaluationError. */
export function fitFirthLogit(design: BinaryDesign, most: number): FirthLogit {
  const full = rescaled(design);
  const start = penalised(
    design,
    full.x,
    full.scale,
    Array.from(full.scale, (_, j) => j),
    false,
  );
  const kept = independentColumns(start(new Float64Array(design.k)).information, design.k, design.n);
  const scale = Float64Array.from(kept, (j) => full.scale[j]!);
  const evaluate = penalised(design, full.x, full.scale, kept, true);
  const maximum = maximise(evaluate, new Float64Array(kept.length), most);
  const width = kept.length;
  const factor = cholesky(maximum.at.information, width, 1e-14);
  if (factor === null) throw new EvaluationError("The information is singular", {}, "Use fewer covariates");
  const variance = cholInverse(factor, width);
  for (let a = 0; a < width; a++) {
    for (let b = 0; b < width; b++) variance[a * width + b]! /= scale[a]! * scale[b]!;
  }
  const loglik = penalised(design, full.x, full.scale, kept, false)(maximum.beta).loglik;
  return { kept, beta: maximum.beta, scale, maximum, variance, loglik, evaluate };
}

/** Columns divided by their root mean square, for a well-conditioned information. */
function rescaled({ n, k, x }: BinaryDesign): { x: Float64Array; scale: Float64Array } {
  const scale = new Float64Array(k);
  for (let i = 0; i < n; i++) for (let j = 0; j < k; j++) scale[j]! += x[i * k + j]! ** 2 / n;
  for (let j = 0; j < k; j++) scale[j] = Math.sqrt(scale[j]!) || 1;
  return { x: x.map((value, at) => value / scale[at % k]!), scale };
}

function penalised(
  design: BinaryDesign,
  x: Float64Array,
  scale: Float64Array,
  kept: readonly number[],
  penalty: boolean,
): (beta: Float64Array) => Likelihood {
  const { n, k, y, weights } = design;
  const width = kept.length;
  const units = kept.reduce((sum, j) => sum + Math.log(scale[j]!), 0);
  const mean = new Float64Array(n);
  return (beta) => {
    const score = new Float64Array(width);
    const information = new Float64Array(width * width);
    let loglik = 0;
    for (let i = 0; i < n; i++) {
      let eta = 0;
      for (let a = 0; a < width; a++) eta += x[i * k + kept[a]!]! * beta[a]!;
      const own = weights ? weights[i]! : 1;
      const p = 1 / (1 + Math.exp(-eta));
      mean[i] = p;
      const log = eta > 0 ? -Math.log1p(Math.exp(-eta)) : eta - Math.log1p(Math.exp(eta));
      loglik += own * (y[i] ? log : log - eta);
      for (let a = 0; a < width; a++) {
        const xa = own * x[i * k + kept[a]!]!;
        score[a]! += xa * (y[i]! - p);
        for (let b = 0; b <= a; b++) information[a * width + b]! += xa * x[i * k + kept[b]!]! * p * (1 - p);
      }
    }
    mirror(information, width);
    if (!penalty) return { loglik, score, information };
    const factor = cholesky(information, width, 1e-14);
    if (factor === null) return { loglik: Number.NEGATIVE_INFINITY, score, information };
    addPenalty(design, x, kept, mean, cholInverse(factor, width), score);
    return { loglik: loglik + logDet(factor, width) / 2 + units, score, information };
  };
}

/** Adds Σ h(½ − p)x, with h the leverage of each row. */
function addPenalty(
  { n, k, weights }: BinaryDesign,
  x: Float64Array,
  kept: readonly number[],
  mean: Float64Array,
  inverse: Float64Array,
  score: Float64Array,
): void {
  const width = kept.length;
  for (let i = 0; i < n; i++) {
    let leverage = 0;
    for (let a = 0; a < width; a++) {
      const xa = x[i * k + kept[a]!]!;
      if (xa === 0) continue;
      for (let b = 0; b < width; b++) leverage += xa * inverse[a * width + b]! * x[i * k + kept[b]!]!;
    }
    leverage *= (weights ? weights[i]! : 1) * mean[i]! * (1 - mean[i]!);
    for (let a = 0; a < width; a++) score[a]! += leverage * (0.5 - mean[i]!) * x[i * k + kept[a]!]!;
  }
}
