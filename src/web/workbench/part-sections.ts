import type { Analysis } from "../../evaluation/study/analyse.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { type Child, h } from "../dom.ts";
import type { Failure, Headline } from "../engine/tasks.ts";
import type { PageTools } from "../page.ts";
import { SECTION_WORDS } from "./control-words.ts";
import { aboutLink } from "./explained.ts";
import type { PartId, PartResults } from "./parts.ts";
import type { PartState, Runner } from "./runner.ts";
import { contextOf } from "./section-context.ts";
import { baconFigure } from "./sections/bacon.ts";
import { balanceFigure } from "./sections/balance.ts";
import type { SectionContext } from "./sections/context.ts";
import { estimatorsFigure } from "./sections/estimators.ts";
import { eventStudyFigure } from "./sections/event-study.ts";
import { groupTimeFigure } from "./sections/group-time.ts";
import { headlineFigure } from "./sections/headline.ts";
import { leaveOneOutFigure } from "./sections/leave-one-out.ts";
import { permutationFigure } from "./sections/permutation.ts";
import { powerFigure } from "./sections/power.ts";
import { sensitivityFigure } from "./sections/sensitivity.ts";
import { syntheticFigure } from "./sections/synthetic.ts";
import { trendsFigure } from "./sections/trends.ts";
import type { WorkbenchView } from "./view.ts";

type SectionId = keyof typeof SECTION_WORDS;

/** One section of the page: which part it waits for, and what it makes of it. */
interface Section<K extends PartId> {
  part: K;
  draw: (value: PartResults[K], context: SectionContext, width: number, all: Found) => Child;
}

/** What sections may need beside their own part. */
interface Found {
  analysis: Analysis | null;
  smallest: number | null;
}

/** The numbers that come first, also from the whole analysis. */
const headlineOf = (value: Headline | Analysis): Headline =>
  isWhole(value) ? { ...value, compared: value.compared.length } : value;

const isWhole = (value: Headline | Analysis): value is Analysis => "leaveOneOut" in value;

/** A section that needs the whole analysis, which comes a moment after its headline. */
const ofAnalysis = (
  draw: (analysis: Analysis, context: SectionContext, width: number) => Child,
): Section<"headline"> => ({
  part: "headline",
  draw: (value, context, width) => (isWhole(value) ? draw(value, context, width) : waiting()),
});

const of = <K extends PartId>(part: K, draw: Section<K>["draw"]): Section<K> => ({ part, draw });

const SECTIONS: Record<SectionId, Section<never>> = {
  trends: of("trends", trendsFigure),
  "event-study": of("event-study", (value, context, width, { analysis }) =>
    eventStudyFigure(value as never, context, width, analysis?.pretrend ?? null),
  ),
  permutation: ofAnalysis(permutationFigure),
  "leave-one-out": ofAnalysis(leaveOneOutFigure),
  estimators: ofAnalysis(estimatorsFigure),
  balance: ofAnalysis(balanceFigure),
  "group-time": of("group-time", (value, context, width) => groupTimeFigure(value as never, context, width)),
  bacon: of("bacon", (value, context, width) => baconFigure(value as never, context, width)),
  synthetic: of("synthetic", (value, context, width) => syntheticFigure(value as never, context, width)),
  sensitivity: of("sensitivity", (value, context, width) =>
    sensitivityFigure(value as never, context, width),
  ),
  power: of("power", (value, context, width, { smallest }) =>
    powerFigure(value as never, context, width, smallest),
  ),
} as unknown as Record<SectionId, Section<never>>;

/** All results of the workbench, in reading order; each is drawn as soon as its part is there. */
export function partSections(
  data: WorkbenchData,
  tools: PageTools<WorkbenchView>,
  runner: () => Runner | null,
): { element: HTMLElement; update: (what: PartId | "all" | "progress") => void } {
  const lives: { part: PartId; element: HTMLElement }[] = [];
  // One figure a task: the page can answer in between.
  const queue = new Set<HTMLElement>();
  let drawing = false;
  const drawNext = () => {
    const [element] = queue;
    if (!element || drawing) return;
    drawing = true;
    queue.delete(element);
    tools.redraw(element);
    setTimeout(() => {
      drawing = false;
      drawNext();
    }, 0);
  };
  const live = <K extends PartId>(part: K, draw: Section<K>["draw"]): HTMLElement => {
    const render = (view: WorkbenchView, width: number) => {
      const state = runner()?.state(part) ?? { kind: "idle" };
      const found: Found = {
        analysis: analysisOf(runner()),
        smallest: smallestOf(data, view),
      };
      return shown(state as PartState<K>, (value) => draw(value, contextOf(data, view), width, found));
    };
    // What it shows follows the results, which come a while after the choices.
    const element = tools.live(render, { still: true });
    lives.push({ part, element });
    return element;
  };
  const headline = h(
    "section",
    { id: "headline" },
    h("h2", {}, "What these choices say"),
    live("headline", (value, context, width, { smallest }) =>
      headlineFigure(headlineOf(value), context, width, smallest, isWhole(value) ? value.conleyTaber : null),
    ),
  );
  const sections = (Object.keys(SECTION_WORDS) as SectionId[]).map((id) => {
    const { title, line, anchor } = SECTION_WORDS[id];
    const section = SECTIONS[id] as unknown as Section<PartId>;
    return h(
      "section",
      { id, class: "bench-section" },
      h("h2", {}, title),
      h("p", { class: "prose" }, line, " ", aboutLink(title, anchor)),
      live(section.part, section.draw),
    );
  });
  return {
    element: h("div", {}, headline, sections),
    update: (what) => {
      for (const one of lives) {
        if (what !== "all" && one.part !== what) continue;
        const state = runner()?.state(one.part);
        const old = state?.kind === "working" && state.old !== null;
        one.element.classList.toggle("old", old);
        one.element.toggleAttribute("aria-busy", old);
        if (!old) queue.add(one.element);
      }
      drawNext();
    },
  };
}

function analysisOf(runner: Runner | null): Analysis | null {
  const state = runner?.state("headline");
  return state?.kind === "done" && isWhole(state.value) ? state.value : null;
}

const smallestOf = (data: WorkbenchData, view: WorkbenchView) =>
  data.plan.outcomes.find(({ outcome }) => outcome === view.outcome)?.smallestEffect ?? null;

function shown<K extends PartId>(state: PartState<K>, draw: (value: PartResults[K]) => Child): Child {
  switch (state.kind) {
    case "idle":
      return h("p", { class: "empty" }, "Computed in your browser.");
    case "cancelled":
      return h("p", { class: "empty" }, "Cancelled. “Compute” starts again.");
    case "failed":
      return failed(state.failure);
    case "working":
      return state.old ? draw(state.old) : waiting();
    case "done":
      return draw(state.value);
  }
}

const waiting = () => h("p", { class: "empty", "aria-busy": "true" }, "Computing…");

const failed = ({ what, remedy }: Failure) =>
  h(
    "p",
    { class: "empty" },
    h("strong", {}, "Cannot be computed for these choices. "),
    `${what}. ${remedy}.`,
  );
