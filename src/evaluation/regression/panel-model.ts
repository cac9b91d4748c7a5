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
 * The model of a panel. Without gaps, weights and cell columns, units of a cohort share their rows: the design is then
 * cohorts × times, however many units there are.
 */
export function panelModel(
  panel: Panel,
  cohortColumns: readonly CohortColumn[],
  cellColumns: readonly CellColumn[],
  effects: Effects,
  trends: boolean,
): GridModel {
  const { n, t, times } = panel;
  const shared = panel.balanced && panel.weights === null && cellColumns.length === 0;
  const { pattern, cohorts } = shared ? cohortPatterns(panel.first) : ownPatterns(panel.first);
  const patterns = cohorts.length;
  const k = cohortColumns.length + cellColumns.length;
  const x = new Float64Array(patterns * t * k);
  for (let p = 0; p < patterns; p++) {
    for (let s = 0; s < t; s++) {
      const row = (p * t + s) * k;
      cohortColumns.forEach((column, j) => {
        x[row + j] = column.value(cohorts[p]!, times[s]!);
      });
      cellColumns.forEach((column, j) => {
        x[row + cohortColumns.length + j] = column.values[p * t + s]!;
      });
    }
  }
  return {
    n,
    t,
    pattern,
    patterns,
    observed: shared ? new Uint8Array(patterns * t).fill(1) : panel.observed,
    weights: panel.weights,
    names: [...cohortColumns, ...cellColumns].map(({ name }) => name),
    x,
    y: panel.outcome,
    effects,
    trends,
    times,
  };
}

function cohortPatterns(first: Float64Array): { pattern: Int32Array; cohorts: Float64Array } {
  const cohorts = Float64Array.from(new Set(first)).sort();
  const position = new Map(Array.from(cohorts, (g, p) => [g, p]));
  return { pattern: Int32Array.from(first, (g) => position.get(g) as number), cohorts };
}

function ownPatterns(first: Float64Array): { pattern: Int32Array; cohorts: Float64Array } {
  return { pattern: Int32Array.from(first, (_, i) => i), cohorts: first };
}
