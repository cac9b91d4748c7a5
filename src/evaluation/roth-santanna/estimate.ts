import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import { normal } from "../numeric/distributions.ts";
import { type Contrast, contrastOf, eventTimesOf } from "./contrasts.ts";
import { type CohortMoments, cohortMoments, type Sample } from "./sample.ts";
import type { Estimand, RothSantAnna, RothSantAnnaOptions, RothSantAnnaRow } from "./types.ts";
import { covarianceOf, knownHeterogeneity } from "./variance.ts";

const ESTIMANDS: readonly Estimand[] = ["simple", "cohort", "calendar", "eventstudy"];
const SMALL_COHORT = 5;

/**
 * Efficient estimator where the time of treatment is as good as random (Roth and Sant'Anna 2023): treated less not yet
 * treated, adjusted for the same difference before treatment by the factor that makes the variance least. Random
 * timing is more than parallel trends: without it the estimate is biased where levels differ. The panel is not changed.
 * @throws EvaluationError when fewer than two cohorts of two units are left, nobody can be compared, or options are out
 * of range.
 */
export function rothSantAnna(panel: Panel, options: RothSantAnnaOptions = {}): RothSantAnna {
  const estimand = options.estimand ?? "simple";
  const level = options.level ?? 0.95;
  checkOptions(estimand, level);
  const sample = cohortMoments(panel);
  const { cohorts, times } = sample;
  const asked =
    estimand === "eventstudy" ? [...(options.eventTimes ?? eventTimesOf(cohorts, times))] : [null];
  const missing: number[] = [];
  const rows = asked.flatMap((eventTime) => {
    const contrast = contrastOf(cohorts, times, estimand, eventTime);
    if (contrast) return [estimateRow(cohorts, times, contrast, eventTime, level)];
    if (eventTime !== null) missing.push(eventTime);
    return [];
  });
  if (rows.length === 0) {
    throw new EvaluationError(
      "No cohort is treated at a time when another one is not treated yet",
      { column: "firstTreated" },
      "Give a panel with units treated later or never, and times since treatment that occur",
    );
  }
  return {
    call: {
      method: "rothSantAnna",
      options: { estimand, level, eventTimes: estimand === "eventstudy" ? asked : null },
    },
    used: usedBy(sample),
    dropped: [...panel.dropped, ...sample.dropped],
    warnings: [...panel.notices, ...cautions(cohorts, rows, missing)],
    rows,
  };
}

function checkOptions(estimand: Estimand, level: number): void {
  if (!ESTIMANDS.includes(estimand)) {
    const place = { column: "estimand", value: String(estimand) };
    throw new EvaluationError("No such estimand", place, `Give one of ${ESTIMANDS.join(", ")}`);
  }
  if (!(level > 0 && level < 1)) {
    const place = { column: "level", value: String(level) };
    throw new EvaluationError(
      "The level is out of range",
      place,
      "Give a number between 0 and 1, such as 0.95",
    );
  }
}

function estimateRow(
  cohorts: readonly CohortMoments[],
  times: readonly number[],
  contrast: Contrast,
  eventTime: number | null,
  level: number,
): RothSantAnnaRow {
  const { effect, before } = contrast;
  const chance = covarianceOf(cohorts, before, before);
  const shared = covarianceOf(cohorts, before, effect);
  const beta = chance > 0 ? shared / chance : 0;
  const estimate = meanOf(cohorts, effect) - beta * meanOf(cohorts, before);
  const neyman = Math.max(0, covarianceOf(cohorts, effect, effect) - beta * shared);
  const left = neyman - knownHeterogeneity(cohorts, times, contrast);
  const seNeyman = Math.sqrt(neyman);
  const reach = normal.quantile(1 - (1 - level) / 2) * seNeyman;
  return {
    eventTime,
    estimate,
    se: Math.sqrt(Math.max(0, left)),
    seNeyman,
    p: seNeyman > 0 ? 2 * normal.upper(Math.abs(estimate) / seNeyman) : null,
    low: estimate - reach,
    high: estimate + reach,
    beta,
    cutOff: left < 0,
  };
}

function meanOf(cohorts: readonly CohortMoments[], contrast: readonly Float64Array[]): number {
  let total = 0;
  cohorts.forEach(({ mean }, g) => {
    for (let s = 0; s < mean.length; s++) total += contrast[g]![s]! * mean[s]!;
  });
  return total;
}

function usedBy({ cohorts, times, units }: Sample) {
  const never = cohorts.find((cohort) => cohort.first === Number.POSITIVE_INFINITY)?.units ?? 0;
  return { units, treated: units - never, never, times: times.length, observations: units * times.length };
}

function cautions(
  cohorts: readonly CohortMoments[],
  rows: readonly RothSantAnnaRow[],
  missing: readonly number[],
): Notice[] {
  const out: Notice[] = [];
  const cut = rows.filter((row) => row.cutOff);
  if (cut.length > 0) {
    const words =
      "The adjusted variance fell below zero and its standard error is set to 0: cohorts are too small for the number of times before treatment. Use seNeyman";
    const items = cut.flatMap(({ eventTime }) => (eventTime === null ? [] : [eventTime]));
    out.push(notice("adjusted_variance_negative", words, { count: cut.length, items }));
  }
  const treated = cohorts.filter((cohort) => cohort.first < Number.POSITIVE_INFINITY);
  const small = treated.filter((cohort) => cohort.units < SMALL_COHORT).map((cohort) => cohort.first);
  if (small.length > 0) {
    const words = `Cohorts of fewer than ${SMALL_COHORT} units (${small.join(", ")}): their variances are hardly known`;
    out.push(notice("small_cohorts", words, { count: small.length, items: small }));
  }
  if (missing.length > 0) {
    const words = `No cohort can be compared at times since treatment ${missing.join(", ")}`;
    out.push(notice("event_times_missing", words, { count: missing.length, items: missing }));
  }
  return out;
}
