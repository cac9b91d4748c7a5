import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice, type Used } from "../core/result.ts";

/** Event-study coefficients without the reference period, which lies between the last "pre" and the first "post". */
export interface EventStudyInput {
  /** numPre coefficients before, then numPost after, in order of time. */
  beta: ArrayLike<number>;
  /** Their covariance, (numPre + numPost)², row-major. */
  sigma: ArrayLike<number>;
  numPre: number;
  numPost: number;
  /** Weights of the post coefficients in the effect asked for; default: the first one alone. */
  target?: ArrayLike<number>;
  /** Default 0.95. */
  level?: number;
  /** What the event study rests on; also tells whether its covariance is to be believed. */
  used?: Used;
}

export interface EventStudy {
  beta: Float64Array;
  sigma: Float64Array;
  numPre: number;
  numPost: number;
  target: Float64Array;
  level: number;
  /** Estimate and standard error under parallel trends. */
  estimate: number;
  se: number;
}

export interface Bound {
  low: number;
  high: number;
}

/** @throws EvaluationError for wrong sizes, a covariance that is none, or a target of zeros. */
export function checkEventStudy(input: EventStudyInput): EventStudy {
  const { numPre, numPost, level = 0.95 } = input;
  const k = numPre + numPost;
  if (!Number.isInteger(numPre) || !Number.isInteger(numPost) || numPre < 1 || numPost < 1) {
    throw fault(
      `numPre is ${numPre}, numPost is ${numPost}`,
      "Both need to be at least 1: the time before is the yardstick",
    );
  }
  if (input.beta.length !== k || input.sigma.length !== k * k) {
    throw fault(
      `beta has ${input.beta.length} and sigma ${input.sigma.length} entries`,
      `Give ${k} coefficients and ${k * k} covariances`,
    );
  }
  if (!(level > 0.5 && level < 1)) throw fault(`level is ${level}`, "Give a level between 0.5 and 1");
  const beta = Float64Array.from(input.beta);
  const sigma = Float64Array.from(input.sigma);
  if (![...beta, ...sigma].every(Number.isFinite))
    throw fault(
      "A coefficient or covariance is not a number",
      "Leave out coefficients that are not identified",
    );
  checkCovariance(sigma, k);
  const target = input.target ? Float64Array.from(input.target) : firstOnly(numPost);
  if (target.length !== numPost || target.every((value) => value === 0) || !target.every(Number.isFinite))
    throw fault("target does not fit the post coefficients", `Give ${numPost} weights, not all zero`);
  let estimate = 0;
  let variance = 0;
  for (let a = 0; a < numPost; a++) {
    estimate += target[a]! * beta[numPre + a]!;
    for (let b = 0; b < numPost; b++)
      variance += target[a]! * target[b]! * sigma[(numPre + a) * k + numPre + b]!;
  }
  if (!(variance > 0)) throw fault("The target has no variance", "Check sigma and target");
  return { beta, sigma, numPre, numPost, target, level, estimate, se: Math.sqrt(variance) };
}

/** Whether the covariance, and with it every bound, is to be believed. */
export function covarianceNotices(used: Used | undefined): Notice[] {
  if (!used) {
    const words =
      "The bounds trust the covariance given; with few treated units the usual ones are too small: prefer CR2";
    return [notice("covariance_unchecked", words)];
  }
  if (used.treated >= 25) return [];
  const words = `The covariance rests on ${used.treated} treated units and is likely too small, and so are the bounds; prefer CR2`;
  return [notice("covariance_few_treated", words, { count: used.treated })];
}

function checkCovariance(sigma: Float64Array, k: number): void {
  let largest = 0;
  for (let i = 0; i < k; i++) largest = Math.max(largest, sigma[i * k + i]!);
  for (let i = 0; i < k; i++) {
    if (!(sigma[i * k + i]! > 0)) throw fault("A variance is not positive", "Leave that coefficient out");
    for (let j = 0; j < i; j++) {
      if (Math.abs(sigma[i * k + j]! - sigma[j * k + i]!) > 1e-8 * largest)
        throw fault("sigma is not symmetric", "Give the covariance matrix of beta");
    }
  }
}

function firstOnly(numPost: number): Float64Array {
  const out = new Float64Array(numPost);
  out[0] = 1;
  return out;
}

function fault(what: string, remedy: string): EvaluationError {
  return new EvaluationError(what, {}, remedy);
}
