import { EvaluationError } from "../core/errors.ts";
import type { Label } from "../core/panel.ts";
import type { ResultBase } from "../core/result.ts";
import { type Spells, usedOfSpells } from "../core/spells.ts";
import { cholesky, cholSolve } from "../numeric/cholesky.ts";
import { chiSquare } from "../numeric/distributions.ts";
import type { ChiSquareTest } from "./chi-square-test.ts";
import { coxFit } from "./cox.ts";
import { changesGroup, columnsBehind, groupsOf } from "./groups.ts";
import { guardImmortalTime } from "./immortal.ts";
import { riskSets } from "./risk-sets.ts";
import { spellWarnings } from "./warnings.ts";

export interface LogRankOptions {
  /** "twinned" (default), "strata" or a covariate. */
  by?: string;
  /** Weights S(t−)^rho: 0 = log-rank, 1 = Peto and Peto. Default 0. */
  rho?: number;
  /** Compare within the spells' strata; default: where there are strata. */
  strata?: boolean;
  forceBiased?: boolean;
}

export interface LogRankResult extends ResultBase {
  /** "mantel_byar" where ids move between the groups. */
  kind: "log_rank" | "mantel_byar";
  groups: readonly { group: Label; n: number; observed: number; expected: number }[];
  /** Observed and expected within each stratum, in the order of the groups. */
  strata: readonly { stratum: Label; observed: readonly number[]; expected: readonly number[] }[];
  /** k × k, row-major. */
  variance: readonly number[];
  chisq: number;
  df: number;
  p: number;
}

/**
 * Log-rank test of k groups on counting rows, stratified where asked, with Harrington and Fleming's (1982) weights.
 * By "twinned" it compares by the state at each moment (Mantel and Byar 1974).
 * @throws EvaluationError; ImmortalTimeError for a grouping that tells who will be twinned later.
 */
export function logRank(spells: Spells, options: LogRankOptions = {}): LogRankResult {
  const by = options.by ?? "twinned";
  const rho = options.rho ?? 0;
  const stratified = options.strata ?? (spells.strata !== null && by !== "strata");
  const forceBiased = options.forceBiased ?? false;
  if (spells.weights !== null)
    throw new EvaluationError("The log-rank test takes no weights", {}, "Use cox with weights");
  const biased = guardImmortalTime(spells, columnsBehind(spells, by), forceBiased);
  const { labels, code } = groupsOf(spells, by);
  if (labels.length < 2)
    throw new EvaluationError(`There is one group only: ${by} is ${labels[0]}`, {}, "Compare two at least");
  const k = labels.length;
  const strata = stratified ? spells.strata : null;
  const parts = sumParts(spells, code, k, strata, rho);
  const observed = totals(parts.observed, k);
  const expected = totals(parts.expected, k);
  const test = chiSquareOf(observed, expected, parts.variance, k);
  const events = spells.event.reduce((sum, d) => sum + d, 0);
  return {
    call: { method: "log_rank", options: { by, rho, strata: stratified, forceBiased } },
    used: usedOfSpells(spells),
    dropped: spells.dropped,
    warnings: [
      ...spells.notices,
      ...biased,
      ...spellWarnings(spells, {
        twinnedUsed: by === "twinned",
        clustered: false,
        events,
        parameters: k - 1,
      }),
    ],
    kind: changesGroup(spells, code) ? "mantel_byar" : "log_rank",
    groups: labels.map((group, g) => ({
      group,
      n: code.reduce((sum, c) => sum + (c === g ? 1 : 0), 0),
      observed: observed[g]!,
      expected: expected[g]!,
    })),
    strata: parts.observed.map((values, s) => ({
      stratum: strata ? spells.strataLabels[s]! : "all",
      observed: Array.from(values),
      expected: Array.from(parts.expected[s]!),
    })),
    variance: Array.from(parts.variance),
    ...test,
  };
}

/** Mantel–Byar test as the score test of the Cox model with current twinning. @throws as `cox`. */
export function mantelByar(
  spells: Spells,
  options: { ties?: "efron" | "breslow" | "exact"; strata?: boolean } = {},
): ChiSquareTest {
  const fit = coxFit(spells, { ...options, covariates: ["twinned"] });
  return { stat: fit.scoreTest, df: 1, p: chiSquare.upper(fit.scoreTest, 1) };
}

function sumParts(spells: Spells, code: Int32Array, k: number, strata: Int32Array | null, rho: number) {
  const sets = riskSets(spells, strata);
  const count = strata ? spells.strataLabels.length : 1;
  const observed = Array.from({ length: count }, () => new Float64Array(k));
  const expected = Array.from({ length: count }, () => new Float64Array(k));
  const variance = new Float64Array(k * k);
  const atRisk = new Float64Array(k);
  const dead = new Float64Array(k);
  let survival = 1;
  for (let e = 0; e < sets.times.length; e++) {
    const s = sets.stratumOf[e]!;
    if (e === 0 || s !== sets.stratumOf[e - 1]) {
      atRisk.fill(0);
      survival = 1;
    } else {
      for (let p = sets.toOffset[e - 1]!; p < sets.toOffset[e]!; p++) atRisk[code[sets.row[p]!]!]!--;
    }
    for (let q = sets.fromOffset[e]!; q < sets.fromOffset[e + 1]!; q++)
      atRisk[code[sets.row[sets.byFrom[q]!]!]!]!++;
    dead.fill(0);
    for (let p = sets.toOffset[e]!; p < sets.toOffset[e + 1]!; p++) {
      if (sets.event[p]) dead[code[sets.row[p]!]!]!++;
    }
    const n = atRisk.reduce((sum, x) => sum + x, 0);
    const d = sets.deaths[e]!;
    const weight = survival ** rho;
    const spread = n > 1 ? (weight * weight * d * (n - d)) / (n * n * (n - 1)) : 0;
    for (let a = 0; a < k; a++) {
      observed[s]![a]! += weight * dead[a]!;
      expected[s]![a]! += (weight * d * atRisk[a]!) / n;
      for (let b = 0; b < k; b++) {
        variance[a * k + b]! += spread * atRisk[a]! * ((a === b ? n : 0) - atRisk[b]!);
      }
    }
    survival *= 1 - d / n;
  }
  return { observed, expected, variance };
}

function totals(parts: readonly Float64Array[], k: number): Float64Array {
  return Float64Array.from({ length: k }, (_, g) => parts.reduce((sum, part) => sum + part[g]!, 0));
}

/** Groups that could have had no event do not count; of the others one is redundant. */
function chiSquareOf(observed: Float64Array, expected: Float64Array, variance: Float64Array, k: number) {
  const live = Array.from({ length: k }, (_, g) => g).filter((g) => expected[g]! > 0);
  const kept = live.slice(1);
  const df = kept.length;
  if (df === 0) return { chisq: 0, df, p: 1 };
  const part = new Float64Array(df * df);
  kept.forEach((a, i) => {
    kept.forEach((b, j) => {
      part[i * df + j] = variance[a * k + b]!;
    });
  });
  const difference = Float64Array.from(kept, (g) => observed[g]! - expected[g]!);
  const factor = cholesky(part, df);
  if (factor === null)
    throw new EvaluationError(
      "The groups are never at risk together",
      {},
      "Compare groups that overlap in time",
    );
  const chisq = cholSolve(factor, df, difference).reduce((sum, x, i) => sum + x * difference[i]!, 0);
  return { chisq, df, p: chiSquare.upper(chisq, df) };
}
