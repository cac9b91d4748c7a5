import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { type Spells, usedOfSpells } from "../core/spells.ts";
import { normal } from "../numeric/distributions.ts";
import { type BinaryDesign, binaryDesign, type PeriodEffect } from "./binary-design.ts";
import { fitBinary, type HazardLink } from "./binary-fit.ts";
import { clusterVariance } from "./cluster-variance.ts";
import { covariateOf } from "./design.ts";
import { fitFirthLogit } from "./firth-logit.ts";
import { everTwinned, guardImmortalTime } from "./immortal.ts";
import { informativePeriods } from "./informative-periods.ts";
import { type ProfileTerm, profileTerms } from "./profile.ts";
import { spellWarnings } from "./warnings.ts";

export type { PeriodEffect } from "./binary-design.ts";
export type { HazardLink } from "./binary-fit.ts";

export interface DiscreteHazardOptions {
  /** "cloglog" (default) gives log hazard ratios as the Cox model; "logit" log odds of the event in a period. */
  link?: HazardLink;
  /** Default: twinned, where known, and all covariates. */
  covariates?: readonly string[];
  /** Default "dummies". */
  time?: PeriodEffect;
  /** Periods from this one on share a dummy: for late periods with few rows. Default: none are pooled. */
  poolFrom?: number;
  /** "cluster" (default): sandwich HC0 over the spells' clusters × G/(G − 1). */
  variance?: "model" | "cluster";
  /** Firth's penalty (logit only), with profile likelihood tests and intervals. */
  firth?: boolean;
  everTwinned?: boolean;
  forceBiased?: boolean;
  level?: number;
  /** Of the deviance; default 1e-12. */
  tolerance?: number;
  maxIterations?: number;
}

export interface HazardTerm {
  term: string;
  estimate: number | null;
  /** exp(estimate): hazard ratio (cloglog) or odds ratio (logit). */
  ratio: number | null;
  se: number | null;
  seModel: number | null;
  z: number | null;
  p: number | null;
  /** Interval of the estimate. */
  low: number | null;
  high: number | null;
}

export interface DiscreteHazardResult extends ResultBase {
  terms: readonly HazardTerm[];
  n: number;
  events: number;
  level: number;
  deviance: number;
  loglik: number;
  penalisedLoglik: number | null;
  /** null with a penalty. */
  aic: number | null;
  iterations: number;
}

/**
 * Hazard of the event in each period, from rows of one period each (`makePersonPeriods`, `personPeriods`): Prentice and
 * Gloeckler (1978) with cloglog, Cox's (1972) discrete model with logit.
 * @throws EvaluationError; ImmortalTimeError; NoConvergenceError.
 */
export function discreteHazard(given: Spells, options: DiscreteHazardOptions = {}): DiscreteHazardResult {
  const filled = fillIn(given, options);
  checkRows(given, filled.firth, filled.link);
  const rows =
    filled.time === "dummies" && !filled.firth ? informativePeriods(given, filled.poolFrom) : given;
  const extra = options.everTwinned ? [{ name: "ever_twinned", values: everTwinned(rows) }] : [];
  const columns = filled.covariates.map(
    (name) => extra.find((column) => column.name === name) ?? { name, values: covariateOf(rows, name) },
  );
  const biased = guardImmortalTime(rows, columns, filled.forceBiased);
  const design = binaryDesign(
    rows,
    filled.covariates,
    filled.time,
    filled.poolFrom ?? Number.POSITIVE_INFINITY,
    extra,
  );
  const outcome = filled.firth ? penalisedTerms(design, filled) : plainTerms(rows, design, filled);
  const events = rows.event.reduce((sum, d) => sum + d, 0);
  const aliased = outcome.terms.filter(({ estimate }) => estimate === null).map(({ term }) => term);
  const { notices, ...rest } = outcome;
  return {
    call: { method: filled.firth ? "discrete_hazard_firth" : "discrete_hazard", options: filled },
    used: usedOfSpells(rows),
    dropped: rows.dropped,
    warnings: [
      ...rows.notices,
      ...biased,
      ...spellWarnings(rows, {
        twinnedUsed: filled.covariates.includes("twinned"),
        clustered: filled.variance === "cluster",
        events,
        parameters: design.k - aliased.length,
      }),
      ...notices,
      ...(aliased.length > 0
        ? [
            notice("rank_deficient", `Left out, being combinations of the others: ${aliased.join(", ")}`, {
              count: aliased.length,
              items: aliased,
            }),
          ]
        : []),
    ],
    n: rows.n,
    events,
    level: filled.level,
    ...rest,
  };
}

function fillIn(rows: Spells, options: DiscreteHazardOptions) {
  const firth = options.firth ?? false;
  const all = [
    ...(rows.twinnedKnown && !options.everTwinned ? ["twinned"] : []),
    ...rows.covariates.map(({ name }) => name),
  ];
  return {
    link: options.link ?? (firth ? "logit" : "cloglog"),
    covariates: [...(options.everTwinned ? ["ever_twinned"] : []), ...(options.covariates ?? all)],
    time: options.time ?? "dummies",
    poolFrom: options.poolFrom ?? null,
    variance: options.variance ?? (firth ? "model" : "cluster"),
    firth,
    forceBiased: options.forceBiased ?? false,
    level: options.level ?? 0.95,
    tolerance: options.tolerance ?? 1e-12,
    maxIterations: options.maxIterations ?? 50,
  } as const;
}

type Filled = ReturnType<typeof fillIn>;
type Outcome = Pick<
  DiscreteHazardResult,
  "terms" | "deviance" | "loglik" | "penalisedLoglik" | "aic" | "iterations"
> & { notices: Notice[] };

function checkRows(rows: Spells, firth: boolean, link: HazardLink): void {
  const long = rows.stop.findIndex((stop, i) => stop - rows.start[i]! !== 1);
  if (long >= 0) {
    throw new EvaluationError(
      `A row spans ${rows.start[long]} to ${rows.stop[long]}, not one period`,
      { row: rows.row[long]! + 1 },
      "Make rows by period: makePersonPeriods, or personPeriods for spells",
    );
  }
  if (firth && link !== "logit")
    throw new EvaluationError("Firth's penalty is made for the logit here", {}, 'Use link: "logit"');
  const events = rows.event.reduce((sum, d) => sum + d, 0);
  if (events === 0 || events === rows.n) {
    throw new EvaluationError(
      events === 0 ? "No row has an event" : "Every row has an event",
      { column: "event" },
      "A hazard needs rows with and without an event",
    );
  }
}

function plainTerms(rows: Spells, design: BinaryDesign, filled: Filled): Outcome {
  const fit = fitBinary(design, filled.link, filled.tolerance, filled.maxIterations);
  const clustered = filled.variance === "cluster" ? clusterVariance(rows, design, fit) : fit.variance;
  const reach = normal.quantile((1 + filled.level) / 2);
  const { k } = design;
  const terms = design.names.map((term, j): HazardTerm => {
    if (fit.aliased[j]) return missingTerm(term);
    const estimate = fit.coef[j]!;
    const se = Math.sqrt(clustered[j * k + j]!);
    return {
      term,
      estimate,
      ratio: Math.exp(estimate),
      se,
      seModel: Math.sqrt(fit.variance[j * k + j]!),
      z: estimate / se,
      p: 2 * normal.upper(Math.abs(estimate / se)),
      low: estimate - reach * se,
      high: estimate + reach * se,
    };
  });
  const words = `No finite maximum: ${fit.separated.join(", ")} separates rows with an event from those without. Coefficient and standard error mean nothing; use Firth's penalty, or another form of time`;
  return {
    terms,
    deviance: fit.deviance,
    loglik: -fit.deviance / 2,
    penalisedLoglik: null,
    aic: fit.deviance + 2 * fit.rank,
    iterations: fit.iterations,
    notices:
      fit.separated.length > 0
        ? [notice("separation", words, { count: fit.separated.length, items: fit.separated })]
        : [],
  };
}

function penalisedTerms(design: BinaryDesign, filled: Filled): Outcome {
  if (filled.variance !== "model")
    throw new EvaluationError("Firth's penalty has no robust variance", {}, 'Use variance: "model"');
  const fit = fitFirthLogit(design, filled.maxIterations);
  const { evaluate, beta, scale, variance, maximum } = fit;
  const profile = profileTerms(
    { evaluate, beta, scale, variance, peak: maximum.at.loglik },
    filled.level,
    filled.maxIterations,
  );
  const width = fit.kept.length;
  const terms = design.names.map((term, column): HazardTerm => {
    const j = fit.kept.indexOf(column);
    if (j < 0) return missingTerm(term);
    const estimate = beta[j]! / scale[j]!;
    const se = Math.sqrt(variance[j * width + j]!);
    const { p, low, high } = profile[j] as ProfileTerm;
    return { term, estimate, ratio: Math.exp(estimate), se, seModel: se, z: estimate / se, p, low, high };
  });
  return {
    terms,
    deviance: -2 * fit.loglik,
    loglik: fit.loglik,
    penalisedLoglik: maximum.at.loglik,
    aic: null,
    iterations: maximum.iterations,
    notices: [],
  };
}

function missingTerm(term: string): HazardTerm {
  return {
    term,
    estimate: null,
    ratio: null,
    se: null,
    seModel: null,
    z: null,
    p: null,
    low: null,
    high: null,
  };
}
