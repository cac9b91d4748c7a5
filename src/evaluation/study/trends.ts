import type { Label, Panel } from "../core/panel.ts";

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

export function trendsOf(panel: Panel): Trends {
  throw new Error(`to be written for ${panel.n} units`);
}
