import { domesticFigure, looksFigure } from "../benefits/bypass-figures.ts";
import { gapsFigure } from "../benefits/contexts-figure.ts";
import { sectionFoot, sectionLine } from "../benefits/frame.ts";
import { indexFigure, weightsWords } from "../benefits/index-figure.ts";
import { themesFigure, toolsFigure } from "../benefits/learning-figure.ts";
import { type Model, models, SECTIONS, type SectionId } from "../benefits/model.ts";
import { moneyFigure } from "../benefits/money-figure.ts";
import { joinedFigure, reachFigure, sizesPart } from "../benefits/network-figures.ts";
import { rulesPart } from "../benefits/rules.ts";
import { overallSentence, scorecard } from "../benefits/scorecard.ts";
import { WORDS } from "../benefits/section-words.ts";
import { sustainPart } from "../benefits/sustain-part.ts";
import { tallyFigure } from "../benefits/tally-figure.ts";
import { type BenefitsView, benefitsSchema } from "../benefits/view.ts";
import { weightSliders } from "../benefits/weights.ts";
import type { BenefitsData } from "../data/benefits.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { plural } from "../format/number.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { controlBar, selectControl } from "../ui/controls.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: BenefitsData): PageMeta {
  return {
    title: "Benefits and drawbacks of twinning, one by one",
    description: `Four hopes and four fears that a page of 2012 names for twinning of WPS national action plans, each with indicators, evidence, limits and a reading by a stated rule. Data as of ${partialDate(data.asOf)}.`,
  };
}

/** Evidence that a section has beside the count of its units. */
const EVIDENCE: Record<SectionId, (data: BenefitsData, model: Model, width: number) => Child> = {
  money: moneyFigure,
  networks: (data, model, width) => [
    reachFigure(data, model, width),
    joinedFigure(data, model, width),
    sizesPart(data),
  ],
  learning: themesFigure,
  tools: toolsFigure,
  contexts: gapsFigure,
  sustain: (data) => sustainPart(data),
  asymmetry: () => null,
  bypass: (data, model, width) => [looksFigure(data, model, width), domesticFigure(data, model, width)],
};

const SOURCES: Record<SectionId, (keyof BenefitsData["sources"])[]> = {
  money: ["twinning", "funding", "plans"],
  networks: ["twinning"],
  learning: ["twinning"],
  tools: ["twinning"],
  contexts: ["twinning", "gdp", "deaths", "plans"],
  sustain: ["twinning"],
  asymmetry: ["twinning", "gdp"],
  bypass: ["twinning", "plans", "parliament"],
};

/** Drawn again only for another definition or width, so that a slider moves nothing but its own figure. */
function kept(render: (view: BenefitsView, width: number) => Child) {
  let key = "";
  let last: Child = null;
  return (view: BenefitsView, width: number): Child => {
    const now = `${view.definition} ${width}`;
    if (now !== key) {
      last = render(view, width);
      key = now;
    }
    return last;
  };
}

export function start(root: HTMLElement, data: BenefitsData): void {
  startPage(root, data, {
    meta,
    schema: benefitsSchema(data),
    build: (d, tools: PageTools<BenefitsView>) => {
      const model = models(d);
      const of = (view: BenefitsView) => model(view.definition);
      return [
        evidenceNav("benefits"),
        h("h1", {}, "Benefits and drawbacks"),
        tools.live(
          kept((view) => h("p", { class: "lead" }, overallSentence(of(view)))),
          { polite: true },
        ),
        h(
          "p",
          { class: "prose" },
          "A ",
          h("a", { href: siteLink("twinning#page-2012") }, "page of 2012"),
          " named what twinning of WPS national action plans might bring and what might go wrong. Each hope and each fear has its own section: what was counted, what was found, what is unknown, and one reading ",
          h("a", { href: "#rules" }, "decided by a rule"),
          ".",
        ),
        controlBar(
          selectControl(
            tools,
            "definition",
            "What counts as twinned",
            d.definitions.map(({ id, label }) => ({ value: id, label })),
          ),
        ),
        tools.live(
          kept((view) => {
            const { scope } = of(view);
            return h(
              "p",
              { class: "definition-statement" },
              `${scope.rule.statement} ${plural(scope.counting.length, "arrangement")} with ${plural(scope.twinned.size, "country", "countries")} count.`,
            );
          }),
        ),
        h("h2", { id: "scorecard" }, "At a glance"),
        tools.live(kept((view) => scorecard(of(view)))),
        rulesPart(),
        SECTIONS.map((id) => sectionPart(id, d, tools, of)),
      ];
    },
  });
}

function sectionPart(
  id: SectionId,
  data: BenefitsData,
  tools: PageTools<BenefitsView>,
  of: (view: BenefitsView) => Model,
): Child {
  const sources = SOURCES[id].map((key) => data.sources[key]);
  return [
    h("h2", { id }, WORDS[id].title),
    tools.live(
      kept((view, width) => {
        const { indicators, reading } = of(view).sections[id];
        return [
          sectionLine(id, reading),
          tallyFigure(id, indicators, width, sources),
          EVIDENCE[id](data, of(view), width),
        ];
      }),
    ),
    id === "asymmetry" ? weightsPart(data, tools, of) : null,
    tools.live(kept((view) => sectionFoot(id, of(view).sections[id]))),
  ];
}

/** The index under the reader's own weights. */
function weightsPart(
  data: BenefitsData,
  tools: PageTools<BenefitsView>,
  of: (view: BenefitsView) => Model,
): Child {
  return [
    h("h3", { id: "weights" }, "The index and its parts, with weights of your own"),
    weightSliders(tools),
    tools.live((view) => h("p", { class: "status-line" }, weightsWords(of(view).uneven, view.weights)), {
      polite: true,
    }),
    tools.live((view, width) => indexFigure(data, of(view), view.weights, width)),
  ];
}
