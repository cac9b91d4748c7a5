import type { IndicatorInfo } from "../../src/model/series-source.ts";

/** Which series of the SDG database becomes which indicator, and which of its records are meant. */
export interface SdgSeries {
  code: string;
  /** Units that the records may have; null where they are not known for sure. */
  units: readonly string[] | null;
  /** Codes of the dimension Sex that are meant. */
  sex: readonly string[];
  info: IndicatorInfo;
}

const legal = (area: number, code: string, about: string): SdgSeries => ({
  code,
  units: ["PERCENT"],
  sex: ["FEMALE", "BOTHSEX"],
  info: {
    indicator: `sdg_legal_frameworks_area_${area}_pct`,
    title: `Legal frameworks for equality, area ${area}: ${about}`,
    unit: "% of achievement",
    kind: "context",
    scale: "numeric",
    better: "higher",
    definition: `SDG 5.1.1, legal frameworks that promote, enforce and monitor gender equality, area ${area}: ${about} (${code})`,
    year_means: "Year of the assessment by the SDG database",
    caution: "Laws on paper; answers of governments checked by UN Women, World Bank and OECD",
    comparable_over_time: "within_method",
    file_unit: "percent",
    range: [0, 100],
  },
});

export const SERIES: readonly SdgSeries[] = [
  {
    // Not women_share_parliament_pct: the same count by the IPU, but dated 1 January since 2020.
    code: "SG_GEN_PARL",
    units: ["PERCENT"],
    sex: ["FEMALE"],
    info: {
      indicator: "sdg_women_share_parliament_pct",
      title: "Women in parliament (SDG 5.5.1a)",
      unit: "% of seats",
      kind: "context",
      scale: "numeric",
      better: "higher",
      definition: "SDG 5.5.1(a), seats held by women in the single or lower chamber (SG_GEN_PARL)",
      year_means: "1 January since 2020, 1 February 2013 to 2019, about 31 January before",
      caution:
        "Dated almost a year earlier than the World Bank’s label of the same count: never join the two",
      comparable_over_time: "yes",
      file_unit: "percent",
      range: [0, 100],
    },
  },
  {
    code: "SG_GEN_LOCGELS",
    units: ["PERCENT"],
    sex: ["FEMALE"],
    info: {
      indicator: "sdg_women_share_local_government_pct",
      title: "Women in local government (SDG 5.5.1b)",
      unit: "% of elected seats",
      kind: "context",
      scale: "numeric",
      better: "higher",
      definition: "SDG 5.5.1(b), elected seats held by women in deliberative bodies of local government",
      year_means: "Year of the figure in the SDG database",
      caution: "Few years a country; tiers of government differ between countries",
      comparable_over_time: "within_method",
      file_unit: "percent",
      range: [0, 100],
    },
  },
  legal(1, "SG_LGL_GENEQLFP", "overarching legal frameworks and public life"),
  legal(2, "SG_LGL_GENEQVAW", "violence against women"),
  legal(3, "SG_LGL_GENEQEMP", "employment and economic benefits"),
  legal(4, "SG_LGL_GENEQMAR", "marriage and family"),
  {
    code: "SG_DMK_PARLMP_LC",
    units: null,
    sex: ["FEMALE", "BOTHSEX"],
    info: {
      indicator: "sdg_women_parliament_ratio_lower_chamber",
      title: "Women in parliament by their share of the population (SDG 16.7.1a)",
      unit: "ratio; 1 is parity",
      kind: "context",
      scale: "numeric",
      better: "higher",
      definition:
        "SDG 16.7.1(a), share of women in the lower or single chamber over their share of the population of eligible age",
      year_means: "Year of the figure in the SDG database",
      caution: "Short series",
      comparable_over_time: "within_method",
      file_unit: "ratio",
      range: [0, 2.5],
    },
  },
];

/**
 * Dimensions that records may have, with the codes that are known; anything else is drift, as it could hide a part
 * of the population. A dimension that a record lacks does not divide its series.
 */
export const KNOWN_CODES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["Reporting Type", new Set(["G", "N", "R"])],
  ["Sex", new Set(["FEMALE", "MALE", "BOTHSEX"])],
  ["Age", new Set(["ALLAGE", "ALLAGES", "_T"])],
]);

/** Figures of the global database; N and R are those that countries and regions report beside it. */
export const REPORTING = "G";

/** Values that say that there is none. */
export const NO_VALUE: ReadonlySet<string> = new Set(["", "N", "NaN", "NA", "..."]);
