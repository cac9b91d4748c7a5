import type { SeriesSource } from "../src/model/series-source.ts";
import { conflictDeaths } from "./conflict-deaths/source.ts";
import { exchangeRates } from "./exchange-rates/source.ts";
import { gdpPopulation } from "./gdp-population/source.ts";
import { genderInequalityIndex } from "./gender-inequality-index/source.ts";
import { odaFragility } from "./oda-fragility/source.ts";
import { womenInParliament } from "./women-in-parliament/source.ts";
import { womenMinisters } from "./women-ministers/source.ts";
import { worldBankClassifications } from "./world-bank-classifications/source.ts";
import { wpsIndex } from "./wps-index/source.ts";

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
