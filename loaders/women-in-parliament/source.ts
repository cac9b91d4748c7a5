import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const womenInParliament: SeriesSource = {
  id: "women-in-parliament",
  title: "Women in parliament",
  owner: "Inter-Parliamentary Union, through the World Bank and Our World in Data",
  licence:
    "Non-commercial: IPU terms (Parline CC BY-NC-SA 4.0) bind although the World Bank page says CC BY 4.0",
  cadence_months: 12,
  min_rows: 5000,
  parse: parseLongCsv,
  indicators: [
    {
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
  ],
};
