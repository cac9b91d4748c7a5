import { EvaluationError } from "../../evaluation/core/errors.ts";
import type { Panel } from "../../evaluation/core/panel.ts";
import { seeded } from "../../evaluation/core/random.ts";
import { timesNeeded, treatedNeeded } from "../../evaluation/power/needed.ts";
import { powerCurve } from "../../evaluation/power/power-curve.ts";
import { panelOf } from "../../evaluation/study/panel-of.ts";
import type { Study } from "../../evaluation/study/study.ts";
import {
  type AnalysisPlan,
  type PlannedOutcome,
  plannedSpecification,
} from "../../evaluation/verdict/analysis-plan.ts";
import type { RenewalAnalysis } from "../../evaluation/verdict/renewal.ts";
import type { EventsNeeded, Needed } from "../../web/data/answer.ts";

/** Points of the drawn curve. */
const POINTS = 40;

/**
 * Power of the plan's test by simulation (the numbers of `nap evaluate --estimator power`), and how many more twinned
 * countries or years it would take. Null where the data do not allow the simulation.
 * @param detectable the verdict's own smallest detectable effect, from which further years are reckoned.
 */
export function neededFor(
  study: Study,
  plan: AnalysisPlan,
  planned: PlannedOutcome,
  detectable: number,
): Needed | null {
  const specification = plannedSpecification(plan, planned);
  const panel = panelOf(study, specification);
  const { covariates } = specification;
  const { smallestEffect } = planned;
  const level = 1 - plan.alpha;
  const settings = { level, power: plan.power, covariates };
  const top = 2 * Math.max(smallestEffect, detectable);
  try {
    const found = powerCurve(panel, {
      ...settings,
      random: seeded(plan.seed),
      effects: Array.from({ length: POINTS + 1 }, (_, i) => (top * i) / POINTS),
    });
    return {
      curve: found.curve.map(({ effect, power }) => ({ effect, power })),
      detectable: found.detectable,
      size: found.size,
      donors: found.donors,
      sims: found.sims,
      treated: treatedNeeded(panel, smallestEffect, { ...settings, random: seeded(plan.seed) }),
      times: timesOrNull(panel, smallestEffect, detectable, covariates),
    };
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}

function timesOrNull(panel: Panel, effect: number, detectable: number, covariates: readonly string[]) {
  if (!(Number.isFinite(detectable) && detectable > 0)) return null;
  return timesNeeded(panel, effect, detectable, { covariates });
}

/**
 * Renewals needed for a smaller rate ratio at the same test and power: the number of events grows with the inverse
 * square of the logarithm of the ratio (Schoenfeld 1983), twinned and other in the proportion of today.
 */
export function eventsNeeded(
  { detectable, events, eventsTwinned }: Pick<RenewalAnalysis, "detectable" | "events" | "eventsTwinned">,
  smallest: number,
): EventsNeeded | null {
  const ratio = Math.log(detectable) / Math.log(smallest);
  if (!Number.isFinite(ratio) || eventsTwinned === 0) return null;
  const factor = Math.max(1, ratio * ratio);
  return { factor, events: Math.ceil(events * factor), eventsTwinned: Math.ceil(eventsTwinned * factor) };
}
