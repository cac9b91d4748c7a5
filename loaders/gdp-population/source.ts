import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const gdpPopulation: SeriesSource = {
  id: "gdp-population",
  title: "GDP per person and population",
  owner: "World Bank through Gapminder; United Nations through World Population Review",
  licence:
    "GDP: CC BY 4.0 (World Bank, Gapminder). Population: CC BY 3.0 IGO (UN WPP 2022); the table itself carries no licence that was seen",
  cadence_months: 12,
  min_rows: 6000,
  parse: parseLongCsv,
  indicators: [
    {
      indicator: "gdp_per_capita_constant_2015_usd",
      title: "GDP per person",
      unit: "constant 2015 US dollars",
      kind: "context",
      scale: "numeric",
      better: "none",
      definition: "Gross domestic product per person (NY.GDP.PCAP.KD)",
      year_means: "Calendar year",
      caution: "Values are cut, not rounded, after one decimal; Venezuela has no series",
      comparable_over_time: "within_method",
      file_unit: "constant_2015_usd",
      range: [50, 400000],
    },
    {
      indicator: "population",
      title: "Population",
      unit: "persons",
      kind: "context",
      scale: "numeric",
      better: "none",
      definition: "Mid-year population",
      year_means: "1 July; five years only: 2000, 2010, 2015, 2020, 2022",
      caution: "Nothing is interpolated",
      comparable_over_time: "yes",
      file_unit: "persons",
      range: [0, 2000000000],
    },
  ],
};
