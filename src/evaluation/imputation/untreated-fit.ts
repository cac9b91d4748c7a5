import { type Panel, treatedCell } from "../core/panel.ts";
import { twoWay } from "../numeric/two-way.ts";
import { semidefiniteInverse } from "../regression/semidefinite.ts";
import { adjustFor, type CovariatePart } from "./covariates.ts";

/** The outcome without treatment, as learned from untreated cells only. */
export interface UntreatedFit {
  /** n × t: 1 = a cell in use that is not treated. */
  untreated: Uint8Array;
  /**
   * n × t: outcome minus fitted outcome without treatment: the residual of an untreated cell, the effect in a treated
   * one; NaN where not observed or where the unit's or the time's effect is not identified.
   */
  left: Float64Array;
  /** n: total weight of the unit's untreated cells. */
  unitTotal: Float64Array;
  /** t × t generalised inverse of the normal equations of the time effects, unit effects absorbed. */
  timeInverse: Float64Array;
  covariates: CovariatePart | null;
  /** Parameters of the fit. */
  parameters: number;
  untreatedCells: number;
}

/** @param names covariates of the panel to adjust for; their coefficients also come from untreated cells only. */
export function fitUntreated(panel: Panel, names: readonly string[]): UntreatedFit {
  const { n, t, observed, weights } = panel;
  const untreated = new Uint8Array(n * t);
  let untreatedCells = 0;
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      if (!observed[i * t + s] || treatedCell(panel, i, s)) continue;
      untreated[i * t + s] = 1;
      untreatedCells++;
    }
  }
  const effects = twoWay(untreated, n, t, weights);
  const leave = (values: Float64Array): Float64Array => {
    const { unit, time } = effects.effects(values);
    const { unit: unitPart, time: timePart } = effects.components;
    const out = new Float64Array(n * t).fill(Number.NaN);
    for (let i = 0; i < n; i++) {
      if (unitPart[i]! < 0) continue;
      for (let s = 0; s < t; s++) {
        const cell = i * t + s;
        // Effects of two parts that share no unit have no common origin.
        if (observed[cell] && unitPart[i] === timePart[s]) out[cell] = values[cell]! - unit[i]! - time[s]!;
      }
    }
    return out;
  };
  const left = leave(panel.outcome);
  const covariates = names.length > 0 ? adjustFor(panel, names, untreated, left, leave) : null;
  const unitTotal = new Float64Array(n);
  const inverted = semidefiniteInverse(timeBlock(untreated, n, t, weights, unitTotal), t);
  return {
    untreated,
    left,
    unitTotal,
    timeInverse: inverted.inverse,
    covariates,
    parameters: effects.absorbed + (covariates?.kept.length ?? 0),
    untreatedCells,
  };
}

/** Cross products of the time dummies over untreated cells once unit effects are out; fills `unitTotal`. */
function timeBlock(
  untreated: Uint8Array,
  n: number,
  t: number,
  weights: Float64Array | null,
  unitTotal: Float64Array,
): Float64Array {
  const a = new Float64Array(t * t);
  const w = new Float64Array(t);
  for (let i = 0; i < n; i++) {
    const row = i * t;
    let total = 0;
    for (let s = 0; s < t; s++) {
      w[s] = untreated[row + s] ? (weights ? weights[row + s]! : 1) : 0;
      total += w[s]!;
    }
    unitTotal[i] = total;
    if (total === 0) continue;
    for (let s = 0; s < t; s++) {
      if (w[s] === 0) continue;
      a[s * t + s]! += w[s]!;
      const share = w[s]! / total;
      for (let u = 0; u < t; u++) a[s * t + u]! -= share * w[u]!;
    }
  }
  return a;
}
