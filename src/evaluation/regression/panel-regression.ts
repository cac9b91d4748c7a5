import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { type Fit, fitGrid } from "./fit.ts";
import type { Effects } from "./model.ts";
import { panelGroupings } from "./panel-groups.ts";
import { panelModel } from "./panel-model.ts";
import { reportVariances, type Term, type VarianceReport } from "./report.ts";
import { CLUSTERED, type Variance } from "./variance.ts";

export interface PanelRegressionOptions {
  /** Names of covariates of the panel, in order. */
  terms: readonly string[];
  effects?: Effects;
  /** Absorb a linear trend of each unit too. */
  trends?: boolean;
  variance?: readonly Variance[];
  /** Of the intervals. */
  level?: number;
}

export interface RegressionResult extends ResultBase {
  terms: Term[];
  /** Terms left out because they are combinations of effects or of terms before them. */
  aliased: readonly string[];
  rss: number;
  /** Share of the variance within effects that the terms explain. */
  r2Within: number;
  variances: VarianceReport[];
}

/**
 * Least squares of the outcome on covariates of the panel with unit and time effects absorbed, and any number of
 * variances. Without an intercept when `effects` is "none".
 * @throws EvaluationError for an unknown term, when no term varies within the effects, or a variance that is not possible.
 */
export function panelRegression(panel: Panel, options: PanelRegressionOptions): RegressionResult {
  const { terms, effects = "twoWay", trends = false, variance = [CLUSTERED], level = 0.95 } = options;
  checkLevel(level);
  if (trends && effects === "none") {
    throw new EvaluationError("Trends of units need unit effects", {}, 'Set effects to "unit" or "twoWay"');
  }
  const groupings = panelGroupings(panel, variance);
  const columns = terms.map((name) => ({ name, values: covariateValues(panel, name) }));
  const fit = fitGrid(panelModel(panel, [], columns, effects, trends));
  const order = fit.names.map((_, j) => j);
  const { reports, warnings } = reportVariances(fit, variance, groupings, level, order);
  return {
    call: { method: "panelRegression", options: { terms, effects, trends, variance, level } },
    used: usedOf(panel),
    dropped: [...panel.dropped, ...aliasNotices(fit.aliased)],
    warnings: [...panel.notices, ...warnings],
    ...summaryOf(fit, order),
    variances: reports,
  };
}

export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new EvaluationError(
      `A level of ${level} is not possible`,
      { column: "level" },
      "Give one such as 0.95",
    );
  }
}

export function summaryOf(fit: Fit, order: readonly number[]) {
  return {
    terms: order.map((j) => ({ term: fit.names[j]!, estimate: fit.coef[j]! })),
    aliased: fit.aliased,
    rss: fit.rss,
    r2Within: 1 - fit.rss / fit.within,
  };
}

export function aliasNotices(aliased: readonly string[]): Notice[] {
  if (aliased.length === 0) return [];
  const words = `Left out as combinations of effects or of other terms: ${aliased.join(", ")}`;
  return [notice("collinear_terms", words, { count: aliased.length, items: aliased })];
}

/** @throws EvaluationError for an unknown name. */
export function covariateValues(panel: Panel, name: string): Float64Array {
  const found = panel.covariates.find((covariate) => covariate.name === name);
  if (found) return found.values;
  throw new EvaluationError(
    "No such covariate in the panel",
    { column: name },
    `Known: ${panel.covariates.map((c) => c.name).join(", ") || "none"}`,
  );
}
