import type { DonorPool } from "./donor-pool.ts";

/**
 * Everything about giving certain dates to units of a pool that does not depend on which units they are. Row of a unit
 * with date g, less its own mean: d_g; of any untreated unit, after unit and time effects: c₀ = −(1/n) Σ_j d_j.
 */
export interface Design {
  n: number;
  slots: number;
  /** Per slot. */
  cohort: Int32Array;
  cohorts: number;
  /** cohorts × n: d_g · ỹ_i. */
  y: Float64Array;
  /** c₀ · ỹ_i. */
  y0: Float64Array;
  /** cohorts × cohorts: d_g · d_h. */
  gram: Float64Array;
  /** d_g · c₀. */
  base: Float64Array;
  /** |c₀|². */
  flat: number;
  /** Σ_j |d_j|². */
  square: number;
  /** Σ D̃². */
  q: number;
}

/** @param starts index of the first treated time of each slot, 1 to t − 1. */
export function makeDesign(pool: DonorPool, starts: Int32Array = pool.starts): Design {
  const { n, t, outcome } = pool;
  const from = [...new Set(starts)].sort((a, b) => a - b);
  const cohorts = from.length;
  const cohort = Int32Array.from(starts, (start) => from.indexOf(start));
  const y = new Float64Array(cohorts * n);
  from.forEach((start, g) => {
    for (let i = 0; i < n; i++) {
      for (let s = start; s < t; s++) y[g * n + i]! += outcome[i * t + s]!;
    }
  });
  // d_g · d_h: steps at f ≤ h, centred.
  const gram = new Float64Array(cohorts * cohorts);
  from.forEach((f, g) => {
    from.forEach((h, k) => {
      gram[g * cohorts + k] = (Math.min(f, h) * (t - Math.max(f, h))) / t;
    });
  });
  const base = new Float64Array(cohorts);
  for (let g = 0; g < cohorts; g++) for (const h of cohort) base[g]! -= gram[g * cohorts + h]! / n;
  let flat = 0;
  let square = 0;
  for (const g of cohort) {
    flat -= base[g]! / n;
    square += gram[g * cohorts + g]!;
  }
  const y0 = new Float64Array(n);
  for (let i = 0; i < n; i++) for (const g of cohort) y0[i]! -= y[g * n + i]! / n;
  return { n, slots: starts.length, cohort, cohorts, y, y0, gram, base, flat, square, q: square - n * flat };
}

/** β̂ when the units of `assigned` take the slots. */
export function estimateOf(design: Design, assigned: Int32Array): number {
  let total = 0;
  for (let k = 0; k < design.slots; k++) total += design.y[design.cohort[k]! * design.n + assigned[k]!]!;
  return total / design.q;
}
