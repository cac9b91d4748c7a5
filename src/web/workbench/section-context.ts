import type { WorkbenchData } from "../data/workbench.ts";
import { CONTROL_WORDS } from "./control-words.ts";
import type { SectionContext } from "./sections/context.ts";
import { partsOf, type WorkbenchView } from "./view.ts";

/** Names, units and sources that every figure of the workbench says. */
export function contextOf(data: WorkbenchData, view: WorkbenchView): SectionContext {
  const names = new Map(data.countries.map(({ iso3, name }) => [iso3, name]));
  const outcome = data.outcomes.find(({ id }) => id === view.outcome);
  return {
    outcome: {
      id: view.outcome,
      label: outcome?.label ?? view.outcome,
      unit: outcome?.unit ?? "",
      better: outcome?.better ?? "higher",
    },
    name: (unit) => names.get(String(unit)) ?? String(unit),
    sources: outcome?.sources ?? [],
    asOf: data.asOf,
    definitionLabel: definitionLabel(data, view),
    comparisonLabel: labelOf("comparison", view.comparison),
    estimatorLabel: labelOf("estimator", view.estimator),
  };
}

function definitionLabel(data: WorkbenchData, view: WorkbenchView): string {
  const { base, role, date } = partsOf(view.definition);
  const label = data.definitions.find(({ id }) => id === base)?.label ?? base;
  const more = [
    role === "any" ? null : labelOf("role", role),
    date === "any" ? null : labelOf("date", date),
  ].filter(Boolean);
  return more.length > 0 ? `${label} (${more.join(", ")})` : label;
}

const labelOf = (control: keyof typeof CONTROL_WORDS, value: string) =>
  CONTROL_WORDS[control].options[value]?.label ?? value;
