import { everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import type { Random } from "../core/random.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { normal } from "../numeric/distributions.ts";
import { FEW_FOR_USUAL_SE, usualSeNotices } from "../run/withhold.ts";
import { csEventStudy } from "./event-study-cs.ts";
import { imputationEventStudy } from "./event-study-imputation.ts";
import { EVENT_WINDOW, type EventCoefficient, type EventFit, type Wald } from "./event-study-parts.ts";
import { twfeEventStudy } from "./event-study-twfe.ts";
import type { Estimator } from "./specification.ts";
import { asNormal, asStudent, largestOf, uniformCritical } from "./uniform-band.ts";

export interface EventStudyOptions {
  random: Random;
  /** Of the uniform band. Default 9999. */
  draws?: number;
  level?: number;
}

/** The effect at one time since treatment; bounds are null where the standard error is not defined or not to be believed. */
export interface EventRow {
  /** Times since the first treated one; negative = before. */
  at: number;
  /** Null where it is not identified. */
  estimate: number | null;
  se: number | null;
  /** One time by itself. */
  low: number | null;
  high: number | null;
  /** All times at once. */
  uniformLow: number | null;
  uniformHigh: number | null;
  /** Treated units that stand behind it. */
  treated: number;
  /** Zero by definition: the time that the others are compared with. */
  reference?: true;
  reason?: string;
}

/** Joint test that nothing differs before treatment. */
export interface EventPretest {
  /** Wald statistic over df (F), Wald statistic (chi_square), or the largest |t| in normal units (max_t). */
  kind: "F" | "chi_square" | "max_t";
  statistic: number;
  /** Times tested. */
  df: number;
  /** Of the denominator; null unless F. */
  df2: number | null;
  p: number;
}

export interface EventStudy extends ResultBase {
  estimator: Estimator;
  /** Ascending. */
  rows: EventRow[];
  level: number;
  /** Of the uniform band, in normal units; where intervals use Student's distribution, the value with the same tail. */
  critical: number | null;
  /** Null without a time before treatment that has a standard error, or where few are treated and nothing allows for it. */
  pretest: EventPretest | null;
}

/**
 * Effects by time since treatment with bands that hold one by one and for all times at once. Two-way fixed effects: CR2,
 * else CR1. Callaway and Sant'Anna: universal base, multiplier bootstrap. Imputation: horizons, and before treatment a
 * regression on untreated cells. Bands of the first and last: simulated from the covariance of the estimates, those
 * before and from treatment on of the imputation taken as independent, which makes the band no narrower.
 * The joint test is the Wald test where there are two treated units or more to each time before, else the largest |t|; with
 * few treated units only with CR2, as the other standard errors would find differences where there are none.
 * @throws EvaluationError where no treated unit is seen before treatment, or the panel has nobody to compare.
 */
export function eventStudyOf(panel: Panel, estimator: Estimator, options: EventStudyOptions): EventStudy {
  const { random, draws = 9999, level = 0.95 } = options;
  const fit = fitOf(panel, estimator, { random: random.split(), draws, level });
  const withheld = fit.coefficients.filter(({ reason }) => reason === "one_unit_cohort").length;
  const usable = [...fit.coefficients.keys()].filter((k) => fit.coefficients[k]!.se !== null);
  const before = usable.filter((k) => fit.coefficients[k]!.at < 0);
  const treated = unitsWhere(panel, (i) => everTreated(panel, i)).length;
  const believed = fit.smallSample || treated >= FEW_FOR_USUAL_SE;
  const sampler = simulated(fit, usable, draws, random);
  const band = fit.critical ?? (usable.length > 0 ? uniformCritical(sampler(usable), level) : null);
  const result: EventStudy = {
    call: { method: "eventStudyOf", options: { estimator, draws, level, window: EVENT_WINDOW } },
    used: fit.used,
    dropped: fit.dropped,
    warnings: [...fit.warnings, ...withheldNotice(withheld), ...(believed ? [] : [untested(treated)])],
    estimator,
    level,
    critical: band,
    rows: fit.coefficients.map((one) => rowOf(one, band, level)),
    pretest: believed ? pretestOf(fit, before, treated, sampler) : null,
  };
  return { ...result, warnings: [...result.warnings, ...usualSeNotices(result)] };
}

function fitOf(panel: Panel, estimator: Estimator, options: Required<EventStudyOptions>): EventFit {
  switch (estimator) {
    case "twfe":
      return twfeEventStudy(panel, options.level);
    case "imputation":
      return imputationEventStudy(panel, options.level);
    case "cs_never":
      return csEventStudy(panel, "never", options);
    case "cs_not_yet":
      return csEventStudy(panel, "not_yet", options);
  }
}

function rowOf(one: EventCoefficient, critical: number | null, level: number): EventRow {
  const { at, estimate, se, df, treated, reference, reason } = one;
  const row = {
    at,
    estimate,
    se,
    treated,
    ...(reference ? { reference } : {}),
    ...(reason ? { reason } : {}),
  };
  if (estimate === null || se === null) {
    return { ...row, low: null, high: null, uniformLow: null, uniformHigh: null };
  }
  const alone = asStudent(normal.quantile((1 + level) / 2), df) * se;
  const all = critical === null ? null : asStudent(critical, df) * se;
  return {
    ...row,
    low: estimate - alone,
    high: estimate + alone,
    uniformLow: all === null ? null : estimate - all,
    uniformHigh: all === null ? null : estimate + all,
  };
}

/** Draws of the largest |z| among some of the usable coefficients, from the covariance of all of them. */
function simulated(fit: EventFit, usable: readonly number[], draws: number, random: Random) {
  const v = Float64Array.from(usable.flatMap((a) => usable.map((b) => fit.covariance(a, b))));
  return (places: readonly number[]) =>
    largestOf(
      v,
      usable.length,
      places.map((k) => usable.indexOf(k)),
      draws,
      random.split(),
    );
}

function pretestOf(
  fit: EventFit,
  before: readonly number[],
  treated: number,
  sampler: (places: readonly number[]) => Float64Array,
): EventPretest | null {
  if (before.length === 0) return null;
  // The covariance of many times seen on few treated units has not the rank that a Wald test needs.
  const wald: Wald | null = 2 * before.length <= treated ? fit.wald(before) : null;
  if (wald) return wald;
  const statistic = Math.max(
    ...before.map((k) => {
      const { estimate, se, df } = fit.coefficients[k]!;
      return asNormal(estimate! / se!, df);
    }),
  );
  const largest = sampler(before);
  let more = 1;
  for (const value of largest) if (value >= statistic) more++;
  return { kind: "max_t", statistic, df: before.length, df2: null, p: more / (largest.length + 1) };
}

function untested(treated: number): Notice {
  const words = `With ${treated} treated units a joint test of the times before treatment would find differences where there are none: see the placebo before treatment, judged by chance assignment`;
  return notice("pretest_withheld", words, { count: treated });
}

function withheldNotice(count: number): Notice[] {
  if (count === 0) return [];
  const words = `At ${count} times since treatment every cohort has one unit: their standard errors are not to be believed and are not shown`;
  return [notice("standard_errors_withheld", words, { count })];
}
