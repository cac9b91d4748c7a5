import { OWN } from "../../evaluation/study/own-data.ts";
import {
  COMPARISONS,
  type Comparison,
  ESTIMATORS,
  type Estimator,
  INFERENCE_RULES,
  type InferenceRule,
  type Specification,
} from "../../evaluation/study/specification.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { oneOf, type Param, readView, type Schema, someOf } from "../state/url.ts";

/** Roles that count, beside those of the definition itself. */
export const ROLES = ["any", "supported", "supporting", "peer"] as const;
/** From when a country counts, beside the definition's own rule. */
export const DATE_RULES = ["any", "announced", "first_documented", "first_activity"] as const;

/** What the reader has chosen, as it stands in the address. */
export interface WorkbenchView {
  outcome: string;
  /** Base definition, or `base/role/date`. */
  definition: string;
  comparison: Comparison;
  estimator: Estimator;
  inference: InferenceRule;
  /** "1997-2025"; empty = the plan's period of the outcome, else the years in which it is known. */
  period: string;
  covariates: readonly string[];
  incomplete: Specification["incomplete"];
}

export interface DefinitionParts {
  base: string;
  role: (typeof ROLES)[number];
  date: (typeof DATE_RULES)[number];
}

/** The parts of a composed definition's id; what is not said is as the definition says. */
export function partsOf(definition: string): DefinitionParts {
  const [base = "", role, date] = definition.split("/");
  return {
    base,
    role: ROLES.find((one) => one === role) ?? "any",
    date: DATE_RULES.find((one) => one === date) ?? "any",
  };
}

/** The id of a definition from its parts: the plain one where nothing is changed. */
export const definitionId = ({ base, role, date }: DefinitionParts) =>
  role === "any" && date === "any" ? base : `${base}/${role}/${date}`;

/** How the choices stand in the address; what the analysis plan chose is left out of it. */
export function workbenchSchema(data: WorkbenchData): Schema<WorkbenchView> {
  const { specification, outcomes } = data.plan;
  return {
    outcome: oneOf([...data.outcomes.map(({ id }) => id), OWN], outcomes[0]?.outcome ?? ""),
    definition: definitionParam(data),
    comparison: oneOf(COMPARISONS, specification.comparison),
    estimator: oneOf(ESTIMATORS, specification.estimator),
    inference: oneOf(INFERENCE_RULES, specification.inference),
    period: periodParam(data.years),
    covariates: someOf(data.covariates.map(({ id }) => id)),
    incomplete: oneOf(["keep", "drop"], specification.incomplete),
  };
}

function definitionParam(data: WorkbenchData): Param<string> {
  const known = new Set([...data.definitions.map(({ id }) => id), OWN]);
  return {
    fallback: data.plan.specification.definition,
    read: (text) => {
      const parts = partsOf(text);
      if (!known.has(parts.base)) return undefined;
      return parts.base === OWN ? OWN : definitionId(parts);
    },
    write: (value) => value,
  };
}

function periodParam([first, last]: readonly [number, number]): Param<string> {
  return {
    fallback: "",
    read: (text) => {
      const [, from, to] = /^(\d{4})-(\d{4})$/.exec(text) ?? [];
      const inside = Number(from) >= first && Number(to) <= last && Number(from) < Number(to);
      return inside ? text : undefined;
    },
    write: (value) => value,
  };
}

/** First and last year of an outcome where nothing else is chosen. */
export function usualPeriod(data: WorkbenchData, outcome: string): readonly [number, number] {
  const planned = data.plan.outcomes.find((one) => one.outcome === outcome)?.period;
  return planned ?? data.outcomes.find(({ id }) => id === outcome)?.known ?? data.years;
}

/** The specification that a view means. */
export function specificationOf(view: WorkbenchView, data: WorkbenchData): Specification {
  const [from, to] = view.period.split("-").map(Number);
  const { outcome, definition, comparison, estimator, inference, covariates, incomplete } = view;
  const period = from !== undefined && to !== undefined ? ([from, to] as const) : usualPeriod(data, outcome);
  return { outcome, definition, comparison, estimator, inference, period, covariates, incomplete };
}

/** The specification that an address means. */
export const readSpecification = (search: string, data: WorkbenchData): Specification =>
  specificationOf(readView(workbenchSchema(data), search), data);

/** The choices are those decided before any result was seen, for an outcome of the plan. */
export function isPlanned(one: Specification, data: WorkbenchData): boolean {
  const { plan } = data;
  const planned = plan.outcomes.find(({ outcome }) => outcome === one.outcome);
  const s = plan.specification;
  return (
    planned !== undefined &&
    planned.period[0] === one.period[0] &&
    planned.period[1] === one.period[1] &&
    one.definition === s.definition &&
    one.comparison === s.comparison &&
    one.estimator === s.estimator &&
    one.inference === s.inference &&
    one.incomplete === s.incomplete &&
    one.covariates.join() === s.covariates.join()
  );
}

/** The command that finds the same numbers. */
export function commandOf(one: Specification): string {
  const { base, role, date } = partsOf(one.definition);
  const parts = [
    "npx nap evaluate",
    `--outcome ${one.outcome}`,
    `--definition ${base}`,
    role === "any" ? "" : `--role ${role}`,
    date === "any" ? "" : `--date-rule ${date}`,
    `--comparison ${one.comparison}`,
    `--estimator ${one.estimator}`,
    `--inference ${one.inference}`,
    `--period ${one.period.join("-")}`,
    one.covariates.length > 0 ? `--covariates ${one.covariates.join(",")}` : "",
    `--incomplete ${one.incomplete}`,
    "--json",
  ];
  return parts.filter(Boolean).join(" ");
}

/** The choices rest on the reader's own file. */
export const isOwn = ({ outcome, definition }: Pick<WorkbenchView, "outcome" | "definition">) =>
  outcome === OWN || definition === OWN;

/** The address speaks of a file that this browser does not hold. */
export const missesFile = (view: Pick<WorkbenchView, "outcome" | "definition">, data: WorkbenchData) =>
  (view.outcome === OWN && !data.outcomes.some(({ id }) => id === OWN)) ||
  (view.definition === OWN && !data.definitions.some(({ id }) => id === OWN));
