import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { type Inference, type Notice, notice, type ResultBase } from "../core/result.ts";
import { checkRequest, cohortsOf, cohortWarnings } from "../imputation/cohorts.ts";
import { inferencer } from "../imputation/infer.ts";
import { type Design, designOf } from "./design.ts";
import { normalEquations } from "./normal-equations.ts";
import { sampleOf, type WithoutNever } from "./sample.ts";
import { separate } from "./separate.ts";
import type { Solution } from "./solution.ts";
import { type Influence, meatByCluster, meatByUnit, weightedResiduals } from "./variance.ts";

export interface SunAbrahamOptions {
  /**
   * When every unit is treated in the end: "last_cohort" (default) takes the last cohort as reference and ends the
   * panel before its treatment; "drop_collinear" keeps all cells and drops coefficients as regression programs do.
   */
  withoutNever?: WithoutNever;
  /** Of the intervals; default 0.95. */
  level?: number;
}

export interface SunAbrahamEffect extends Inference {
  estimate: number;
  /** Unit-times the estimate averages over. */
  cells: number;
}

export interface SunAbraham extends ResultBase {
  /** Mean over all treated unit-times. */
  att: SunAbrahamEffect;
  /** By time since treatment. */
  eventStudy: readonly (SunAbrahamEffect & { event: number })[];
  /** Covariance of the event study, in its order, row-major. */
  eventStudyCovariance: readonly number[];
  /** Mean over the treated unit-times of each cohort. */
  byCohort: readonly (SunAbrahamEffect & { cohort: number; units: number })[];
  /** Each cohort at each time since treatment; estimate null = dropped as collinear. */
  coefficients: readonly (Omit<SunAbrahamEffect, "estimate"> & {
    cohort: number;
    event: number;
    estimate: number | null;
  })[];
  collinearDropped: number;
}

/**
 * Interaction-weighted estimator of Sun and Abraham (2021): a two-way fixed effects regression on dummies of cohort ×
 * time since treatment (reference: the time before treatment, and units never treated), averaged with the cohorts' shares
 * of observations as weights, which count as fixed. Standard errors clustered, with the corrections G/(G − 1) and
 * (n − 1)/(n − K), K without unit effects; t distribution with G − 1 degrees of freedom.
 * @throws EvaluationError when nothing can be compared: no unit treated, or all at once.
 */
export function sunAbraham(panel: Panel, options: SunAbrahamOptions = {}): SunAbraham {
  const { withoutNever = "last_cohort", level = 0.95 } = options;
  checkRequest(cohortsOf(panel), level);
  const sample = sampleOf(panel, withoutNever);
  const used = sample.panel;
  const design = designOf(used, withoutNever === "drop_collinear");
  const solution = separate(used, design) ?? normalEquations(used, design);
  const parts = partsOf(used, design, solution, level);
  const { cells, first, sizes } = design;

  const kept = cells.map((_, k) => k).filter((k) => !Number.isNaN(solution.coefficients[k]!));
  const after = kept.filter((k) => cells[k]!.event >= 0);
  if (after.length === 0) {
    throw new EvaluationError(
      "No effect is identified: every coefficient after treatment is collinear with unit and time effects",
      {},
      "Add units that are treated later or never, or times before treatment",
    );
  }
  const events = [...new Set(kept.map((k) => cells[k]!.event))];
  const study = events.map((event) => parts.average(kept.filter((k) => cells[k]!.event === event)));
  const cohorts = first
    .map((cohort, g) => ({ cohort, units: sizes[g]!, at: after.filter((k) => cells[k]!.cohort === g) }))
    .filter(({ at }) => at.length > 0);
  return {
    call: { method: "sunAbraham", options: { withoutNever, level } },
    used: usedOf(used),
    dropped: [...panel.dropped, ...sample.dropped, ...collinear(design, solution)],
    warnings: [
      ...cohortWarnings(used, cohortsOf(used)),
      ...sample.warnings,
      ...movedReferences(used, design),
      ...ignoredCovariates(panel),
    ],
    att: parts.effect(parts.average(after)),
    eventStudy: study.map((average, m) => ({ event: events[m]!, ...parts.effect(average) })),
    eventStudyCovariance: study.flatMap((a) => study.map((b) => parts.covariance(a, b))),
    byCohort: cohorts.map(({ cohort, units, at }) => ({
      cohort,
      units,
      ...parts.effect(parts.average(at)),
    })),
    coefficients: cells.map(({ cohort, event, cells: count }, k) => {
      const known = !Number.isNaN(solution.coefficients[k]!);
      const effect = known ? parts.effect(parts.average([k])) : null;
      return {
        cohort: first[cohort]!,
        event,
        ...(effect ?? { ...parts.none, estimate: null, cells: count }),
      };
    }),
    collinearDropped: solution.dropped.length,
  };
}

interface Average extends Influence {
  estimate: number;
  cells: number;
}

/** Averages of coefficients, and what their tests need. */
function partsOf(panel: Panel, design: Design, solution: Solution, level: number) {
  const { cells } = design;
  const clusters = panel.clusters.length;
  const residuals = weightedResiduals(panel, design, solution);
  const meat =
    clusters === panel.n ? meatByUnit(panel, design, residuals) : meatByCluster(panel, design, residuals);
  const kept = cells.length - solution.dropped.length;
  const free = panel.observations - kept - panel.t;
  // Unit effects do not count in the correction, but when they use up the rest every residual is zero.
  const exact = free - panel.n + 1 <= 0;
  const correction = ((clusters / (clusters - 1)) * (panel.observations - 1)) / free;
  const factor = clusters > 1 && !exact ? correction : Number.NaN;
  const rows = inferencer(clusters - 1, level);

  const covariance = (a: Average, b: Average) => factor * meat.covariance(a, b);
  return {
    covariance,
    none: rows(Number.NaN, Number.NaN),
    /** Mean weighted by the cells' weights, as shares of the sample. */
    average(at: readonly number[]): Average {
      const total = at.reduce((sum, k) => sum + cells[k]!.weight, 0);
      const weights = new Float64Array(cells.length);
      let estimate = 0;
      let count = 0;
      for (const k of at) {
        weights[k] = cells[k]!.weight / total;
        estimate += weights[k]! * solution.coefficients[k]!;
        count += cells[k]!.cells;
      }
      const influence = solution.influence(weights);
      return { estimate, cells: count, influence, image: meat.image(influence) };
    },
    effect(average: Average): SunAbrahamEffect {
      const { estimate, cells: count } = average;
      return { estimate, cells: count, ...rows(estimate, Math.sqrt(covariance(average, average))) };
    },
  };
}

function collinear({ cells, first }: Design, { dropped }: Solution): Notice[] {
  if (dropped.length === 0) return [];
  const items = dropped.map((k) => `${first[cells[k]!.cohort]}: ${cells[k]!.event}`);
  const words = `${dropped.length} coefficients (cohort: time since treatment) dropped as collinear: ${items.join(", ")}`;
  return [notice("collinear_coefficients", words, { count: dropped.length, items })];
}

/** Cohorts whose reference is not the time right before treatment. */
function movedReferences({ times }: Panel, { first, reference }: Design): Notice[] {
  const items = first.filter((time, g) => {
    const right = times.filter((at) => at < time).at(-1);
    return reference[g] !== -1 && times[reference[g]!] !== right;
  });
  if (items.length === 0) return [];
  const words = `Cohorts ${items.join(", ")} are not observed right before treatment: their reference is the last time before at which they are`;
  return [notice("reference_moved", words, { count: items.length, items })];
}

function ignoredCovariates(panel: Panel): Notice[] {
  if (panel.covariates.length === 0) return [];
  const items = panel.covariates.map(({ name }) => name);
  const words = `The regression is without ${items.join(", ")}`;
  return [notice("covariates_ignored", words, { count: items.length, items })];
}
