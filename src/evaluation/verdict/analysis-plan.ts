import { EvaluationError } from "../core/errors.ts";
import type { Specification } from "../study/specification.ts";
import { COMPARISONS, ESTIMATORS, INFERENCE_RULES } from "../study/specification.ts";

/** What was decided before any effect was estimated. */
export interface AnalysisPlan {
  planId: string;
  title: string;
  /** Day on which it was written down. */
  dated: string;
  /** What of the data was known by then. */
  seenBefore: string;
  question: string;
  alpha: number;
  power: number;
  multiplicity: "holm";
  /** Fewer treated units than this: no verdict. */
  leastTreated: number;
  /** A placebo before treatment with a p below this: no verdict. */
  pretrendAlpha: number;
  specification: Omit<Specification, "outcome" | "period">;
  outcomes: readonly PlannedOutcome[];
  renewal: { smallestHazardRatio: number; ties: "efron" | "breslow"; reason: string };
  draws: number;
  seed: number;
}

export interface PlannedOutcome {
  outcome: string;
  period: readonly [number, number];
  /** In the unit of the outcome: less would not matter for a decision. */
  smallestEffect: number;
  reason: string;
}

/** The specification of one of the plan's outcomes. */
export function plannedSpecification(plan: AnalysisPlan, outcome: PlannedOutcome): Specification {
  return { ...plan.specification, outcome: outcome.outcome, period: outcome.period };
}

/** Reads a plan from its JSON. @throws EvaluationError naming the field that is missing or not as it must be. */
export function parseAnalysisPlan(json: unknown): AnalysisPlan {
  const plan = record(json, "the plan");
  const specification = record(plan.specification, "specification");
  const renewal = record(plan.renewal, "renewal");
  return {
    planId: text(plan, "plan_id"),
    title: text(plan, "title"),
    dated: text(plan, "dated"),
    seenBefore: text(plan, "seen_before"),
    question: text(plan, "question"),
    alpha: between(plan, "alpha", 0, 1),
    power: between(plan, "power", 0, 1),
    multiplicity: oneOf(plan, "multiplicity", ["holm"]),
    leastTreated: between(plan, "least_treated", 1, 1000),
    pretrendAlpha: between(plan, "pretrend_alpha", 0, 1),
    specification: {
      definition: text(specification, "definition"),
      comparison: oneOf(specification, "comparison", COMPARISONS),
      estimator: oneOf(specification, "estimator", ESTIMATORS),
      inference: oneOf(specification, "inference", INFERENCE_RULES),
      covariates: list(specification, "covariates").map(String),
      incomplete: oneOf(specification, "incomplete", ["keep", "drop"]),
    },
    outcomes: list(plan, "outcomes").map(plannedOutcome),
    renewal: {
      smallestHazardRatio: between(renewal, "smallest_hazard_ratio_of_interest", 1, 100),
      ties: oneOf(renewal, "ties", ["efron", "breslow"]),
      reason: text(renewal, "reason"),
    },
    draws: between(plan, "draws", 99, 1_000_000),
    seed: between(plan, "seed", 0, 2 ** 31),
  };
}

function plannedOutcome(json: unknown): PlannedOutcome {
  const outcome = record(json, "an outcome");
  const [from, to] = list(outcome, "period");
  if (typeof from !== "number" || typeof to !== "number" || !(from < to)) {
    throw wrong("period", "two years, the first before the second");
  }
  return {
    outcome: text(outcome, "outcome"),
    period: [from, to],
    smallestEffect: between(outcome, "smallest_effect_of_interest", 0, Number.MAX_VALUE),
    reason: text(outcome, "reason"),
  };
}

type Fields = Record<string, unknown>;

function record(json: unknown, what: string): Fields {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Fields;
  throw wrong(what, "an object");
}

function text(from: Fields, field: string): string {
  const value = from[field];
  if (typeof value === "string" && value !== "") return value;
  throw wrong(field, "a text");
}

function list(from: Fields, field: string): unknown[] {
  const value = from[field];
  if (Array.isArray(value)) return value;
  throw wrong(field, "a list");
}

function between(from: Fields, field: string, low: number, high: number): number {
  const value = from[field];
  if (typeof value === "number" && value >= low && value <= high) return value;
  throw wrong(field, `a number from ${low} to ${high}`);
}

function oneOf<T extends string>(from: Fields, field: string, allowed: readonly T[]): T {
  const value = from[field];
  if (allowed.includes(value as T)) return value as T;
  throw wrong(field, `one of ${allowed.join(", ")}`);
}

function wrong(field: string, need: string): EvaluationError {
  return new EvaluationError(
    `The analysis plan's ${field} must be ${need}`,
    { file: "data/reference/analysis-plan.json", column: field },
    "Correct the file; a plan that changes gets a new date and plan_id",
  );
}
