import type { Rule, TwinningData } from "../data/twinning.ts";
import { h } from "../dom.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { twinningControls } from "../twinning/controls.ts";
import { foundingSection } from "../twinning/founding-page.ts";
import { arrangementList, type ListState } from "../twinning/list.ts";
import { networkFigure } from "../twinning/network-figure.ts";
import { leadSentence, statusLine } from "../twinning/sentences.ts";
import { timelineFigure } from "../twinning/timeline-figure.ts";
import { DEFAULT_DEFINITION, filtered, isFiltered, schemaOf, type TwinningView } from "../twinning/view.ts";

export function meta(data: TwinningData): PageMeta {
  return {
    title: "Twinning and support between countries",
    description: leadSentence(data.arrangements, ruleOf(data, DEFAULT_DEFINITION)),
  };
}

function ruleOf(data: TwinningData, id: string): Rule {
  const rule = data.definitions.find((d) => d.id === id) ?? data.definitions[0];
  if (!rule) throw new Error("No definition of twinned in the page's data");
  return rule;
}

function build(data: TwinningData, tools: PageTools<TwinningView>) {
  const state: ListState = { open: false };
  const rule = () => ruleOf(data, tools.view().definition);
  return [
    h("h1", {}, "Who works with whom on WPS national action plans"),
    h("p", { class: "lead" }, leadSentence(data.arrangements, ruleOf(data, DEFAULT_DEFINITION))),
    h(
      "p",
      { class: "prose" },
      "No source found measures the effect of an arrangement on how a plan is carried out. The grade of evidence says how well an arrangement's existence is documented, not whether it worked. Not found is not the same as absent. ",
      h("a", { href: siteLink("methods#definitions") }, "How twinned is defined"),
      ".",
    ),
    h(
      "nav",
      { "aria-label": "On this page", class: "jump" },
      [
        ["#list", "List"],
        ["#network", "Network"],
        ["#timeline", "Timeline"],
        ["#page-2012", "The 2012 page"],
      ].map(([href, label]) => h("a", { href: href ?? "" }, label ?? "")),
    ),
    h("h2", { id: "list" }, "The arrangements"),
    twinningControls(data, tools),
    tools.live(
      (view) =>
        h("p", { class: "status-line" }, statusLine(filtered(data, view), data.arrangements.length, rule())),
      {
        polite: true,
      },
    ),
    tools.live((view) => [
      h("p", { class: "small prose" }, rule().statement),
      arrangementList(data, filtered(data, view), rule(), isFiltered(view), state),
    ]),
    h("h2", {}, "Who supports whom"),
    tools.live((view, width) => networkFigure(data, filtered(data, view), rule(), width)),
    h("h2", {}, "When"),
    tools.live((view, width) => timelineFigure(data, filtered(data, view), rule(), width)),
    foundingSection(data),
  ];
}

export function start(root: HTMLElement, data: TwinningData): void {
  startPage(root, data, { meta, schema: schemaOf(data), build });
}
