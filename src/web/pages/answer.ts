import { numbersSection, planSection } from "../answer/before.ts";
import { verdictCards, wordsSection } from "../answer/cards.ts";
import { caveatBox, citeSection, doorsSection, hopesSection } from "../answer/more.ts";
import { neededSection } from "../answer/needed.ts";
import { whoSection } from "../answer/who.ts";
import type { AnswerData } from "../data/answer.ts";
import { h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { type PageMeta, startPage } from "../page.ts";
import { overallAnswer } from "../text/verdict-words.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: AnswerData): PageMeta {
  const { lead, more } = overallAnswer(data);
  return {
    title: "Does twinning help?",
    description: `${lead} ${more} Data as of ${partialDate(data.asOf)}.`,
  };
}

export function start(root: HTMLElement, data: AnswerData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: (d, tools) => {
      const { lead, more } = overallAnswer(d);
      return [
        evidenceNav("answer"),
        h("h1", {}, "Does twinning help?"),
        h("p", { class: "lead" }, lead),
        h("p", { class: "prose" }, more),
        wordsSection(),
        h(
          "section",
          { id: "verdicts" },
          h("h2", {}, "The answer, outcome by outcome"),
          verdictCards(d, tools),
        ),
        caveatBox(d),
        whoSection(d),
        neededSection(d, tools),
        planSection(d),
        numbersSection(d),
        hopesSection(),
        doorsSection(),
        citeSection(d),
      ];
    },
  });
}
