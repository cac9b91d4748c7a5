import { type Panel, usedOf } from "../core/panel.ts";
import type { Notice } from "../core/result.ts";
import { notice } from "../core/result.ts";
import { fitGrid } from "../regression/fit.ts";
import { panelGroupings } from "../regression/panel-groups.ts";
import type { CohortColumn } from "../regression/panel-model.ts";
import { panelModel } from "../regression/panel-model.ts";
import {
  aliasNotices,
  checkLevel,
  covariateValues,
  type RegressionResult,
  summaryOf,
} from "../regression/panel-regression.ts";
import { reportVariances } from "../regression/report.ts";
import { CLUSTERED, type Variance } from "../regression/variance.ts";
import { noVariation, onlyUnits } from "./checks.ts";

export interface TwfeOptions {
  /** Names of covariates of the panel. */
  covariates?: readonly string[];
  /** Absorb a linear trend of each unit too. */
  trends?: boolean;
  variance?: readonly Variance[];
  /** Of the intervals. */
  level?: number;
}

export interface TwfeResult extends RegressionResult {
  /** Effect of being treated, the first of `terms`. */
  estimate: number;
}

const TREATED: CohortColumn = { name: "treated", value: (first, time) => (time >= first ? 1 : 0) };

/**
 * Static two-way fixed effects: y = α_i + λ_t + β·1{t ≥ g_i} (+ covariates). The naive baseline: with staggered dates and
 * effects that grow it averages with weights that may be negative (Goodman-Bacon 2021).
 * @throws EvaluationError when the treatment does not vary within units and times.
 */
export function twfe(panel: Panel, options: TwfeOptions = {}): TwfeResult {
  const { covariates = [], trends = false, variance = [CLUSTERED], level = 0.95 } = options;
  checkLevel(level);
  const groupings = panelGroupings(panel, variance);
  const columns = covariates.map((name) => ({ name, values: covariateValues(panel, name) }));
  const fit = fitGrid(panelModel(panel, [TREATED], columns, "twoWay", trends));
  if (fit.names[0] !== TREATED.name) throw noVariation();
  const order = fit.names.map((_, j) => j);
  const { reports, warnings } = reportVariances(fit, variance, groupings, level, order);
  return {
    call: { method: "twfe", options: { covariates, trends, variance, level } },
    used: usedOf(panel),
    dropped: [...panel.dropped, ...aliasNotices(fit.aliased)],
    warnings: [...panel.notices, ...warnings, ...fewTreated(panel, variance)],
    estimate: fit.coef[0]!,
    ...summaryOf(fit, order),
    variances: reports,
  };
}

/** Below this many treated units clustered standard errors reject too often; the panel itself warns below 5. */
const ENOUGH_TREATED = 25;

/** Clustered standard errors with few treated units, and cohorts of one. */
export function fewTreated(panel: Panel, variance: readonly Variance[]): Notice[] {
  const out: Notice[] = [];
  const { treated } = usedOf(panel);
  const clustered = variance.some(({ type }) => type !== "cr2" && type !== "jackknife");
  if (clustered && treated < ENOUGH_TREATED) {
    const words = `With ${treated} treated units only CR2, permutation and Conley–Taber keep their level; other standard errors are too small`;
    out.push(notice("few_treated_standard_error", words, { count: treated }));
  }
  const alone = onlyUnits(panel);
  if (alone.length > 0) {
    const words = `Cohorts of a single unit: ${alone.join(", ")}; that unit's own variation is not seen`;
    out.push(notice("one_unit_cohort", words, { count: alone.length, items: alone }));
  }
  return out;
}
