import { EvaluationError } from "../core/errors.ts";
import { type Panel, treatedCell, usedOf } from "../core/panel.ts";
import { type Inference, type Notice, notice, type ResultBase } from "../core/result.ts";
import { type Averages, averages, clusterScores, crossProducts } from "./averages.ts";
import { type Cohorts, checkRequest, cohortsOf, cohortWarnings } from "./cohorts.ts";
import { describeGaps, refuseNothingIdentified } from "./gaps.ts";
import { inferencer } from "./infer.ts";
import { type Pretrends, pretrends } from "./pretrends.ts";
import { fitUntreated, type UntreatedFit } from "./untreated-fit.ts";

export interface ImputationOptions {
  /** Event times (0 = first treated time) to report; true = all, false = the overall effect only. Default true. */
  horizon?: boolean | readonly number[];
  /** Event times before treatment (negative) to test; default none. */
  pretrends?: readonly number[];
  /** Names of the panel's covariates to adjust for. */
  covariates?: readonly string[];
  /** Of the intervals; default 0.95. */
  level?: number;
}

export interface ImputationEffect extends Inference {
  /** Times since the first treated one; null = overall. */
  event: number | null;
  /** null = not identified. */
  estimate: number | null;
  /** Unit-times and units the estimate rests on. */
  cells: number;
  units: number;
}

export interface Imputation extends ResultBase {
  overall: ImputationEffect;
  horizons: readonly ImputationEffect[];
  pretrends: readonly ImputationEffect[];
  /** Covariance of the identified horizons, in their order, row-major. */
  horizonCovariance: readonly number[];
  /** Covariance of the pretrends, in their order, row-major; null where the row has no estimate. */
  pretrendCovariance: readonly (number | null)[];
  /** Treated unit-times whose outcome without treatment cannot be imputed. */
  notImputed: number;
}

/**
 * Imputation estimator of Borusyak, Jaravel and Spiess (2024): unit and time effects (and covariates) are learned from
 * untreated cells, and the effect is the mean of what they leave in treated cells. Their conservative standard errors:
 * effects are centred at the mean of cohort and time, and errors are clustered; normal intervals. Pre-trends come from a
 * separate regression on untreated cells.
 * @throws EvaluationError when no unit is treated, no effect is identified, or an event time or covariate is unknown.
 */
export function imputation(panel: Panel, options: ImputationOptions = {}): Imputation {
  const { horizon = true, pretrends: before = [], covariates = [], level = 0.95 } = options;
  const cohorts = cohortsOf(panel);
  checkRequest(cohorts, level);
  const fit = fitUntreated(panel, covariates);
  const events = horizonsOf(panel, horizon);
  const { notImputed, dropped } = describeGaps(panel, fit);
  const rows = inferencer(Number.POSITIVE_INFINITY, level);

  const overall = estimateOf(panel, fit, cohorts, [0], () => 0);
  refuseNothingIdentified(overall.set.cells[0]!);
  const position = new Map(events.map((event, m) => [event, m]));
  const byEvent = estimateOf(
    panel,
    fit,
    cohorts,
    events,
    (i, s) => position.get(panel.times[s]! - panel.first[i]!) ?? -1,
  );
  const early = before.length > 0 ? pretrends(panel, fit, before) : null;
  return {
    call: { method: "imputation", options: { horizon, pretrends: before, covariates, level } },
    used: { ...usedOf(panel), observations: panel.observations - notImputed },
    dropped: [...panel.dropped, ...dropped, ...(fit.covariates?.dropped ?? [])],
    warnings: [...cohortWarnings(panel, cohorts), ...collapsed(panel, cohorts, byEvent, events)],
    overall: effectRow(null, overall, 0, rows),
    horizons: events.map((event, m) => effectRow(event, byEvent, m, rows)),
    pretrends: before.map((event, m) => ({
      event,
      estimate: finite(early?.estimate[m]),
      cells: early?.cells[m] ?? 0,
      units: early?.units[m] ?? 0,
      ...rows(early?.estimate[m] ?? Number.NaN, early?.se[m] ?? Number.NaN),
    })),
    horizonCovariance: identifiedCovariance(byEvent),
    pretrendCovariance: early ? covarianceOf(early) : [],
    notImputed,
  };
}

function covarianceOf({ estimate, covariance }: Pretrends): (number | null)[] {
  const known = (m: number) => !Number.isNaN(estimate[m]!);
  const count = estimate.length;
  return Array.from(covariance, (value, at) =>
    known(Math.floor(at / count)) && known(at % count) ? value : null,
  );
}

interface Estimated {
  set: Averages;
  covariance: Float64Array;
}

/** Averages of treated cells with their conservative covariance. */
function estimateOf(
  panel: Panel,
  fit: UntreatedFit,
  cohorts: Cohorts,
  labels: readonly number[],
  indexOf: (i: number, s: number) => number,
): Estimated {
  const count = labels.length;
  const set = averages(panel, fit, count, (i, s) => (treatedCell(panel, i, s) ? indexOf(i, s) : -1));
  const centres = cohortTimeMeans(panel, fit, cohorts, set);
  const scores = clusterScores(panel, fit, set, (_, s, i) => centres[cohorts.of[i]! * panel.t + s]!);
  return { set, covariance: crossProducts(scores, panel.clusters.length, count) };
}

/** Mean effect of each cohort at each time, cells weighted by their squared share (which minimises the variance). */
function cohortTimeMeans(panel: Panel, fit: UntreatedFit, cohorts: Cohorts, set: Averages): Float64Array {
  const { n, t } = panel;
  const total = new Float64Array(cohorts.first.length * t);
  const mean = new Float64Array(cohorts.first.length * t);
  for (let i = 0; i < n; i++) {
    const to = cohorts.of[i]! * t;
    for (let s = 0; s < t; s++) {
      const cell = i * t + s;
      if (set.of[cell]! < 0) continue;
      const square = set.share[cell]! ** 2;
      total[to + s]! += square;
      mean[to + s]! += square * fit.left[cell]!;
    }
  }
  for (let k = 0; k < mean.length; k++) mean[k]! /= total[k]!;
  return mean;
}

function effectRow(
  event: number | null,
  { set, covariance }: Estimated,
  m: number,
  rows: (estimate: number, se: number) => Inference,
): ImputationEffect {
  const known = set.cells[m]! > 0;
  const se = known ? Math.sqrt(covariance[m * set.count + m]!) : Number.NaN;
  return {
    event,
    estimate: finite(set.estimate[m]),
    cells: set.cells[m]!,
    units: set.units[m]!,
    ...rows(set.estimate[m]!, se),
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function identifiedCovariance({ set, covariance }: Estimated): number[] {
  const at = Array.from(set.cells, (_, m) => m).filter((m) => set.cells[m]! > 0);
  return at.flatMap((a) => at.map((b) => covariance[a * set.count + b]!));
}

function horizonsOf(panel: Panel, horizon: boolean | readonly number[]): number[] {
  if (horizon === false) return [];
  const found = new Set<number>();
  for (let i = 0; i < panel.n; i++) {
    for (let s = 0; s < panel.t; s++) {
      if (panel.observed[i * panel.t + s] && treatedCell(panel, i, s)) {
        found.add(panel.times[s]! - panel.first[i]!);
      }
    }
  }
  if (horizon === true) return [...found].sort((a, b) => a - b);
  const unknown = horizon.filter((event) => !found.has(event));
  if (unknown.length === 0) return [...horizon];
  throw new EvaluationError(
    `No treated unit is observed at event time ${unknown.join(", ")}`,
    {},
    `Event times in this panel: ${[...found].sort((a, b) => a - b).join(", ")}`,
  );
}

/** Horizons whose cells all come from cohorts of one unit: their effects vary around themselves only. */
function collapsed(panel: Panel, cohorts: Cohorts, { set }: Estimated, events: readonly number[]): Notice[] {
  const several = new Uint8Array(set.count);
  for (let cell = 0; cell < set.of.length; cell++) {
    const m = set.of[cell]!;
    if (m >= 0 && cohorts.units[cohorts.of[Math.floor(cell / panel.t)]!]! > 1) several[m] = 1;
  }
  const items = events.filter((_, m) => set.cells[m]! > 0 && !several[m]);
  if (items.length === 0) return [];
  const words = `At event times ${items.join(", ")} every cohort has one unit: these standard errors hold only the error of the imputed outcome and are not to be believed`;
  return [notice("standard_error_collapsed", words, { count: items.length, items })];
}
