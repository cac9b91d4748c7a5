import { addressHere, citationWords } from "../answer/more.ts";
import type { Answer, AnswerData } from "../data/answer.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { listWords } from "../format/number.ts";
import { briefNeeded, briefRenewals, briefSentence } from "../text/brief-words.ts";
import { caveatsOf } from "../text/caveats.ts";
import {
  answersOf,
  inSentence,
  intervalWords,
  isPanel,
  overallAnswer,
  READING_WORD,
  styleOf,
} from "../text/verdict-words.ts";
import { smallInterval } from "./small-interval.ts";

/** The brief: one sheet of paper. What must not be lost stands before what may move to a second page. */
export function briefSheet(data: AnswerData, choice: HTMLElement | null): HTMLElement {
  const { lead, more } = overallAnswer(data);
  return h(
    "article",
    { class: "sheet", "data-size": "medium", "aria-labelledby": "brief-title" },
    h(
      "p",
      { class: "brief-top" },
      h("span", {}, "Twinning of WPS national action plans"),
      h("span", {}, `Data as of ${partialDate(data.asOf)}`),
    ),
    h("h1", { id: "brief-title" }, "Does twinning help?"),
    h("p", { class: "brief-lead" }, lead),
    h("p", {}, more),
    h(
      "aside",
      { class: "brief-caveats", "aria-label": "Caveats" },
      h("p", {}, h("strong", {}, "Before you quote this")),
      h(
        "ul",
        {},
        caveatsOf(data).map((words) => h("li", {}, words)),
      ),
    ),
    h("div", { class: "brief-rows" }, answersOf(data).map(row)),
    h(
      "p",
      { class: "brief-fine" },
      "Drawn: the hatched range of effects too small to be found in four of five cases; the dotted line, from which an effect would matter; estimate and 95% interval. The interval of the first two holds every constant effect that giving the years of twinning to other countries does not reject; that of renewal is a Cox model’s.",
    ),
    choice,
    h("div", { class: "brief-columns" }, who(data), needed(data)),
    foot(data),
  );
}

function row(answer: Answer): HTMLElement {
  const panel = isPanel(answer);
  const { effect } = styleOf(answer);
  return h(
    "div",
    { class: "brief-row" },
    h(
      "div",
      {},
      h(
        "h2",
        {},
        `${answer.label}: `,
        h("span", { class: "brief-word" }, READING_WORD[answer.reading].toLowerCase()),
      ),
      h("p", {}, briefSentence(answer)),
    ),
    h(
      "div",
      { class: "canvas" },
      smallInterval({
        estimate: answer.estimate,
        low: answer.low,
        high: answer.high,
        detectable: answer.detectable,
        smallest: answer.smallest,
        better: panel ? answer.better : "higher",
        ratio: !panel,
        format: effect,
        range: intervalWords(answer),
      }),
    ),
  );
}

const who = (data: AnswerData): HTMLElement =>
  h(
    "section",
    {},
    h("h2", {}, "Who is compared"),
    h(
      "p",
      {},
      h("strong", {}, "Twinned: "),
      `${data.twinned.map(({ name, since }) => `${name} (${since})`).join(", ")}. `,
      h("strong", {}, "Compared: "),
      `countries that also have a plan and are not known to be twinned, ${listWords(data.outcomes.map((o) => `${o.compared.length} for ${inSentence(o)}`))}; ${data.renewal.used?.never ?? 0} plans for renewal.`,
    ),
  );

const needed = (data: AnswerData): HTMLElement =>
  h(
    "section",
    {},
    h("h2", {}, "What would be needed to tell"),
    h(
      "ul",
      {},
      data.outcomes.map((answer) =>
        h("li", {}, h("strong", {}, `${answer.label}: `), `${briefNeeded(answer)}.`),
      ),
      h("li", {}, h("strong", {}, `${data.renewal.label}: `), `${briefRenewals(data.renewal)}.`),
    ),
  );

function foot(data: AnswerData): Child {
  const { plan, sha256 } = data.workbench;
  return h(
    "footer",
    { class: "brief-foot" },
    h(
      "p",
      {},
      `Decided before any effect was estimated: plan ${plan.planId} of ${partialDate(plan.dated)}, SHA-256 `,
      h("code", {}, sha256),
      `. ${plan.seenBefore} Found again by `,
      h("code", {}, "npx nap evaluate"),
      ".",
    ),
    h("p", {}, `Cite: ${citationWords(data, addressHere())}`),
  );
}
