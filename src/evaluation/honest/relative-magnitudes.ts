import { EvaluationError } from "../core/errors.ts";
import { type Random, seeded } from "../core/random.ts";
import { type Call, type Notice, notice, type Used } from "../core/result.ts";
import { normal } from "../numeric/distributions.ts";
import {
  type Bound,
  checkEventStudy,
  covarianceNotices,
  type EventStudy,
  type EventStudyInput,
} from "./input.ts";
import { MomentTest } from "./moment-test.ts";
import { aboutPost, relativeMagnitudes } from "./relative-magnitudes-set.ts";

export interface RelativeMagnitudesInput extends EventStudyInput {
  /** Largest change of the violation after treatment, in multiples of the largest before. */
  mbar: readonly number[];
  /** Values of the effect to test; default 1,000 from −20 to 20 standard errors. */
  grid?: { points?: number; low?: number; high?: number };
  /** Simulated draws for the critical value of the first stage. Default 2,000. */
  draws?: number;
  /** Default: a generator of fixed seed, so that the same input always gives the same bounds. */
  random?: Random;
  /** Leave out the search for the breakdown value. Default false. */
  skipBreakdown?: boolean;
}

export interface HonestResult {
  call: Call;
  used: Used | null;
  dropped: readonly Notice[];
  warnings: readonly Notice[];
  estimate: number;
  /** Interval if parallel trends held. */
  original: Bound;
  /**
   * The largest allowed violation at which the interval leaves out zero, to two digits; 0 where it never does, Infinity
   * where it still does at the largest value tried (`breakdownTried`); null where not asked for.
   */
  breakdown: number | null;
  breakdownTried: number;
  level: number;
}

export interface RelativeMagnitudesResult extends HonestResult {
  /** Null bounds where every value of the grid is rejected. */
  bounds: readonly { mbar: number; low: number | null; high: number | null; open: boolean }[];
}

const LARGEST_MBAR = 20;

/**
 * Robust intervals for an effect when parallel trends may fail after treatment by up to M̄ times the worst failure
 * before it: ΔRM(M̄) of Rambachan and Roth (2023), by their conditional test with least favourable hybrid (C-LF).
 * @throws EvaluationError for sizes that do not fit, a negative M̄, or a grid without values.
 */
export function honestRelativeMagnitudes(input: RelativeMagnitudesInput): RelativeMagnitudesResult {
  const study = checkEventStudy(input);
  const points = input.grid?.points ?? 1000;
  const low = input.grid?.low ?? -20 * study.se;
  const high = input.grid?.high ?? 20 * study.se;
  const count = input.draws ?? 2000;
  if (!(points >= 2) || !(high > low) || !(count >= 200))
    throw new EvaluationError(
      "The grid needs two points or more, from low to high, and draws at least 200",
      {},
      "Correct grid or draws",
    );
  if (input.mbar.some((value) => !(value >= 0) || !Number.isFinite(value)))
    throw new EvaluationError(
      "mbar has a value below zero",
      {},
      "Give multiples of the largest change before",
    );
  const draws = normals(study, count, input.random ?? seeded(20230));
  const theta = Float64Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
  const bounds = input.mbar.map((mbar) => scan(theta, mbar, testsFor(study, mbar, draws, count)));
  const z = normal.quantile((1 + study.level) / 2);
  return {
    call: {
      method: "honestRelativeMagnitudes",
      options: {
        mbar: [...input.mbar],
        target: [...study.target],
        level: study.level,
        points,
        low,
        high,
        draws: count,
      },
    },
    used: input.used ?? null,
    dropped: [],
    warnings: [...covarianceNotices(input.used), ...openNotices(bounds)],
    estimate: study.estimate,
    original: { low: study.estimate - z * study.se, high: study.estimate + z * study.se },
    bounds,
    breakdown: input.skipBreakdown ? null : breakdownMbar(study, draws, count),
    breakdownTried: LARGEST_MBAR,
    level: study.level,
  };
}

/** One test for each place and direction of the largest violation; the interval is the union over them. */
function testsFor(study: EventStudy, mbar: number, draws: Float64Array, count: number): MomentTest[] {
  const { numPre, numPost, level } = study;
  const alpha = 1 - level;
  const out: MomentTest[] = [];
  for (let s = 0; s < numPre; s++) {
    for (const sign of [1, -1] as const) {
      const all = relativeMagnitudes(numPre, numPost, mbar, s, sign);
      const set = numPost > 1 ? aboutPost(all, numPre) : all;
      out.push(new MomentTest(study, set, draws, count, alpha, alpha / 10));
    }
  }
  return out;
}

function scan(theta: Float64Array, mbar: number, tests: readonly MomentTest[]) {
  const accepted = (i: number) => tests.some((test) => test.accepts(theta[i]!));
  let first = 0;
  while (first < theta.length && !accepted(first)) first++;
  if (first === theta.length) return { mbar, low: null, high: null, open: false };
  let last = theta.length - 1;
  while (last > first && !accepted(last)) last--;
  return { mbar, low: theta[first]!, high: theta[last]!, open: first === 0 || last === theta.length - 1 };
}

/** Bisection for the M̄ at which zero enters the interval. */
function breakdownMbar(study: EventStudy, draws: Float64Array, count: number): number {
  const includesZero = (mbar: number) => testsFor(study, mbar, draws, count).some((test) => test.accepts(0));
  if (includesZero(0)) return 0;
  let below = 0;
  let above = 1;
  while (!includesZero(above)) {
    below = above;
    above *= 2;
    if (below >= LARGEST_MBAR) return Number.POSITIVE_INFINITY;
  }
  while (above - below > 0.005) {
    const middle = (above + below) / 2;
    if (includesZero(middle)) above = middle;
    else below = middle;
  }
  return Math.floor(below * 100 + 1e-9) / 100;
}

function normals(study: EventStudy, count: number, random: Random): Float64Array {
  const largest = 2 * (study.numPre + study.numPost);
  return Float64Array.from({ length: count * largest }, () => random.normal());
}

function openNotices(bounds: RelativeMagnitudesResult["bounds"]): Notice[] {
  const items = bounds.filter((bound) => bound.open).map((bound) => bound.mbar);
  if (items.length === 0) return [];
  const words = "An interval reaches the end of the grid and may go on beyond it: widen the grid";
  return [notice("open_interval", words, { count: items.length, items })];
}
