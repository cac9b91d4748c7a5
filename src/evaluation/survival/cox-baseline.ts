import type { CoxFit } from "./cox-fit.ts";
import { hazardTables } from "./hazard-tables.ts";
import { riskOf } from "./sweep.ts";

export interface BaselinePoint {
  time: number;
  stratum: number;
  /** Cumulative hazard of a row whose covariates are all 0, up to and including `time`. */
  hazard: number;
}

/** Baseline cumulative hazard at every distinct stop time, by stratum (Efron's or Breslow's estimate, as the ties). */
export function coxBaseline(fit: CoxFit): BaselinePoint[] {
  const { design, spells } = fit;
  const risk = riskOf(design, fit.beta);
  const { h } = hazardTables(design, risk, fit.hazardTies);
  let atZero = risk.shift;
  for (let j = 0; j < design.k; j++) atZero += fit.coef[j]! * design.centre[j]!;
  const unit = Math.exp(-atZero);
  const { times, stratumOf } = design.sets;
  const out: BaselinePoint[] = [];
  let e = 0;
  for (const [stratum, stops] of stopsByStratum(spells.stop, fit.strata)) {
    while (e < times.length && stratumOf[e]! < stratum) e++;
    let hazard = 0;
    for (const time of stops) {
      for (; e < times.length && stratumOf[e] === stratum && times[e]! <= time; e++) hazard += h[e]!;
      out.push({ time, stratum, hazard: hazard * unit });
    }
  }
  return out;
}

function stopsByStratum(stop: Float64Array, strata: Int32Array | null): [number, number[]][] {
  const seen = new Map<number, Set<number>>();
  for (let i = 0; i < stop.length; i++) {
    const stratum = strata ? strata[i]! : 0;
    let times = seen.get(stratum);
    if (!times) {
      times = new Set();
      seen.set(stratum, times);
    }
    times.add(stop[i]!);
  }
  return [...seen]
    .sort(([a], [b]) => a - b)
    .map(([stratum, times]) => [stratum, [...times].sort((a, b) => a - b)]);
}
