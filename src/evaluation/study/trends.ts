import { alwaysTreated, everTreated, type Label, type Panel, unitsWhere } from "../core/panel.ts";
import { quantileSorted } from "../numeric/quantile.ts";
import { sum } from "../numeric/sum.ts";

/** Each treated unit's outcome beside the middle of the units never treated. */
export interface Trends {
  times: readonly number[];
  units: readonly TrendUnit[];
  /** Units never treated in the panel, by time: mean, quartiles (type 7) and how many are known. */
  compared: readonly {
    time: number;
    mean: number | null;
    low: number | null;
    high: number | null;
    known: number;
  }[];
}

export interface TrendUnit {
  unit: Label;
  since: number;
  /** By time; null where not observed. */
  values: readonly (number | null)[];
}

/**
 * The outcome as it was, by time, without any model. Units treated from the first time on have no time before and are
 * neither shown nor compared. All values are in the unit of the outcome.
 */
export function trendsOf(panel: Panel): Trends {
  const never = unitsWhere(panel, (i) => !everTreated(panel, i));
  const treated = unitsWhere(panel, (i) => everTreated(panel, i) && !alwaysTreated(panel, i));
  const valueAt = (i: number, s: number) => {
    const cell = i * panel.t + s;
    return panel.observed[cell] === 1 ? panel.outcome[cell]! : null;
  };
  return {
    times: panel.times,
    units: treated.map((i) => ({
      unit: panel.units[i]!,
      since: panel.first[i]!,
      values: panel.times.map((_, s) => valueAt(i, s)),
    })),
    compared: panel.times.map((time, s) => ({
      time,
      ...middleOf(never.map((i) => valueAt(i, s)).filter((value) => value !== null)),
    })),
  };
}

function middleOf(values: readonly number[]) {
  if (values.length === 0) return { mean: null, low: null, high: null, known: 0 };
  const sorted = Float64Array.from(values).sort();
  return {
    mean: sum(sorted) / sorted.length,
    low: quantileSorted(sorted, 0.25, 7),
    high: quantileSorted(sorted, 0.75, 7),
    known: sorted.length,
  };
}
