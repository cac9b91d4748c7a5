import { EvaluationError } from "../core/errors.ts";
import type { Label } from "../core/panel.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { type Spells, usedOfSpells } from "../core/spells.ts";
import { normal } from "../numeric/distributions.ts";
import { columnsBehind, groupsOf } from "./groups.ts";
import { everTwinned, guardImmortalTime } from "./immortal.ts";
import { type Counts, countsByTime } from "./risk-counts.ts";
import { bounds, type CurveInterval } from "./survival-interval.ts";
import { type CurveQuantile, curveQuantile, restrictedMean } from "./survival-summary.ts";

export type { CurveInterval } from "./survival-interval.ts";
export type { CurveQuantile } from "./survival-summary.ts";

export interface KaplanMeierOptions {
  /** "strata", "twinned" (Simon–Makuch) or a covariate; default: one curve. */
  by?: string | null;
  /** Default "log". */
  interval?: CurveInterval;
  /** Default 0.95. */
  level?: number;
  /** Times by which these shares have had the event. Default quartiles. */
  probabilities?: readonly number[];
  /** End of the restricted mean; default the last time of any curve. */
  until?: number;
  /** Compares by "ever twinned", which is refused unless `forceBiased`. */
  everTwinned?: boolean;
  forceBiased?: boolean;
}

export interface SurvivalCurve {
  stratum: Label;
  /** Rows. */
  records: number;
  events: number;
  time: readonly number[];
  atRisk: readonly number[];
  event: readonly number[];
  /** Left without an event, not to come back in a next row of the same id. */
  censored: readonly number[];
  /** Came under observation since the time before. */
  entered: readonly number[];
  survival: readonly number[];
  /** Greenwood. */
  se: readonly (number | null)[];
  low: readonly (number | null)[];
  high: readonly (number | null)[];
  /** Nelson–Aalen. */
  cumulativeHazard: readonly number[];
  cumulativeHazardSe: readonly number[];
  quantiles: readonly CurveQuantile[];
  restrictedMean: { mean: number; se: number; until: number };
}

export interface KaplanMeierResult extends ResultBase {
  curves: readonly SurvivalCurve[];
  interval: CurveInterval;
  level: number;
}

/**
 * Kaplan–Meier (1958) curves with late entry: at risk at t are the rows with start < t ≤ stop.
 * @throws EvaluationError; ImmortalTimeError for a grouping that tells who will be twinned later.
 */
export function kaplanMeier(spells: Spells, options: KaplanMeierOptions = {}): KaplanMeierResult {
  const filled = {
    by: options.everTwinned ? "ever_twinned" : (options.by ?? null),
    interval: options.interval ?? "log",
    level: options.level ?? 0.95,
    probabilities: options.probabilities ?? [0.25, 0.5, 0.75],
    until: options.until ?? null,
    forceBiased: options.forceBiased ?? false,
  };
  if (!(filled.level > 0 && filled.level < 1))
    throw new EvaluationError(`A level of ${filled.level} is not between 0 and 1`, {}, "Use 0.95");
  const source: Spells = options.everTwinned
    ? { ...spells, covariates: [...spells.covariates, { name: "ever_twinned", values: everTwinned(spells) }] }
    : spells;
  const biased = guardImmortalTime(source, columnsBehind(source, filled.by), filled.forceBiased);
  const { labels, code } = groupsOf(source, filled.by);
  const counts = countsByTime(source, code, labels.length);
  const last = counts.reduce((most, { time }) => Math.max(most, time[time.length - 1] ?? 0), 0);
  const z = normal.quantile((1 + filled.level) / 2);
  const curves = counts.map((count, g) =>
    curve(labels[g]!, count, filled.interval, z, filled.probabilities, filled.until ?? last),
  );
  return {
    call: { method: filled.by === "twinned" ? "simon_makuch" : "kaplan_meier", options: filled },
    used: usedOfSpells(spells),
    dropped: spells.dropped,
    warnings: [...spells.notices, ...biased, ...curves.flatMap(emptyRiskSet)],
    curves,
    interval: filled.interval,
    level: filled.level,
  };
}

/** Survival by current twinning (Simon and Makuch 1984): a plan moves to the other curve when it is twinned. */
export function simonMakuch(spells: Spells, options: Omit<KaplanMeierOptions, "by"> = {}): KaplanMeierResult {
  return kaplanMeier(spells, { ...options, by: "twinned" });
}

function curve(
  stratum: Label,
  counts: Counts,
  interval: CurveInterval,
  z: number,
  probabilities: readonly number[],
  until: number,
): SurvivalCurve {
  const { time, atRisk, event } = counts;
  const survival: number[] = [];
  const relative: number[] = [];
  const hazard: number[] = [];
  const hazardSe: number[] = [];
  let s = 1;
  let greenwood = 0;
  let h = 0;
  let hVariance = 0;
  for (let i = 0; i < time.length; i++) {
    const n = atRisk[i]!;
    const d = event[i]!;
    if (d > 0) {
      s *= 1 - d / n;
      greenwood += d / (n * (n - d));
      h += d / n;
      hVariance += d / (n * n);
    }
    survival.push(s);
    relative.push(Math.sqrt(greenwood));
    hazard.push(h);
    hazardSe.push(Math.sqrt(hVariance));
  }
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  survival.forEach((value, i) => {
    const limits = bounds(value, relative[i]!, z, interval);
    low.push(limits.low);
    high.push(limits.high);
  });
  return {
    stratum,
    records: counts.records,
    events: event.reduce((sum, d) => sum + d, 0),
    time,
    atRisk,
    event,
    censored: counts.censored,
    entered: counts.entered,
    survival,
    se: survival.map((value, i) => (value > 0 ? value * relative[i]! : null)),
    low,
    high,
    cumulativeHazard: hazard,
    cumulativeHazardSe: hazardSe,
    // A high survival is a late event: the upper curve gives the upper bound of the time.
    quantiles: probabilities.map((p) => ({
      p,
      value: curveQuantile(time, survival, p),
      low: curveQuantile(time, low, p),
      high: curveQuantile(time, high, p),
    })),
    restrictedMean: restrictedMean(time, survival, atRisk, event, until),
  };
}

/** With late entry a curve can fall to 0 while plans are still to come: it stays there. */
function emptyRiskSet({ stratum, time, survival }: SurvivalCurve): Notice[] {
  const zero = survival.indexOf(0);
  if (zero < 0 || zero === time.length - 1) return [];
  const words = `In ${stratum}, all at risk at ${time[zero]} had the event while others came later: the curve is 0 from there on and says little`;
  return [notice("survival_zero_early", words, { items: [stratum] })];
}
