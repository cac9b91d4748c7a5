import { EvaluationError } from "../core/errors.ts";
import { cholesky, cholSolve } from "../numeric/cholesky.ts";
import type { Likelihood } from "./likelihood.ts";

/** The iterations ended before the maximum: the result would mean nothing. */
export class NoConvergenceError extends EvaluationError {
  override readonly code = "no-convergence";
}

export interface Maximum {
  beta: Float64Array;
  at: Likelihood;
  /** At the starting value. */
  initial: Likelihood;
  iterations: number;
  /** The step that would come next, were the iterations to go on. */
  nextStep: Float64Array;
}

/** U′I⁻¹U, twice the gain that the next step promises: below it the estimate is within 1e-10 standard errors. */
const ENOUGH = 1e-20;
/** A small promise while steps keep their length: the likelihood rises for ever, towards a bound. */
const FLAT = 1e-8;
const MOST_HALVINGS = 30;

/**
 * Newton–Raphson with step halving. `free` lists the coefficients that move (default all).
 * @param known the likelihood at the start, where it has been worked out.
 * @param tolerance stop as soon as the log likelihood changes by no more than this share; null = at the maximum itself.
 * @throws NoConvergenceError after `most` iterations, or where the information is singular.
 */
export function maximise(
  evaluate: (beta: Float64Array) => Likelihood,
  start: Float64Array,
  most: number,
  tolerance: number | null = null,
  free: readonly number[] = Array.from(start, (_, j) => j),
  known?: Likelihood,
): Maximum {
  let beta: Float64Array = Float64Array.from(start);
  const initial = known ?? evaluate(beta);
  let at = initial;
  let before = Number.POSITIVE_INFINITY;
  for (let iteration = 0; ; iteration++) {
    const step = newtonStep(at, free);
    if (step === null)
      throw new NoConvergenceError(
        `The information became singular after ${iteration} iterations`,
        {},
        REMEDY,
      );
    let promise = 0;
    for (const j of free) promise += step[j]! * at.score[j]!;
    const length = Math.hypot(...step);
    if (promise < ENOUGH || (promise < FLAT && length > 0.8 * before)) {
      return { beta, at, initial, iterations: iteration, nextStep: step };
    }
    if (iteration >= most) throw new NoConvergenceError(`No maximum after ${most} iterations`, {}, REMEDY);
    before = length;
    let share = 1;
    let tries = 0;
    let next = moved(beta, step, share);
    let there = evaluate(next);
    while (!(there.loglik >= at.loglik - 1e-12 * Math.abs(at.loglik)) && tries < MOST_HALVINGS) {
      share /= 2;
      tries++;
      next = moved(beta, step, share);
      there = evaluate(next);
    }
    if (tries === MOST_HALVINGS) return { beta, at, initial, iterations: iteration, nextStep: step };
    const settled = tolerance !== null && tries === 0 && Math.abs(1 - at.loglik / there.loglik) <= tolerance;
    beta = next;
    at = there;
    if (settled)
      return { beta, at, initial, iterations: iteration + 1, nextStep: newtonStep(at, free) ?? step };
  }
}

const REMEDY = "Use fewer covariates, or Firth's penalty";

function moved(beta: Float64Array, step: Float64Array, share: number): Float64Array {
  return beta.map((value, j) => value + share * step[j]!);
}

function newtonStep(at: Likelihood, free: readonly number[]): Float64Array | null {
  const k = at.score.length;
  const width = free.length;
  const step = new Float64Array(k);
  if (width === 0) return step;
  const part = new Float64Array(width * width);
  const score = new Float64Array(width);
  free.forEach((j, a) => {
    score[a] = at.score[j]!;
    free.forEach((i, b) => {
      part[a * width + b] = at.information[j * k + i]!;
    });
  });
  const l = cholesky(part, width, 1e-14);
  if (l === null) return null;
  const solved = cholSolve(l, width, score);
  free.forEach((j, a) => {
    step[j] = solved[a]!;
  });
  return step;
}

/** A column whose information is, given the columns before it, below this share of its own adds nothing. */
const COLLINEAR = 1e-10;

/** Columns that are not combinations of those before them, judged by the information (k × k). */
export function independentColumns(information: Float64Array, k: number, events: number): number[] {
  const work = Float64Array.from(information);
  const kept: number[] = [];
  for (let j = 0; j < k; j++) {
    const own = information[j * k + j]!;
    const left = work[j * k + j]!;
    if (!(own > 1e-12 * events) || !(left > COLLINEAR * own)) continue;
    kept.push(j);
    for (let a = j + 1; a < k; a++) {
      const factor = work[a * k + j]! / left;
      for (let b = j + 1; b < k; b++) work[a * k + b]! -= factor * work[j * k + b]!;
    }
  }
  return kept;
}
