import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const genderInequalityIndex: SeriesSource = {
  id: "gender-inequality-index",
  title: "Gender Inequality Index, 2020 vintage",
  owner: "United Nations Development Programme",
  licence: "UNDP Human Development Report terms (CC BY 3.0 IGO not confirmed)",
  cadence_months: 24,
  min_rows: 1800,
  parse: parseLongCsv,
  indicators: [
    {
      indicator: "undp_gii_hdr2020",
      title: "Gender Inequality Index",
      unit: "index from 0 to 1",
      kind: "outcome",
      scale: "numeric",
      better: "lower",
      definition: "Loss from inequality in reproductive health, empowerment and the labour market",
      year_means: "Calendar year; 2000, 2005 and 2010 to 2019",
      caution:
        "Vintage of the 2020 report; later reports revise it, never join them. Odd jumps stand in the source (Kyrgyzstan 2005, Haiti 2016, Tonga, Papua New Guinea, Qatar)",
      comparable_over_time: "within_method",
      file_unit: "index_0_1_lower_better",
      range: [0, 1],
    },
  ],
};
