import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const conflictDeaths: SeriesSource = {
  id: "conflict-deaths",
  title: "Battle-related deaths",
  owner: "Uppsala Conflict Data Program through the World Bank",
  licence: "CC BY 4.0",
  cadence_months: 12,
  min_rows: 1600,
  parse: parseLongCsv,
  indicators: [
    {
      indicator: "ucdp_battle_related_deaths_wb",
      title: "Battle-related deaths",
      unit: "deaths",
      kind: "context",
      scale: "numeric",
      better: "none",
      definition: "Battle-related deaths on the territory (VC.BTL.DETH)",
      year_means: "Calendar year",
      caution:
        "Only listed country-years: a missing year is unknown, never zero. Somalia is missing although UCDP records war there",
      comparable_over_time: "yes",
      file_unit: "deaths",
      range: [0, 2000000],
    },
    {
      indicator: "ucdp_battle_related_deaths_wb_ge25",
      title: "At least 25 battle-related deaths",
      unit: "1 or 0",
      kind: "context",
      scale: "numeric",
      better: "none",
      definition: "One where a listed year has 25 deaths or more",
      year_means: "Calendar year",
      caution: "Only listed country-years",
      comparable_over_time: "yes",
      file_unit: "dummy_derived",
      range: [0, 1],
    },
  ],
};
