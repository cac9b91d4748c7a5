import { fixed, pWords, rangeWords } from "../../charts/wb-format.ts";
import { intervalChart } from "../../charts/wb-interval.ts";
import { type Child, h } from "../../dom.ts";
import type { Headline } from "../../engine/tasks.ts";
import { count } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { TableColumn } from "../../ui/table.ts";
import type { SectionContext } from "./context.ts";
import {
  chanceWords,
  finite,
  headlineDescription,
  headlineTitle,
  treatedWords,
  wanted,
} from "./headline-words.ts";
import { noticesList } from "./notices.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

type ConleyTaber = { estimate: number; p: number; low: number; high: number } | null;

interface Row {
  what: string;
  estimate: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
}

/** The answer under the choices made: first what could not have been found, then what was found. */
export function headlineFigure(
  headline: Headline,
  context: SectionContext,
  width: number,
  smallest: number | null = null,
  conleyTaber: ConleyTaber = null,
): HTMLElement {
  const { test, detectable, estimate } = headline;
  const { digits, text } = effectFormat([detectable, estimate, test.low, test.high]);
  const known = Number.isFinite(estimate);
  const own = { estimate: known ? estimate : null, low: finite(test.low), high: finite(test.high) };
  const taber = conleyTaber && {
    estimate: conleyTaber.estimate,
    low: finite(conleyTaber.low),
    high: finite(conleyTaber.high),
  };
  const description = headlineDescription(headline, conleyTaber, smallest, context, text);
  const rows: Row[] = [
    { what: "Range too small to be found", estimate: null, low: -detectable, high: detectable, p: null },
    ...(smallest === null
      ? []
      : [
          {
            what: "Smallest effect that would matter",
            estimate: wanted(smallest, context),
            low: null,
            high: null,
            p: null,
          },
        ]),
    { what: "Estimate, by chance assignment", ...own, p: test.p },
    ...(taber && conleyTaber
      ? [{ what: "Two-way estimate, Conley and Taber", ...taber, p: conleyTaber.p }]
      : []),
  ];
  const built = figure({
    id: "wb-headline",
    title: headlineTitle(headline, smallest, context, digits),
    subtitle: `Effect of twinning on ${context.outcome.label}, ${context.outcome.unit}: ${fixed(test.level * 100, 0)}% intervals. Twinned: “${context.definitionLabel}”. Compared: ${lower(context.comparisonLabel)}. Estimator: ${lower(context.estimatorLabel)}.`,
    description,
    chart: intervalChart(
      [
        { label: "By chance assignment", ...own, kind: "permutation" },
        ...(taber ? [{ label: "Conley–Taber", ...taber, kind: "conley_taber" as const }] : []),
      ],
      {
        width,
        unit: context.outcome.unit,
        detectable: Number.isFinite(detectable) ? detectable : null,
        smallest,
        better: context.outcome.better,
        digits,
        label: description,
      },
    ),
    rows,
    columns: columnsOf(text),
    sources: context.sources,
    note: noteWith(
      `An estimate in the hatched range could be nothing, or an effect these data cannot tell from nothing. This is one choice among many; the verdict is that of the analysis plan. ${conleyTaber ? "Conley–Taber uses the two-way estimate, whatever estimator is chosen." : ""}`,
      "detectable",
      "what could be found",
    ),
  });
  built
    .querySelector(".chart-foot")
    ?.before(...besides(headline, context, text).filter((one) => one !== null));
  return built;
}

/** Big numbers with their words, and what was left out. */
function besides(headline: Headline, context: SectionContext, text: (value: number) => string) {
  const { estimate, test, detectable, treated, compared, dropped } = headline;
  const unit = effectUnit(context);
  const fact = (value: string, name: string, words: Child) =>
    h("div", {}, h("dt", {}, h("span", {}, name), h("span", { class: "value" }, value)), h("dd", {}, words));
  const interval = rangeWords(finite(test.low), finite(test.high), text);
  return [
    h(
      "dl",
      { class: "numbers wb-numbers" },
      fact(
        Number.isFinite(estimate) ? text(estimate) : "–",
        `${unit}: the estimate`,
        `Every constant effect that fits the data: ${interval}.`,
      ),
      fact(pWords(test.p).replace("p = ", ""), "p-value", chanceWords(headline)),
      fact(
        fixed(detectable, decimalsOf(text)),
        `${unit}: smallest effect found in four of five cases`,
        "A smaller one would more often be missed.",
      ),
      fact(
        count(treated.length),
        treated.length === 1 ? "twinned country" : "twinned countries",
        `${treatedWords(headline, context)}.`,
      ),
      fact(count(compared), "countries compared", `${context.comparisonLabel}.`),
    ),
    dropped.length > 0
      ? h(
          "details",
          { class: "wb-dropped" },
          h("summary", {}, `Left out, and why (${dropped.length})`),
          noticesList(dropped, context.name),
        )
      : null,
  ];
}

const decimalsOf = (text: (value: number) => string) => text(1).split(".")[1]?.length ?? 0;

const lower = (label: string) =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

function columnsOf(text: (value: number) => string): TableColumn<Row>[] {
  return [
    { name: "what", label: "What", value: (row) => row.what },
    numberColumn(
      "estimate",
      "Estimate",
      (row) => row.estimate,
      text,
      () => "–",
    ),
    numberColumn(
      "low",
      "From",
      (row) => row.low,
      text,
      (row) => (row.p === null ? "–" : "without bound"),
    ),
    numberColumn(
      "high",
      "To",
      (row) => row.high,
      text,
      (row) => (row.p === null ? "–" : "without bound"),
    ),
    numberColumn(
      "p",
      "p",
      (row) => row.p,
      (value) => fixed(value, 4),
      () => "–",
    ),
  ];
}
