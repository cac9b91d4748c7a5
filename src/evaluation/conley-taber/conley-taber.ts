import { type Label, type Panel, usedOf } from "../core/panel.ts";
import { type Inference, type Notice, notice, type ResultBase } from "../core/result.ts";
import { populationSd } from "../numeric/spread.ts";
import { checkLevel } from "../permutation/permutation-test.ts";
import { twfeParts } from "../twfe/parts.ts";
import { contributions } from "./donors.ts";
import { type TailShares, tailInterval, tailShares } from "./tails.ts";
import { type TupleOptions, tupleSums } from "./tuples.ts";

export interface ConleyTaberOptions extends TupleOptions {
  level?: number;
  /** Nulls whose p is wanted, besides no effect. */
  nulls?: readonly number[];
  /** Names of covariates of the two-way regression. Default: none. */
  covariates?: readonly string[];
}

export interface ConleyTaberResult extends ResultBase, Inference {
  estimate: number;
  p: number;
  low: number;
  high: number;
  /** Standard deviation of the distribution of chance. */
  se: number;
  tails: TailShares;
  nulls: { tau: number; p: number }[];
  treated: readonly Label[];
  donors: readonly Label[];
  /** treated × donors, row-major. */
  contributions: Float64Array;
  exhaustive: boolean;
  draws: number;
  /** Of β̂ − β, ascending. */
  distribution: Float64Array;
}

/**
 * Inference for few treated among many never-treated units: the residuals of the never-treated show what chance does
 * in the place of the treated (Conley and Taber 2011). Assumes that all units vary alike: see `fermanPinto`.
 * @throws EvaluationError without treated or never-treated units, and for impossible options.
 */
export function conleyTaber(panel: Panel, options: ConleyTaberOptions = {}): ConleyTaberResult {
  const { level = 0.95, nulls = [], covariates = [], replacement = true } = options;
  checkLevel(level);
  const parts = twfeParts(panel, { covariates });
  const { treated, donors, k, notices } = contributions(panel, parts);
  const { sums, exhaustive } = tupleSums(k, treated.length, donors.length, options);
  const tails = tailShares(sums, parts.beta);
  return {
    call: {
      method: "conleyTaber",
      options: {
        level,
        replacement,
        covariates: [...covariates],
        draws: sums.length,
        exhaustive,
        nulls: [...nulls],
      },
    },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings: [...panel.notices, ...notices, ...beyond(tails, sums.length)],
    estimate: parts.beta,
    se: populationSd(sums),
    statistic: null,
    df: null,
    p: tails.twoSided,
    tails,
    ...tailInterval(sums, parts.beta, level),
    level,
    nulls: nulls.map((tau) => ({ tau, p: tailShares(sums, parts.beta - tau).twoSided })),
    treated: treated.map((i) => panel.units[i]!),
    donors: donors.map((i) => panel.units[i]!),
    contributions: k,
    exhaustive,
    draws: sums.length,
    distribution: sums,
  };
}

/** A share of 0 says only that chance reached the estimate in none of the tuples. */
function beyond(tails: TailShares, count: number): Notice[] {
  if (tails.twoSided > 0) return [];
  const words = `None of ${count} combinations of never-treated units reaches the estimate: read p as below 1/${count}`;
  return [notice("p_below_resolution", words, { count })];
}
