import type { Arrangement, Codes, TwinningData } from "../data/twinning.ts";
import { h } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { checksControl, controlBar, type Option, searchControl, selectControl } from "../ui/controls.ts";
import { DIRECTION_LABEL, EVIDENCE_LABEL, KIND_LABEL, labelOf, PHASE_LABEL, STATUS_WORD } from "./labels.ts";
import { DEFAULT_DEFINITION, type TwinningView } from "./view.ts";

const UNKNOWN = "unknown";
const ANY: Option<string> = { value: "", label: "All" };

const EVERYTHING: TwinningView = {
  q: "",
  definition: DEFAULT_DEFINITION,
  kind: [],
  evidence: [],
  phase: "",
  status: "",
  direction: "",
  country: "",
};

const options = (codes: readonly string[], labels: Record<string, string>): Option<string>[] =>
  codes.map((value) => ({ value, label: labelOf(labels, value) }));

/** Search, definition and filters; every one of them stands in the address. */
export function twinningControls(data: TwinningData, tools: PageTools<TwinningView>): HTMLElement {
  const used = (value: (a: Arrangement) => string, meanings: Codes, labels: Record<string, string>) => {
    const found = new Set(data.arrangements.map(value));
    return options(
      [...new Set([...Object.keys(meanings), UNKNOWN])].filter((code) => found.has(code)),
      labels,
    );
  };
  const { codes } = data;
  const view = tools.view();
  const some = [view.phase, view.status, view.direction].some((v) => v !== "") || view.evidence.length > 0;
  return controlBar(
    searchControl(tools, "q", "Search names, countries and notes", "Liberia Ireland, East Timor …"),
    selectControl(
      tools,
      "definition",
      "Count as twinned under",
      data.definitions.map((d) => ({ value: d.id, label: d.label })),
    ),
    selectControl(tools, "country", "Country", [
      { value: "", label: "All countries" },
      ...data.countries.map((c) => ({ value: c.iso3, label: c.name })),
    ]),
    checksControl(
      tools,
      "kind",
      "Kind",
      used((a) => a.kind, codes.kind, KIND_LABEL),
    ),
    h("button", { type: "button", onclick: () => tools.set(EVERYTHING) }, "Show everything"),
    h(
      "details",
      { class: "filters", open: some },
      h("summary", {}, "More filters: evidence, status, part of the plan’s life, direction"),
      h(
        "div",
        {},
        checksControl(
          tools,
          "evidence",
          "Evidence",
          used((a) => a.evidence, codes.evidence, EVIDENCE_LABEL),
        ),
        selectControl(tools, "status", "Status", [ANY, ...used((a) => a.status, codes.status, STATUS_WORD)]),
        selectControl(tools, "phase", "Part of the plan’s life", [
          ANY,
          ...used((a) => a.phase ?? UNKNOWN, codes.phase, PHASE_LABEL),
        ]),
        selectControl(tools, "direction", "Direction of support", [
          ANY,
          ...used((a) => a.direction, codes.direction, DIRECTION_LABEL),
        ]),
      ),
    ),
  );
}
