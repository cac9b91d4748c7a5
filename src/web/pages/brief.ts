import { choicePart, ownChoice } from "../brief/choice.ts";
import { fitToPage, keepFitting } from "../brief/fit.ts";
import { briefSheet } from "../brief/sheet.ts";
import type { AnswerData } from "../data/answer.ts";
import { h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { type PageMeta, type Resources, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { overallAnswer } from "../text/verdict-words.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: AnswerData): PageMeta {
  return {
    title: "Does twinning help? One page to print",
    description: `${overallAnswer(data).lead} One page with the answer, who is compared, what could have been found, and the caveats. Data as of ${partialDate(data.asOf)}.`,
  };
}

export function start(root: HTMLElement, data: AnswerData, resources: Resources = {}): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: (d) => {
      const source = { worker: root.dataset.engine ?? "", study: resources.study ?? "" };
      const own = typeof window === "undefined" ? null : ownChoice(window.location.search, d.workbench);
      let sheet: HTMLElement | null = null;
      const choice = own && choicePart(d, own, source, () => sheet && fitToPage(sheet));
      sheet = briefSheet(d, choice);
      keepFitting(sheet);
      return [
        evidenceNav("brief"),
        h(
          "div",
          { class: "brief-tools" },
          h(
            "p",
            {},
            "One page for a meeting. To add a result of your own choices, open it from the ",
            h("a", { href: siteLink("workbench") }, "workbench"),
            ".",
          ),
          h(
            "button",
            { type: "button", class: "needs-script", onclick: () => window.print() },
            "Print or save as PDF",
          ),
        ),
        sheet,
      ];
    },
  });
}
