import { EvaluationError } from "../core/errors.ts";
import { seeded } from "../core/random.ts";
import type { Spells } from "../core/spells.ts";
import { adjustP } from "../multiple-outcomes/adjust.ts";
import { analyse } from "../study/analyse.ts";
import type { Study } from "../study/study.ts";
import { type AnalysisPlan, type PlannedOutcome, plannedSpecification } from "./analysis-plan.ts";
import { analyseRenewal, type RenewalAnalysis, renewalVerdict } from "./renewal.ts";
import { type Evidence, readVerdicts, type Verdict, withheld } from "./verdict.ts";

export interface PlanResult {
  plan: AnalysisPlan;
  evidence: Evidence[];
  /** Null where it cannot be analysed; then its verdict says why. */
  renewal: RenewalAnalysis | null;
  /** One for each outcome of the plan, renewal last. */
  verdicts: Verdict[];
}

/** Carries out the analysis plan on a study and the spells of plans, with the plan's own seed. */
export function evaluatePlan(study: Study, spells: Spells, plan: AnalysisPlan): PlanResult {
  const evidence = plan.outcomes.map((planned) => evidenceOf(study, plan, planned));
  const renewal = renewalOf(spells, plan);
  const analysis = "why" in renewal ? null : renewal;
  // One correction over everything that the plan asks.
  const all = [...evidence.map((one) => one.analysis?.test.p ?? null), analysis?.p ?? null];
  const adjusted = adjustP(all, plan.multiplicity);
  const verdicts = readVerdicts(plan, evidence, adjusted);
  const last =
    "why" in renewal
      ? withheld("renewal", "Renewal of plans", renewal.why, plan.renewal.smallestHazardRatio)
      : renewalVerdict(plan, renewal, adjusted.at(-1) ?? null);
  return { plan, evidence, renewal: analysis, verdicts: [...verdicts, last] };
}

function renewalOf(spells: Spells, plan: AnalysisPlan): RenewalAnalysis | { why: string } {
  try {
    return analyseRenewal(spells, plan);
  } catch (error) {
    if (error instanceof EvaluationError) return { why: error.what };
    throw error;
  }
}

function evidenceOf(study: Study, plan: AnalysisPlan, planned: PlannedOutcome): Evidence {
  const outcome = study.outcomes.find(({ id }) => id === planned.outcome);
  if (!outcome) {
    throw new EvaluationError(
      `The analysis plan names an outcome that is not in the data: ${planned.outcome}`,
      { file: "data/reference/analysis-plan.json", column: "outcome" },
      "Name one of the study's outcomes",
    );
  }
  const { id, label, unit, better } = outcome;
  const base = { planned, outcome: { id, label, unit, better } };
  try {
    const { draws, alpha, power, seed } = plan;
    const options = { draws, alpha, power, level: 1 - alpha, random: seeded(seed) };
    return { ...base, analysis: analyse(study, plannedSpecification(plan, planned), options) };
  } catch (error) {
    if (error instanceof EvaluationError) return { ...base, analysis: null, why: error.what };
    throw error;
  }
}
