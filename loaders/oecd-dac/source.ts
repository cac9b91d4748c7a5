import { dacRecipientTotal, dacTotal } from "../../src/model/contracts/oecd.ts";
import type { Answer, LiveExtract, SourceContext, SourceRequest } from "../../src/model/live-source.ts";
import { checkVersion, dataQuery, latestVersion, SDMX_HOST, SDMX_PACE_MS } from "../_shared/sdmx-requests.ts";
import { yearSpans } from "../_shared/sdmx-spans.ts";
import { readDataflow } from "../_shared/sdmx-structure.ts";
import { extractDac } from "./extract.ts";

const FROM = 2000;
/** 1010: ODA in DAC1. Key: donor, sector, measure, tying status, flow type, unit, price base. */
const DAC1 = {
  flow: "DSD_DAC1@DF_DAC1",
  known: ["1.5", "1.6", "1.7", "1.8"],
  key: ["", "", "1010", "", "", "USD", "V+Q"],
};
/** 206: net disbursements of ODA in DAC2A. Key: donor, recipient, measure, unit, price base. */
const DAC2A = {
  flow: "DSD_DAC2@DF_DAC2A",
  known: ["1.3", "1.4", "1.5", "1.6"],
  key: ["", "", "206", "USD", "V+Q"],
};

async function next(answers: readonly Answer[], context: SourceContext): Promise<SourceRequest[]> {
  if (answers.length === 0)
    return [latestVersion(DAC1.flow, "dac1-latest.xml"), latestVersion(DAC2A.flow, "dac2a-latest.xml")];
  if (answers.length > 2) return [];
  const lastYear = Number(context.today.slice(0, 4)) - 1;
  const requests: SourceRequest[] = [];
  for (const [name, part] of [
    ["dac1", DAC1],
    ["dac2a", DAC2A],
  ] as const) {
    const version = await currentVersion(answers, `${name}-latest.xml`, part.known);
    // DAC1 is small enough for one query.
    const spans = name === "dac1" ? [{ from: FROM, to: lastYear }] : yearSpans(FROM, lastYear);
    for (const span of spans)
      requests.push(
        dataQuery({
          name: `${name}-${span.from}-${span.to}.csv`,
          flow: part.flow,
          version,
          key: part.key,
          endpoint: "public",
          ...span,
        }),
      );
  }
  return requests;
}

async function currentVersion(
  answers: readonly Answer[],
  name: string,
  known: readonly string[],
): Promise<string> {
  const answer = answers.find((a) => a.name === name);
  const xml = answer ? new TextDecoder("utf-8", { fatal: true }).decode(await answer.read()) : "";
  return checkVersion(readDataflow(xml, name), known, "oecd-dac");
}

/** Totals of donors, and of donors by recipient: what aid for a purpose is a share of. */
export const oecdDac: LiveExtract = {
  kind: "extract",
  id: "oecd-dac",
  title: "Aid totals of donors and by recipient (OECD DAC1 and DAC2A)",
  owner: "OECD Development Assistance Committee",
  licence: "OECD terms and conditions: reuse with attribution",
  citation: {
    title: "DAC1: Flows by provider; DAC2A: Aid disbursements to countries and regions",
    publisher: "OECD",
    url: "https://data-explorer.oecd.org/vis?df[ds]=DisseminateFinalDMZ&df[id]=DSD_DAC1%40DF_DAC1&df[ag]=OECD.DCD.FSD",
    note: "ODA of donors, current and constant prices; groups of donors and recipients are rows of their own",
  },
  cadence_months: 6,
  hosts: [SDMX_HOST],
  paceMs: SDMX_PACE_MS,
  min_rows: 10_000,
  maxChangedShare: 0.8,
  version: 1,
  tables: [dacTotal, dacRecipientTotal],
  next,
  extract: extractDac,
};
