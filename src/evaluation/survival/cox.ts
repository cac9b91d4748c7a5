import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { type Spells, usedOfSpells } from "../core/spells.ts";
import { normal } from "../numeric/distributions.ts";
import { type ChiSquareTest, chiSquareTest, waldStatistic } from "./chi-square-test.ts";
import { type Concordance, concordance } from "./concordance.ts";
import { type CoxFit, fitCox } from "./cox-fit.ts";
import { sandwichVariance } from "./cox-residuals.ts";
import { covariateOf } from "./design.ts";
import { everTwinned, guardImmortalTime } from "./immortal.ts";
import type { Ties } from "./likelihood.ts";
import { type Profiled, type ProfileTerm, profileTerms } from "./profile.ts";
import { riskOf } from "./sweep.ts";
import { spellWarnings } from "./warnings.ts";

export type CoxVariance = "model" | "robust" | "cluster";

export interface CoxOptions {
  /** Default: twinned, where known, and all covariates of the spells. */
  covariates?: readonly string[];
  /** Default "efron". */
  ties?: Ties;
  /** A baseline hazard of its own for each of the spells' strata; default: where there are strata. */
  strata?: boolean;
  /** Default "cluster" for recurrent events, else "model". */
  variance?: CoxVariance;
  /** Covariate that enters with coefficient 1. */
  offset?: string;
  /** Firth's penalty, with profile likelihood tests and intervals. Default false. */
  firth?: boolean;
  /** Adds "ever_twinned", which is refused unless `forceBiased`. */
  everTwinned?: boolean;
  forceBiased?: boolean;
  /** Default 0.95. */
  level?: number;
  /** Default true. */
  concordance?: boolean;
  /** Default 50. */
  maxIterations?: number;
  /** Stop once the log likelihood changes by no more than this share, as R's eps. Default: go on to the maximum. */
  tolerance?: number;
}

/** A term without `coef` is a combination of others and was left out (notice `rank_deficient`). */
export interface CoxTerm {
  term: string;
  coef: number | null;
  hr: number | null;
  se: number | null;
  /** Without regard to clusters. */
  seModel: number | null;
  z: number | null;
  p: number | null;
  /** Interval of the hazard ratio. */
  low: number | null;
  high: number | null;
}

export interface CoxResult extends ResultBase {
  terms: readonly CoxTerm[];
  n: number;
  events: number;
  level: number;
  loglikNull: number;
  loglik: number;
  /** Penalised, with Firth's penalty. */
  penalisedLoglik: number | null;
  likelihoodRatio: ChiSquareTest;
  score: ChiSquareTest;
  wald: ChiSquareTest;
  concordance: Concordance | null;
  /** Of the kept terms, k × k, row-major; robust where asked for. */
  vcov: readonly number[];
  vcovTerms: readonly string[];
  iterations: number;
}

/**
 * Cox (1972) proportional hazards on counting rows, with twinning as it stands at each moment.
 * @throws EvaluationError; ImmortalTimeError for a covariate that tells who will be twinned later; NoConvergenceError.
 */
export function cox(spells: Spells, options: CoxOptions = {}): CoxResult {
  return describeCox(coxFit(spells, options), options);
}

/** The fit behind `cox`, for `coxZph`, `coxBaseline` and the residuals. @throws as `cox`. */
export function coxFit(spells: Spells, options: CoxOptions = {}): CoxFit {
  const filled = fillIn(spells, options);
  const extra = filled.everTwinned ? [{ name: "ever_twinned", values: everTwinned(spells) }] : [];
  const covariates = [...new Set([...extra.map(({ name }) => name), ...filled.covariates])];
  biasNotices(spells, covariates, extra, filled.forceBiased);
  return fitCox(spells, { ...filled, covariates, extra });
}

function fillIn(spells: Spells, options: CoxOptions) {
  const all = [
    ...(spells.twinnedKnown && !options.everTwinned ? ["twinned"] : []),
    ...spells.covariates.map(({ name }) => name).filter((name) => name !== options.offset),
  ];
  return {
    covariates: options.covariates ?? all,
    ties: options.ties ?? "efron",
    strata: options.strata ?? spells.strata !== null,
    variance: options.variance ?? (spells.recurrent ? "cluster" : "model"),
    offset: options.offset ?? null,
    firth: options.firth ?? false,
    everTwinned: options.everTwinned ?? false,
    forceBiased: options.forceBiased ?? false,
    level: options.level ?? 0.95,
    concordance: options.concordance ?? true,
    maxIterations: options.maxIterations ?? 50,
    tolerance: options.tolerance ?? null,
  };
}

function biasNotices(
  spells: Spells,
  names: readonly string[],
  extra: readonly { name: string; values: Float64Array }[],
  forceBiased: boolean,
): Notice[] {
  const columns = names.map(
    (name) => extra.find((column) => column.name === name) ?? { name, values: covariateOf(spells, name) },
  );
  return guardImmortalTime(spells, columns, forceBiased);
}

/** Everything that is reported of a fit. */
export function describeCox(fit: CoxFit, options: CoxOptions = {}): CoxResult {
  const { spells, design } = fit;
  const filled = fillIn(spells, options);
  const { level } = filled;
  if (!(level > 0 && level < 1))
    throw new EvaluationError(`A level of ${level} is not between 0 and 1`, {}, "Use 0.95");
  if (filled.variance !== "model" && filled.firth)
    throw new EvaluationError("Firth's penalty has no robust variance", {}, 'Use variance: "model"');
  const vcov = variance(fit, filled.variance);
  const profile = filled.firth ? profileTerms(profiled(fit), level, filled.maxIterations) : null;
  const { k } = design;
  const extra = filled.everTwinned ? [{ name: "ever_twinned", values: everTwinned(spells) }] : [];
  const events = design.sets.deaths.reduce((sum, d) => sum + d, 0);
  const drop =
    2 * (filled.firth ? fit.maximum.at.loglik - fit.maximum.initial.loglik : fit.loglik - fit.loglikNull);
  return {
    call: { method: filled.firth ? "cox_firth" : "cox", options: { ...filled, covariates: fit.terms } },
    used: usedOfSpells(spells),
    dropped: spells.dropped,
    warnings: [
      ...spells.notices,
      ...biasNotices(spells, fit.terms, extra, filled.forceBiased),
      ...spellWarnings(spells, {
        twinnedUsed: fit.terms.includes("twinned"),
        clustered: filled.variance === "cluster",
        events,
        parameters: k,
      }),
      ...fitNotices(fit),
    ],
    terms: fit.terms.map((term, at) => describeTerm(fit, term, fit.kept.indexOf(at), vcov, profile, level)),
    n: spells.n,
    events,
    level,
    loglikNull: fit.loglikNull,
    loglik: fit.loglik,
    penalisedLoglik: filled.firth ? fit.maximum.at.loglik : null,
    likelihoodRatio: chiSquareTest(drop, k),
    score: chiSquareTest(fit.scoreTest, k),
    wald: chiSquareTest(waldStatistic(fit.coef, vcov, k), k),
    concordance: filled.concordance ? fitConcordance(fit, filled.variance === "cluster") : null,
    vcov: Array.from(vcov),
    vcovTerms: design.names,
    iterations: fit.maximum.iterations,
  };
}

function profiled(fit: CoxFit): Profiled {
  const { evaluate, beta, design, modelVariance, maximum } = fit;
  return { evaluate, beta, scale: design.scale, variance: modelVariance, peak: maximum.at.loglik };
}

function variance(fit: CoxFit, kind: CoxVariance): Float64Array {
  if (kind === "model") return fit.modelVariance;
  const { cluster, clusters } = fit.spells;
  return sandwichVariance(fit, kind === "cluster" ? cluster : null, clusters.length);
}

function fitConcordance(fit: CoxFit, clustered: boolean): Concordance {
  const { spells, design } = fit;
  const { eta } = riskOf(design, fit.beta);
  return concordance(design, eta, clustered ? spells.cluster : null, spells.clusters.length);
}

function describeTerm(
  fit: CoxFit,
  term: string,
  j: number,
  vcov: Float64Array,
  profile: readonly ProfileTerm[] | null,
  level: number,
): CoxTerm {
  if (j < 0)
    return { term, coef: null, hr: null, se: null, seModel: null, z: null, p: null, low: null, high: null };
  const { k } = fit.design;
  const coef = fit.coef[j]!;
  const se = Math.sqrt(vcov[j * k + j]!);
  const z = coef / se;
  const reach = normal.quantile((1 + level) / 2) * se;
  const own = profile?.[j];
  const bound = (value: number | null) => (value === null ? null : Math.exp(value));
  return {
    term,
    coef,
    hr: Math.exp(coef),
    se,
    seModel: Math.sqrt(fit.modelVariance[j * k + j]!),
    z,
    p: own ? own.p : 2 * normal.upper(Math.abs(z)),
    low: own ? bound(own.low) : Math.exp(coef - reach),
    high: own ? bound(own.high) : Math.exp(coef + reach),
  };
}

function fitNotices(fit: CoxFit): Notice[] {
  const out: Notice[] = [];
  const aliased = fit.terms.filter((_, at) => !fit.kept.includes(at));
  if (aliased.length > 0) {
    const words = `Left out, being constant or a combination of the terms before: ${aliased.join(", ")}`;
    out.push(notice("rank_deficient", words, { count: aliased.length, items: aliased }));
  }
  if (fit.separated.length > 0) {
    const words = `No finite maximum: ${fit.separated.join(", ")} separates those with an event from those without. Coefficient and standard error mean nothing; use Firth's penalty`;
    out.push(notice("separation", words, { count: fit.separated.length, items: fit.separated }));
  }
  return out;
}
