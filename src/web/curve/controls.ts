import { CURVE_INCOMPLETE, CURVE_INFERENCE } from "../../evaluation/study/choices.ts";
import { COMPARISONS, ESTIMATORS } from "../../evaluation/study/specification.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { h } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { checksControl, controlBar, type Option, selectControl } from "../ui/controls.ts";
import { AXIS_LABEL, namesOf } from "./labels.ts";
import { type CurveView, covariateIds, WINDOWS } from "./view.ts";

const WINDOW_LABEL: Record<(typeof WINDOWS)[number], string> = {
  whole: "All years with data",
  later: "Without the first quarter of them",
  earlier: "Without the last five",
};

/** What is looked at, and what of it is left out. */
export function curveControls(data: WorkbenchData, tools: PageTools<CurveView>): HTMLElement {
  const names = namesOf(data);
  const options = (axis: Parameters<typeof names>[0], values: readonly string[]): Option<string>[] =>
    values.map((value) => ({ value, label: names(axis, value) }));
  const narrow = (Object.keys(NARROW) as (keyof typeof NARROW)[]).map((key) => {
    const { axis, values } = NARROW[key];
    const own =
      key === "periods"
        ? WINDOWS.map((value) => ({ value: value as string, label: WINDOW_LABEL[value] }))
        : options(axis, values(data));
    return checksControl(tools, key, AXIS_LABEL[axis], own);
  });
  const { view } = tools;
  const narrowed = Object.keys(NARROW).some((key) => view()[key as keyof typeof NARROW].length > 0);
  return controlBar(
    selectControl(
      tools,
      "outcome",
      "Outcome",
      data.outcomes.map(({ id, label }) => ({ value: id, label })),
    ),
    selectControl(tools, "draws", "Random assignments each", [
      { value: "999", label: "999" },
      { value: "199", label: "199 (faster, coarser p)" },
    ]),
    h(
      "details",
      { class: "narrow-choices", open: narrowed },
      h("summary", {}, "Narrow the choices"),
      h("p", { class: "small" }, "Nothing ticked means every choice."),
      h("div", { class: "narrow-lists" }, narrow),
    ),
  );
}

const NARROW = {
  definitions: { axis: "definition", values: (data: WorkbenchData) => data.definitions.map(({ id }) => id) },
  comparisons: { axis: "comparison", values: () => COMPARISONS },
  estimators: { axis: "estimator", values: () => ESTIMATORS },
  periods: { axis: "period", values: () => WINDOWS },
  covariates: { axis: "covariates", values: covariateIds },
  incomplete: { axis: "incomplete", values: () => CURVE_INCOMPLETE },
  inference: { axis: "inference", values: () => CURVE_INFERENCE },
} as const;
