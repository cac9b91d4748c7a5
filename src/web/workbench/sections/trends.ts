import type { Trends, TrendUnit } from "../../../evaluation/study/trends.ts";
import { digitsFor, fixed } from "../../charts/wb-format.ts";
import { trendPanels } from "../../charts/wb-trends.ts";
import { plural } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { TableColumn } from "../../ui/table.ts";
import type { SectionContext } from "./context.ts";
import { levelUnit, noteWith, numberColumn } from "./words.ts";

/** One year; the countries in the order in which they are drawn. */
interface Row {
  time: number;
  values: readonly (number | null)[];
  mean: number | null;
  low: number | null;
  high: number | null;
  known: number;
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
  const rows = compared.map(
    (year, k): Row => ({ ...year, values: units.map((one) => one.values[k] ?? null) }),
  );
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
    columns: columnsOf(units, context, format),
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

function columnsOf(
  units: readonly TrendUnit[],
  { name }: SectionContext,
  format: (value: number) => string,
): TableColumn<Row>[] {
  const unknown = () => "unknown";
  return [
    { name: "year", label: "Year", value: (row) => row.time },
    ...units.map(({ unit, since }, u) =>
      numberColumn<Row>(
        `${name(unit)} (twinned ${since})`,
        `${name(unit)} (${since})`,
        (row) => row.values[u] ?? null,
        format,
        unknown,
      ),
    ),
    numberColumn<Row>("comparison_mean", "Comparison, mean", (row) => row.mean, format, unknown),
    numberColumn<Row>("comparison_q1", "Lower quartile", (row) => row.low, format, unknown),
    numberColumn<Row>("comparison_q3", "Upper quartile", (row) => row.high, format, unknown),
    { name: "comparison_known", label: "Countries known", value: (row) => row.known, numeric: true },
  ];
}
