import type { Label } from "../core/panel.ts";
import type { ResultBase } from "../core/result.ts";

/** Who stands for the path without treatment: units never treated, or also those not treated yet. */
export type Control = "never" | "not_yet";
/** Doubly robust, inverse propensity weighting (normalised), or outcome regression. Alike without covariates. */
export type Method = "dr" | "ipw" | "reg";
/** Base of the cells before treatment: the time before each, or the last time before treatment for all. */
export type Base = "varying" | "universal";

export interface CrossSectionOptions {
  /** Default: never. */
  control?: Control;
  /** Default: dr. */
  method?: Method;
  /** Default: varying. */
  base?: Base;
  /** How long before treatment its effect may begin, in units of time. Default 0. */
  anticipation?: number;
  /** Names of covariates. In a panel each 2×2 takes them at the earlier of its two times. Default none. */
  covariates?: readonly string[];
  /** Standard errors by the clusters of the input. Default false. */
  cluster?: boolean;
  /** Of the pointwise intervals. Default 0.95. */
  level?: number;
}

export interface CallawaySantAnnaOptions extends CrossSectionOptions {
  /**
   * For a panel with gaps: leave incomplete units out, or treat the rows as repeated cross-sections, their influence
   * summed by unit. Default: drop_units.
   */
  unbalanced?: "drop_units" | "cross_sections";
}

/** Why a cell has no estimate, or its estimate no standard error. */
export type CellReason =
  | "base_time"
  | "no_treated"
  | "no_controls"
  | "rank_deficient"
  | "no_overlap"
  | "no_variation";

/** ATT(g, t). */
export interface GroupTime {
  group: number;
  time: number;
  /** The time the change is measured from. */
  base: number;
  /** time ≥ group. */
  post: boolean;
  att: number | null;
  se: number | null;
  low: number | null;
  high: number | null;
  /** Units of the cohort in the cell (rows, in repeated cross-sections). */
  treated: number;
  /** Units compared with. */
  control: number;
  reason: CellReason | null;
}

/** Influence functions: the estimate's error is close to the mean of its column. */
export interface Influence {
  /** Units, or rows of repeated cross-sections; those of other cells carry zeros. */
  n: number;
  columns: number;
  /** Column by column: unit i of column k stands at k·n + i. NaN where the estimate is null. */
  values: Float64Array;
  units: readonly Label[];
  /** Cluster of each unit, 0-based, when standard errors are clustered. */
  cluster: Int32Array | null;
  clusters: number;
}

/** A cohort an effect was asked for. */
export interface Cohort {
  group: number;
  units: number;
  /** Of all units in the sample (weighted, with weights). */
  share: number;
}

/** Joint test that all effects before treatment are zero. */
export interface Pretest {
  statistic: number | null;
  df: number | null;
  p: number | null;
  reason: "no_pre_cells" | "cells_not_identified" | "singular_covariance" | null;
}

export interface CallawaySantAnna extends ResultBase {
  cells: readonly GroupTime[];
  cohorts: readonly Cohort[];
  /** Times in use. */
  times: readonly number[];
  influence: Influence;
  /** n: cohort of each unit, an index into `cohorts`, −1 for units that only stand for comparison. */
  cohortOf: Int32Array;
  /** n: sampling weights scaled to mean 1; null = all 1. */
  weights: Float64Array | null;
  pretest: Pretest;
}
