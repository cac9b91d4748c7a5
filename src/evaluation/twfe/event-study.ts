import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import type { Fit } from "../regression/fit.ts";
import { fitGrid } from "../regression/fit.ts";
import { panelGroupings } from "../regression/panel-groups.ts";
import { panelModel } from "../regression/panel-model.ts";
import {
  checkLevel,
  covariateValues,
  type RegressionResult,
  summaryOf,
} from "../regression/panel-regression.ts";
import { reportVariances, type VarianceReport } from "../regression/report.ts";
import { CLUSTERED, type Covariance, type Variance } from "../regression/variance.ts";
import { relativeColumns, relativeTimes, type Window, withinWindow } from "./relative-time.ts";
import { fewTreated } from "./twfe.ts";
import { type WaldTest, waldTest } from "./wald.ts";

export interface EventStudyOptions {
  /** Relative time, or several, that the others are compared with. Default −1. */
  reference?: number | readonly number[];
  /** First and last relative time with a coefficient of its own. */
  min?: number;
  max?: number;
  /** Pool what lies beyond min and max into the end coefficients (default), or leave those cells out. */
  bins?: boolean;
  covariates?: readonly string[];
  trends?: boolean;
  /** Default: CR1 and CR2. */
  variance?: readonly Variance[];
  level?: number;
  /**
   * Which coefficients go when not all can be told apart, as without never-treated units: the earliest relative times
   * (default) or the latest (as fixest does).
   */
  collinear?: "earliest" | "latest";
}

export interface EventStudyResult extends Omit<RegressionResult, "variances"> {
  /** Relative time of each of the first terms; covariates follow. */
  relative: number[];
  /** Units observed at each relative time. */
  units: number[];
  reference: readonly number[];
  /** Relative times without a coefficient because they cannot be told apart from the others: zero by assumption. */
  collinearDropped: number[];
  variances: (VarianceReport & {
    /** F test that all coefficients before treatment are zero; null where it cannot be done. */
    leads: WaldTest | null;
  })[];
}

/**
 * Two-way fixed effects event study: y = α_i + λ_t + Σ β_e·1{t − g_i = e}, never-treated units in the reference. With
 * effects that differ between cohorts a coefficient mixes those of other times (Sun and Abraham 2021).
 * @throws EvaluationError for a reference that no treated unit is observed at, or a window without it.
 */
export function eventStudy(panel: Panel, options: EventStudyOptions = {}): EventStudyResult {
  const { covariates = [], trends = false, variance = [CLUSTERED, { type: "cr2" }], level = 0.95 } = options;
  const { collinear = "earliest" } = options;
  checkLevel(level);
  const window = windowOf(options);
  const { times, units, outside } = relativeTimes(panel, window);
  const used = outside > 0 ? withinWindow(panel, window) : panel;
  const groupings = panelGroupings(used, variance);
  const columns = covariates.map((name) => ({ name, values: covariateValues(panel, name) }));
  const ordered = collinear === "latest" ? times : keepLate(times);
  const fit = fitGrid(panelModel(used, relativeColumns(ordered, window), columns, "twoWay", trends));
  const { order, relative } = shownOrder(fit, times);
  const collinearDropped = times.filter((e) => !relative.includes(e));
  const shown = reportVariances(fit, variance, groupings, level, order);
  const leads = relative.flatMap((e, at) => (e < 0 ? [at] : []));
  return {
    call: {
      method: "eventStudy",
      options: {
        ...window,
        min: finite(window.min),
        max: finite(window.max),
        covariates,
        trends,
        variance,
        level,
        collinear,
      },
    },
    used: usedOf(used),
    dropped: [...panel.dropped, ...outsideNotice(outside)],
    warnings: [
      ...panel.notices,
      ...collinearNotice(collinearDropped, panel),
      ...shown.warnings,
      ...fewTreated(panel, variance),
    ],
    relative,
    units: relative.map((e) => units[times.indexOf(e)]!),
    reference: window.reference,
    collinearDropped,
    ...summaryOf(fit, order),
    variances: shown.reports.map((report, v) => ({
      ...report,
      leads: leadsTest(
        fit,
        shown.covariances[v]!,
        leads.map((at) => order[at]!),
      ),
    })),
  };
}

function windowOf(options: EventStudyOptions): Window {
  const {
    reference = -1,
    min = Number.NEGATIVE_INFINITY,
    max = Number.POSITIVE_INFINITY,
    bins = true,
  } = options;
  const list = typeof reference === "number" ? [reference] : [...reference];
  const inside = list.every((e) => e >= min && e <= max);
  if (list.length === 0 || !inside || !(min < max)) {
    throw new EvaluationError(
      "The window of relative times does not hold the reference",
      { column: "reference", value: list.join(", ") },
      "Give a reference from min to max, and min below max",
    );
  }
  return { reference: list, min, max, bins };
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** Times after treatment first, then leads from the latest to the earliest, which are the first to be given up. */
function keepLate(times: readonly number[]): number[] {
  return [...times.filter((e) => e >= 0), ...times.filter((e) => e < 0).reverse()];
}

/** Columns of the fit in the order of relative time, covariates last. */
function shownOrder(fit: Fit, times: readonly number[]): { order: number[]; relative: number[] } {
  const relative = times.filter((e) => fit.names.includes(String(e)));
  const order = relative.map((e) => fit.names.indexOf(String(e)));
  const taken = new Set(order);
  const others = [...fit.names.keys()].filter((j) => !taken.has(j));
  return { order: [...order, ...others], relative };
}

function leadsTest(fit: Fit, one: Covariance, leads: readonly number[]): WaldTest | null {
  const q = leads.length;
  if (leads.some((j) => !one.defined[j])) return null;
  const v = new Float64Array(q * q);
  leads.forEach((a, i) => {
    leads.forEach((b, j) => {
      v[i * q + j] = one.matrix[a * fit.k + b]!;
    });
  });
  // A cluster-robust covariance has no more rank than clusters less one.
  if (one.clusters !== null && q >= one.clusters) return null;
  const df = Math.min(...leads.map((j) => one.df[j]!));
  return waldTest(
    leads.map((j) => fit.coef[j]!),
    v,
    df,
  );
}

function outsideNotice(count: number): Notice[] {
  if (count === 0) return [];
  return [notice("outside_window", `${count} cells of treated units lie outside the window`, { count })];
}

function collinearNotice(dropped: readonly number[], panel: Panel): Notice[] {
  if (dropped.length === 0) return [];
  const never = usedOf(panel).never;
  const why = never === 0 ? "without never-treated units" : "in these cells";
  const words = `Relative times ${dropped.join(", ")} cannot be told apart from the others ${why}: set to zero, like the reference`;
  return [notice("collinear_dropped", words, { count: dropped.length, items: [...dropped] })];
}
