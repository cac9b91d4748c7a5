import type { Reading } from "../../evaluation/indices/tally.ts";
import { type Child, h } from "../dom.ts";
import { siteLink } from "../site-link.ts";
import { READING_WORD } from "./indicator.ts";
import type { SectionId, SectionResult } from "./model.ts";
import { WORDS } from "./section-words.ts";

export const readingBadge = (reading: Reading) =>
  h("span", { class: `reading reading-${reading}` }, READING_WORD[reading]);

/** One hope or fear: its line and reading, the evidence, how it is defined and what it cannot say. */
export function sectionFrame(id: SectionId, { indicators, reading }: SectionResult, ...evidence: Child[]) {
  const words = WORDS[id];
  return h(
    "div",
    { class: "benefit" },
    h(
      "p",
      { class: "benefit-line" },
      h("strong", {}, `${words.side}: `),
      words.line,
      " ",
      readingBadge(reading),
    ),
    evidence,
    h(
      "details",
      { class: "benefit-definitions" },
      h("summary", {}, "How the indicators are defined"),
      h(
        "dl",
        {},
        indicators.map((i) => [
          h("dt", {}, i.statement, i.decides ? "" : " (shown, does not decide)"),
          h("dd", {}, `Counted: each ${i.unit}. ${i.definition}`),
        ]),
      ),
    ),
    h("h3", {}, "Limits"),
    h(
      "ul",
      { class: "prose" },
      words.limits.map((limit) => h("li", {}, limit)),
    ),
    h("p", { class: "prose" }, h("strong", {}, "Needed to tell: "), words.needed, " ", methodsLink()),
  );
}

const methodsLink = () => h("a", { href: siteLink("methods#benefits") }, "Methods: hopes and fears");
