import { crsFlow } from "../../src/model/contracts/oecd.ts";
import type { LiveExtract } from "../../src/model/live-source.ts";
import { SDMX_PACE_MS } from "../_shared/sdmx-requests.ts";
import { extractCrs } from "./extract.ts";
import { HOSTS, nextCrs } from "./requests.ts";

/** The whole record of aid activities: the only source of marker shares, since these need all purposes. */
export const oecdCrs: LiveExtract = {
  kind: "extract",
  id: "oecd-crs",
  title: "Aid activities by gender marker (OECD Creditor Reporting System, bulk file)",
  owner: "OECD Development Assistance Committee",
  licence: "OECD terms and conditions: reuse with attribution",
  citation: {
    title: "CRS: Creditor Reporting System (flows)",
    publisher: "OECD",
    url: "https://data-explorer.oecd.org/vis?df[ds]=DisseminateFinalBoost&df[id]=DSD_CRS%40DF_CRS&df[ag]=OECD.DCD.FSD",
    note: "Activities added up by donor, recipient, year, purpose and gender marker; a blank marker is not screened, never 0",
  },
  cadence_months: 6,
  hosts: HOSTS,
  paceMs: SDMX_PACE_MS,
  min_rows: 100_000,
  maxChangedShare: 0.6,
  version: 1,
  tables: [crsFlow],
  next: nextCrs,
  extract: extractCrs,
};
