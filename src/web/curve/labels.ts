import { type CurveAxis, valueOn } from "../../evaluation/study/drivers.ts";
import type {
  Comparison,
  Estimator,
  InferenceRule,
  Specification,
} from "../../evaluation/study/specification.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { fixed } from "../format/number.ts";

export const AXIS_LABEL: Record<CurveAxis, string> = {
  definition: "What counts as twinned",
  comparison: "Compared with",
  estimator: "Estimator",
  period: "Years",
  covariates: "Adjusted for",
  incomplete: "Countries with missing years",
  inference: "Chance is drawn",
};

/** The same inside a sentence. */
export const AXIS_PHRASE: Record<CurveAxis, string> = {
  definition: "the definition of twinned",
  comparison: "who is compared",
  estimator: "the estimator",
  period: "the years",
  covariates: "the adjustment",
  incomplete: "the rule for missing years",
  inference: "how chance is drawn",
};

export const COMPARISON_LABEL: Record<Comparison, string> = {
  with_plans: "All countries with a plan",
  not_yet: "Countries twinned later",
  all: "All countries",
  same_region: "With a plan, same regions",
  same_income: "With a plan, same income",
  matched: "Matched on earlier course",
};

export const ESTIMATOR_LABEL: Record<Estimator, string> = {
  imputation: "Imputation",
  cs_never: "Callaway–Sant’Anna, never twinned",
  cs_not_yet: "Callaway–Sant’Anna, not yet twinned",
  twfe: "Two-way fixed effects",
};

export const INFERENCE_LABEL: Record<InferenceRule, string> = {
  permutation: "Among all compared",
  permutation_in_region: "Within each region",
  conley_taber: "Conley–Taber",
};

export const INCOMPLETE_LABEL: Record<Specification["incomplete"], string> = {
  keep: "Kept, with the years they have",
  drop: "Left out",
};

/** Names of the values of an axis, for people. */
export type Names = (axis: CurveAxis, value: string) => string;

export function namesOf(data: WorkbenchData): Names {
  const definitions = new Map(data.definitions.map(({ id, label }) => [id, label]));
  const covariates = new Map(data.covariates.map(({ id, label }) => [id, label]));
  const fixedNames: Partial<Record<CurveAxis, Record<string, string>>> = {
    comparison: COMPARISON_LABEL,
    estimator: ESTIMATOR_LABEL,
    inference: INFERENCE_LABEL,
    incomplete: INCOMPLETE_LABEL,
  };
  return (axis, value) => {
    if (axis === "definition") return definitions.get(value) ?? value;
    if (axis === "period") return value.replace("-", "–");
    if (axis === "covariates")
      return value === "none"
        ? "Nothing"
        : value
            .split("+")
            .map((id) => covariates.get(id) ?? id)
            .join(" and ");
    return fixedNames[axis]?.[value] ?? value;
  };
}

/** "Twinned: …. Compared with: …." for one specification. */
export function inWordsOf(one: Specification, names: Names): string {
  const say = (axis: CurveAxis) => names(axis, valueOn(axis, one));
  return `${say("definition")}; compared with: ${lower(say("comparison"))}; ${lower(say("estimator"))}; ${say("period")}; adjusted for ${lower(say("covariates"))}; countries with missing years ${lower(say("incomplete"))}; chance drawn ${lower(say("inference"))}`;
}

/** A name in so many letters, as drawings cannot break lines. */
export function shortName(name: string, letters: number): string {
  const text = name.length <= letters ? name : name.replace("Callaway–Sant’Anna", "C–S");
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}

/** Small first letter, but for names such as "GDP". */
export const lower = (text: string) =>
  /^([A-Z]{2}|Callaway)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

/** Decimals that tell estimates apart: an index from 0 to 1 needs more than a share in points. */
export const digitsFor = (unit: string) => (/index/.test(unit) ? 4 : 2);

/** "+0.31", "−2.96", "0.00". */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  if (/^−?[0.,]+$/.test(text)) return text.replace("−", "");
  return value > 0 ? `+${text}` : text;
}

export const pText = (p: number) => (p < 0.001 ? "p < 0.001" : `p = ${fixed(p, 3)}`);
