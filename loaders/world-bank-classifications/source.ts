import type { SeriesSource } from "../../src/model/series-source.ts";
import { parseLongCsv } from "../_shared/long-csv.ts";

export const worldBankClassifications: SeriesSource = {
  id: "world-bank-classifications",
  title: "World Bank income groups, regions and lending categories",
  owner: "World Bank",
  licence: "CC BY 4.0",
  cadence_months: 12,
  min_rows: 6400,
  parse: parseLongCsv,
  indicators: [
  {
    "indicator": "wb_income_group_by_gni_year",
    "title": "Income group",
    "unit": "L, LM, UM or H",
    "kind": "context",
    "scale": "category",
    "better": "none",
    "definition": "World Bank income group: low, lower middle, upper middle or high",
    "year_means": "GNI year; the fiscal year is two later",
    "caution": "Ethiopia and Venezuela have none in the latest list",
    "comparable_over_time": "yes",
    "file_unit": "category_L_LM_UM_H"
  },
  {
    "indicator": "wb_region_fy2021",
    "title": "World Bank region, FY2021",
    "unit": "region code",
    "kind": "context",
    "scale": "category",
    "better": "none",
    "definition": "Regions before the change of 2025",
    "year_means": "List of FY2021, stored as 2020",
    "caution": null,
    "comparable_over_time": "yes",
    "file_unit": "category_ECS_SSF_LCN_EAS_MEA_SAS_NAC"
  },
  {
    "indicator": "wb_region_fy2026",
    "title": "World Bank region, FY2026",
    "unit": "region code",
    "kind": "context",
    "scale": "category",
    "better": "none",
    "definition": "Regions of FY2026; MEA includes Afghanistan and Pakistan",
    "year_means": "List of FY2026",
    "caution": null,
    "comparable_over_time": "yes",
    "file_unit": "category_ECS_SSF_LCN_EAS_MEA_SAS_NAC"
  },
  {
    "indicator": "wb_lending_category_by_fiscal_year",
    "title": "Lending category",
    "unit": "category",
    "kind": "context",
    "scale": "category",
    "better": "none",
    "definition": "World Bank lending category",
    "year_means": "Fiscal year",
    "caution": "Only where a category is given",
    "comparable_over_time": "yes",
    "file_unit": "category"
  }
],
};
