import { type IntervalRow, intervalChart } from "../charts/wb-interval.ts";
import type { Answer, AnswerData } from "../data/answer.ts";
import { type Child, h } from "../dom.ts";
import { fixed } from "../format/number.ts";
import type { PageTools } from "../page.ts";
import { siteLink } from "../site-link.ts";
import {
  answerSentence,
  answersOf,
  chartTitle,
  isPanel,
  READING_MEANING,
  READING_WORD,
  styleOf,
} from "../text/verdict-words.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";

/** One verdict for each outcome of the plan: word, sentence, drawing, and where it can be taken apart. */
export const verdictCards = (data: AnswerData, tools: PageTools<object>): Child =>
  answersOf(data).map((answer) =>
    h(
      "section",
      { class: "verdict-card", id: `answer-${answer.id}`, "aria-labelledby": `verdict-${answer.id}` },
      h(
        "h3",
        { id: `verdict-${answer.id}` },
        h("span", { class: "verdict-of" }, answer.label),
        h("span", { class: "sr-only" }, ": "),
        h("span", { class: `verdict-word verdict-${answer.reading}` }, READING_WORD[answer.reading]),
      ),
      h("p", { class: "prose" }, answerSentence(answer)),
      tools.live((_, width) => answerFigure(answer, width)),
      h("p", { class: "small" }, testWords(answer), " ", takeApart(answer)),
    ),
  );

/** The plan's own interval first, the other one as a check. */
export function intervalRows(answer: Answer): IntervalRow[] {
  const { estimate, low, high } = answer;
  if (!isPanel(answer)) return [{ label: "Cox model", estimate, low, high, kind: "permutation" }];
  const ct = answer.conleyTaber;
  return [
    { label: "Dates by chance (the plan's test)", estimate, low, high, kind: "permutation" },
    {
      label: "Conley–Taber, two-way effect",
      estimate: ct?.estimate ?? null,
      low: ct?.low ?? null,
      high: ct?.high ?? null,
      kind: "conley_taber",
    },
  ];
}

function answerFigure(answer: Answer, width: number): HTMLElement {
  const { detectable, smallest } = answer;
  const panel = isPanel(answer);
  const rows = intervalRows(answer);
  const description = `${answerSentence(answer)} ${rows.map((row) => rowWords(row, answer)).join(" ")}`;
  return figure({
    id: `effect-${answer.id}`,
    title: chartTitle(answer),
    subtitle: panel
      ? `Effect of twinning in ${answer.unit}, ${answer.period[0]} to ${answer.period[1]}, with 95% intervals. Hatched: effects too small to be found in four of five cases`
      : "How often plans are renewed while twinned, as a multiple of other plans' rate, with 95% interval. Hatched: ratios too close to 1 to be found in four of five cases",
    description,
    chart: intervalChart(rows, {
      width,
      unit: panel ? answer.unit : "times the rate of other plans",
      detectable,
      smallest,
      better: panel ? answer.better : "higher",
      scale: panel ? "linear" : "log",
      label: description,
      ...(panel ? {} : { digits: 2 }),
    }),
    rows,
    columns: columnsFor(answer),
    sources: answer.sources,
    note: noteFor(answer),
  });
}

function rowWords(row: IntervalRow, answer: Answer): string {
  if (row.estimate === null) return `${row.label}: not known.`;
  const { effect } = styleOf(answer);
  const end = (value: number | null) => (value === null ? "without bound" : effect(value));
  return `${row.label}: ${effect(row.estimate)}, ${end(row.low)} to ${end(row.high)}.`;
}

const columnsFor = (answer: Answer): TableColumn<IntervalRow>[] => {
  const { effect } = styleOf(answer);
  const shown = (value: number | null) => (value === null ? "without bound" : effect(value));
  return [
    { name: "method", label: "Method", value: (r) => r.label },
    {
      name: "estimate",
      label: "Estimate",
      value: (r) => r.estimate,
      show: (r) => shown(r.estimate),
      numeric: true,
    },
    { name: "low", label: "From", value: (r) => r.low, show: (r) => shown(r.low), numeric: true },
    { name: "high", label: "To", value: (r) => r.high, show: (r) => shown(r.high), numeric: true },
    {
      name: "detectable",
      label: "Found in four of five cases",
      value: () => answer.detectable,
      show: () => (answer.detectable === null ? "unknown" : styleOf(answer).size(answer.detectable)),
      numeric: true,
    },
    {
      name: "smallest_effect_of_interest",
      label: "Would matter",
      value: () => answer.smallest,
      show: () => styleOf(answer).size(answer.smallest),
      numeric: true,
    },
  ];
};

const noteFor = (answer: Answer): string =>
  isPanel(answer)
    ? "An effect of twinning only if twinned countries would otherwise have changed like those they are compared with."
    : "Renewal is not drawn by lot either: countries that seek partners may renew their plans more, or less, for other reasons. The interval is the Cox model's; the p-value comes from giving the twin dates to other countries.";

function testWords(answer: Answer): string {
  const { p, pAdjusted } = answer;
  if (p === null) return "No test was made.";
  const corrected =
    pAdjusted === null ? "" : `; corrected for the number of questions asked, p = ${fixed(pAdjusted, 2)}`;
  return `Chance alone gives at least as much in ${fixed(100 * p, 0)} of 100 cases (p = ${fixed(p, p < 0.1 ? 3 : 2)}${corrected}).`;
}

const takeApart = (answer: Answer): Child =>
  isPanel(answer)
    ? [
        h("a", { href: siteLink(`workbench?outcome=${answer.id}`) }, "Take this apart in the workbench"),
        ", ",
        h("a", { href: siteLink("methods#permutation") }, "how the test works"),
        ".",
      ]
    : [
        h("a", { href: siteLink("plans-over-time") }, "Take this apart under Plans over time"),
        ", ",
        h("a", { href: siteLink("methods#survival") }, "how the model works"),
        ".",
      ];

/** The five words with what they mean, so that no reader has to guess. */
export const wordsSection = (): HTMLElement =>
  h(
    "details",
    { class: "verdict-meaning" },
    h("summary", {}, "What the verdicts mean"),
    h(
      "dl",
      { class: "facts" },
      Object.entries(READING_WORD).map(([reading, word]) => [
        h("dt", {}, word),
        h("dd", {}, READING_MEANING[reading as keyof typeof READING_MEANING]),
      ]),
    ),
    h(
      "p",
      { class: "small" },
      "The rules were written down with the plan, before any effect was estimated; ",
      h("a", { href: siteLink("methods#detectable") }, "what could be found"),
      " decides between “no sign” and “cannot tell”.",
    ),
  );
