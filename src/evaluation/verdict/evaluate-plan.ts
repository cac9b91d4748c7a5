import { EvaluationError } from "../core/errors.ts";
import { seeded } from "../core/random.ts";
import { analyse } from "../study/analyse.ts";
import type { Study } from "../study/study.ts";
import { type AnalysisPlan, type PlannedOutcome, plannedSpecification } from "./analysis-plan.ts";
import { type Evidence, readVerdicts, type Verdict } from "./verdict.ts";

export interface PlanResult {
  plan: AnalysisPlan;
  evidence: Evidence[];
  verdicts: Verdict[];
}

/** Carries out the analysis plan on a study, with the plan's own seed. */
export function evaluatePlan(study: Study, plan: AnalysisPlan): PlanResult {
  const evidence = plan.outcomes.map((planned) => evidenceOf(study, plan, planned));
  return { plan, evidence, verdicts: readVerdicts(plan, evidence) };
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
