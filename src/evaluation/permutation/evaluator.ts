import { type Panel, treatedCell } from "../core/panel.ts";

/**
 * The statistic of one assignment on y − τD for every τ at once, being linear in the outcome:
 * out[0] = β_π(y), out[1] = β_π(D), so β_π(y − τD) = out[0] − τ·out[1]. Where a variance is asked for, its CR0 estimate
 * is out[2] − 2τ·out[3] + τ²·out[4]. NaN where the assignment identifies nothing.
 */
export interface Evaluator {
  /** 2, or 5 with the variance. */
  width: 2 | 5;
  evaluate(assigned: Int32Array, out: Float64Array): void;
}

/** Index of the first treated time of each treated unit, and the distinct ones. */
export interface Dates {
  /** Per slot: index into `from`. */
  cohort: Int32Array;
  /** Per cohort: index of its first treated time. */
  from: Int32Array;
}

export function datesOf(panel: Panel, treated: Int32Array): Dates {
  const starts = [...treated].map((i) => {
    let s = 0;
    while (!treatedCell(panel, i, s)) s++;
    return s;
  });
  const from = [...new Set(starts)].sort((a, b) => a - b);
  return {
    from: Int32Array.from(from),
    cohort: Int32Array.from(starts, (start) => from.indexOf(start)),
  };
}

/** cohorts × n: the sum of x over the times treated if unit i had the cohort's date. */
export function tails(x: Float64Array, n: number, t: number, from: Int32Array): Float64Array {
  const out = new Float64Array(from.length * n);
  from.forEach((start, g) => {
    for (let i = 0; i < n; i++) {
      let total = 0;
      for (let s = start; s < t; s++) total += x[i * t + s]!;
      out[g * n + i] = total;
    }
  });
  return out;
}
