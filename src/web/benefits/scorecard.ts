import type { Reading } from "../../evaluation/indices/tally.ts";
import { type Child, h } from "../dom.ts";
import { capital, inWords, listWords } from "../format/number.ts";
import { readingBadge } from "./frame.ts";
import { READING_WORD, readingOf } from "./indicator.ts";
import { type Model, SECTIONS, type SectionId } from "./model.ts";
import { WORDS } from "./section-words.ts";

function toldText({ sections }: Model, id: SectionId): string {
  const deciding = sections[id].indicators.filter((i) => i.decides);
  const telling = deciding.filter((i) => readingOf(i) !== "cannot_tell").length;
  if (deciding.length === 1) return `its one deciding indicator ${telling === 1 ? "can" : "cannot"} tell`;
  const of = `${inWords(deciding.length)} indicators`;
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

/** The readings of one side in words: "of the four fears one is supported and on three they cannot tell". */
function sideWords({ sections }: Model, side: "Hope" | "Fear"): string {
  const own = SECTIONS.filter((id) => WORDS[id].side === side);
  const n = (reading: Reading) => own.filter((id) => sections[id].reading === reading).length;
  const many = `the ${inWords(own.length)} ${side.toLowerCase()}s`;
  if (n("cannot_tell") === own.length) return `on none of ${many} can these data tell`;
  const parts = (["supported", "not_supported", "mixed"] as const).flatMap((reading) =>
    n(reading) > 0
      ? [`${inWords(n(reading))} ${n(reading) === 1 ? "is" : "are"} ${READING_WORD[reading].toLowerCase()}`]
      : [],
  );
  const open = n("cannot_tell") > 0 ? [`on ${inWords(n("cannot_tell"))} these data cannot tell`] : [];
  return `of ${many} ${listWords([...parts, ...open])}`;
}

/** All eight readings in one sentence. */
export const overallSentence = (model: Model): string =>
  `${capital(sideWords(model, "Hope"))}; ${sideWords(model, "Fear")}.`;
