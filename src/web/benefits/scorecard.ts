import { type Child, h } from "../dom.ts";
import { inWords } from "../format/number.ts";
import { readingBadge } from "./frame.ts";
import { READING_WORD, readingOf } from "./indicator.ts";
import { type Model, SECTIONS, type SectionId } from "./model.ts";
import { WORDS } from "./section-words.ts";

function toldText({ sections }: Model, id: SectionId): string {
  const deciding = sections[id].indicators.filter((i) => i.decides);
  const telling = deciding.filter((i) => readingOf(i) !== "cannot_tell").length;
  const of = `${inWords(deciding.length)} ${deciding.length === 1 ? "indicator" : "indicators"}`;
  return `${telling === 0 ? "none" : inWords(telling)} of ${of} can tell`;
}

/** The eight readings at a glance, each leading to its section. */
export function scorecard(model: Model): HTMLElement {
  const group = (side: "Hope" | "Fear", title: string): Child =>
    h(
      "div",
      {},
      h("h3", {}, title),
      h(
        "ul",
        { class: "scorecard" },
        SECTIONS.filter((id) => WORDS[id].side === side).map((id) =>
          h(
            "li",
            {},
            h("a", { href: `#${id}` }, WORDS[id].title),
            readingBadge(model.sections[id].reading),
            h("span", { class: "told" }, toldText(model, id)),
          ),
        ),
      ),
    );
  return h("div", { class: "columns" }, group("Hope", "Hopes"), group("Fear", "Fears"));
}

/** "Of four hopes none is supported …" in one sentence that follows the readings. */
export function overallSentence({ sections }: Model): string {
  const count = (side: "Hope" | "Fear") => {
    const own = SECTIONS.filter((id) => WORDS[id].side === side);
    const parts = (["supported", "not_supported", "mixed", "cannot_tell"] as const).flatMap((reading) => {
      const n = own.filter((id) => sections[id].reading === reading).length;
      return n > 0 ? [`${n === own.length ? "all" : inWords(n)} ${READING_WORD[reading].toLowerCase()}`] : [];
    });
    return `of ${inWords(own.length)} ${side.toLowerCase()}s ${parts.join(", ")}`;
  };
  const text = `${count("Hope")}; ${count("Fear")}.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
