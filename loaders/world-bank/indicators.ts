import type { IndicatorInfo } from "../../src/model/series-source.ts";

/** Which series of the World Bank becomes which indicator. */
export interface WorldBankSeries {
  code: string;
  /** Country kept; others are left out and counted. */
  only?: string;
  info: IndicatorInfo;
}

const context = {
  kind: "context",
  scale: "numeric",
  better: "none",
  year_means: "Calendar year",
  caution: null,
} as const;

/** The official exchange rate. */
export const RATE = "PA.NUS.FCRF";

export const SERIES: readonly WorldBankSeries[] = [
  {
    code: "SG.GEN.PARL.ZS",
    info: {
      indicator: "women_share_parliament_pct",
      title: "Women in parliament",
      unit: "% of seats",
      kind: "outcome",
      scale: "numeric",
      better: "higher",
      definition:
        "Seats held by women in the single or lower chamber of the national parliament, in per cent of all seats (SG.GEN.PARL.ZS)",
      year_means:
        "World Bank year, without a single reference date: mostly the end of the year or the following January",
      caution: "Moves for many reasons, quotas and elections first; not a measure of plan implementation",
      comparable_over_time: "yes",
      file_unit: "percent",
      range: [0, 100],
    },
  },
  {
    // Not women_share_ministers_pct: that is the IPU map of 1 January 2019, for its top 18 countries only.
    code: "SG.GEN.MNST.ZS",
    info: {
      indicator: "women_share_ministers_wb_pct",
      title: "Women in ministerial positions",
      unit: "% of ministers",
      kind: "outcome",
      scale: "numeric",
      better: "higher",
      definition: "Women in ministerial level positions, in per cent of all (SG.GEN.MNST.ZS)",
      year_means:
        "World Bank year: from 2016 on, the year before the 1 January of the map by IPU and UN Women",
      caution: "What counts as a minister changed between maps; the 2016 label moves the year",
      comparable_over_time: "within_method",
      file_unit: "percent",
      range: [0, 100],
    },
  },
  {
    code: "NY.GDP.PCAP.KD",
    info: {
      ...context,
      indicator: "gdp_per_capita_constant_2015_usd",
      title: "GDP per person",
      unit: "constant 2015 US dollars",
      definition: "Gross domestic product per person (NY.GDP.PCAP.KD)",
      caution: "All values move when upstream revises national accounts or the base year",
      comparable_over_time: "within_method",
      file_unit: "constant_2015_usd",
      range: [50, 400_000],
    },
  },
  {
    code: "NY.GDP.PCAP.PP.KD",
    info: {
      ...context,
      indicator: "gdp_per_capita_ppp_constant_usd",
      title: "GDP per person at purchasing power",
      unit: "constant international dollars of the base year upstream uses",
      definition:
        "Gross domestic product per person at purchasing power parity, constant prices (NY.GDP.PCAP.PP.KD)",
      caution: "The answer does not name the base year; values of different pulls may differ in it",
      comparable_over_time: "within_method",
      file_unit: "constant_international_usd",
      range: [50, 500_000],
    },
  },
  {
    code: "SP.POP.TOTL",
    info: {
      ...context,
      indicator: "population",
      title: "Population",
      unit: "persons",
      definition: "Mid-year population (SP.POP.TOTL)",
      year_means: "1 July",
      caution: "Estimates, revised for all years with each edition of the World Population Prospects",
      comparable_over_time: "yes",
      file_unit: "persons",
      range: [1, 2_000_000_000],
    },
  },
  {
    code: RATE,
    info: {
      ...context,
      indicator: "official_exchange_rate_lcu_per_usd",
      title: "Official exchange rate",
      unit: "local currency units per US dollar",
      definition:
        "Official exchange rate, period average (PA.NUS.FCRF); for Austria the rate of the euro area where upstream has none of its own",
      caution:
        "Other members of the euro area may have no rate of their own after joining, and currencies are reformed: never chain over a break",
      comparable_over_time: "within_method",
      file_unit: "lcu_per_usd",
      range: [1e-12, 1e12],
    },
  },
  {
    code: "NY.GDP.DEFL.ZS",
    only: "USA",
    info: {
      ...context,
      indicator: "us_gdp_deflator",
      title: "US GDP deflator",
      unit: "index",
      definition: "GDP deflator of the United States (NY.GDP.DEFL.ZS)",
      caution: "The base year is upstream's; use ratios of two years only",
      comparable_over_time: "yes",
      file_unit: "index",
      range: [10, 500],
    },
  },
];

/** Not wb_income_group_by_gni_year: the country list gives the group in force at the pull, without a GNI year. */
export const INCOME: IndicatorInfo = {
  indicator: "wb_income_group_current",
  title: "Income group in force",
  unit: "L, LM, UM or H",
  kind: "context",
  scale: "category",
  better: "none",
  definition: "World Bank income group in the current country list: low, lower middle, upper middle or high",
  year_means: "Year of the pull; the list changes each 1 July",
  caution: "No history: see wb_income_group_by_gni_year. Economies not classified have no row",
  comparable_over_time: "yes",
  file_unit: "category_L_LM_UM_H",
};

/** Codes of the country list, and ours. INX is "not classified". */
export const INCOME_GROUPS: ReadonlyMap<string, string | null> = new Map([
  ["LIC", "L"],
  ["LMC", "LM"],
  ["UMC", "UM"],
  ["HIC", "H"],
  ["INX", null],
]);
