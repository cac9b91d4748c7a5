import type { TwinningData } from "../data/twinning.ts";
import { h } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { checksControl, controlBar, type Option, searchControl, selectControl } from "../ui/controls.ts";
import { DIRECTION_LABEL, EVIDENCE_LABEL, KIND_LABEL, labelOf, PHASE_LABEL, STATUS_WORD } from "./labels.ts";
import { DEFAULT_DEFINITION, type TwinningView } from "./view.ts";

const options = (codes: readonly string[], labels: Record<string, string>): Option<string>[] =>
  codes.map((value) => ({ value, label: labelOf(labels, value) }));

/** Search, definition and filters; every one of them stands in the address. */
export function twinningControls(data: TwinningData, tools: PageTools<TwinningView>): HTMLElement {
  const any = (label: string): Option<string> => ({ value: "", label });
  const present = (value: (a: TwinningData["arrangements"][number]) => string) => {
    const found = new Set(data.arrangements.map(value));
    return (code: string) => found.has(code);
  };
  const codes = (meanings: Record<string, string>, used: (code: string) => boolean, more: string[] = []) =>
    [...Object.keys(meanings), ...more].filter(used);
  const clear = h(
    "button",
    {
      type: "button",
      onclick: () =>
        tools.set({
          q: "",
          kind: [],
          evidence: [],
          phase: "",
          status: "",
          direction: "",
          country: "",
          definition: DEFAULT_DEFINITION,
        }),
    },
    "Clear",
  );
  return controlBar(
    searchControl(tools, "q", "Search names, countries and notes", "Liberia Ireland, East Timor …"),
    selectControl(
      tools,
      "definition",
      "Count as twinned under",
      data.definitions.map((d) => ({ value: d.id, label: d.label })),
    ),
    selectControl(tools, "country", "Country", [
      any("All countries"),
      ...data.countries.map((c) => ({ value: c.iso3, label: c.name })),
    ]),
    selectControl(tools, "phase", "Part of the plan’s life", [
      any("All"),
      ...options(
        codes(
          data.codes.phase,
          present((a) => a.phase ?? "unknown"),
          ["unknown"],
        ),
        PHASE_LABEL,
      ),
    ]),
    selectControl(tools, "status", "Status", [
      any("All"),
      ...options(
        codes(
          data.codes.status,
          present((a) => a.status),
        ),
        STATUS_WORD,
      ),
    ]),
    selectControl(tools, "direction", "Direction of support", [
      any("All"),
      ...options(
        codes(
          data.codes.direction,
          present((a) => a.direction),
        ),
        DIRECTION_LABEL,
      ),
    ]),
    checksControl(
      tools,
      "kind",
      "Kind",
      options(
        codes(
          data.codes.kind,
          present((a) => a.kind),
        ),
        KIND_LABEL,
      ),
    ),
    checksControl(
      tools,
      "evidence",
      "Evidence",
      options(
        codes(
          data.codes.evidence,
          present((a) => a.evidence),
        ),
        EVIDENCE_LABEL,
      ),
    ),
    clear,
  );
}
