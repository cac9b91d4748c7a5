import { type Panel, treatedCell, usedOf } from "../core/panel.ts";
import type { Inference, ResultBase } from "../core/result.ts";
import { type Averages, averages, clusterScores, crossProducts } from "../imputation/averages.ts";
import { checkRequest, cohortsOf, cohortWarnings } from "../imputation/cohorts.ts";
import { describeGaps, refuseNothingIdentified } from "../imputation/gaps.ts";
import { inferencer } from "../imputation/infer.ts";
import { fitUntreated, type UntreatedFit } from "../imputation/untreated-fit.ts";

export interface TwoStageOptions {
  /** Names of the panel's covariates for the first stage. */
  covariates?: readonly string[];
  /** Event time left out of the event study; default −1. */
  reference?: number;
  /** Of the intervals; default 0.95. */
  level?: number;
}

export interface TwoStageEffect extends Inference {
  /** Times since the first treated one; null = overall. */
  event: number | null;
  estimate: number;
  /** Unit-times and units the estimate rests on. */
  cells: number;
  units: number;
}

export interface TwoStage extends ResultBase {
  overall: TwoStageEffect;
  /** Every event time that occurs but the reference, ascending. */
  eventStudy: readonly TwoStageEffect[];
  /** Covariance of the event study, in its order, row-major. */
  eventStudyCovariance: readonly number[];
  /** Treated unit-times whose outcome without treatment cannot be told. */
  notImputed: number;
}

/**
 * Two-stage difference in differences (Gardner 2021): unit and time effects (and covariates) from untreated cells, then
 * a regression of what they leave on treatment or event-time dummies. The clustered variance takes the first stage's
 * error into account (GMM). Tests use the t distribution with observations minus coefficients of the second stage.
 * Event times before treatment are means of first-stage residuals, not effects against the reference.
 * @throws EvaluationError when no unit is treated, no effect is identified, or a covariate is unknown.
 */
export function twoStage(panel: Panel, options: TwoStageOptions = {}): TwoStage {
  const { covariates = [], reference = -1, level = 0.95 } = options;
  const cohorts = cohortsOf(panel);
  checkRequest(cohorts, level);
  const fit = fitUntreated(panel, covariates);
  const { notImputed, dropped } = describeGaps(panel, fit);
  const observations = panel.observations - notImputed;

  const overall = secondStage(panel, fit, 1, (i, s) => (treatedCell(panel, i, s) ? 0 : -1));
  refuseNothingIdentified(overall.set.cells[0]!);
  const eventOf = (i: number, s: number) => panel.times[s]! - panel.first[i]!;
  const events = eventsOf(panel, fit, (i, s) => eventOf(i, s)).filter((event) => event !== reference);
  const position = new Map(events.map((event, m) => [event, m]));
  const study = secondStage(panel, fit, events.length, (i, s) => position.get(eventOf(i, s)) ?? -1);

  const rowsOf = ({ set, covariance }: Stage, labels: readonly (number | null)[]): TwoStageEffect[] => {
    const rows = inferencer(observations - set.count, level);
    return labels.map((event, m) => ({
      event,
      estimate: set.estimate[m]!,
      cells: set.cells[m]!,
      units: set.units[m]!,
      ...rows(set.estimate[m]!, Math.sqrt(covariance[m * set.count + m]!)),
    }));
  };
  return {
    call: { method: "twoStage", options: { covariates, reference, level } },
    used: { ...usedOf(panel), observations },
    dropped: [...panel.dropped, ...dropped, ...(fit.covariates?.dropped ?? [])],
    warnings: cohortWarnings(panel, cohorts),
    overall: rowsOf(overall, [null])[0]!,
    eventStudy: rowsOf(study, events),
    eventStudyCovariance: Array.from(study.covariance),
    notImputed,
  };
}

interface Stage {
  set: Averages;
  covariance: Float64Array;
}

/** The dummies never overlap, so that each coefficient is the mean of its own cells. */
function secondStage(
  panel: Panel,
  fit: UntreatedFit,
  count: number,
  indexOf: (i: number, s: number) => number,
): Stage {
  const set = averages(panel, fit, count, indexOf);
  const scores = clusterScores(panel, fit, set, (cell) => set.estimate[set.of[cell]!]!);
  return { set, covariance: crossProducts(scores, panel.clusters.length, count) };
}

/** Event times of cells with a first-stage residual; units never treated have none. */
function eventsOf(panel: Panel, fit: UntreatedFit, eventOf: (i: number, s: number) => number): number[] {
  const found = new Set<number>();
  for (let i = 0; i < panel.n; i++) {
    if (panel.first[i] === Number.POSITIVE_INFINITY) continue;
    for (let s = 0; s < panel.t; s++) {
      if (!Number.isNaN(fit.left[i * panel.t + s]!)) found.add(eventOf(i, s));
    }
  }
  return [...found].sort((a, b) => a - b);
}
