import type { ResultBase } from "../core/result.ts";

/**
 * Mean over all treated cohort-times by size of cohort (simple), over cohorts by size after a plain mean over their
 * times (cohort), over times after a mean over cohorts by size (calendar), or the effect at times since treatment.
 */
export type Estimand = "simple" | "cohort" | "calendar" | "eventstudy";

export interface RothSantAnnaOptions {
  /** Default: simple. */
  estimand?: Estimand;
  /** Times since treatment for the event study. Default: all that some cohort has, from 0 on. */
  eventTimes?: readonly number[];
  /** Default 0.95. */
  level?: number;
}

export interface RothSantAnnaRow {
  /** Time since treatment; null for the other estimands. */
  eventTime: number | null;
  estimate: number;
  /** Uses what earlier outcomes say about effects that differ between units; 0 when that exceeds the variance. */
  se: number;
  /** Conservative: allows for any difference of effects between units. */
  seNeyman: number;
  /** By seNeyman and the normal distribution. */
  p: number | null;
  low: number;
  high: number;
  /** Weight of the adjustment for the outcome before treatment; 1 would be Callaway and Sant'Anna, 0 a plain mean. */
  beta: number;
  /** True where `se` had to be cut off at 0. */
  cutOff: boolean;
}

export interface RothSantAnna extends ResultBase {
  rows: readonly RothSantAnnaRow[];
}
