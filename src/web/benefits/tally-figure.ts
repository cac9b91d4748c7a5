import { tallyChart } from "../charts/benefit-tally.ts";
import { h } from "../dom.ts";
import { inWords, listWords } from "../format/number.ts";
import { figure, type SourceLine } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { type Indicator, READING_WORD, readingOf, tally, type Unit } from "./indicator.ts";

const many = (word: string) => (word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`);

/** "pair of partners" → "pairs of partners", "tool or report" → "tools or reports", "twinned country" → "twinned countries". */
export function manyOf(unit: string): string {
  const [head = "", tail] = unit.split(" of ");
  const words = head.split(" or ").map((part) => part.replace(/\w+$/, many));
  return [words.join(" or "), tail].filter(Boolean).join(" of ");
}

/** The finding of all indicators of a section, in a sentence. */
export function tallyTitle(indicators: readonly Indicator[]): string {
  const deciding = indicators.filter((i) => i.decides);
  const telling = deciding.filter((i) => readingOf(i) !== "cannot_tell");
  if (telling.length === 0)
    return deciding.length === 1
      ? "The indicator cannot tell: what is unknown decides, or there are fewer than five units"
      : `None of the ${inWords(deciding.length)} indicators can tell: what is unknown decides, or there are fewer than five units`;
  const words = telling.map((i) => `${lower(i.statement)} (${READING_WORD[readingOf(i)].toLowerCase()})`);
  return deciding.length === 1
    ? `The indicator can tell: ${listWords(words)}`
    : `${telling.length === deciding.length ? "All" : `Of ${inWords(deciding.length)} indicators, ${inWords(telling.length)}`} can tell: ${listWords(words)}`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

interface UnitRow {
  indicator: Indicator;
  unit: Unit;
}

const COLUMNS: TableColumn<UnitRow>[] = [
  { name: "indicator", label: "Statement", value: (r) => r.indicator.statement },
  {
    name: "unit",
    label: "Unit",
    value: (r) => r.unit.name,
    show: (r) => (r.unit.href ? h("a", { href: r.unit.href }, r.unit.name) : r.unit.name),
  },
  { name: "answer", label: "Answer", value: (r) => r.unit.answer },
  { name: "basis", label: "What it rests on", value: (r) => r.unit.why },
];

/** The units behind a reading: who bears the statement out, who does not, and of whom it is not known. */
export function tallyFigure(
  id: string,
  indicators: readonly Indicator[],
  width: number,
  sources: readonly SourceLine[],
): HTMLElement {
  const rows = indicators.map((i) => ({
    statement: i.statement,
    units: manyOf(i.unit),
    tally: tally(i),
    reading: READING_WORD[readingOf(i)],
    decides: i.decides,
  }));
  const words = rows.map(
    (r) => `${r.statement}: ${r.tally.yes} yes, ${r.tally.unknown} unknown, ${r.tally.no} no. ${r.reading}.`,
  );
  return figure<UnitRow>({
    id: `${id}-units`,
    title: tallyTitle(indicators),
    subtitle:
      "Units by answer, as a share of all: yes from the left, unknown (hatched), no. Supported: yes alone reaches two thirds; not supported: yes and unknown together stay within one third; at least five units.",
    description: words.join(" "),
    chart: tallyChart(`${id}-units`, rows, width, `Units by answer for ${rows.length} statements.`),
    rows: indicators.flatMap((indicator) => indicator.units.map((unit) => ({ indicator, unit }))),
    columns: COLUMNS,
    sources,
  });
}
