import { type Notice, notice } from "../core/result.ts";
import type { Analysis } from "../study/analyse.ts";
import type { StudyOutcome } from "../study/study.ts";
import type { AnalysisPlan, PlannedOutcome } from "./analysis-plan.ts";

/**
 * "helps" / "harms": the test rejects no effect after correction for several outcomes. "no_sign": it does not, and the
 * data could have shown the smallest effect of interest. "cannot_tell": it does not, and they could not. "withheld":
 * what the plan asks for before a verdict is not given.
 */
export type Reading = "helps" | "harms" | "no_sign" | "cannot_tell" | "withheld";

export interface Verdict {
  outcome: string;
  reading: Reading;
  /** One or two sentences for any reader. */
  words: string;
  reasons: readonly Notice[];
  estimate: number | null;
  p: number | null;
  /** Corrected over the plan's outcomes. */
  pAdjusted: number | null;
  low: number | null;
  high: number | null;
  detectable: number | null;
  smallestEffect: number;
}

/** One outcome of the plan: its analysis, or why there is none. */
export interface Evidence {
  planned: PlannedOutcome;
  outcome: Pick<StudyOutcome, "id" | "label" | "unit" | "better">;
  analysis: Analysis | null;
  /** Where there is no analysis. */
  why?: string;
}

/**
 * Reads the evidence on the outcomes of the plan by its rules; nothing here is chosen after seeing it.
 * @param adjusted p-values of the outcomes, corrected over all that the plan asks.
 */
export function readVerdicts(
  plan: AnalysisPlan,
  evidence: readonly Evidence[],
  adjusted: readonly (number | null)[],
): Verdict[] {
  return evidence.map((one, at) => verdictOf(plan, one, adjusted[at] ?? null));
}

/** No verdict, because there is no analysis. */
export function withheld(outcome: string, label: string, why: string, smallestEffect: number): Verdict {
  return {
    outcome,
    reading: "withheld",
    words: `${label}: no verdict. ${why}.`,
    reasons: [notice("not_identified", why)],
    estimate: null,
    p: null,
    pAdjusted: null,
    low: null,
    high: null,
    detectable: null,
    smallestEffect,
  };
}

function verdictOf(plan: AnalysisPlan, evidence: Evidence, pAdjusted: number | null): Verdict {
  const { planned, outcome, analysis } = evidence;
  if (!analysis) {
    return withheld(
      outcome.id,
      outcome.label,
      evidence.why ?? "No effect is identified",
      planned.smallestEffect,
    );
  }
  const reasons = objections(plan, analysis);
  const reading = reasons.length > 0 ? "withheld" : readingOf(plan, evidence, analysis, pAdjusted);
  return {
    outcome: outcome.id,
    reading,
    words: wordsOf(reading, evidence, analysis, pAdjusted, reasons),
    reasons,
    estimate: analysis.estimate,
    p: analysis.test.p,
    pAdjusted,
    low: analysis.test.low,
    high: analysis.test.high,
    detectable: analysis.detectable,
    smallestEffect: planned.smallestEffect,
  };
}

/** What keeps a verdict back, however small its p. */
function objections(plan: AnalysisPlan, analysis: Analysis): Notice[] {
  const out: Notice[] = [];
  const treated = analysis.used.treated;
  if (treated < plan.leastTreated) {
    const words = `only ${treated} twinned countries can be used, the plan asks for ${plan.leastTreated}`;
    out.push(notice("too_few_treated", words, { count: treated }));
  }
  const before = analysis.pretrend;
  if (before && before.p < plan.pretrendAlpha) {
    const words = `the groups already moved apart before twinning (placebo ${before.lead} years early: p = ${before.p.toFixed(3)})`;
    out.push(notice("pretrend", words));
  }
  if (!Number.isFinite(analysis.estimate)) out.push(notice("not_identified", "no effect is identified"));
  return out;
}

function readingOf(
  plan: AnalysisPlan,
  { outcome, planned }: Evidence,
  analysis: Analysis,
  pAdjusted: number | null,
): Reading {
  if (pAdjusted !== null && pAdjusted <= plan.alpha) {
    const up = analysis.estimate > 0;
    return up === (outcome.better === "higher") ? "helps" : "harms";
  }
  return analysis.detectable <= planned.smallestEffect ? "no_sign" : "cannot_tell";
}

function wordsOf(
  reading: Reading,
  { outcome, planned }: Evidence,
  analysis: Analysis,
  pAdjusted: number | null,
  reasons: readonly Notice[],
): string {
  const size = (value: number) => `${round(value)} ${outcome.unit}`;
  const seen = `The smallest effect that these data would have shown in four of five cases is ${size(analysis.detectable)}`;
  const effect = `The estimate is ${size(analysis.estimate)}, and constant effects from ${bound(analysis.test.low)} to ${bound(analysis.test.high)} fit the data`;
  switch (reading) {
    case "helps":
    case "harms": {
      const verb = reading === "helps" ? "improved" : "worsened";
      return `${outcome.label} ${verb} more in twinned countries than chance explains (corrected p = ${pAdjusted?.toFixed(3)}). ${effect}.`;
    }
    case "no_sign":
      return `${outcome.label}: no sign of an effect, though the data could have shown one of ${size(planned.smallestEffect)}. ${effect}. ${seen}.`;
    case "cannot_tell":
      return `${outcome.label}: the data cannot tell. ${effect}. ${seen}, more than the ${size(planned.smallestEffect)} that would matter.`;
    case "withheld":
      return `${outcome.label}: no verdict, because ${reasons.map(({ words }) => words).join(" and ")}.`;
  }
}

/** Three figures are all that such data bear. */
function round(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1000 ? rounded.toFixed(0) : String(rounded);
}

const bound = (value: number | null) => (value === null ? "without bound" : round(value));
