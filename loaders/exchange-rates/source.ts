import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const exchangeRates: SeriesSource = {
  id: "exchange-rates",
  title: "Exchange rates and US deflator",
  owner: "World Bank World Development Indicators through open-numbers",
  licence: "CC BY 4.0",
  cadence_months: 12,
  min_rows: 300,
  parse: parseLongCsv,
  indicators: [
    {
      indicator: "official_exchange_rate_lcu_per_usd",
      title: "Official exchange rate",
      unit: "local currency units per US dollar",
      kind: "context",
      scale: "numeric",
      better: "none",
      definition: "Official exchange rate, period average (PA.NUS.FCRF)",
      year_means: "Calendar year",
      caution: "Austria stands for the euro, Côte d’Ivoire for the CFA franc",
      comparable_over_time: "yes",
      file_unit: "lcu_per_usd",
      range: [0.0001, 100000],
    },
    {
      indicator: "us_gdp_deflator",
      title: "US GDP deflator",
      unit: "index",
      kind: "context",
      scale: "numeric",
      better: "none",
      definition: "GDP deflator of the United States (NY.GDP.DEFL.ZS)",
      year_means: "Calendar year",
      caution: null,
      comparable_over_time: "yes",
      file_unit: "index",
      range: [10, 500],
    },
  ],
};
