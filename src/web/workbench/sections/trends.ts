import type { Trends, TrendUnit } from "../../../evaluation/study/trends.ts";
import { digitsFor, fixed } from "../../charts/wb-format.ts";
import { trendPanels } from "../../charts/wb-trends.ts";
import { plural } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { TableColumn } from "../../ui/table.ts";
import type { SectionContext } from "./context.ts";
import { levelUnit, noteWith, numberColumn } from "./words.ts";

interface Row {
  who: string;
  since: number | null;
  time: number;
  value: number | null;
  low: number | null;
  high: number | null;
  known: number | null;
}

/** The outcome as it was: each twinned country beside the middle of its comparison. */
export function trendsFigure(trends: Trends, context: SectionContext, width: number): HTMLElement {
  const { times, compared } = trends;
  const units = [...trends.units].sort(
    (a, b) => a.since - b.since || context.name(a.unit).localeCompare(context.name(b.unit), "en"),
  );
  const spread = compared.flatMap(({ mean }) => mean ?? []);
  const digits = Math.max(1, digitsFor(Math.max(0, ...spread)));
  const format = (value: number) => fixed(value, digits);
  const unit = levelUnit(context);
  const moved = movedWords(trends, context);
  const rows: Row[] = [
    ...units.flatMap((one) =>
      times.map((time, k) => ({
        who: context.name(one.unit),
        since: one.since,
        time,
        value: one.values[k] ?? null,
        low: null,
        high: null,
        known: null,
      })),
    ),
    ...compared.map(({ time, mean, low, high, known }) => ({
      who: "Comparison, mean",
      since: null,
      time,
      value: mean,
      low,
      high,
      known,
    })),
  ];
  return figure({
    id: "wb-trends",
    title: moved,
    subtitle: `${context.outcome.label}, ${unit}, ${times[0]} to ${times.at(-1)}: each twinned country beside the countries compared (${context.comparisonLabel.toLowerCase()}).${context.outcome.better === "lower" ? " Lower is better." : ""}`,
    description: `${moved}. ${plural(units.length, "drawing")}, one for each twinned country, on the same scale. The years and values stand in the table.`,
    chart:
      units.length === 0
        ? null
        : trendPanels(
            {
              times,
              compared,
              format,
              unit,
              panels: units.map((one) => ({
                name: context.name(one.unit),
                since: one.since,
                values: one.values,
              })),
            },
            width,
            `${context.outcome.label} of twinned countries and of those compared.`,
          ),
    empty: "No twinned country has years before and after.",
    rows,
    columns: columnsOf(format),
    sources: context.sources,
    note: noteWith(
      "Whatever else happened in these years is in the lines too. What counts is whether the twinned line leaves the comparison at the mark, and whether the two ran side by side before.",
      "compared",
      "who is compared",
    ),
  });
}

/** In how many countries the distance to the comparison moved to the better side after twinning. */
function movedWords({ times, units, compared }: Trends, { outcome }: SectionContext): string {
  const gap = (one: TrendUnit, k: number) => {
    const value = one.values[k];
    const mean = compared[k]?.mean;
    return value == null || mean == null ? null : value - mean;
  };
  const lastKnown = (one: TrendUnit, from: number, to: number) => {
    for (let k = to; k >= from; k--) if (gap(one, k) !== null) return gap(one, k);
    return null;
  };
  let better = 0;
  let known = 0;
  for (const one of units) {
    const start = times.findIndex((time) => time >= one.since);
    const before = lastKnown(one, 0, start - 1);
    const after = lastKnown(one, start, times.length - 1);
    if (before === null || after === null) continue;
    known++;
    if (after > before === (outcome.better === "higher") && after !== before) better++;
  }
  if (known === 0) return "Cannot tell: no twinned country is known both before and after";
  const rest = units.length > known ? `, ${units.length - known} not known` : "";
  return `${better} of ${known} twinned countries did better against the comparison at the end than just before twinning${rest}; lines alone cannot say why`;
}

function columnsOf(format: (value: number) => string): TableColumn<Row>[] {
  return [
    { name: "country", label: "Country", value: (row) => row.who },
    {
      name: "twinned_since",
      label: "Twinned since",
      value: (row) => row.since,
      numeric: true,
      show: (row) => row.since ?? "–",
    },
    { name: "year", label: "Year", value: (row) => row.time, numeric: true },
    numberColumn(
      "value",
      "Value",
      (row) => row.value,
      format,
      () => "unknown",
    ),
    numberColumn(
      "low",
      "Lower quartile",
      (row) => row.low,
      format,
      () => "–",
    ),
    numberColumn(
      "high",
      "Upper quartile",
      (row) => row.high,
      format,
      () => "–",
    ),
    {
      name: "countries_known",
      label: "Countries known",
      value: (row) => row.known,
      numeric: true,
      show: (row) => row.known ?? "–",
    },
  ];
}
