import {
  type Choices,
  CURVE_INCOMPLETE,
  CURVE_INFERENCE,
  covariateSets,
  leftOutOf,
  type Period,
  periodsWithin,
  specificationsOf,
} from "../../evaluation/study/choices.ts";
import {
  COMPARISONS,
  type Comparison,
  ESTIMATORS,
  type Estimator,
  type InferenceRule,
  type Specification,
} from "../../evaluation/study/specification.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { siteLink } from "../site-link.ts";
import { oneOf, type Schema, someOf, writeView } from "../state/url.ts";
import { isPlanned, usualPeriod, workbenchSchema } from "../workbench/view.ts";

/** Which part of an outcome's years, in the order of `periodsWithin`. */
export const WINDOWS = ["whole", "later", "earlier"] as const;

/** What the reader has chosen; an empty list means every choice. */
export interface CurveView {
  outcome: string;
  definitions: readonly string[];
  comparisons: readonly string[];
  estimators: readonly string[];
  inference: readonly string[];
  periods: readonly string[];
  covariates: readonly string[];
  incomplete: readonly string[];
  draws: "199" | "999";
  /** "1": the run starts by itself. */
  run: "" | "1";
}

const setId = (ids: readonly string[]) => (ids.length === 0 ? "none" : ids.join("+"));

/** Ids of the sets of covariates, as they stand in the address. */
export const covariateIds = (data: WorkbenchData) =>
  covariateSets(data.covariates.map(({ id }) => id)).map(setId);

export const curveSchema = (data: WorkbenchData): Schema<CurveView> => ({
  outcome: oneOf(
    data.outcomes.map(({ id }) => id),
    data.plan.outcomes[0]?.outcome ?? data.outcomes[0]?.id ?? "",
  ),
  definitions: someOf(data.definitions.map(({ id }) => id)),
  comparisons: someOf<string>(COMPARISONS),
  estimators: someOf<string>(ESTIMATORS),
  inference: someOf<string>(CURVE_INFERENCE),
  periods: someOf<string>(WINDOWS),
  covariates: someOf(covariateIds(data)),
  incomplete: someOf<string>(CURVE_INCOMPLETE),
  draws: oneOf(["199", "999"], "999"),
  run: oneOf(["", "1"], ""),
});

/** First and last year in which an outcome is known. */
function knownYears(data: WorkbenchData, outcome: string): Period {
  return data.outcomes.find(({ id }) => id === outcome)?.known ?? usualPeriod(data, outcome);
}

/** The periods of an outcome by name; one that would be too short is missing. */
export const periodsOf = (data: WorkbenchData, outcome: string) =>
  periodsWithin(...knownYears(data, outcome));

/** Those chosen of all that there are; all where none is chosen. */
const narrowed = <T>(all: readonly T[], chosen: readonly string[], id: (one: T) => string): readonly T[] =>
  chosen.length === 0 ? all : all.filter((one) => chosen.includes(id(one)));
const same = (id: string) => id;

/** The choices that a view leaves open. */
export function choicesOf(view: CurveView, data: WorkbenchData): Choices {
  const periods = periodsOf(data, view.outcome);
  return {
    outcomes: [view.outcome],
    definitions: narrowed(
      data.definitions.map(({ id }) => id),
      view.definitions,
      same,
    ),
    comparisons: narrowed<Comparison>(COMPARISONS, view.comparisons, same),
    estimators: narrowed<Estimator>(ESTIMATORS, view.estimators, same),
    inference: narrowed<InferenceRule>(CURVE_INFERENCE, view.inference, same),
    periods: narrowed(periods, view.periods, (one) => WINDOWS[periods.indexOf(one)] ?? ""),
    covariates: narrowed(covariateSets(data.covariates.map(({ id }) => id)), view.covariates, setId),
    incomplete: narrowed<Specification["incomplete"]>(CURVE_INCOMPLETE, view.incomplete, same),
  };
}

export const curveSpecifications = (view: CurveView, data: WorkbenchData): Specification[] =>
  specificationsOf(choicesOf(view, data));

export const curveLeftOut = (view: CurveView, data: WorkbenchData) => leftOutOf(choicesOf(view, data));

/** Every choice for one outcome: how the page counts before anything has run. */
export function wholeView(outcome: string): CurveView {
  const all = { definitions: [], comparisons: [], estimators: [], inference: [], periods: [] };
  return { outcome, ...all, covariates: [], incomplete: [], draws: "999", run: "" };
}

/** The specification decided beforehand, where it is among those given. */
export const plannedAmong = <T extends { specification: Specification }>(
  points: readonly T[],
  data: WorkbenchData,
): T | undefined => points.find(({ specification }) => isPlanned(specification, data));

/** The same specification in the workbench: only what differs from the plan stands in the address. */
export function workbenchLink(one: Specification, data: WorkbenchData): string {
  const usual = usualPeriod(data, one.outcome).join("-");
  const own = one.period.join("-");
  return siteLink(
    `workbench${writeView(workbenchSchema(data), { ...one, period: own === usual ? "" : own }, "")}`,
  );
}
