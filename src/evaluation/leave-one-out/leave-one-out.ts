import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Label, type Panel, unitsWhere, usedOf } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { notice, type ResultBase } from "../core/result.ts";

/** Any point estimate of a panel. NaN, or an EvaluationError thrown, means that there is none. */
export type PointEstimator = (panel: Panel) => number;

export interface LeaveOneOutResult extends ResultBase {
  estimate: number | null;
  /** Without each treated unit in turn. */
  leaves: { unit: Label; estimate: number | null }[];
  low: number | null;
  high: number | null;
  /** The unit whose absence changes the estimate most. */
  mostInfluential: Label | null;
  /** Some leave gives an estimate of the other sign. */
  changesSign: boolean;
}

/**
 * The estimate without each treated unit in turn: with few treated units one of them can carry the whole result.
 * @throws EvaluationError when fewer than two units are treated.
 */
export function leaveOneOut(panel: Panel, estimator: PointEstimator): LeaveOneOutResult {
  const treated = unitsWhere(panel, (i) => everTreated(panel, i));
  if (treated.length < 2) {
    throw new EvaluationError(
      `Leaving one out needs at least two treated units, here ${treated.length}`,
      {},
      "Use placebos instead",
    );
  }
  const estimate = pointOf(panel, estimator);
  const leaves = treated.map((out) => {
    const units = unitsWhere(panel, (i) => i !== out);
    return { unit: panel.units[out]!, estimate: pointOf(restrictTo(panel, { units }), estimator) };
  });
  const known = leaves.flatMap((leave) => (leave.estimate === null ? [] : [leave.estimate]));
  const warnings = [...panel.notices];
  const lost = leaves.filter((leave) => leave.estimate === null);
  if (lost.length > 0) {
    const words = `Without ${lost.length} of the treated units there is no estimate`;
    warnings.push(
      notice("leave_without_estimate", words, { count: lost.length, items: lost.map((leave) => leave.unit) }),
    );
  }
  const flips =
    estimate !== null && known.some((value) => value !== 0 && Math.sign(value) === -Math.sign(estimate));
  if (flips)
    warnings.push(
      notice("one_unit_decides_sign", "Without one of the treated units the effect changes sign"),
    );
  return {
    call: { method: "leaveOneOut", options: {} },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings,
    estimate,
    leaves,
    low: known.length > 0 ? Math.min(...known) : null,
    high: known.length > 0 ? Math.max(...known) : null,
    mostInfluential: estimate === null ? null : furthest(leaves, estimate),
    changesSign: flips,
  };
}

function furthest(leaves: LeaveOneOutResult["leaves"], estimate: number): Label | null {
  let unit: Label | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const leave of leaves) {
    const moved = leave.estimate === null ? Number.NEGATIVE_INFINITY : Math.abs(leave.estimate - estimate);
    if (moved > most) {
      most = moved;
      unit = leave.unit;
    }
  }
  return unit;
}

/** The estimate, or null where the estimator has none. Faults of other kinds are passed on. */
export function pointOf(panel: Panel, estimator: PointEstimator): number | null {
  try {
    const value = estimator(panel);
    return Number.isFinite(value) ? value : null;
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}
