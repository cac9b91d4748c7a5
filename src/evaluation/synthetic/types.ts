import type { Label } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import type { Inference, ResultBase } from "../core/result.ts";
import type { SyntheticMethod } from "./fit.ts";
import type { Solver } from "./weights.ts";

export interface SyntheticOptions {
  /** Synthetic difference-in-differences (default), synthetic control, or plain difference-in-differences. */
  method?: SyntheticMethod;
  /** Default placebo. */
  inference?: "placebo" | "jackknife" | "none";
  /** Placebo draws at most; all assignments are used where there are no more of them. Default 500. */
  draws?: number;
  /** Needed where placebo assignments are drawn. */
  random?: Random;
  /** Default "exact". */
  solver?: Solver;
  /** Default 0.95. */
  level?: number;
}

export interface UnitWeight {
  unit: Label;
  w: number;
}

export interface PathPoint {
  time: number;
  treated: number;
  /** Weighted controls, without the constant that synthetic difference-in-differences allows for. */
  synthetic: number;
  /** Gap less the gap before treatment by the time weights. */
  effect: number;
}

export interface CohortFit {
  cohort: number;
  units: readonly Label[];
  n0: number;
  n1: number;
  t0: number;
  t1: number;
  /** Share in the overall estimate: treated units × times after. */
  weight: number;
  estimate: number;
  noise: number;
  zetaOmega: number;
  zetaLambda: number;
  omega: readonly UnitWeight[];
  lambda: readonly { time: number; w: number }[];
  /** Null where weights are not fitted. */
  omegaObjective: number | null;
  lambdaObjective: number | null;
  /** The minimum lies at most this far below. */
  omegaGap: number | null;
  lambdaGap: number | null;
  /** Root mean squared effect before and after treatment, and after over before. */
  rmspeBefore: number;
  rmspeAfter: number;
  rmspeRatio: number;
  path: readonly PathPoint[];
}

export interface PlaceboDistribution {
  /** Estimates for controls treated in name only. */
  estimates: Float64Array;
  /** Every assignment was used. */
  exact: boolean;
  /** The smallest p this many placebos can give. */
  smallestP: number;
}

export interface SyntheticResult extends ResultBase {
  estimate: number;
  inference: Inference;
  cohorts: readonly CohortFit[];
  placebo: PlaceboDistribution | null;
}
