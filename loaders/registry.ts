import type { LiveSource } from "../src/model/live-source.ts";
import type { SeriesSource } from "../src/model/series-source.ts";
import { conflictDeaths } from "./conflict-deaths/source.ts";
import { exchangeRates } from "./exchange-rates/source.ts";
import { gdpPopulation } from "./gdp-population/source.ts";
import { genderInequalityIndex } from "./gender-inequality-index/source.ts";
import { iati } from "./iati/source.ts";
import { iatiTables } from "./iati-tables/source.ts";
import { ipuParline } from "./ipu-parline/live.ts";
import { odaFragility } from "./oda-fragility/source.ts";
import { oecdCrs } from "./oecd-crs/source.ts";
import { oecdCrsQuery } from "./oecd-crs-query/source.ts";
import { oecdDac } from "./oecd-dac/source.ts";
import { ourWorldInData } from "./our-world-in-data/live.ts";
import { peacewomenPlans } from "./peacewomen-plans/source.ts";
import { ucdp, ucdpApi } from "./ucdp/live.ts";
import { unSdg } from "./un-sdg/live.ts";
import { womenInParliament } from "./women-in-parliament/source.ts";
import { womenMinisters } from "./women-ministers/source.ts";
import { worldBank } from "./world-bank/live.ts";
import { worldBankClassifications } from "./world-bank-classifications/source.ts";
import { wphf } from "./wphf/source.ts";
import { wpsIndex } from "./wps-index/source.ts";
import { wpsIndexWorkbook } from "./wps-index-workbook/live.ts";

/** Every upstream source of series; the only place that knows them all. */
export const SERIES_SOURCES: SeriesSource[] = [
  womenInParliament,
  wpsIndex,
  genderInequalityIndex,
  womenMinisters,
  worldBankClassifications,
  gdpPopulation,
  conflictDeaths,
  odaFragility,
  exchangeRates,
];

/** Every source that `nap refresh` pulls; the only place that knows them all. */
export const LIVE_SOURCES: readonly LiveSource[] = [
  worldBank,
  ourWorldInData,
  wpsIndexWorkbook,
  unSdg,
  ipuParline,
  ucdp,
  ucdpApi,
  oecdCrs,
  oecdCrsQuery,
  oecdDac,
  iati,
  iatiTables,
  wphf,
  peacewomenPlans,
];
