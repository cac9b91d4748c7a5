import { spreadChart } from "../charts/benefit-rows.ts";
import type { BenefitsData } from "../data/benefits.ts";
import { h } from "../dom.ts";
import { count, fixed, percent } from "../format/number.ts";
import { partnershipLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import type { PairGap } from "./indicators/contexts.ts";
import { lastYearOf } from "./lookup.ts";
import type { Model } from "./model.ts";

const times = (value: number) => `${fixed(value, value < 10 ? 1 : 0)}×`;
const known = (value: number | null) => (value === null ? "unknown" : times(value));
const exact = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 1000);

/** How far apart partners are in income, beside all pairs that could have been. */
export function gapsFigure(data: BenefitsData, { gaps, scope }: Model, width: number): HTMLElement {
  const rows = [...gaps].sort((a, b) => (b.start ?? -1) - (a.start ?? -1));
  const dated = rows.filter((r) => r.start !== null && r.usual !== null);
  const wide = dated.filter((r) => (r.start ?? 0) > (r.usual ?? 0)).length;
  const year = lastYearOf(data.gdp);
  const hidden = scope.counting.filter((one) => one.pairs.length === 0).length;
  const { pairs, apart } = data.regionPairs;
  return figure<PairGap>({
    id: "context-gaps",
    title: `${wide} of ${dated.length} pairs of partners with known incomes were further apart than the median of all possible pairs`,
    subtitle: `GDP per person of the richer over that of the poorer partner, constant 2015 US dollars, at the start and in ${year}; logarithmic scale`,
    description: rows
      .map((r) => `${r.name}: ${known(r.start)} at the start, ${known(r.latest)} now.`)
      .join(" "),
    chart:
      rows.length === 0
        ? null
        : spreadChart(
            {
              log: true,
              ticks: [1, 3, 10, 30, 100],
              format: (v) => `${v}×`,
              axis: "times the poorer partner’s income",
              words: {
                from: "at the start",
                to: String(year),
                others: "all possible pairs at the start: 80%, half, median",
              },
              label: "Income gaps of pairs of partners.",
              rows: rows.map((r) => ({
                name: r.name,
                detail: `${r.pair.arrangement.id}, ${r.pair.since ?? "start unknown"}: ${known(r.start)}; ${year}: ${known(r.latest)}; median of all possible pairs ${known(r.usual)}`,
                href: partnershipLink(r.pair.arrangement.id),
                from: r.start,
                to: r.latest,
                others: r.pair.since === null ? null : (data.pairs[r.pair.since] ?? null),
              })),
            },
            width,
          ),
    empty: "No pair of partners is known under this definition.",
    rows,
    columns: [
      {
        name: "pair",
        label: "Pair",
        value: (r) => r.name,
        show: (r) => h("a", { href: partnershipLink(r.pair.arrangement.id) }, r.name),
      },
      { name: "arrangement", label: "Arrangement", value: (r) => r.pair.arrangement.id },
      { name: "since", label: "Since", value: (r) => r.pair.since, numeric: true },
      {
        name: "times_apart_start",
        label: "Times apart at the start",
        value: (r) => exact(r.start),
        numeric: true,
      },
      {
        name: "median_possible_pairs",
        label: "Median of possible pairs",
        value: (r) => exact(r.usual),
        numeric: true,
      },
      {
        name: "times_apart_latest",
        label: `Times apart in ${year}`,
        value: (r) => exact(r.latest),
        numeric: true,
      },
    ],
    sources: [data.sources.twinning, data.sources.gdp],
    note: `In ${hidden} of ${scope.counting.length} arrangements no source says who pairs with whom: no pair of theirs is drawn. Of ${count(pairs)} possible pairs of countries with a plan, ${percent(apart / pairs)} lie in different UN regions anyway.`,
  });
}
