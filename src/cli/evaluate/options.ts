import { UsageError } from "../../errors/run-errors.ts";
import { composedId, parseDefinitionId } from "../../evaluation/study/compose-definition.ts";
import {
  COMPARISONS,
  type Comparison,
  ESTIMATORS,
  type Estimator,
  INFERENCE_RULES,
  type InferenceRule,
} from "../../evaluation/study/specification.ts";
import { DATE_RULES, ROLES } from "../../evaluation/study/study.ts";
import type { CommonOptions } from "../context.ts";

/** Options of `nap evaluate` as commander gives them. */
export interface EvaluateOptions extends CommonOptions {
  outcome?: string;
  definition?: string;
  role?: string;
  dateRule?: string;
  estimator?: string;
  comparison?: string;
  inference?: string;
  period?: string;
  covariates?: string;
  incomplete?: string;
  curve?: boolean;
  spells?: boolean;
  script?: string;
  input?: string;
  unit?: string;
  time?: string;
  firstTreated?: string;
  cluster?: string;
  strata?: string;
  weights?: string;
  exists?: string;
  id?: string;
  start?: string;
  stop?: string;
  event?: string;
  twinned?: string;
  control?: string;
  method?: string;
  base?: string;
  anticipation?: string;
  ties?: string;
  landmark?: string;
  everTwinned?: boolean;
  forceBiased?: boolean;
  draws?: string;
  seed?: string;
  level?: string;
  threads?: string;
}

/** @throws UsageError naming what is allowed. */
export function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  if (allowed.includes(value as T)) return value as T;
  throw new UsageError(`--${name} ${value} is not known`, {}, `Use one of: ${allowed.join(", ")}`);
}

/** @throws UsageError unless it is a number within the limits, whole unless told otherwise. */
export function numberOption(
  name: string,
  text: string,
  { low, high, whole = true }: { low: number; high: number; whole?: boolean },
): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= low && value <= high && (!whole || Number.isInteger(value)))
    return value;
  const kind = whole ? "a whole number" : "a number";
  throw new UsageError(`--${name} ${text} is not ${kind} from ${low} to ${high}`, {}, `Correct --${name}`);
}

/** "1997-2025". @throws UsageError */
export function periodOption(text: string): [number, number] {
  const [, from, to] = /^(\d{4})-(\d{4})$/.exec(text.trim()) ?? [];
  if (from && to && Number(from) < Number(to)) return [Number(from), Number(to)];
  throw new UsageError(`--period ${text} is not two years`, {}, "Write it as 1997-2025");
}

/** "a,b" → ["a", "b"]; "none" and "" → []. */
export function listOption(text: string | undefined): string[] {
  const parts = (text ?? "").split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "" && part !== "none");
}

/** Id of the definition asked for, with --role and --date-rule in it. @throws UsageError, EvaluationError */
export function definitionOption(options: EvaluateOptions, fallback: string): string {
  const composition = parseDefinitionId(options.definition ?? fallback);
  const { role, dateRule } = options;
  return composedId({
    ...composition,
    ...(role === undefined ? {} : { role: oneOf("role", role, ["any", ...ROLES]) }),
    ...(dateRule === undefined ? {} : { dateRule: oneOf("date-rule", dateRule, ["any", ...DATE_RULES]) }),
  });
}

/** The choices that differ from the analysis plan's, checked. */
export function chosen(options: EvaluateOptions): {
  comparison?: Comparison;
  inference?: InferenceRule;
  incomplete?: "keep" | "drop";
  period?: [number, number];
} {
  const { comparison, inference, incomplete, period } = options;
  return {
    ...(comparison ? { comparison: oneOf("comparison", comparison, COMPARISONS) } : {}),
    ...(inference ? { inference: oneOf("inference", inference, INFERENCE_RULES) } : {}),
    ...(incomplete ? { incomplete: oneOf("incomplete", incomplete, ["keep", "drop"] as const) } : {}),
    ...(period ? { period: periodOption(period) } : {}),
  };
}

export const isFast = (id: string): id is Estimator => (ESTIMATORS as readonly string[]).includes(id);
