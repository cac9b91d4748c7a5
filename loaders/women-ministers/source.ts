import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const womenMinisters: SeriesSource = {
  id: "women-ministers",
  title: "Women ministers, 2019",
  owner: "Inter-Parliamentary Union and UN Women",
  licence: "IPU and UN Women copyright; 18 figures taken as facts",
  cadence_months: 12,
  min_rows: 18,
  parse: parseLongCsv,
  indicators: [
    {
      indicator: "women_share_ministers_pct",
      title: "Women ministers",
      unit: "% of ministers",
      kind: "context",
      scale: "numeric",
      better: "higher",
      definition: "Women among ministers",
      year_means: "1 January 2019",
      caution: "The top 18 countries only: not for comparison",
      comparable_over_time: "no",
      file_unit: "percent",
      range: [0, 100],
    },
  ],
};
