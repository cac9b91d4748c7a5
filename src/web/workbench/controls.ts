import { OWN } from "../../evaluation/study/own-data.ts";
import {
  COMPARISONS,
  ESTIMATORS,
  INFERENCE_RULES,
  type Specification,
} from "../../evaluation/study/specification.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { type Child, h } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { checksControl } from "../ui/controls.ts";
import { CONTROL_WORDS } from "./control-words.ts";
import { aboutLink, explainedSelect } from "./explained.ts";
import {
  DATE_RULES,
  type DefinitionParts,
  definitionId,
  partsOf,
  ROLES,
  usualPeriod,
  type WorkbenchView,
} from "./view.ts";

type Tools = PageTools<WorkbenchView>;
type Name = keyof typeof CONTROL_WORDS;

/** All choices, in the order in which a judgement is formed: who, what, against whom, how. */
export function workbenchControls(data: WorkbenchData, tools: Tools): HTMLElement {
  return h(
    "form",
    { class: "bench-controls needs-script", onsubmit: (e) => e.preventDefault() },
    group(
      "Who counts as twinned",
      words(tools, "definition", {
        options: () =>
          data.definitions.map(({ id, label, statement }) => ({ value: id, label, line: statement })),
        read: (view) => partsOf(view.definition).base,
        change: (base, view) => ({
          definition: base === OWN ? OWN : definitionId({ ...partsOf(view.definition), base }),
        }),
      }),
      part(tools, "role", "role", ROLES),
      part(tools, "date", "date", DATE_RULES),
    ),
    group(
      "What is measured",
      words(tools, "outcome", {
        options: () =>
          data.outcomes.map(({ id, label, definition }) => ({ value: id, label, line: definition })),
        read: (view) => view.outcome,
        // Each outcome has years of its own.
        change: (outcome) => ({ outcome, period: "" }),
      }),
      periodControl(data, tools),
      covariatesControl(data, tools),
      listed(tools, "incomplete", ["keep", "drop"]),
    ),
    group("Compared with whom", listed(tools, "comparison", COMPARISONS)),
    group("How", listed(tools, "estimator", ESTIMATORS), listed(tools, "inference", INFERENCE_RULES)),
  );
}

const group = (legend: string, ...children: Child[]) =>
  h("fieldset", { class: "bench-group" }, h("legend", {}, legend), children);

function words(
  tools: Tools,
  name: Name,
  rest: Pick<Parameters<typeof explainedSelect<WorkbenchView>>[1], "options" | "read" | "change">,
): HTMLElement {
  const { label, line, anchor } = CONTROL_WORDS[name];
  return explainedSelect(tools, { id: name, label, line, anchor, ...rest });
}

/** A choice from a fixed list whose words stand in `CONTROL_WORDS`. */
function listed<K extends "comparison" | "estimator" | "inference" | "incomplete">(
  tools: Tools,
  key: K,
  values: readonly Specification[K][],
): HTMLElement {
  return words(tools, key, {
    options: () => optionsOf(key, values as readonly string[]),
    read: (view) => view[key],
    change: (value) => ({ [key]: value }) as Partial<WorkbenchView>,
  });
}

function part<K extends "role" | "date">(
  tools: Tools,
  name: K,
  key: K,
  values: readonly DefinitionParts[K][],
): HTMLElement {
  return words(tools, name, {
    options: () => optionsOf(name, values),
    read: (view) => partsOf(view.definition)[key],
    change: (value, view) => ({
      definition:
        partsOf(view.definition).base === OWN
          ? OWN
          : definitionId({ ...partsOf(view.definition), [key]: value }),
    }),
  });
}

const optionsOf = (name: Name, values: readonly string[]) =>
  values.map((value) => {
    const option = CONTROL_WORDS[name].options[value];
    return { value, label: option?.label ?? value, line: option?.line };
  });

function periodControl(data: WorkbenchData, tools: Tools): HTMLElement {
  const { label, line, anchor } = CONTROL_WORDS.period;
  const [first, last] = data.years;
  const chosen = (view: WorkbenchView) => {
    const [from, to] = view.period ? view.period.split("-").map(Number) : usualPeriod(data, view.outcome);
    return { from: from ?? first, to: to ?? last };
  };
  const field = (key: "from" | "to", text: string) => {
    const input = h("input", {
      type: "number",
      id: `control-${key}`,
      name: key,
      min: first,
      max: last,
      step: 1,
      inputmode: "numeric",
      "aria-describedby": "line-period",
    });
    const sync = () => {
      input.value = String(chosen(tools.view())[key]);
      input.setAttribute("value", input.value);
    };
    input.addEventListener("change", () => {
      const next = { ...chosen(tools.view()), [key]: Math.round(Number(input.value)) };
      const sound = next.from >= first && next.to <= last && next.from < next.to;
      input.setCustomValidity(sound ? "" : `Two years from ${first} to ${last}, the first before the second`);
      if (!input.reportValidity()) return;
      const usual = usualPeriod(data, tools.view().outcome);
      const same = next.from === usual[0] && next.to === usual[1];
      tools.set({ period: same ? "" : `${next.from}-${next.to}` });
    });
    tools.onChange(sync);
    sync();
    return h("label", { class: "control" }, h("span", {}, text), input);
  };
  return h(
    "div",
    { class: "explained" },
    h("div", { class: "two" }, field("from", "First year"), field("to", "Last year")),
    h("p", { class: "explains", id: "line-period" }, line, " ", aboutLink(label, anchor)),
  );
}

function covariatesControl(data: WorkbenchData, tools: Tools): HTMLElement {
  const { label, line, anchor } = CONTROL_WORDS.covariates;
  return h(
    "div",
    { class: "explained" },
    checksControl(
      tools,
      "covariates",
      label,
      data.covariates.map((one) => ({ value: one.id, label: one.label })),
    ),
    h("p", { class: "explains" }, line, " ", aboutLink(label, anchor)),
  );
}
