import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";

/** Units that are treated from the same time of the panel on. */
export interface TimingGroup {
  /** Index of the first treated time: 0 = always treated, t = never. */
  from: number;
  units: number;
  /** Mean outcome at each time. */
  means: Float64Array;
  /** before[s] = sum of the means at times before s; t + 1 entries. */
  before: Float64Array;
}

/** Groups by the time from which they are treated, ascending; the never treated come last. */
export function timingGroups(panel: Panel): TimingGroup[] {
  const { n, t, times, first, outcome } = panel;
  const found = new Map<number, TimingGroup>();
  for (let i = 0; i < n; i++) {
    let from = 0;
    while (from < t && times[from]! < first[i]!) from++;
    let group = found.get(from);
    if (!group) {
      group = { from, units: 0, means: new Float64Array(t), before: new Float64Array(t + 1) };
      found.set(from, group);
    }
    group.units++;
    for (let s = 0; s < t; s++) group.means[s]! += outcome[i * t + s]!;
  }
  const groups = [...found.values()].sort((a, b) => a.from - b.from);
  for (const { means, before, units } of groups) {
    for (let s = 0; s < t; s++) {
      means[s]! /= units;
      before[s + 1] = before[s]! + means[s]!;
    }
  }
  return groups;
}

/** Mean of a group over the times from `start` (included) to `stop` (excluded). */
export function meanOver(group: TimingGroup, start: number, stop: number): number {
  return (group.before[stop]! - group.before[start]!) / (stop - start);
}

/** @throws EvaluationError where the decomposition is not defined. */
export function refuse(panel: Panel): void {
  if (!panel.balanced) {
    const missing = panel.n * panel.t - panel.observations;
    throw new EvaluationError(
      `The Goodman-Bacon decomposition needs a balanced panel; ${missing} unit-times are not observed`,
      {},
      'Make the panel with unbalanced: "drop_units", or choose a period in which every unit is observed',
    );
  }
  if (panel.weights) {
    throw new EvaluationError(
      "The Goodman-Bacon decomposition is not defined here for weighted observations",
      { column: "weights" },
      "Make the panel without weights",
    );
  }
}
