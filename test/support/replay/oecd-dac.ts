import { readFileSync } from "node:fs";
import { areasOf } from "../generate/crs-words.ts";
import { CSV, dataflowXml, keyOf, tagged, XML, yearsOf } from "./oecd-sdmx.ts";
import type { Replay } from "./replay.ts";

const headerOf = (file: string) =>
  readFileSync(`test/fixtures/live/oecd-dac/${file}`, "utf8").split("\n")[0] ?? "";
const DAC1_HEADER = headerOf("dac1.csv");
const DAC2A_HEADER = headerOf("dac2a.csv");
/** Amount and base year by arithmetic. */
function value(year: number, n: number, price: string): string {
  const amount = ((year * 97 + n * 13) % 90_000) / 10;
  return `${price === "Q" ? (amount * 1.2).toFixed(2) : amount.toFixed(2)},,${price === "Q" ? "2023" : ""}`;
}

function dac1(url: URL): string {
  const [, , measure = "", , , unit = "", prices = ""] = keyOf(url);
  const lines = [DAC1_HEADER];
  for (const year of yearsOf(url))
    for (const [i, donor] of areasOf("donor").entries())
      for (const [k, flow] of [
        ["1120", "Gross disbursements"],
        ["1140", "Disbursements, net"],
      ].entries())
        for (const price of prices.split("+"))
          lines.push(
            `DATAFLOW,OECD.DCD.FSD:DSD_DAC1@DF_DAC1(1.8),DAC1,I,${donor.code},"${donor.name}",_Z,Not applicable,${measure},` +
              `Official Development Assistance (ODA),_Z,Not applicable,${flow[0]},"${flow[1]}",${unit},US dollar,${price},Prices,` +
              `${year},,${value(year, i * 2 + k, price)},,A,Normal value,6,Millions,,`,
          );
  return `${lines.join("\n")}\n`;
}

function dac2a(url: URL): string {
  const [, , measure = "", unit = "", prices = ""] = keyOf(url);
  const lines = [DAC2A_HEADER];
  for (const year of yearsOf(url))
    for (const [i, donor] of areasOf("donor").entries())
      for (const [j, recipient] of areasOf("recipient").entries())
        for (const price of prices.split("+"))
          lines.push(
            `DATAFLOW,OECD.DCD.FSD:DSD_DAC2@DF_DAC2A(1.6),DAC2A,I,${donor.code},"${donor.name}",${recipient.code},"${recipient.name}",` +
              `${measure},"ODA, net disbursements",${unit},US dollar,${price},Prices,${year},,${value(year, i * 31 + j, price)},,A,Normal value,6,Millions,,`,
          );
  return `${lines.join("\n")}\n`;
}

export const oecdDacReplay: Replay = {
  hosts: ["sdmx.oecd.org"],
  answer(url, headers) {
    const flow = /^\/public\/rest\/dataflow\/OECD\.DCD\.FSD\/(.+)\/latest$/.exec(url.pathname)?.[1];
    if (flow === "DSD_DAC1@DF_DAC1") return tagged(dataflowXml(flow, "1.8"), XML, headers);
    if (flow === "DSD_DAC2@DF_DAC2A") return tagged(dataflowXml(flow, "1.6"), XML, headers);
    if (url.pathname.startsWith("/public/rest/data/OECD.DCD.FSD,DSD_DAC1@DF_DAC1,1.8/"))
      return tagged(dac1(url), CSV, headers);
    if (url.pathname.startsWith("/public/rest/data/OECD.DCD.FSD,DSD_DAC2@DF_DAC2A,1.6/"))
      return tagged(dac2a(url), CSV, headers);
    return null;
  },
};
