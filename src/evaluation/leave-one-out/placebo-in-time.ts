import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Panel, treatedCell, unitsWhere, usedOf } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { type PointEstimator, pointOf } from "./leave-one-out.ts";

export interface PlaceboInTimeResult extends ResultBase {
  lead: number;
  /** Should be near zero: nothing had happened yet. */
  estimate: number | null;
  /** The panel it was computed on, so that a test of it can be made too. */
  panel: Panel;
}

/**
 * As if treatment had come `lead` observed times earlier, on the times before treatment only.
 * @throws EvaluationError for a lead that is no positive whole number, or that leaves no treated unit with a time before.
 */
export function placeboInTime(panel: Panel, lead: number, estimator: PointEstimator): PlaceboInTimeResult {
  if (!(Number.isInteger(lead) && lead > 0)) {
    throw new EvaluationError(
      "The lead is a positive whole number of times",
      { column: "lead", value: String(lead) },
      "Use 3",
    );
  }
  const early = panelBefore(panel, lead);
  const warnings: Notice[] = [...panel.notices];
  if (early.lost.length > 0) {
    const words = `${early.lost.length} treated units left out: they have no time before their date less ${lead}`;
    warnings.push(
      notice("too_early_for_placebo", words, {
        count: early.lost.length,
        items: early.lost.map((i) => panel.units[i]!),
      }),
    );
  }
  return {
    call: { method: "placeboInTime", options: { lead } },
    used: usedOf(early.panel),
    dropped: panel.dropped,
    warnings,
    lead,
    estimate: pointOf(early.panel, estimator),
    panel: early.panel,
  };
}

function panelBefore(panel: Panel, lead: number): { panel: Panel; lost: number[] } {
  const observed = panel.observed.slice();
  const outcome = panel.outcome.slice();
  const first = panel.first.slice();
  const lost: number[] = [];
  for (const i of unitsWhere(panel, (unit) => everTreated(panel, unit))) {
    const start = panel.times.findIndex((_, s) => treatedCell(panel, i, s));
    for (let s = start; s < panel.t; s++) {
      observed[i * panel.t + s] = 0;
      outcome[i * panel.t + s] = Number.NaN;
    }
    if (start - lead < 1) lost.push(i);
    else first[i] = panel.times[start - lead]!;
  }
  const units = unitsWhere(panel, (i) => !lost.includes(i));
  const kept = restrictTo({ ...panel, observed, outcome, first, exists: null }, { units });
  if (!kept.first.some((date) => date <= kept.times[kept.t - 1]!)) {
    throw new EvaluationError(
      `No treated unit has a time before its date less ${lead}`,
      { column: "lead", value: String(lead) },
      "Choose a smaller lead",
    );
  }
  return { panel: kept, lost };
}
