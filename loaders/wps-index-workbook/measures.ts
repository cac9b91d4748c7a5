import type { IndicatorInfo } from "../../src/model/series-source.ts";

/** A column of the workbook: words that its header has, and the indicator it becomes. */
export interface Measure {
  header: RegExp;
  /** Columns of values with a column of footnote letters to their right. */
  input: boolean;
  info: IndicatorInfo;
}

const YEAR = "First year of the edition: 2025 is 2025/26; the data are of the latest year each producer had";
const METHOD = "Method of 2023: never join it to editions before, and compare later ones with care";

const base = {
  kind: "context",
  scale: "numeric",
  year_means: YEAR,
  caution: METHOD,
  comparable_over_time: "within_method",
} as const;

type Better = IndicatorInfo["better"];

const input = (
  header: RegExp,
  id: string,
  title: string,
  unit: string,
  better: Better,
  range: [number, number],
): Measure => ({
  header,
  input: true,
  info: {
    ...base,
    indicator: `wps_2023_method_${id}`,
    title: `WPS Index input: ${title}`,
    unit,
    better,
    definition: `${title}, as the WPS Index prints it; imputed cells (mark "ae") are left out`,
    file_unit: unit,
    range,
  },
});

/**
 * Not wps_index_score and wps_index_rank: live rows replace all rows of their indicator, and only the edition of
 * 2025/26 has a confirmed workbook, so the editions of 2017 to 2023 would be lost.
 */
export const SCORE: Measure = {
  header: /peace,? and security index/i,
  input: false,
  info: {
    ...base,
    indicator: "wps_2023_method_score",
    title: "WPS Index score, method of 2023",
    unit: "score from 0 to 1",
    better: "higher",
    definition: "Composite of inclusion, justice and security of women, 13 indicators",
    file_unit: "score_0_1",
    range: [0, 1],
  },
};

export const RANK: Measure = {
  header: /\brank\b/i,
  input: false,
  info: {
    ...base,
    indicator: "wps_2023_method_rank",
    title: "WPS Index rank, method of 2023",
    unit: "rank",
    better: "lower",
    definition: "Rank by score within the edition, as printed",
    comparable_over_time: "no",
    file_unit: "rank",
    range: [1, 200],
  },
};

const PERCENT = "%";

export const INPUTS: readonly Measure[] = [
  input(/\beducation\b/i, "education_years", "mean years of schooling of women", "years", "higher", [0, 20]),
  input(/\bemployment\b/i, "employment_pct", "employment of women", PERCENT, "higher", [0, 100]),
  input(
    /financial inclusion/i,
    "financial_inclusion_pct",
    "women with an account",
    PERCENT,
    "higher",
    [0, 100],
  ),
  input(/cell ?phone/i, "cell_phone_pct", "women with a mobile phone", PERCENT, "higher", [0, 100]),
  input(/parliament/i, "parliament_pct", "women in parliament, both chambers", PERCENT, "higher", [0, 100]),
  input(
    /legal discrimination/i,
    "legal_score",
    "absence of legal discrimination",
    "score",
    "higher",
    [0, 100],
  ),
  input(
    /access to justice/i,
    "justice_score",
    "access of women to justice",
    "score from 0 to 4",
    "higher",
    [0, 4],
  ),
  input(
    /maternal mortality/i,
    "maternal_mortality",
    "deaths of mothers",
    "deaths for 100,000 live births",
    "lower",
    [0, 3000],
  ),
  input(/son bias/i, "son_bias", "male for female births", "ratio as printed", "lower", [0.5, 150]),
  input(
    /intimate partner/i,
    "partner_violence_pct",
    "women who met violence by a partner in the past year",
    PERCENT,
    "lower",
    [0, 100],
  ),
  input(
    /community safety/i,
    "community_safety_pct",
    "women who feel safe walking alone at night",
    PERCENT,
    "higher",
    [0, 100],
  ),
  input(
    /political violence/i,
    "political_violence",
    "political violence that targets women",
    "events for 100,000 women",
    "lower",
    [0, 1000],
  ),
  input(
    /proximity/i,
    "conflict_proximity_pct",
    "women who live near armed conflict",
    PERCENT,
    "lower",
    [0, 100],
  ),
];

/** The marks "ae" as data: how much of a country's score rests on values that are not its own. */
export const IMPUTED: IndicatorInfo = {
  ...base,
  indicator: "wps_2023_method_imputed_inputs",
  title: "Imputed inputs of the WPS Index",
  unit: "inputs of 13",
  better: "none",
  definition:
    'Number of the 13 inputs that the workbook marks "ae": imputed from group means, so no fact of the country',
  file_unit: "count",
  range: [0, 13],
};

export const IMPUTED_MARK = "ae";

/** Texts of cells that say that there is no value. */
export const NO_VALUE: ReadonlySet<string> = new Set(["", "..", "…", "-", "–", "—"]);
