import { EvaluationError } from "../core/errors.ts";
import type { Label, Panel } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import type { MatchResult } from "./types.ts";

/** The panel of the matched treated units and their controls. Units of the panel that were not matched are left out. */
export function matchedPanel(panel: Panel, result: MatchResult): Panel {
  const kept = new Set(matchedUnits(result));
  const units = panel.units.flatMap((unit, i) => (kept.has(unit) ? [i] : []));
  if (units.length === 0) {
    throw new EvaluationError("None of the matched units is in the panel", {}, "Match units of this panel");
  }
  return restrictTo(panel, { units });
}

/** Names of all matched units, treated and controls. */
export function matchedUnits(result: MatchResult): Label[] {
  return result.units.filter((_, i) => result.weights[i]! > 0);
}

/** Weighted mean of an outcome among the matched treated less that among their controls. @param outcome by unit. */
export function matchedDifference(result: MatchResult, outcome: (unit: Label) => number): number {
  const total = [0, 0];
  const weight = [0, 0];
  result.units.forEach((unit, i) => {
    const w = result.weights[i]!;
    if (w === 0) return;
    total[result.treated[i]!]! += w * outcome(unit);
    weight[result.treated[i]!]! += w;
  });
  return total[1]! / weight[1]! - total[0]! / weight[0]!;
}

export interface Trajectory {
  unit: Label;
  /** Mean outcome before; null where never observed before. */
  level: number | null;
  /** Least-squares change a unit of time; null with fewer than two observations. */
  slope: number | null;
  observations: number;
}

/** Where each unit stood and how it moved before a given time: what controls should share with the treated. */
export function outcomeTrajectory(panel: Panel, before: number): Trajectory[] {
  return panel.units.map((unit, i) => {
    const seen = panel.times.flatMap((time, s) =>
      time < before && panel.observed[i * panel.t + s] ? [{ time, y: panel.outcome[i * panel.t + s]! }] : [],
    );
    const n = seen.length;
    if (n === 0) return { unit, level: null, slope: null, observations: 0 };
    const level = seen.reduce((a, { y }) => a + y, 0) / n;
    const middle = seen.reduce((a, { time }) => a + time, 0) / n;
    const spread = seen.reduce((a, { time }) => a + (time - middle) ** 2, 0);
    const together = seen.reduce((a, { time, y }) => a + (time - middle) * (y - level), 0);
    return { unit, level, slope: n > 1 ? together / spread : null, observations: n };
  });
}
