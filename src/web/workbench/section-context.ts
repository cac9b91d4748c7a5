import { OWN, type OwnData } from "../../evaluation/study/own-data.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { CONTROL_WORDS } from "./control-words.ts";
import type { SectionContext } from "./sections/context.ts";
import { partsOf, type WorkbenchView } from "./view.ts";

/** Names, units and sources that every figure of the workbench says. */
export function contextOf(data: WorkbenchData, view: WorkbenchView, own: OwnData | null): SectionContext {
  const names = new Map(data.countries.map(({ iso3, name }) => [iso3, name]));
  const known = data.outcomes.find(({ id }) => id === view.outcome);
  const mine = view.outcome === OWN ? own?.outcome : null;
  const outcome = known ?? {
    id: view.outcome,
    label: mine?.label ?? view.outcome,
    unit: mine?.unit ?? "",
    better: mine?.better ?? "higher",
  };
  const file = own ? [{ label: `your file ${own.file}`, asOf: data.asOf }] : [];
  const usesFile = view.outcome === OWN || view.definition === OWN;
  return {
    outcome: { id: outcome.id, label: outcome.label, unit: outcome.unit, better: outcome.better },
    name: (unit) => names.get(String(unit)) ?? String(unit),
    sources: [...(known?.sources ?? []), ...(usesFile ? file : [])],
    asOf: data.asOf,
    definitionLabel: definitionLabel(data, view, own),
    comparisonLabel: labelOf("comparison", view.comparison),
    estimatorLabel: labelOf("estimator", view.estimator),
  };
}

function definitionLabel(data: WorkbenchData, view: WorkbenchView, own: OwnData | null): string {
  const { base, role, date } = partsOf(view.definition);
  const label =
    data.definitions.find(({ id }) => id === base)?.label ?? own?.definition?.label ?? "Your own definition";
  const more = [
    role === "any" ? null : labelOf("role", role),
    date === "any" ? null : labelOf("date", date),
  ].filter(Boolean);
  return more.length > 0 ? `${label} (${more.join(", ")})` : label;
}

const labelOf = (control: keyof typeof CONTROL_WORDS, value: string) =>
  CONTROL_WORDS[control].options[value]?.label ?? value;
