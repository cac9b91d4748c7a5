import type { Panel } from "../core/panel.ts";
import type { Random } from "../core/random.ts";

export interface SimulatedShape {
  units: number;
  years: number;
  treated: number;
  /** Correlation of a unit's shocks from one year to the next, −1 < ρ < 1. */
  rho: number;
}

/**
 * A balanced panel in which treatment does nothing: each unit's outcome is a stationary AR(1) with innovations of
 * variance 1. Treated units have dates of their own, drawn from the middle of the period (its second fifth to its
 * fourth). The first units are the treated ones; as all units are alike, that makes no difference.
 */
export function simulateNullPanel(shape: SimulatedShape, random: Random): Panel {
  const { units: n, years: t, treated, rho } = shape;
  const outcome = new Float64Array(n * t);
  const start = 1 / Math.sqrt(1 - rho * rho);
  for (let i = 0; i < n; i++) {
    let value = start * random.normal();
    for (let s = 0; s < t; s++) {
      outcome[i * t + s] = value;
      value = rho * value + random.normal();
    }
  }
  return {
    units: Array.from({ length: n }, (_, i) => i),
    times: Array.from({ length: t }, (_, s) => s + 1),
    n,
    t,
    outcome,
    observed: new Uint8Array(n * t).fill(1),
    first: dates(n, t, treated, random),
    covariates: [],
    cluster: Int32Array.from({ length: n }, (_, i) => i),
    clusters: Array.from({ length: n }, (_, i) => i),
    strata: null,
    strataLabels: [],
    exists: null,
    weights: null,
    balanced: true,
    observations: n * t,
    dropped: [],
    notices: [],
  };
}

/** Distinct dates while they last. */
function dates(n: number, t: number, treated: number, random: Random): Float64Array {
  const earliest = Math.max(1, Math.round(0.2 * t));
  const latest = Math.max(earliest, Math.round(0.8 * t) - 1);
  const range = Array.from({ length: latest - earliest + 1 }, (_, k) => earliest + k + 1);
  const first = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < treated; i++) {
    const at = i % range.length;
    const from = at + random.integer(range.length - at);
    const date = range[from]!;
    range[from] = range[at]!;
    range[at] = date;
    first[i] = date;
  }
  return first;
}
