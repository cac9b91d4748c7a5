import { cholesky, cholSolve } from "../numeric/cholesky.ts";

/** Fitted propensity of the first `treated` rows among all. */
export interface Logit {
  p: Float64Array;
  /** Cholesky factor of Σ w p(1 − p) z zᵀ. */
  information: Float64Array;
}

const MAX_STEPS = 50;

/**
 * Maximum likelihood by Newton's method from the constant alone, halving steps that lower the likelihood.
 * @param z rows × k, row-major, columns of like size, column 0 the constant; rows below `treated` are the ones with 1.
 * @returns null where the likelihood has no maximum that can be told from a separated one.
 */
export function fitLogit(
  z: Float64Array,
  k: number,
  treated: number,
  weights: Float64Array | null,
): Logit | null {
  const rows = z.length / k;
  const p = new Float64Array(rows);
  const step = { score: new Float64Array(k), matrix: new Float64Array(k * k) };
  let beta = new Float64Array(k);
  beta[0] = startingConstant(rows, treated, weights);
  let deviance = evaluate(z, k, treated, weights, beta, p);
  for (let iteration = 0; iteration < MAX_STEPS; iteration++) {
    accumulate(z, k, treated, weights, p, step);
    const factor = cholesky(step.matrix, k, 1e-13);
    if (!factor) return null;
    const direction = cholSolve(factor, k, step.score);
    let scale = 1;
    let next = beta;
    let found = Number.NaN;
    for (let halving = 0; halving < 20; halving++, scale /= 2) {
      next = beta.map((b, j) => b + scale * direction[j]!);
      found = evaluate(z, k, treated, weights, next, p);
      if (found <= deviance * (1 + 1e-12) + 1e-12) break;
    }
    const change = Math.abs(found - deviance) / (Math.abs(found) + 0.1);
    beta = next;
    deviance = found;
    if (change < 1e-12) break;
  }
  accumulate(z, k, treated, weights, p, step);
  const information = cholesky(step.matrix, k, 1e-13);
  return information ? { p, information } : null;
}

function startingConstant(rows: number, treated: number, weights: Float64Array | null): number {
  if (!weights) return Math.log(treated / (rows - treated));
  let one = 0;
  let zero = 0;
  for (let i = 0; i < rows; i++) {
    if (i < treated) one += weights[i]!;
    else zero += weights[i]!;
  }
  return Math.log(one / zero);
}

/** Fills p and returns the deviance. */
function evaluate(
  z: Float64Array,
  k: number,
  treated: number,
  weights: Float64Array | null,
  beta: Float64Array,
  p: Float64Array,
): number {
  let loss = 0;
  for (let i = 0; i < p.length; i++) {
    let eta = 0;
    for (let j = 0; j < k; j++) eta += z[i * k + j]! * beta[j]!;
    const e = Math.exp(-Math.abs(eta));
    p[i] = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
    const margin = i < treated ? eta : -eta;
    const term = (margin < 0 ? -margin : 0) + Math.log1p(e);
    loss += weights ? weights[i]! * term : term;
  }
  return 2 * loss;
}

/** Score and information at p. */
function accumulate(
  z: Float64Array,
  k: number,
  treated: number,
  weights: Float64Array | null,
  p: Float64Array,
  step: { score: Float64Array; matrix: Float64Array },
): void {
  const { score, matrix } = step;
  score.fill(0);
  matrix.fill(0);
  for (let i = 0; i < p.length; i++) {
    const w = weights ? weights[i]! : 1;
    const gap = w * ((i < treated ? 1 : 0) - p[i]!);
    const variance = w * p[i]! * (1 - p[i]!);
    for (let a = 0; a < k; a++) {
      const za = z[i * k + a]!;
      score[a]! += gap * za;
      const scaled = variance * za;
      for (let b = 0; b <= a; b++) matrix[a * k + b]! += scaled * z[i * k + b]!;
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) matrix[b * k + a] = matrix[a * k + b]!;
}
