import { fitLogit, type Logit } from "./logit.ts";

/** A fitted propensity this high anywhere means that treated and controls do not overlap. */
const OVERLAP = 0.999;
/** Controls this likely to be treated would carry nearly all weight: left out. */
const TRIM = 0.995;

export interface Propensity extends Logit {
  /** w·p/(1 − p) of each control, in order; 0 where trimmed. */
  odds: Float64Array;
}

/** Propensity of the first `treated` rows and the weights it gives to the rest; null without overlap. */
export function propensity(
  z: Float64Array,
  k: number,
  treated: number,
  weights: Float64Array | null,
): Propensity | null {
  const fit = fitLogit(z, k, treated, weights);
  if (!fit) return null;
  const { p } = fit;
  const odds = new Float64Array(p.length - treated);
  for (let i = 0; i < p.length; i++) {
    if (!(p[i]! < OVERLAP)) return null;
    if (i < treated) continue;
    const w = weights ? weights[i]! : 1;
    odds[i - treated] = p[i]! < TRIM ? (w * p[i]!) / (1 - p[i]!) : 0;
  }
  return { ...fit, odds };
}
