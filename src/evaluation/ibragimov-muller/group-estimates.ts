import { EvaluationError } from "../core/errors.ts";
import {
  alwaysTreated,
  everTreated,
  type Label,
  type Panel,
  treatedCell,
  unitsWhere,
} from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { type Notice, notice } from "../core/result.ts";
import { twoWay } from "../numeric/two-way.ts";

export interface GroupEstimates {
  units: Label[];
  estimates: Float64Array;
  never: number;
  notices: Notice[];
}

/**
 * One difference-in-differences per treated unit against all never-treated ones: the change of its mean from before to
 * after, less the never-treated units' time effects. Without gaps these are the plain four means; with gaps the time
 * effects come from two-way fixed effects on the never-treated.
 * @throws EvaluationError without never-treated units, or when no treated unit can be compared.
 */
export function groupEstimates(panel: Panel): GroupEstimates {
  const never = unitsWhere(panel, (i) => !everTreated(panel, i));
  if (never.length === 0) {
    throw new EvaluationError(
      "No unit is never treated, so treated units have nobody to be compared with",
      {},
      "Use the permutation test instead",
    );
  }
  const time = timeEffects(panel, never);
  const treated = unitsWhere(panel, (i) => everTreated(panel, i));
  const kept: number[] = [];
  const estimates: number[] = [];
  const left: Label[] = [];
  for (const i of treated) {
    const estimate = alwaysTreated(panel, i) ? Number.NaN : change(panel, i, time);
    if (Number.isNaN(estimate)) left.push(panel.units[i]!);
    else {
      kept.push(i);
      estimates.push(estimate);
    }
  }
  if (kept.length === 0) {
    throw new EvaluationError(
      "No treated unit is observed both before and after",
      {},
      "Check the first-treated dates and the period",
    );
  }
  const notices: Notice[] = [];
  if (left.length > 0) {
    const words = `${left.length} treated units left out: not observed both before and after`;
    notices.push(notice("treated_without_before_and_after", words, { count: left.length, items: left }));
  }
  return {
    units: kept.map((i) => panel.units[i]!),
    estimates: Float64Array.from(estimates),
    never: never.length,
    notices,
  };
}

/** By time of the whole panel; NaN where no never-treated unit is observed. */
function timeEffects(panel: Panel, never: readonly number[]): Float64Array {
  const part = restrictTo(panel, { units: never });
  const values = Float64Array.from(part.outcome, (value, cell) => (part.observed[cell] ? value : 0));
  const { time } = twoWay(part.observed, part.n, part.t, part.weights).effects(values);
  const out = new Float64Array(panel.t).fill(Number.NaN);
  part.times.forEach((value, s) => {
    out[panel.times.indexOf(value)] = time[s]!;
  });
  return out;
}

function change(panel: Panel, i: number, time: Float64Array): number {
  const total = [0, 0] as [number, number];
  const weight = [0, 0] as [number, number];
  for (let s = 0; s < panel.t; s++) {
    const cell = i * panel.t + s;
    if (!panel.observed[cell] || Number.isNaN(time[s]!)) continue;
    const side = treatedCell(panel, i, s) ? 1 : 0;
    const w = panel.weights?.[cell] ?? 1;
    total[side] += w * (panel.outcome[cell]! - time[s]!);
    weight[side] += w;
  }
  return total[1] / weight[1] - total[0] / weight[0];
}
