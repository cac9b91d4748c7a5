import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const wpsIndex: SeriesSource = {
  id: "wps-index",
  title: "Women, Peace and Security Index",
  owner: "Georgetown Institute for Women, Peace and Security and PRIO",
  licence: "CC BY-NC 4.0 (2021/22 and 2025/26; other editions not confirmed)",
  cadence_months: 24,
  min_rows: 1400,
  parse: parseLongCsv,
  indicators: [
    {
      indicator: "wps_index_score",
      title: "WPS Index score",
      unit: "score from 0 to 1",
      kind: "outcome",
      scale: "numeric",
      better: "higher",
      definition:
        "Composite of inclusion, justice and security of women: 11 indicators to 2021/22, 13 from 2023/24",
      year_means: "First year of the edition: 2025 is 2025/26",
      caution:
        "The method changed in 2023 and earlier editions cover other countries: never compare scores or ranks of different editions",
      comparable_over_time: "no",
      file_unit: "score_0_1",
      range: [0, 1],
    },
    {
      indicator: "wps_index_rank",
      title: "WPS Index rank",
      unit: "rank",
      kind: "context",
      scale: "numeric",
      better: "lower",
      definition: "Rank by WPS Index score within the edition; values as printed",
      year_means: "First year of the edition: 2025 is 2025/26",
      caution: "Ranks move with the set of countries",
      comparable_over_time: "no",
      file_unit: "rank",
      range: [1, 200],
    },
  ],
};
