import { EvaluationError } from "../core/errors.ts";
import type { Label, Panel } from "../core/panel.ts";
import type { Plan } from "./cohorts.ts";

/**
 * Units in the order of their first treatment, so that each cohort and each set of controls is a range; values by
 * time, so that a cell reads two runs of numbers.
 */
export interface PanelSample {
  n: number;
  units: Label[];
  cluster: Int32Array;
  /** Position in `units` of the j-th unit in this order. */
  order: Int32Array;
  /** Ascending; Infinity = never. */
  first: Float64Array;
  /** Time by time: unit j at time s stands at s·n + j. */
  outcome: Float64Array;
  covariates: SampleCovariate[];
  weights: Float64Array | null;
}

export interface SampleCovariate {
  name: string;
  values: Float64Array;
  /** The same at all times. */
  constant: boolean;
}

/** @param kept indices of units, @param times indices of times; every cell of them observed. */
export function samplePanel(
  panel: Panel,
  plan: Plan,
  kept: readonly number[],
  times: readonly number[],
  names: readonly string[],
): PanelSample {
  const n = kept.length;
  const first = Float64Array.from(kept, (i) => plan.firstOf(panel.first[i]!));
  const order = orderByFirst(first);
  const rows = Int32Array.from(order, (position) => kept[position]!);
  const byTime = (values: Float64Array) => transpose(values, panel.t, rows, times);
  return {
    n,
    units: kept.map((i) => panel.units[i]!),
    cluster: Int32Array.from(kept, (i) => panel.cluster[i]!),
    order,
    first: Float64Array.from(order, (position) => first[position]!),
    outcome: byTime(panel.outcome),
    covariates: pickCovariates(panel.covariates, names).map(({ name, values }) => {
      const own = byTime(values);
      return { name, values: own, constant: isConstant(own, n) };
    }),
    weights: panel.weights ? byTime(panel.weights) : null,
  };
}

/** @throws EvaluationError for a name the data do not have. */
export function pickCovariates<T extends { name: string }>(
  known: readonly T[],
  names: readonly string[],
): T[] {
  return names.map((name) => {
    const found = known.find((covariate) => covariate.name === name);
    if (found) return found;
    const remedy = `Known covariates: ${known.map((covariate) => covariate.name).join(", ") || "none"}`;
    throw new EvaluationError("No such covariate", { column: name }, remedy);
  });
}

/** Positions by ascending first treatment, in their own order within a cohort. */
export function orderByFirst(first: Float64Array): Int32Array {
  const start = new Map<number, number>();
  for (const value of first) start.set(value, (start.get(value) ?? 0) + 1);
  let at = 0;
  for (const value of [...start.keys()].sort((a, b) => (a < b ? -1 : 1))) {
    const count = start.get(value) as number;
    start.set(value, at);
    at += count;
  }
  const order = new Int32Array(first.length);
  first.forEach((value, position) => {
    const next = start.get(value) as number;
    order[next] = position;
    start.set(value, next + 1);
  });
  return order;
}

/** Index of the first entry above `value` in an ascending list. */
export function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function transpose(
  values: Float64Array,
  stride: number,
  rows: Int32Array,
  times: readonly number[],
): Float64Array {
  const n = rows.length;
  const out = new Float64Array(n * times.length);
  for (let j = 0; j < n; j++) {
    const from = rows[j]! * stride;
    for (let s = 0; s < times.length; s++) out[s * n + j] = values[from + times[s]!]!;
  }
  return out;
}

function isConstant(values: Float64Array, n: number): boolean {
  for (let cell = n; cell < values.length; cell++) if (values[cell] !== values[cell - n]) return false;
  return true;
}
