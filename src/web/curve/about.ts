import type { WorkbenchData } from "../data/workbench.ts";
import { type Child, h } from "../dom.ts";
import { count } from "../format/number.ts";
import { siteLink } from "../site-link.ts";
import { curveLeftOut, curveSpecifications, wholeView } from "./view.ts";

/** What the page is for, before anything has run and for readers without scripts. */
export function aboutCurve(data: WorkbenchData): Child[] {
  const counts = data.outcomes.map(({ id, label }) => {
    const view = wholeView(id);
    const left = curveLeftOut(view, data).reduce((sum, { count: n }) => sum + n, 0);
    return { id, label, all: curveSpecifications(view, data).length, left };
  });
  return [
    h(
      "p",
      { class: "lead" },
      "A result that depends on one choice is no result. Here every sensible choice is made at once, and each gives an estimate.",
    ),
    h(
      "p",
      { class: "prose" },
      "One specification is one answer to seven questions: what counts as twinned, who is compared, how the effect is estimated, over which years, adjusted for what, with or without countries whose years are incomplete, and how chance is drawn. The one decided before any result was seen is marked. ",
      h("a", { href: siteLink("methods#specification-curve") }, "How to read this, and what it cannot say"),
    ),
    h(
      "ul",
      { class: "curve-counts" },
      counts.map(({ id, label, all, left }) =>
        h(
          "li",
          {},
          h("strong", {}, label),
          `: ${count(all)} specifications`,
          left > 0 ? ` (${count(left)} more combinations compare with nobody and are left out)` : null,
          ". ",
          h("code", {}, `npx nap evaluate --curve --outcome ${id} --json`),
        ),
      ),
    ),
    h(
      "p",
      { class: "small prose" },
      "Nothing on this page is worked out beforehand: it runs in your browser, within a minute for one outcome on most machines, or with the commands above, which find the same numbers. Without scripts only the commands work.",
    ),
  ];
}
