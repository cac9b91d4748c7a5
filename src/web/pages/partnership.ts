import type { PartnershipData } from "../data/partnership.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { plural } from "../format/number.ts";
import { type PageMeta, type PageTools, startPage } from "../page.ts";
import { activityList, moneySection } from "../partnership/activities.ts";
import { definitionTable, factList } from "../partnership/facts.ts";
import { memberTable, plansFigure } from "../partnership/members.ts";
import { ratioSentence, weightSentence } from "../partnership/sentences.ts";
import { partnershipLink, siteLink, sourceAnchor } from "../site-link.ts";
import { claimList, hasOtherSource, questionsOf, sourceWords } from "../twinning/claims.ts";
import { KIND_LABEL, labelOf, tidyName } from "../twinning/labels.ts";
import { yearsText } from "../twinning/sentences.ts";

export function meta(data: PartnershipData): PageMeta {
  const a = data.arrangement;
  const members = data.members.map((m) => m.name).join(", ");
  return {
    title: tidyName(a.name),
    description: `${labelOf(KIND_LABEL, a.kind)} on WPS national action plans${members ? ` between ${members}` : ""}. ${yearsText(a)}.`,
  };
}

function claimSection(d: PartnershipData): Child {
  const questions = questionsOf(d.claims);
  if (questions.length === 0)
    return h("p", { class: "prose" }, "No claims of single sources are noted for this arrangement.");
  const side = (heading: string, list: Child, n: number) =>
    n === 0 ? null : h("div", {}, h("h4", {}, heading), list);
  return questions.map((q) => {
    const all = [...q.agreeing, ...q.differing];
    const alone = !all.some((c) => hasOtherSource(c, all));
    return h(
      "section",
      { class: "question" },
      h("h3", {}, q.question),
      h(
        "div",
        { class: "sides" },
        alone
          ? side("The only source found", claimList(all, "", all, false), all.length)
          : [
              side("Agreeing", claimList(q.agreeing, "", all, false), q.agreeing.length),
              side("Differing, or agreeing in part", claimList(q.differing, "", all), q.differing.length),
            ],
      ),
    );
  });
}

function sourceSection(d: PartnershipData): Child {
  return h(
    "ol",
    { class: "sources" },
    d.sources.map((s) => h("li", { id: sourceAnchor(s.id) }, sourceWords(s))),
  );
}

function neighbours(d: PartnershipData): HTMLElement {
  const link = (n: PartnershipData["next"], word: string, rel: string) =>
    n
      ? h(
          "a",
          { href: partnershipLink(n.id), rel },
          h("span", { class: "small" }, `${word}: ${n.id}`),
          tidyName(n.name),
        )
      : h("span", {});
  return h(
    "nav",
    { class: "neighbours", "aria-label": "Other arrangements" },
    link(d.previous, "Previous", "prev"),
    link(d.next, "Next", "next"),
  );
}

function citation(d: PartnershipData): Child {
  const a = d.arrangement;
  const asOf = d.asOf["register/twinning/partnerships"] ?? "";
  return [
    h(
      "p",
      { class: "prose" },
      `${a.id}: “${tidyName(a.name)}”, register of twinning and support between countries on WPS national action plans, as of ${partialDate(asOf)}.`,
    ),
    h(
      "p",
      { class: "prose" },
      "The chain from each cell of this record to its sources and files: ",
      h("code", {}, `nap explain ${a.id}`),
      ".",
    ),
  ];
}

function build(d: PartnershipData, tools: PageTools<object>): Child[] {
  const a = d.arrangement;
  return [
    h(
      "nav",
      { "aria-label": "Breadcrumb", class: "breadcrumb" },
      h("a", { href: siteLink("twinning") }, "Twinning"),
      ` / ${a.id}`,
    ),
    h("h1", { class: "long" }, tidyName(a.name)),
    h("p", { class: "lead" }, `${labelOf(KIND_LABEL, a.kind)}. ${yearsText(a)}.`),
    factList(d),
    a.note ? [h("h2", { id: "note" }, "Note of the compiler"), h("p", { class: "prose" }, a.note)] : null,
    h("h2", { id: "members" }, "Members"),
    memberTable(d),
    h("p", { class: "prose" }, ratioSentence(d.asymmetry, a.start)),
    h("p", { class: "prose" }, weightSentence(d.asymmetry)),
    h("h2", { id: "in-time" }, "Plans of the members in time"),
    tools.live((_, width) => plansFigure(d, width)),
    h("h2", { id: "activities" }, "Activities"),
    activityList(d),
    h("h2", { id: "money" }, "Money"),
    moneySection(d),
    h("h2", { id: "claims" }, "What sources say"),
    claimSection(d),
    h("h2", { id: "definitions" }, "Does it count as twinned?"),
    h(
      "p",
      { class: "prose" },
      "Twinned is a definition, not a fact. A reader can choose another one on the ",
      h("a", { href: siteLink("twinning") }, "Twinning page"),
      ".",
    ),
    definitionTable(d),
    h("h2", { id: "sources" }, `Sources of this page`),
    h("p", { class: "small" }, `${plural(d.sources.length, "source")}, in the order of first use.`),
    sourceSection(d),
    h("h2", { id: "cite" }, "Cite and check"),
    citation(d),
    neighbours(d),
  ];
}

export function start(root: HTMLElement, data: PartnershipData): void {
  startPage(root, data, { meta, schema: {}, build });
}
