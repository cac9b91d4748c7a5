import type { Reading } from "../../evaluation/indices/tally.ts";
import { type Child, h } from "../dom.ts";
import { siteLink } from "../site-link.ts";
import { READING_WORD } from "./indicator.ts";
import type { SectionId, SectionResult } from "./model.ts";
import { WORDS } from "./section-words.ts";

export const readingBadge = (reading: Reading) =>
  h("span", { class: `reading reading-${reading}` }, READING_WORD[reading]);

/** The hope or fear in its line, with its reading. */
export const sectionLine = (id: SectionId, reading: Reading) =>
  h(
    "p",
    { class: "benefit-line" },
    h("strong", {}, `${WORDS[id].side}: `),
    WORDS[id].line,
    " ",
    readingBadge(reading),
  );

/** How the indicators of a section are defined, what they cannot say, and what it would take to tell. */
export function sectionFoot(id: SectionId, { indicators }: SectionResult): Child {
  const words = WORDS[id];
  return [
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
  ];
}

const methodsLink = () => h("a", { href: siteLink("methods#benefits") }, "Methods: hopes and fears");
