import type { Label, Panel } from "../core/panel.ts";
import type { Plan } from "./cohorts.ts";
import { orderByFirst, pickCovariates } from "./panel-sample.ts";

/** The rows of one time, by ascending first treatment. */
export interface Slice {
  /** Unit whose influence the row adds to. */
  unit: Int32Array;
  first: Float64Array;
  outcome: Float64Array;
  /** Rows × covariates, row-major. */
  covariates: Float64Array;
  weights: Float64Array | null;
}

export interface Rows {
  n: number;
  units: readonly Label[];
  first: Float64Array;
  cluster: Int32Array;
  weights: Float64Array | null;
  slices: Slice[];
  names: readonly string[];
  observations: number;
}

/** One entry a row; `unit` says to which of the n units it belongs. */
export interface FlatRows {
  unit: Int32Array;
  time: Int32Array;
  outcome: Float64Array;
  covariates: readonly { name: string; values: Float64Array }[];
  weights: Float64Array | null;
}

/** Sorts rows into one slice for each time. */
export function sliceRows(rows: FlatRows, first: Float64Array, times: number): Slice[] {
  const byTime: number[][] = Array.from({ length: times }, () => []);
  rows.time.forEach((s, row) => {
    byTime[s]!.push(row);
  });
  const p = rows.covariates.length;
  return byTime.map((members) => {
    const own = Float64Array.from(members, (row) => first[rows.unit[row]!]!);
    const sorted = Int32Array.from(orderByFirst(own), (position) => members[position]!);
    const covariates = new Float64Array(sorted.length * p);
    sorted.forEach((row, i) => {
      for (let j = 0; j < p; j++) covariates[i * p + j] = rows.covariates[j]!.values[row]!;
    });
    const weights = rows.weights;
    return {
      unit: sorted.map((row) => rows.unit[row]!),
      first: Float64Array.from(sorted, (row) => first[rows.unit[row]!]!),
      outcome: Float64Array.from(sorted, (row) => rows.outcome[row]!),
      covariates,
      weights: weights ? Float64Array.from(sorted, (row) => weights[row]!) : null,
    };
  });
}

/** The observed cells of a panel as rows of repeated cross-sections. */
export function rowsOfPanel(
  panel: Panel,
  plan: Plan,
  candidates: readonly number[],
  times: readonly number[],
  names: readonly string[],
): Rows {
  const known = pickCovariates(panel.covariates, names);
  const kept = candidates.filter((i) => times.some((s) => panel.observed[i * panel.t + s] === 1));
  const first = Float64Array.from(kept, (i) => plan.firstOf(panel.first[i]!));
  const cells: number[] = [];
  const unit: number[] = [];
  const time: number[] = [];
  kept.forEach((i, position) => {
    times.forEach((s, at) => {
      if (!panel.observed[i * panel.t + s]) return;
      cells.push(i * panel.t + s);
      unit.push(position);
      time.push(at);
    });
  });
  const pick = (values: Float64Array) => Float64Array.from(cells, (cell) => values[cell]!);
  const flat: FlatRows = {
    unit: Int32Array.from(unit),
    time: Int32Array.from(time),
    outcome: pick(panel.outcome),
    covariates: known.map(({ name, values }) => ({ name, values: pick(values) })),
    weights: panel.weights ? pick(panel.weights) : null,
  };
  return {
    n: kept.length,
    units: kept.map((i) => panel.units[i]!),
    first,
    cluster: Int32Array.from(kept, (i) => panel.cluster[i]!),
    weights: flat.weights ? meanByUnit(flat.weights, flat.unit, kept.length) : null,
    slices: sliceRows(flat, first, times.length),
    names,
    observations: cells.length,
  };
}

function meanByUnit(weights: Float64Array, unit: Int32Array, n: number): Float64Array {
  const total = new Float64Array(n);
  const count = new Float64Array(n);
  unit.forEach((i, row) => {
    total[i]! += weights[row]!;
    count[i]!++;
  });
  return total.map((value, i) => value / count[i]!);
}
