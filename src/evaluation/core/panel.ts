import type { Notice, Used } from "./result.ts";

export type Label = string | number;

/**
 * A panel made ready for the estimators: dense, n units × t times, row-major, units and times ascending. Made by
 * `makePanel` only, which has checked it. Never changed by an estimator.
 */
export interface Panel {
  units: readonly Label[];
  times: readonly number[];
  n: number;
  t: number;
  /** n × t; NaN where not observed. */
  outcome: Float64Array;
  /** n × t; 1 = a cell in use: outcome and every covariate known. */
  observed: Uint8Array;
  /** n: first treated time; Infinity = never. */
  first: Float64Array;
  /** Each n × t. */
  covariates: readonly Covariate[];
  /** n: 0-based cluster of each unit; the unit itself unless told otherwise. */
  cluster: Int32Array;
  clusters: readonly Label[];
  /** n: 0-based stratum, such as a region; null when there is none. */
  strata: Int32Array | null;
  strataLabels: readonly Label[];
  /** n: time from which the unit has a plan, so that it can be treated at all; Infinity = never; null = always. */
  exists: Float64Array | null;
  /** n × t; null = all 1. */
  weights: Float64Array | null;
  balanced: boolean;
  /** Every unit is treated at some time: those not treated in these times are treated after them. */
  onlyLater?: true;
  /** Cells in use. */
  observations: number;
  dropped: readonly Notice[];
  notices: readonly Notice[];
}

export interface Covariate {
  name: string;
  values: Float64Array;
}

/** True where unit i is treated at time index s. */
export function treatedCell(panel: Panel, i: number, s: number): boolean {
  return panel.times[s]! >= panel.first[i]!;
}

/** Unit i is treated at some time of the panel. */
export function everTreated(panel: Panel, i: number): boolean {
  return panel.first[i]! <= panel.times[panel.t - 1]!;
}

/** Unit i is treated from the first time of the panel on: it has no time before. */
export function alwaysTreated(panel: Panel, i: number): boolean {
  return panel.first[i]! <= panel.times[0]!;
}

/** Indices of units that fulfil a condition. */
export function unitsWhere(panel: Panel, condition: (i: number) => boolean): number[] {
  const out: number[] = [];
  for (let i = 0; i < panel.n; i++) if (condition(i)) out.push(i);
  return out;
}

/** What an estimate on the whole panel rests on. */
export function usedOf(panel: Panel): Used {
  let treated = 0;
  for (let i = 0; i < panel.n; i++) if (everTreated(panel, i)) treated++;
  return {
    units: panel.n,
    treated,
    never: panel.n - treated,
    times: panel.t,
    observations: panel.observations,
    clusters: panel.clusters.length,
  };
}
