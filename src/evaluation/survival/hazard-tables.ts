import type { CoxDesign } from "./design.ts";
import { type Risk, sweep } from "./sweep.ts";

/** Increments at each event time e, per unit of exp(η − shift). */
export interface HazardTables {
  /** Baseline hazard for rows that survive e, and for rows that die at e (Efron: less, as they are phased out). */
  h: Float64Array;
  hDead: Float64Array;
  /** The same times the mean covariates of the risk set; m × k. */
  hx: Float64Array;
  hxDead: Float64Array;
  /** Mean covariates of the risk set as the score takes them off; m × k. */
  mean: Float64Array;
}

export function hazardTables(design: CoxDesign, risk: Risk, ties: "efron" | "breslow"): HazardTables {
  const { k, sets } = design;
  const m = sets.times.length;
  const out: HazardTables = {
    h: new Float64Array(m),
    hDead: new Float64Array(m),
    hx: new Float64Array(m * k),
    hxDead: new Float64Array(m * k),
    mean: new Float64Array(m * k),
  };
  sweep(design, risk, false, (e, sums) => {
    const steps = ties === "efron" ? sums.deaths : 1;
    for (let l = 0; l < steps; l++) {
      const share = l / steps;
      const z0 = sums.s0 - share * sums.d0;
      const step = sums.weight / steps / z0;
      out.h[e]! += step;
      out.hDead[e]! += (1 - share) * step;
      for (let a = 0; a < k; a++) {
        const mean = (sums.s1[a]! - share * sums.d1[a]!) / z0;
        out.hx[e * k + a]! += step * mean;
        out.hxDead[e * k + a]! += (1 - share) * step * mean;
        out.mean[e * k + a]! += mean / steps;
      }
    }
  });
  return out;
}

/** Running sums, with a zero in front: entry e is the sum of the first e increments. */
export function cumulated(increments: Float64Array, k: number): Float64Array {
  const out = new Float64Array(increments.length + k);
  for (let i = 0; i < increments.length; i++) out[i + k] = out[i]! + increments[i]!;
  return out;
}
