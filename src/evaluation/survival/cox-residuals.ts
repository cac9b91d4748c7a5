import { EvaluationError } from "../core/errors.ts";
import type { CoxFit } from "./cox-fit.ts";
import { cumulated, hazardTables } from "./hazard-tables.ts";
import { riskOf } from "./sweep.ts";

export interface SchoenfeldResidual {
  /** Index of the spell that ends with the event. */
  spell: number;
  time: number;
  stratum: number;
  /** One per term. */
  values: number[];
}

/** Observed minus expected events, one per spell (exact ties: with Breslow's hazard). */
export function martingaleResiduals(fit: CoxFit): Float64Array {
  const { design, spells } = fit;
  const risk = riskOf(design, fit.beta);
  const tables = hazardTables(design, risk, fit.hazardTies);
  const total = cumulated(tables.h, 1);
  const { sets, n, weights } = design;
  const out = new Float64Array(spells.n);
  for (let p = 0; p < n; p++) {
    const own = risk.r[p]! / (weights ? weights[p]! : 1);
    const end = sets.to[p]!;
    let expected = total[end]! - total[sets.from[p]!]!;
    if (sets.event[p]) expected += tables.hDead[end - 1]! - tables.h[end - 1]!;
    out[sets.row[p]!] = sets.event[p]! - own * expected;
  }
  return out;
}

/**
 * Score residuals, spells × kept terms (row-major), in the covariates' own units: they sum to the score.
 * @throws EvaluationError for exact ties, which have none.
 */
export function scoreResiduals(fit: CoxFit): Float64Array {
  refuseExact(fit, "Score residuals");
  const { design, spells } = fit;
  const { sets, k, n, weights, x, scale } = design;
  const risk = riskOf(design, fit.beta);
  const tables = hazardTables(design, risk, fit.hazardTies);
  const total = cumulated(tables.h, 1);
  const totalX = cumulated(tables.hx, k);
  const out = new Float64Array(spells.n * k);
  for (let p = 0; p < n; p++) {
    const own = risk.r[p]! / (weights ? weights[p]! : 1);
    const begin = sets.from[p]!;
    const end = sets.to[p]!;
    const dead = sets.event[p] === 1;
    let hazard = total[end]! - total[begin]!;
    if (dead) hazard += tables.hDead[end - 1]! - tables.h[end - 1]!;
    for (let a = 0; a < k; a++) {
      const xa = x[p * k + a]!;
      let mean = totalX[end * k + a]! - totalX[begin * k + a]!;
      let value = 0;
      if (dead) {
        const last = (end - 1) * k + a;
        mean += tables.hxDead[last]! - tables.hx[last]!;
        value = xa - tables.mean[last]!;
      }
      out[sets.row[p]! * k + a] = scale[a]! * (value - own * (xa * hazard - mean));
    }
  }
  return out;
}

/** Change of the coefficients were a spell left out, approximately: weight × score residual × model variance; spells × k. */
export function dfbetaResiduals(fit: CoxFit): Float64Array {
  const score = scoreResiduals(fit);
  const { k } = fit.design;
  const out = new Float64Array(score.length);
  for (let i = 0; i < fit.spells.n; i++) {
    const weight = fit.spells.weights ? fit.spells.weights[i]! : 1;
    for (let a = 0; a < k; a++) {
      let value = 0;
      for (let b = 0; b < k; b++) value += score[i * k + b]! * fit.modelVariance[b * k + a]!;
      out[i * k + a] = weight * value;
    }
  }
  return out;
}

/** Covariates of each spell that ends with an event minus their mean over the risk set; by stratum, then time. */
export function schoenfeldResiduals(fit: CoxFit): SchoenfeldResidual[] {
  refuseExact(fit, "Schoenfeld residuals");
  const { design } = fit;
  const { sets, k, x, scale } = design;
  const { mean } = hazardTables(design, riskOf(design, fit.beta), fit.hazardTies);
  const out: SchoenfeldResidual[] = [];
  for (let p = 0; p < design.n; p++) {
    if (!sets.event[p]) continue;
    const e = sets.to[p]! - 1;
    const values = Array.from({ length: k }, (_, a) => scale[a]! * (x[p * k + a]! - mean[e * k + a]!));
    out.push({ spell: sets.row[p]!, time: sets.times[e]!, stratum: sets.stratumOf[e]!, values });
  }
  return out;
}

function refuseExact(fit: CoxFit, what: string): void {
  if (fit.ties !== "exact") return;
  throw new EvaluationError(`${what} are not defined for exact ties`, {}, 'Use ties: "efron"');
}

/** Sandwich variance: dfbeta residuals summed within groups; k × k. @param group of each spell. */
export function sandwichVariance(fit: CoxFit, group: Int32Array | null, groups: number): Float64Array {
  const { k } = fit.design;
  const { spells } = fit;
  const residuals = dfbetaResiduals(fit);
  const total = group ? new Float64Array(groups * k) : residuals;
  for (let i = 0; group && i < spells.n; i++) {
    for (let a = 0; a < k; a++) total[group[i]! * k + a]! += residuals[i * k + a]!;
  }
  const out = new Float64Array(k * k);
  for (let g = 0; g < total.length / k; g++) {
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) out[a * k + b]! += total[g * k + a]! * total[g * k + b]!;
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) out[b * k + a] = out[a * k + b]!;
  return out;
}
