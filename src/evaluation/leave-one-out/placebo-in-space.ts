import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Label, type Panel, unitsWhere, usedOf } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { type PointEstimator, pointOf } from "./leave-one-out.ts";

export interface PlaceboInSpaceResult extends ResultBase {
  /** Each treated unit alone against the never-treated, and where it stands among the placebos of its date. */
  treated: { unit: Label; date: number; estimate: number | null; p: number | null; placebos: number }[];
  /** Each never-treated unit as if it had been treated at each date, against the other never-treated. */
  placebos: { unit: Label; date: number; estimate: number | null }[];
}

/**
 * Every never-treated unit in turn as if treated. p = (1 + placebos as large in size)/(1 + placebos).
 * @throws EvaluationError without treated units or with fewer than two never-treated ones.
 */
export function placeboInSpace(panel: Panel, estimator: PointEstimator): PlaceboInSpaceResult {
  const treated = unitsWhere(panel, (i) => everTreated(panel, i));
  const never = unitsWhere(panel, (i) => !everTreated(panel, i));
  if (treated.length === 0 || never.length < 2) {
    throw new EvaluationError(
      `Placebos need a treated unit and at least two never-treated ones, here ${treated.length} and ${never.length}`,
      {},
      "Use the permutation test",
    );
  }
  const dates = [...new Set(treated.map((i) => panel.first[i]!))].sort((a, b) => a - b);
  const donors = restrictTo(panel, { units: never });
  const placebos = dates.flatMap((date) =>
    donors.units.map((unit, i) => {
      const first = donors.first.slice();
      first[i] = date;
      return { unit, date, estimate: pointOf({ ...donors, first }, estimator) };
    }),
  );
  const warnings: Notice[] = [...panel.notices];
  const lost = placebos.filter((placebo) => placebo.estimate === null).length;
  if (lost > 0)
    warnings.push(
      notice("placebo_without_estimate", `${lost} placebos have no estimate and are left out`, {
        count: lost,
      }),
    );
  if (never.length < 19) {
    const words = `With ${never.length} never-treated units p cannot be smaller than ${(1 / (never.length + 1)).toPrecision(2)}`;
    warnings.push(notice("few_placebos", words, { count: never.length }));
  }
  return {
    call: { method: "placeboInSpace", options: {} },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings,
    treated: treated.map((i) => {
      const alone = restrictTo(panel, { units: unitsWhere(panel, (l) => l === i || !everTreated(panel, l)) });
      const estimate = pointOf(alone, estimator);
      const same = placebos.flatMap((placebo) =>
        placebo.date === panel.first[i] && placebo.estimate !== null ? [placebo.estimate] : [],
      );
      return {
        unit: panel.units[i]!,
        date: panel.first[i]!,
        estimate,
        p: rank(estimate, same),
        placebos: same.length,
      };
    }),
    placebos,
  };
}

function rank(estimate: number | null, placebos: readonly number[]): number | null {
  if (estimate === null) return null;
  const size = Math.abs(estimate) * (1 - 1e-10);
  const larger = placebos.filter((value) => Math.abs(value) >= size).length;
  return (1 + larger) / (1 + placebos.length);
}
