import { EvaluationError } from "../core/errors.ts";
import { normal } from "../numeric/distributions.ts";
import { onPath } from "../optimise/lasso-path.ts";
import { type AffineFamily, affineFamily, standardError } from "./affine-estimators.ts";
import { foldedQuantile } from "./folded-normal.ts";
import { checkEventStudy, covarianceNotices, type EventStudyInput } from "./input.ts";
import type { HonestResult } from "./relative-magnitudes.ts";

export interface SmoothnessInput extends EventStudyInput {
  /** Largest second difference of the violation of parallel trends, in the unit of the coefficients; 0 = a line. */
  m: readonly number[];
}

export interface SmoothnessBound {
  m: number;
  low: number;
  high: number;
  /** The estimator at the middle of the interval: weights on the pre coefficients, in order of time. */
  weights: Float64Array;
  estimate: number;
  se: number;
  /** Largest bias it can have. */
  bias: number;
}

export interface SmoothnessResult extends HonestResult {
  bounds: readonly SmoothnessBound[];
}

/**
 * Robust intervals when the violation of parallel trends may bend by up to M from one period to the next: ΔSD(M) of
 * Rambachan and Roth (2023), by the shortest fixed-length confidence interval around an affine estimator (Armstrong and
 * Kolesár 2020).
 * @throws EvaluationError for sizes that do not fit or a negative M.
 */
export function honestSmoothness(input: SmoothnessInput): SmoothnessResult {
  const study = checkEventStudy(input);
  if (input.m.some((value) => !(value >= 0) || !Number.isFinite(value)))
    throw new EvaluationError("m has a value below zero", {}, "Give the largest second difference allowed");
  const family = affineFamily(study);
  const z = normal.quantile((1 + study.level) / 2);
  const largest = 100 * (study.se + Math.abs(study.estimate));
  return {
    call: {
      method: "honestSmoothness",
      options: { m: [...input.m], target: [...study.target], level: study.level },
    },
    used: input.used ?? null,
    dropped: [],
    warnings: covarianceNotices(input.used),
    estimate: study.estimate,
    original: { low: study.estimate - z * study.se, high: study.estimate + z * study.se },
    bounds: input.m.map((m) => shortestInterval(family, m)),
    breakdown: breakdownM(family, largest),
    breakdownTried: largest,
    level: study.level,
  };
}

/** The half-length falls and then rises along the frontier from least biased to least variable: golden section. */
function shortestInterval(family: AffineFamily, m: number): SmoothnessBound {
  const { study, frontier } = family;
  const make = (penalty: number) => memberInterval(family, m, onPath(frontier, penalty));
  let low = 0;
  let high = frontier[0]!.penalty;
  const width = high;
  const ratio = (Math.sqrt(5) - 1) / 2;
  let left = high - ratio * (high - low);
  let right = low + ratio * (high - low);
  let atLeft = make(left);
  let atRight = make(right);
  while (high - low > 1e-10 * width && width > 0) {
    if (atLeft.half <= atRight.half) {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - ratio * (high - low);
      atLeft = make(left);
    } else {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + ratio * (high - low);
      atRight = make(right);
    }
  }
  const ends = [make(0), make(width), atLeft, atRight];
  const best = ends.reduce((a, b) => (b.half < a.half ? b : a));
  let estimate = study.estimate;
  for (let j = 0; j < study.numPre; j++) estimate += best.weights[j]! * study.beta[j]!;
  const { weights, se, bias, half } = best;
  return { m, low: estimate - half, high: estimate + half, weights, estimate, se, bias };
}

function memberInterval({ study, fixedBias, weights }: AffineFamily, m: number, u: Float64Array) {
  const v = weights(u);
  const se = standardError(study, v);
  let bias = m * fixedBias;
  for (const value of u) bias += m * Math.abs(value);
  return { weights: v, se, bias, half: se * foldedQuantile(study.level, bias / se) };
}

/** Bisection for the M at which zero enters the interval. */
function breakdownM(family: AffineFamily, largest: number): number {
  const includesZero = (m: number) => {
    const { low, high } = shortestInterval(family, m);
    return low <= 0 && high >= 0;
  };
  if (includesZero(0)) return 0;
  let below = 0;
  let above = family.study.se / 10;
  while (!includesZero(above)) {
    below = above;
    above *= 2;
    if (below > largest) return Number.POSITIVE_INFINITY;
  }
  while (above - below > 0.005 * above) {
    const middle = (above + below) / 2;
    if (includesZero(middle)) above = middle;
    else below = middle;
  }
  return Number(below.toPrecision(2));
}
