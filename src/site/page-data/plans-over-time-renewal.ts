import { EvaluationError } from "../../evaluation/core/errors.ts";
import { makeSpells, type Spells } from "../../evaluation/core/spells.ts";
import { type CoxOptions, type CoxResult, cox, coxFit } from "../../evaluation/survival/cox.ts";
import { coxZph } from "../../evaluation/survival/cox-zph.ts";
import {
  type KaplanMeierResult,
  kaplanMeier,
  type SurvivalCurve,
  simonMakuch,
} from "../../evaluation/survival/kaplan-meier.ts";
import { landmark } from "../../evaluation/survival/landmark.ts";
import type { AnalysisPlan } from "../../evaluation/verdict/analysis-plan.ts";
import { analyseRenewal, type RenewalAnalysis } from "../../evaluation/verdict/renewal.ts";
import type { RenewalRow } from "../../warehouse/renewal-spells.ts";
import type {
  Counted,
  Curve,
  Generation,
  Landmark,
  RatioOr,
  RenewalResult,
} from "../../web/data/plans-over-time.ts";

export const GENERATIONS: readonly Generation[] = ["all", "1", "2", "3"];
/** Years after adoption at which the landmark analyses look. */
const LANDMARKS = [2, 3, 4];
/** As in the analysis plan: this generation and later share a baseline. */
const LAST_GENERATION = 3;

const round = (value: number) => Math.round(value * 1e4) / 1e4;
const roundOr = (value: number | null) => (value === null ? null : round(value));

/** A curve as the page holds it: only the times at which someone leaves. */
export const curveOf = (curve: SurvivalCurve | undefined): Curve | null =>
  curve
    ? {
        time: [...curve.time],
        atRisk: [...curve.atRisk],
        events: [...curve.event],
        survival: curve.survival.map(round),
        low: curve.low.map(roundOr),
        high: curve.high.map(roundOr),
      }
    : null;

const stratum = ({ generation }: RenewalRow) =>
  generation >= LAST_GENERATION ? `generation ${LAST_GENERATION} or later` : `generation ${generation}`;

function spellsOf(rows: readonly RenewalRow[]): Spells {
  return makeSpells({
    id: rows.map((r) => r.plan),
    start: rows.map((r) => r.start),
    stop: rows.map((r) => r.stop),
    event: rows.map((r) => r.event),
    twinned: rows.map((r) => r.twinned),
    strata: rows.map(stratum),
    cluster: rows.map((r) => r.iso3),
  });
}

/** A number of the engine, or in words why there is none: never a ratio without bounds. */
function tried<T>(work: () => T): { value: T; why: null } | { value: null; why: string } {
  try {
    return { value: work(), why: null };
  } catch (error) {
    if (error instanceof EvaluationError) return { value: null, why: error.what };
    throw error;
  }
}

const SEPARATED = "the renewals of twinned and other plans do not overlap in time, so the ratio has no bound";

function ratioOf(
  { ratio, low, high }: { ratio: number | null; low: number | null; high: number | null },
  warnings: CoxResult["warnings"],
): RatioOr {
  if (warnings.some(({ code }) => code === "separation") || ratio === null || low === null || high === null)
    return { ratio: null, why: SEPARATED };
  return { ratio: { ratio, low, high }, why: null };
}

function coxRatio(spells: Spells, plan: AnalysisPlan, options: CoxOptions): RatioOr {
  const { value, why } = tried(() =>
    cox(spells, { ties: plan.renewal.ties, variance: "cluster", level: 1 - plan.alpha, ...options }),
  );
  if (!value) return { ratio: null, why: why ?? "" };
  const [term] = value.terms;
  return ratioOf(
    { ratio: term?.hr ?? null, low: term?.low ?? null, high: term?.high ?? null },
    value.warnings,
  );
}

function counted(spells: Spells): Counted {
  const twinned = new Set<number>();
  let events = 0;
  let eventsTwinned = 0;
  for (const [r, state] of spells.twinned.entries()) {
    const event = spells.event[r] ?? 0;
    events += event;
    if (state !== 1) continue;
    eventsTwinned += event;
    twinned.add(spells.id[r] ?? -1);
  }
  return { plans: spells.ids.length, events, plansTwinned: twinned.size, eventsTwinned };
}

function landmarkAt(spells: Spells, plan: AnalysisPlan, at: number): Landmark {
  const { value, why } = tried(() => landmark(spells, at));
  if (!value)
    return {
      at,
      plans: 0,
      events: 0,
      plansTwinned: 0,
      eventsTwinned: 0,
      found: { ratio: null, why: why ?? "" },
    };
  return { at, ...counted(value), found: coxRatio(value, plan, {}) };
}

const byState = (result: KaplanMeierResult | null, state: number) =>
  curveOf(result?.curves.find(({ stratum: s }) => Number(s) === state));

function turned(rows: readonly RenewalRow[]): { twinned: string[]; later: string[] } {
  const twinned = new Set(rows.filter((r) => r.twinned).map((r) => r.plan));
  const before = new Set(rows.filter((r) => r.twinned === false).map((r) => r.plan));
  return { twinned: [...twinned], later: [...twinned].filter((id) => before.has(id)) };
}

function yearsOf(rows: readonly RenewalRow[], twinned: ReadonlySet<string>) {
  const years = (some: readonly RenewalRow[]) => some.reduce((sum, r) => sum + r.stop - r.start, 0);
  const own = rows.filter((r) => twinned.has(r.plan));
  return { immortalYears: years(own.filter((r) => r.twinned === false)), years: years(own) };
}

function current(spells: Spells, analysis: RenewalAnalysis | null, why: string | null) {
  if (!analysis)
    return { current: { ratio: null, why: why ?? "" } as RatioOr, p: null, pModel: null, detectable: null };
  const { hazardRatio, low, high, p, pModel, detectable, warnings } = analysis;
  const found = ratioOf({ ratio: hazardRatio, low, high }, warnings);
  const known = found.ratio !== null;
  const zph = known ? coxZph(coxFit(spells, { covariates: ["twinned"] }))[0]?.p : undefined;
  return {
    current: found,
    p: known ? p : null,
    pModel: known ? pModel : null,
    detectable: known ? detectable : null,
    proportional: zph !== undefined && Number.isFinite(zph) ? zph : null,
  };
}

/** Renewal in one choice of definition and generation: the honest analyses and, labelled, the biased one. */
export function renewalResult(
  rows: readonly RenewalRow[],
  plan: AnalysisPlan,
  definition: string,
  generation: Generation,
): RenewalResult {
  const chosen = rows.filter(
    (r) => generation === "all" || Math.min(r.generation, LAST_GENERATION) === Number(generation),
  );
  const spells = spellsOf(chosen);
  const level = 1 - plan.alpha;
  const { value: analysis, why } = tried(() => analyseRenewal(spells, plan));
  const biased = { everTwinned: true, forceBiased: true };
  const ever = tried(() => kaplanMeier(spells, { ...biased, level })).value;
  const sm = simonMakuch(spells, { level });
  const plans = turned(chosen);
  return {
    definition,
    generation,
    ...counted(spells),
    proportional: null,
    ...current(spells, analysis, why),
    curves: { twinned: byState(sm, 1), other: byState(sm, 0) },
    twinnedPlans: plans.twinned,
    turnedPlans: plans.later,
    undated: [...new Set(chosen.filter((r) => r.twinned === null).map((r) => r.plan))],
    landmarks: LANDMARKS.map((at) => landmarkAt(spells, plan, at)),
    ever: {
      found: coxRatio(spells, plan, biased),
      ...yearsOf(chosen, new Set(plans.twinned)),
      twinned: byState(ever, 1),
      other: byState(ever, 0),
    },
  };
}
