import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { type Notice, notice } from "../core/result.ts";
import type { Grouping } from "../regression/covariance.ts";
import type { Fit } from "../regression/fit.ts";
import { makeDraws } from "./draws.ts";
import { invert } from "./interval.ts";
import { countDraws, type PType, pValue } from "./p-value.ts";
import { bootstrapProblem } from "./problem.ts";
import { SCHEMES, type WildWeights } from "./weights.ts";

export interface WildOptions {
  /** "WCR" imposes the null when it makes the residuals, "WCU" does not. Default WCR. */
  type?: "WCR" | "WCU";
  weights?: WildWeights;
  /** Not used where all sign vectors are enumerated. */
  draws?: number;
  pType?: PType;
  level?: number;
  /** Value of the coefficient under the null. */
  nullValue?: number;
  /** Take all 2^G sign vectors when there are at most 2^14 of them, or no more than draws (Rademacher only). Default true. */
  enumerate?: boolean;
  /** Needed unless all sign vectors are enumerated. */
  random?: Random;
}

export interface WildEstimate {
  estimate: number;
  /** Clustered t of the null value, with G/(G − 1)·(n − 1)/(n − k), effects not counted. */
  statistic: number;
  p: number;
  /** Interval by inversion of the test; null for one-sided tests and where an end is not found. */
  low: number | null;
  high: number | null;
  level: number;
  clusters: number;
  draws: number;
  enumerated: boolean;
  /** Draws whose |t*| equals |t|; they do not count as more extreme. */
  ties: number;
}

export type FilledOptions = Required<Omit<WildOptions, "random">>;

export const WILD_DEFAULTS: FilledOptions = {
  type: "WCR",
  weights: "rademacher",
  draws: 9999,
  pType: "two-tailed",
  level: 0.95,
  nullValue: 0,
  enumerate: true,
};

const ENUMERABLE = 2 ** 14;

/** Wild cluster bootstrap t test of one coefficient of a fit. */
export function bootstrapFit(
  fit: Fit,
  column: number,
  clusters: Grouping,
  options: FilledOptions,
  random: Random | null,
): { result: WildEstimate; warnings: Notice[] } {
  const { type, weights, pType, level, nullValue } = options;
  const G = clusters.count;
  const enumerated =
    options.enumerate && weights === "rademacher" && 2 ** G <= Math.max(ENUMERABLE, options.draws);
  checkOptions(options, enumerated, random, G);
  const imposed = type === "WCR";
  const problem = bootstrapProblem(fit, column, clusters, imposed);
  const { estimate, variance } = problem;
  const draws = makeDraws(problem, SCHEMES[weights], enumerated ? "all" : options.draws, random, imposed);
  const tau = estimate - nullValue;
  const counts = countDraws(draws, tau, variance);
  const twoSided = pType === "two-tailed" || pType === "equal-tailed";
  const ends = twoSided ? invert(draws, estimate, variance, pType, level) : { low: null, high: null };
  const n = fit.observations;
  const factor = ((G / (G - 1)) * (n - 1)) / (n - fit.k);
  const warnings: Notice[] = [];
  if (twoSided && (ends.low === null || ends.high === null)) {
    const words = "The test rejects no value on at least one side: the interval has no end there";
    warnings.push(notice("interval_unbounded", words));
  }
  if (enumerated && 2 / draws.count >= 1 - level) {
    const words = `With ${G} clusters there are only ${draws.count} sign vectors: the test can hardly reject at this level`;
    warnings.push(notice("few_clusters", words, { count: G }));
  }
  return {
    result: {
      estimate,
      statistic: tau / Math.sqrt(variance * factor),
      p: pValue(counts, draws.count, pType),
      ...ends,
      level,
      clusters: G,
      draws: draws.count,
      enumerated,
      ties: counts.ties,
    },
    warnings,
  };
}

function checkOptions(options: FilledOptions, enumerated: boolean, random: Random | null, G: number): void {
  if (G < 2) {
    throw new EvaluationError(
      "There is only one cluster",
      { column: "cluster" },
      "The bootstrap needs at least two",
    );
  }
  if (enumerated) return;
  if (!random) {
    throw new EvaluationError(
      "The bootstrap needs a source of random numbers",
      { column: "random" },
      "Pass random: seeded(…)",
    );
  }
  if (!Number.isInteger(options.draws) || options.draws < 1) {
    const what = `${options.draws} draws are not possible`;
    throw new EvaluationError(what, { column: "draws" }, "Give a whole number such as 9999");
  }
}
