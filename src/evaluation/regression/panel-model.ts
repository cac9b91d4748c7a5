import type { Panel } from "../core/panel.ts";
import type { Effects, GridModel } from "./model.ts";

/** A column of the model that is the same for all units of a cohort. */
export interface CohortColumn {
  name: string;
  /** Value at a time for units first treated at `first`. */
  value(first: number, time: number): number;
}

/** A column of its own value in each cell; n × t. */
export interface CellColumn {
  name: string;
  values: Float64Array;
}

/**
 * The model of a panel. Without weights and cell columns, units of a cohort that are observed at the same times share
 * their rows: on a balanced panel the design is then cohorts × times, however many units there are.
 */
export function panelModel(
  panel: Panel,
  cohortColumns: readonly CohortColumn[],
  cellColumns: readonly CellColumn[],
  effects: Effects,
  trends: boolean,
): GridModel {
  const { n, t, times, first } = panel;
  const { pattern, example } = patternsOf(panel, panel.weights === null && cellColumns.length === 0);
  const patterns = example.length;
  const k = cohortColumns.length + cellColumns.length;
  const x = new Float64Array(patterns * t * k);
  const observed = new Uint8Array(patterns * t);
  for (let p = 0; p < patterns; p++) {
    const unit = example[p]!;
    for (let s = 0; s < t; s++) {
      const row = (p * t + s) * k;
      observed[p * t + s] = panel.observed[unit * t + s]!;
      cohortColumns.forEach((column, j) => {
        x[row + j] = column.value(first[unit]!, times[s]!);
      });
      cellColumns.forEach((column, j) => {
        x[row + cohortColumns.length + j] = column.values[unit * t + s]!;
      });
    }
  }
  return {
    n,
    t,
    pattern,
    patterns,
    observed,
    weights: panel.weights,
    names: [...cohortColumns, ...cellColumns].map(({ name }) => name),
    x,
    y: panel.outcome,
    effects,
    trends,
    times,
  };
}

/** Pattern of each unit and one unit of each pattern; without sharing each unit has its own. */
function patternsOf(panel: Panel, shared: boolean): { pattern: Int32Array; example: number[] } {
  const { n, t, first, observed, balanced } = panel;
  const pattern = new Int32Array(n);
  const example: number[] = [];
  const known = new Map<number | string, number>();
  for (let i = 0; i < n; i++) {
    let at: number | undefined;
    if (shared) {
      const key = balanced ? first[i]! : `${first[i]} ${observed.subarray(i * t, (i + 1) * t).join("")}`;
      at = known.get(key);
      if (at === undefined) known.set(key, example.length);
    }
    if (at === undefined) {
      at = example.length;
      example.push(i);
    }
    pattern[i] = at;
  }
  return { pattern, example };
}
