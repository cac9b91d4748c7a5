import type { Panel } from "../core/panel.ts";

/** One coefficient: a cohort at one time. */
export interface CohortCell {
  /** Index of the cohort. */
  cohort: number;
  /** Index of the time. */
  time: number;
  /** Times since treatment. */
  event: number;
  /** Unit-times, and their total weight. */
  cells: number;
  weight: number;
}

/** The saturated regression: groups of units that share their coefficients, and the coefficients themselves. */
export interface Design {
  /** First treated times of the cohorts, ascending. */
  first: readonly number[];
  /** Units of each cohort; the last entry counts the reference group. */
  sizes: Int32Array;
  /** n: cohort of each unit; `first.length` = reference group. */
  group: Int32Array;
  /** Index of each cohort's reference time, −1 = none observed. */
  reference: Int32Array;
  /** Cohort × event time other than the reference, by event time, then cohort (the peer's order of columns). */
  cells: readonly CohortCell[];
}

/**
 * @param panel without units treated in all their times. @param literal reference time exactly one before treatment;
 * otherwise the last time before treatment at which the cohort is observed.
 */
export function designOf(panel: Panel, literal: boolean): Design {
  const { n, t, times, observed, weights } = panel;
  const first = treatedDates(panel);
  const count = first.length;
  const position = new Map(first.map((time, g) => [time, g]));
  const group = new Int32Array(n);
  const sizes = new Int32Array(count + 1);
  const cells = new Int32Array(count * t);
  const weight = new Float64Array(count * t);
  for (let i = 0; i < n; i++) {
    const g = position.get(panel.first[i]!) ?? count;
    group[i] = g;
    sizes[g]!++;
    if (g === count) continue;
    for (let s = 0; s < t; s++) {
      if (!observed[i * t + s]) continue;
      cells[g * t + s]!++;
      weight[g * t + s]! += weights ? weights[i * t + s]! : 1;
    }
  }
  const reference = new Int32Array(count);
  const found: CohortCell[] = [];
  for (let g = 0; g < count; g++) {
    const date = first[g]!;
    const seen = times.map((_, s) => s).filter((s) => cells[g * t + s]! > 0);
    const before = seen.filter((s) => (literal ? times[s] === date - 1 : times[s]! < date));
    reference[g] = before.at(-1) ?? -1;
    for (const s of seen) {
      if (s === reference[g]) continue;
      const at = g * t + s;
      found.push({ cohort: g, time: s, event: times[s]! - date, cells: cells[at]!, weight: weight[at]! });
    }
  }
  found.sort((a, b) => a.event - b.event || a.cohort - b.cohort);
  return { first, sizes, group, reference, cells: found };
}

/** Cohorts seen under treatment; one that is not belongs to the reference group. */
function treatedDates(panel: Panel): number[] {
  const dates = new Set<number>();
  for (let i = 0; i < panel.n; i++) {
    for (let s = panel.t - 1; s >= 0 && panel.times[s]! >= panel.first[i]!; s--) {
      if (panel.observed[i * panel.t + s]) dates.add(panel.first[i]!);
    }
  }
  return [...dates].sort((a, b) => a - b);
}
