import { crsQueryFlow, WPS_PURPOSES } from "../../src/model/contracts/oecd.ts";
import type { Answer, LiveExtract, SourceContext, SourceRequest } from "../../src/model/live-source.ts";
import { checkVersion, dataQuery, latestVersion, SDMX_HOST, SDMX_PACE_MS } from "../_shared/sdmx-requests.ts";
import { yearSpans } from "../_shared/sdmx-spans.ts";
import { readDataflow } from "../_shared/sdmx-structure.ts";
import { extractCrsQuery } from "./extract.ts";

const FLOW = "DSD_CRS@DF_CRS";
const KNOWN_VERSIONS = ["1.4", "1.5", "1.6"];
const FROM = 2002;

/**
 * Key of CRS: donor, recipient, sector, measure, channel, modality, flow type, price base, MD_DIM, MD_ID, unit.
 * DD rows are activities: only they carry the gender marker. 100 is ODA.
 */
const KEY = ["", "", Object.keys(WPS_PURPOSES).join("+"), "100", "", "", "C+D", "V+Q", "DD", "", ""];

async function next(answers: readonly Answer[], context: SourceContext): Promise<SourceRequest[]> {
  const [latest] = answers;
  if (!latest) return [latestVersion(FLOW, "latest.xml")];
  if (answers.length > 1) return [];
  const flow = readDataflow(
    new TextDecoder("utf-8", { fatal: true }).decode(await latest.read()),
    latest.name,
  );
  const version = checkVersion(flow, KNOWN_VERSIONS, "oecd-crs-query");
  return yearSpans(FROM, Number(context.today.slice(0, 4)) - 1).map((span) =>
    // CRS was seen at dcd-public only. "not set to" in an answer means that it moved to public: a named error.
    dataQuery({
      name: `crs-${span.from}-${span.to}.csv`,
      flow: FLOW,
      version,
      key: KEY,
      endpoint: "dcd-public",
      ...span,
    }),
  );
}

/** The seven purposes by query: small, and with the base year that the bulk file does not say. */
export const oecdCrsQuery: LiveExtract = {
  kind: "extract",
  id: "oecd-crs-query",
  title: "Aid for seven purposes by gender marker (OECD Creditor Reporting System, by query)",
  owner: "OECD Development Assistance Committee",
  licence: "OECD terms and conditions: reuse with attribution",
  citation: {
    title: "CRS: Creditor Reporting System (flows)",
    publisher: "OECD",
    url: "https://data-explorer.oecd.org/vis?df[ds]=DisseminateFinalBoost&df[id]=DSD_CRS%40DF_CRS&df[ag]=OECD.DCD.FSD",
    note: "ODA observations of activities for seven purposes; a blank marker is not screened, never 0",
  },
  cadence_months: 6,
  hosts: [SDMX_HOST],
  paceMs: SDMX_PACE_MS,
  min_rows: 5_000,
  maxChangedShare: 0.6,
  version: 1,
  tables: [crsQueryFlow],
  next,
  extract: extractCrsQuery,
};
