import { type SeriesSpec, seriesChart } from "../charts/country-series.ts";
import type { CountryData, WpsEdition, YearValue } from "../data/country.ts";
import { type Child, h } from "../dom.ts";
import { fixed } from "../format/number.ts";
import type { PageTools } from "../page.ts";
import {
  aidListWords,
  deathsTitle,
  editionName,
  fragilityWords,
  gdpTitle,
  giiTitle,
  incomeWords,
  medianWords,
  parliamentTitle,
  wpsTitle,
} from "../text/country-series.ts";
import { figure, type SourceLine } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";

interface Panel {
  id: string;
  title: string;
  subtitle: string;
  note: string;
  source: SourceLine;
  chart: SeriesSpec;
  series: readonly YearValue[];
  more?: TableColumn<YearValue>[];
}

function panel(data: CountryData, tools: PageTools<object>, p: Panel): HTMLElement {
  const values = p.series.filter((d) => d.value !== null);
  const others = p.series.some((d) => d.others !== null);
  return figure({
    id: p.id,
    title: p.title,
    subtitle: p.subtitle,
    description: `${p.title}. ${values.length} of ${p.series.length} years of the series have a value for this country. ${p.note}`,
    chart:
      values.length === 0
        ? null
        : tools.live((_, width) => seriesChart(p.series, p.chart, width, `${p.subtitle}, ${data.name}.`)),
    empty: "No value on record for this country: unknown, not zero.",
    rows: p.series.filter((d) => d.value !== null || d.others !== null),
    columns: [
      {
        name: "year",
        label: "Year",
        value: (d) => d.year,
        show: (d) => p.chart.pointLabel?.(d.year) ?? d.year,
      },
      { name: "value", label: "Value", value: (d) => d.value, numeric: true },
      ...(p.more ?? []),
      ...(others
        ? ([
            { name: "median_of_others", label: "Median of others", value: (d) => d.others, numeric: true },
            { name: "others", label: "Others with a value", value: (d) => d.of, numeric: true },
          ] satisfies TableColumn<YearValue>[])
        : []),
    ],
    sources: [p.source],
    note: p.note,
  });
}

const asOf = (data: CountryData, label: string, id: string): SourceLine => ({
  label,
  asOf: data.asOf[id] ?? "",
});
const whole = (v: number) => fixed(v, 0);
const tenths = (v: number) => fixed(v, 1);
const rankOf = (d: YearValue) => (d as WpsEdition).rank;

/** Outcomes: what may move for many reasons, beside the other countries of the region with a plan. */
export function outcomeSection(data: CountryData, tools: PageTools<object>): Child {
  const median = (series: readonly YearValue[]) => medianWords(series, data.region, data.fewest);
  return [
    h("h2", { id: "outcomes" }, "Outcomes"),
    h(
      "p",
      { class: "prose" },
      "These series move for many reasons. None of them shows whether a plan or a partnership worked.",
    ),
    h(
      "div",
      { class: "columns thirds" },
      panel(data, tools, {
        id: "parliament",
        title: parliamentTitle(data.parliament),
        subtitle: "Women in parliament, % of seats",
        note: `${median(data.parliament)} Missing years are left open.`,
        source: asOf(data, "IPU through the World Bank", "women-in-parliament"),
        chart: { top: 50, unit: "% of seats", format: (v) => fixed(v, 1), axis: whole },
        series: data.parliament,
      }),
      panel(data, tools, {
        id: "wps-index",
        title: wpsTitle(data.wps),
        subtitle: "WPS Index by first year of the edition, score from 0 to 1, higher is better",
        note: `Editions are never compared with one another: the method changed in 2023, and each covers other countries. ${median(data.wps).replace("Thin line", "Bars")}`,
        source: asOf(data, "GIWPS and PRIO", "wps-index"),
        chart: {
          top: 1,
          unit: "score",
          format: (v) => fixed(v, 3),
          axis: tenths,
          apart: true,
          breakAt: { year: 2022, label: "new method" },
          ticks: data.wps.map((d) => d.year),
          pointLabel: editionName,
          detail: (d) => (rankOf(d) === null ? "Rank unknown" : `Rank ${rankOf(d)}`),
        },
        series: data.wps,
        more: [{ name: "rank", label: "Rank", value: rankOf, numeric: true }],
      }),
      panel(data, tools, {
        id: "gender-inequality",
        title: giiTitle(data.gii),
        subtitle: "Gender Inequality Index, 0 to 1, lower is better; vintage of the 2020 report",
        note: `Later reports revise the series and are not joined to it. ${median(data.gii)}`,
        source: asOf(data, "UNDP, Human Development Report 2020", "gender-inequality-index"),
        chart: { top: 1, unit: "index", format: (v) => fixed(v, 2), axis: tenths },
        series: data.gii,
      }),
    ),
  ];
}

/** Context: what the country is like, apart from its plans. */
export function contextSection(data: CountryData, tools: PageTools<object>): Child {
  return [
    h("h2", { id: "context" }, "Context"),
    h(
      "dl",
      { class: "facts" },
      h("dt", {}, "Region"),
      h("dd", {}, data.region === data.subregion ? data.region : `${data.region}, ${data.subregion}`),
      h("dt", {}, "Income group"),
      h("dd", {}, incomeWords(data.income)),
      h("dt", {}, "List of aid recipients"),
      h("dd", {}, aidListWords(data.aidList, data.aidListYear)),
      h("dt", {}, "Fragility (OECD)"),
      h("dd", {}, fragilityWords(data.fragility, data.fragilityYear)),
    ),
    h(
      "p",
      { class: "small" },
      "Income groups are the World Bank’s, by the year of the income they rest on; the list is the DAC’s, from 2012 on.",
    ),
    h(
      "div",
      { class: "columns" },
      panel(data, tools, {
        id: "gdp",
        title: gdpTitle(data.gdp),
        subtitle: "GDP per person, constant 2015 US dollars",
        note: "Missing years are left open.",
        source: asOf(data, "World Bank", "gdp-population"),
        chart: { top: 1000, unit: "USD", format: whole, axis: whole },
        series: data.gdp,
      }),
      panel(data, tools, {
        id: "battle-deaths",
        title: deathsTitle(data.deaths),
        subtitle: "Battle-related deaths, years on record only",
        note: "A year without a point is unknown, not zero.",
        source: asOf(data, "UCDP through the World Bank", "conflict-deaths"),
        chart: { top: 25, unit: "deaths", format: whole, axis: whole },
        series: data.deaths,
      }),
    ),
  ];
}
