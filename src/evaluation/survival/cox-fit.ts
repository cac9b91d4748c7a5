import { EvaluationError } from "../core/errors.ts";
import type { Spells } from "../core/spells.ts";
import { cholesky, cholInverse, cholSolve } from "../numeric/cholesky.ts";
import { type CoxDesign, covariateOf, coxDesign, keepColumns } from "./design.ts";
import { exactLikelihood } from "./exact-likelihood.ts";
import { firthLikelihood } from "./firth-likelihood.ts";
import { type Likelihood, partialLikelihood, type Ties } from "./likelihood.ts";
import { independentColumns, type Maximum, maximise } from "./newton.ts";

export interface CoxFitOptions {
  covariates: readonly string[];
  ties: Ties;
  /** Use the spells' strata. */
  strata: boolean;
  firth: boolean;
  /** Name of a covariate that enters with coefficient 1. */
  offset: string | null;
  maxIterations: number;
  tolerance: number | null;
  /** Columns that the spells do not hold, by name. */
  extra?: readonly { name: string; values: Float64Array }[];
}

/** A fitted Cox model with what is needed to go on: residuals, tests, baseline. */
export interface CoxFit {
  spells: Spells;
  ties: Ties;
  hazardTies: "efron" | "breslow";
  /** Of each spell, where the model is stratified. */
  strata: Int32Array | null;
  /** Only the columns that are not aliased. */
  design: CoxDesign;
  /** All terms asked for, and which of them are in the design. */
  terms: readonly string[];
  kept: readonly number[];
  /** In standardised units, length design.k. */
  beta: Float64Array;
  /** In the covariates' own units. */
  coef: Float64Array;
  modelVariance: Float64Array;
  maximum: Maximum;
  /** Unpenalised log likelihoods. */
  loglik: number;
  loglikNull: number;
  /** U′I⁻¹U at zero. */
  scoreTest: number;
  /** Kept terms whose coefficient runs away. */
  separated: string[];
  evaluate: (beta: Float64Array) => Likelihood;
}

/** A next step that would still move the linear predictor this far across a covariate's range means no maximum. */
const RUNAWAY = 0.05;

/** Maximum partial likelihood from zero. @throws EvaluationError, NoConvergenceError. */
export function fitCox(spells: Spells, options: CoxFitOptions): CoxFit {
  const { ties, firth } = options;
  if (options.covariates.length === 0)
    throw new EvaluationError("The Cox model has no covariate", {}, "Name at least one in covariates");
  if (firth && ties === "exact")
    throw new EvaluationError("Firth's penalty is not made for exact ties", {}, 'Use ties: "efron"');
  const columns = options.covariates.map(
    (name) => options.extra?.find((column) => column.name === name)?.values ?? covariateOf(spells, name),
  );
  const offset = options.offset === null ? null : covariateOf(spells, options.offset);
  const strata = options.strata ? spells.strata : null;
  const full = coxDesign(spells, options.covariates, columns, strata, offset);
  const plain = (of: CoxDesign) => (beta: Float64Array) =>
    ties === "exact" ? exactLikelihood(of, beta) : partialLikelihood(of, beta, ties);
  const first = plain(full)(new Float64Array(full.k));
  const kept = independentColumns(first.information, full.k, total(full.sets.deaths));
  if (kept.length === 0)
    throw new EvaluationError(
      `No covariate varies among those at risk: ${options.covariates.join(", ")}`,
      {},
      "Check that the covariates differ within the strata at the event times",
    );
  const design = kept.length === full.k ? full : keepColumns(full, kept);
  const evaluate = firth
    ? (beta: Float64Array) => firthLikelihood(design, beta, ties as "efron" | "breslow")
    : plain(design);
  const known = design === full && !firth ? first : undefined;
  const zero = new Float64Array(design.k);
  const maximum = maximise(evaluate, zero, options.maxIterations, options.tolerance, undefined, known);
  const { beta, at } = maximum;
  const k = design.k;
  const factor = cholesky(at.information, k, 1e-14);
  if (factor === null) throw new EvaluationError("The information is singular", {}, "Use fewer covariates");
  const modelVariance = cholInverse(factor, k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) modelVariance[a * k + b]! /= design.scale[a]! * design.scale[b]!;
  }
  const unpenalised = firth ? plain(design)(beta).loglik : at.loglik;
  return {
    spells,
    ties,
    hazardTies: ties === "efron" ? "efron" : "breslow",
    strata,
    design,
    terms: options.covariates,
    kept,
    beta,
    coef: beta.map((value, j) => value / design.scale[j]!),
    modelVariance,
    maximum,
    loglik: unpenalised,
    loglikNull: first.loglik,
    scoreTest: scoreTest(firth ? plain(design)(new Float64Array(k)) : maximum.initial),
    separated: design.names.filter(
      (_, j) => Math.abs(maximum.nextStep[j]! / design.scale[j]!) * design.range[j]! > RUNAWAY,
    ),
    evaluate,
  };
}

/** U′I⁻¹U. */
export function scoreTest(at: Likelihood): number {
  const k = at.score.length;
  const factor = cholesky(at.information, k, 1e-14);
  if (factor === null) return Number.NaN;
  return cholSolve(factor, k, at.score).reduce((sum, value, j) => sum + value * at.score[j]!, 0);
}

function total(values: Int32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
