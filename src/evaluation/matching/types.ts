import type { Label } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import type { ResultBase } from "../core/result.ts";

/** Units to be matched, one entry each, all columns of equal length. */
export interface MatchUnits {
  unit: ArrayLike<Label>;
  /** 1 or true = treated. */
  treated: ArrayLike<number | boolean>;
  /** Numbers, or texts, which count as categories. */
  covariates: Readonly<Record<string, ArrayLike<number | string | null>>>;
  /** Only units with the same label here are matched to each other. */
  exact?: ArrayLike<Label>;
}

export type MatchOrder = "largest" | "smallest" | "data" | "random";

export interface MatchOptions {
  /** Difference in propensity score (default) or Mahalanobis distance of the covariates. */
  distance?: "propensity" | "mahalanobis";
  /**
   * With Mahalanobis distance: the covariates it is of, default all. When given, those with the largest propensity
   * choose first, as with a caliper.
   */
  within?: readonly string[];
  /** Scale on which propensity scores are compared. Default "probability". */
  scale?: "probability" | "log_odds";
  /** Controls for each treated unit. Default 1. */
  ratio?: number;
  /** Largest difference in propensity score, in standard deviations of the score; also with Mahalanobis distance. */
  caliper?: number;
  /** A control may serve several treated units. Default false. */
  replace?: boolean;
  /**
   * Who chooses first: by propensity score, in order of the data, or at random. Default: the largest score; with
   * Mahalanobis distance and no caliper in order of the data.
   */
  order?: MatchOrder;
  /** "matchit_4_5_1": the faulty search of that release, for reproducing results. Default "nearest". */
  search?: "nearest" | "matchit_4_5_1";
  /** Needed for a random order. */
  random?: Random;
}

export interface Pair {
  treated: Label;
  control: Label;
  /** In the unit of the distance asked for. */
  distance: number;
}

export interface Propensity {
  coef: readonly { name: string; value: number | null }[];
  /** Probabilities, one a unit used. */
  scores: Float64Array;
  /** Log odds. */
  logOdds: Float64Array;
  iterations: number;
  converged: boolean;
  /** The covariates tell some units apart for certain: scores at 0 or 1 mean nothing. */
  separated: boolean;
}

export interface BalanceRow {
  name: string;
  meanTreated: number;
  meanControl: number;
  /** Difference of means in standard deviations of the treated before matching. */
  smd: number | null;
  /** Null for variables of two values. */
  varianceRatio: number | null;
  /** Mean and largest difference of the distribution functions. */
  ecdfMean: number;
  ecdfMax: number;
}

export interface GroupCounts {
  control: number;
  treated: number;
}

export interface MatchResult extends ResultBase {
  pairs: readonly Pair[];
  /** One for each of `units`; 0 = not matched. */
  weights: Float64Array;
  units: readonly Label[];
  treated: Uint8Array;
  propensity: Propensity | null;
  balance: { all: readonly BalanceRow[]; matched: readonly BalanceRow[] };
  counts: {
    all: GroupCounts;
    matched: GroupCounts;
    /** Number of equally weighted units that would be as precise. */
    matchedEffective: GroupCounts;
    unmatched: GroupCounts;
  };
}
