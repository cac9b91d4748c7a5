import type { PlansOverTimeData } from "../data/plans-over-time.ts";
import { h } from "../dom.ts";
import { type PageMeta, type PageTools, type Resources, startPage } from "../page.ts";
import { cooperationFigure, waitingPart } from "../plans-over-time/cooperation.ts";
import { durationFigure, linesFigure, withoutDurations } from "../plans-over-time/durations.ts";
import { ratiosFigure, whyWrong } from "../plans-over-time/ratios.ts";
import { leftOutList, renewalFigure, renewalWords, wrongFigure } from "../plans-over-time/renewal.ts";
import { scriptButton } from "../plans-over-time/script-button.ts";
import { GENERATION_LABEL, type PlansView, plansSchema } from "../plans-over-time/view.ts";
import { methodLink, renewalTitle, times } from "../plans-over-time/words.ts";
import { controlBar, selectControl } from "../ui/controls.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

/** Below this width the wrong analysis stands under the right one instead of beside it. */
const BESIDE = 820;
const GAP = 40;

export function meta(data: PlansOverTimeData): PageMeta {
  return {
    title: "Plans over time: renewal, adoption, lasting partnerships",
    description: `Renewal of WPS national action plans with twinning as it stands each year, what immortal-time bias would have shown, the time from cooperation to adoption, and how long partnerships last, up to ${data.lastYear}.`,
  };
}

const renewalOf = (data: PlansOverTimeData, { definition, generation }: PlansView) =>
  data.renewal.find((one) => one.definition === definition && one.generation === generation) ?? null;

function controls(data: PlansOverTimeData, tools: PageTools<PlansView>): HTMLElement {
  return controlBar(
    selectControl(
      tools,
      "definition",
      "What counts as twinned",
      data.definitions.map(({ id, label }) => ({ value: id, label })),
    ),
    selectControl(
      tools,
      "generation",
      "Plans in the renewal analysis",
      Object.entries(GENERATION_LABEL).map(([value, label]) => ({
        value: value as PlansView["generation"],
        label,
      })),
    ),
  );
}

function lead(data: PlansOverTimeData, view: PlansView): string {
  const result = renewalOf(data, view);
  if (!result) return "";
  const { current, ever } = result;
  const title = `${renewalTitle(result, data.alpha, data.smallestRatio)}.`;
  if (!current.ratio || !ever.found.ratio || ever.immortalYears === 0) return title;
  const wrong = times(ever.found.ratio.ratio);
  return `${title} Counting plans as twinned before they were, a common mistake, gives ${wrong}.`;
}

function renewalParts(data: PlansOverTimeData, tools: PageTools<PlansView>) {
  const part = (render: (result: NonNullable<ReturnType<typeof renewalOf>>, width: number) => Node) =>
    tools.live((view, width) => {
      const result = renewalOf(data, view);
      return result && render(result, width);
    });
  return [
    part((result, width) => {
      const beside = width >= BESIDE;
      const column = beside ? (width - GAP) / 2 : width;
      return h(
        "div",
        { class: beside ? "side-by-side" : "side-by-side one-column" },
        h("div", {}, renewalFigure(data, result, column)),
        h("div", { class: "wrong-figure" }, wrongFigure(data, result, column)),
      );
    }),
    part((result) => h("div", {}, renewalWords(data, result), leftOutList(data, result))),
    h("h2", {}, "What immortal-time bias would have shown"),
    part((result) => h("div", {}, whyWrong(data, result))),
    part((result, width) => ratiosFigure(data, result, width)),
  ];
}

export function start(root: HTMLElement, data: PlansOverTimeData, resources: Resources = {}): void {
  startPage(root, data, {
    meta,
    schema: plansSchema(data),
    build: (d, tools: PageTools<PlansView>) => {
      const cooperation = (view: PlansView) =>
        d.cooperation.find(({ definition }) => definition === view.definition);
      const durations = (view: PlansView) => d.durations.find(({ kind }) => kind === view.kind);
      return [
        evidenceNav("plans-over-time"),
        h("h1", {}, "Plans over time"),
        tools.live((view) => h("p", { class: "lead" }, lead(d, view)), { polite: true }),
        controls(d, tools),
        tools.live((view) =>
          h(
            "p",
            { class: "definition-statement" },
            d.definitions.find(({ id }) => id === view.definition)?.statement,
          ),
        ),
        h("h2", { id: "renewal" }, "Are plans renewed sooner while a country is twinned?"),
        renewalParts(d, tools),
        scriptButton(root.dataset.engine, resources.study),
        h("h2", { id: "cooperation" }, "From first documented cooperation to adoption"),
        tools.live((view, width) => {
          const result = cooperation(view);
          return result && [cooperationFigure(d, result, width), waitingPart(d, result, width)];
        }),
        h("h2", { id: "partnerships" }, "How long partnerships last"),
        h(
          "p",
          { class: "prose" },
          "A known end counts as an end; what the register calls active counts as going on; where nothing is known after the last trace, the end is unknown and shown as such. ",
          methodLink("partnership-duration", "How durations are counted"),
          ".",
        ),
        controlBar(
          selectControl(
            tools,
            "kind",
            "Kind of arrangement",
            d.kinds.map(({ id, label }) => ({ value: id, label })),
          ),
        ),
        tools.live((view, width) => {
          const result = durations(view);
          return (
            result && [
              durationFigure(d, result, width),
              linesFigure(d, view.kind, width),
              h("div", {}, withoutDurations(d, view.kind)),
            ]
          );
        }),
      ];
    },
  });
}
