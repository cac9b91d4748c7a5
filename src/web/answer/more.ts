import type { AnswerData } from "../data/answer.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { siteLink } from "../site-link.ts";
import { caveatsOf } from "../text/caveats.ts";
import { overallAnswer } from "../text/verdict-words.ts";

/** What every reader should know before quoting the answer. */
export const caveatBox = (data: AnswerData): HTMLElement =>
  h(
    "div",
    { class: "callout" },
    h("p", {}, h("strong", {}, "Before you quote this")),
    h(
      "ul",
      {},
      caveatsOf(data).map((words) => h("li", {}, words)),
    ),
  );

const HOPES: [string, string][] = [
  ["Learning", "partners pass on how to write and carry out a plan"],
  ["Tools", "what one side has made, the other can use"],
  ["Reach", "twinned countries come into contact with more others"],
];
const FEARS: [string, string][] = [
  ["Strain", "two sides draw on the same scarce money and staff"],
  ["Contexts differ", "what fits one country may not fit the other"],
  ["Hard to keep up", "arrangements start late and end early"],
  ["Asymmetry", "one side pays, hosts and decides"],
  ["Bypass", "abroad takes the place of what is to be done at home"],
];

const list = (title: string, entries: [string, string][]): HTMLElement =>
  h(
    "div",
    {},
    h("h3", {}, title),
    h(
      "ul",
      {},
      entries.map(([name, words]) => h("li", {}, h("strong", {}, name), `: ${words}.`)),
    ),
  );

/** The mechanisms that people hope for and fear; the evidence on each stands on a page of its own. */
export const hopesSection = (): HTMLElement =>
  h(
    "section",
    { id: "hopes" },
    h("h2", {}, "Hopes and fears"),
    h(
      "p",
      {},
      "Why twinning might help or do harm. Whether it does is not claimed here: ",
      h("a", { href: siteLink("benefits") }, "an indicator for each, its evidence and its limits"),
      ".",
    ),
    h("div", { class: "columns" }, list("Hoped for", HOPES), list("Feared", FEARS)),
  );

const DOORS: [string, string, string][] = [
  [
    "workbench",
    "Make your own choices",
    "Another definition, comparison, estimator or period, with every diagnostic.",
  ],
  ["curve", "See every choice at once", "How often a sensible set of choices would have found an effect."],
  [
    "plans-over-time",
    "Plans over time",
    "Renewal of plans, and the error that would have made twinning look good.",
  ],
  ["brief", "One page to print", "Answer, caveats and sources for a meeting."],
];

export const doorsSection = (): HTMLElement =>
  h(
    "section",
    { id: "further" },
    h("h2", {}, "Take it further"),
    h(
      "ul",
      { class: "doors" },
      DOORS.map(([page, title, words]) =>
        h("li", {}, h("h3", {}, h("a", { href: siteLink(page) }, title)), h("p", {}, words)),
      ),
    ),
  );

/** One line for a reference list; the answer changes with the data, so date and checksum belong to it. */
export function citationWords(data: AnswerData, address: string): string {
  const { plan, sha256 } = data.workbench;
  return `Twinning of WPS National Action Plans project (${data.asOf.slice(0, 4)}). Does twinning help? Answer by analysis plan ${plan.planId} (SHA-256 ${sha256.slice(0, 12)}…), data as of ${partialDate(data.asOf)}. “${overallAnswer(data).lead}”${address ? ` ${address}` : ""}`;
}

/** Where this page lies, once a browser knows. */
export const addressHere = (): string =>
  typeof window === "undefined"
    ? ""
    : `${window.location.origin}${window.location.pathname}${window.location.search}`;

export const citeSection = (data: AnswerData): Child =>
  h(
    "section",
    { id: "cite" },
    h("h2", {}, "How to cite this answer"),
    h("p", { class: "citation" }, citationWords(data, addressHere())),
    h(
      "p",
      { class: "small" },
      "Cite the data too: ",
      h("a", { href: siteLink("data#cite") }, "data set"),
      "; and the ",
      h("a", { href: siteLink("sources") }, "sources"),
      " of the series.",
    ),
  );
