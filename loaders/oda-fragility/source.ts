import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const odaFragility: SeriesSource = {
  id: "oda-fragility",
  title: "Aid eligibility and fragility",
  owner: "OECD DAC, through Development Initiatives; OECD States of Fragility 2025",
  licence: "OECD terms; no licence file in the transcribing repository",
  cadence_months: 12,
  min_rows: 2100,
  parse: parseLongCsv,
  indicators: [
  {
    "indicator": "dac_oda_eligible",
    "title": "On the DAC list of aid recipients",
    "unit": "1 where listed",
    "kind": "context",
    "scale": "numeric",
    "better": "none",
    "definition": "Listed as eligible for official development assistance",
    "year_means": "Reporting year",
    "caution": "Absence is not coded: some years follow from the validity of a list",
    "comparable_over_time": "yes",
    "file_unit": "dummy_listed_only",
    "range": [
      1,
      1
    ]
  },
  {
    "indicator": "oecd_fragility_score",
    "title": "OECD fragility score",
    "unit": "score",
    "kind": "context",
    "scale": "numeric",
    "better": "none",
    "definition": "Fragility score of States of Fragility 2025; lower is more fragile",
    "year_means": "2025 edition",
    "caution": "Only the 61 listed contexts",
    "comparable_over_time": "no",
    "file_unit": "score_lower_is_more_fragile",
    "range": [
      -100,
      100
    ]
  },
  {
    "indicator": "oecd_fragility_tier",
    "title": "OECD fragility tier",
    "unit": "extreme or high",
    "kind": "context",
    "scale": "category",
    "better": "none",
    "definition": "Tier of States of Fragility 2025",
    "year_means": "2025 edition",
    "caution": "Only the 61 listed contexts",
    "comparable_over_time": "no",
    "file_unit": "category_extreme_high_listed_only"
  }
],
};
