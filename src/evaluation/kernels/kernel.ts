import { everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import { leastSquares } from "../numeric/qr.ts";
import { twoWay } from "../numeric/two-way.ts";

/**
 * An estimator that is linear in the outcome, made fast for many assignments of the same treatment dates. A slot is one
 * treated unit of the data with its date; an assignment says which unit sits in each slot, all others being untreated.
 */
export interface Kernel {
  slots: Slots;
  /**
   * The estimator on the outcome, written to out[0]; on the observed treatment indicator, to out[1] (left alone where
   * `out` has one entry). As the estimator is linear, its value on y − τD is out[0] − τ·out[1]: one pass serves every
   * null, and the effect itself is out[0] / out[1] at the observed assignment. NaN where nothing is identified.
   */
  evaluate(assigned: Int32Array, out: Float64Array): void;
}

export interface Slots {
  /** Treated units of the data, ascending: the observed assignment. */
  units: Int32Array;
  /** Index of the first treated time of each slot. */
  from: Int32Array;
  /** Date of each slot: with gaps in the times, cohorts of different dates can start at the same time. */
  date: Float64Array;
}

/** Outcome and observed treatment indicator, both n × t, 0 where unobserved. */
export type Series = readonly [outcome: Float64Array, treatment: Float64Array];

export function slotsOf(panel: Panel): Slots {
  const units = unitsWhere(panel, (i) => everTreated(panel, i));
  return {
    units: Int32Array.from(units),
    from: Int32Array.from(units, (i) => panel.times.findIndex((time) => time >= panel.first[i]!)),
    date: Float64Array.from(units, (i) => panel.first[i]!),
  };
}

/**
 * The two series of a panel. With covariates, each is replaced by its residual from a two-way fixed effects regression
 * on them that ignores treatment (Rosenbaum 2002, covariance adjustment): what any assignment leaves alone.
 */
export function seriesOf(panel: Panel, slots: Slots = slotsOf(panel)): Series {
  const { n, t, observed, covariates } = panel;
  const outcome = Float64Array.from(panel.outcome, (value, cell) => (observed[cell] ? value : 0));
  const treatment = new Float64Array(n * t);
  slots.units.forEach((i, k) => {
    for (let s = slots.from[k]!; s < t; s++) if (observed[i * t + s]) treatment[i * t + s] = 1;
  });
  if (covariates.length === 0) return [outcome, treatment];
  const ways = twoWay(observed, n, t);
  const columns = covariates.map(({ values }) => project(ways, values, observed));
  const design = new Float64Array(n * t * columns.length);
  columns.forEach((column, j) => {
    for (let cell = 0; cell < n * t; cell++) design[cell * columns.length + j] = column[cell]!;
  });
  const adjusted = [outcome, treatment].map((series) => {
    const { coef } = leastSquares(design, n * t, columns.length, project(ways, series, observed));
    return series.map((value, cell) => {
      if (!observed[cell]) return 0;
      let fitted = 0;
      covariates.forEach(({ values }, j) => {
        if (!Number.isNaN(coef[j]!)) fitted += coef[j]! * values[cell]!;
      });
      return value - fitted;
    });
  });
  return [adjusted[0]!, adjusted[1]!];
}

/** x less its unit and time effects, as a new array; unobserved cells count as 0. */
export function project(
  ways: { demean(x: Float64Array): void },
  x: Float64Array,
  observed: Uint8Array,
): Float64Array {
  const copy = Float64Array.from(x, (value, cell) => (observed[cell] ? value : 0));
  ways.demean(copy);
  return copy;
}

/** 1 where a unit is observed at every time. */
export function completeUnits({ n, t, observed }: Panel): Uint8Array {
  const out = new Uint8Array(n);
  for (let i = 0; i < n; i++) out[i] = observed.subarray(i * t, i * t + t).includes(0) ? 0 : 1;
  return out;
}
