import { readFileSync } from "node:fs";
import { areasOf } from "../generate/crs-words.ts";
import { CSV, dataflowXml, keyOf, tagged, XML, yearsOf } from "./oecd-sdmx.ts";
import type { Replay } from "./replay.ts";

const HEADER = readFileSync("test/fixtures/live/oecd-crs-query/crs.csv", "utf8").split("\n")[0] ?? "";
const START = "DATAFLOW,OECD.DCD.FSD:DSD_CRS@DF_CRS(1.6),CRS: Creditor Reporting System (flows),I";

/** Observations of activities: for each year, donor, recipient and purpose that was asked, amounts by arithmetic. */
function observations(url: URL): string {
  const key = keyOf(url);
  const part = (at: number) => (key[at] ?? "").split("+");
  const lines = [HEADER];
  for (const year of yearsOf(url))
    for (const [i, donor] of areasOf("donor").entries())
      for (const [j, recipient] of areasOf("recipient").entries()) {
        const purpose = part(2)[(i + j + year) % part(2).length] ?? "";
        for (const flow of part(6))
          for (const price of part(7))
            lines.push(line({ year, i, j, donor, recipient, purpose, flow, price }));
      }
  return `${lines.join("\n")}\n`;
}

type Area = ReturnType<typeof areasOf>[number];
interface Cell {
  year: number;
  i: number;
  j: number;
  donor: Area;
  recipient: Area;
  purpose: string;
  flow: string;
  price: string;
}

function line({ year, i, j, donor, recipient, purpose, flow, price }: Cell): string {
  const amount = ((year * 31 + i * 17 + j * 7 + (flow === "D" ? 3 : 0)) % 5000) / 1000;
  const value = price === "Q" ? amount * 1.25 : amount;
  const marker = ["0", "1", "2", ""][(i + j) % 4];
  const base = price === "Q" ? "2023" : "";
  return (
    `${START},${donor.code},"${donor.name}",${recipient.code},"${recipient.name}",${purpose},Purpose,100,` +
    `Official Development Assistance (ODA),21000,NGO,C01,Project-type interventions,${flow},Flow,${price},Price,DD,Drilldown,` +
    `${year}${i}${j},,USD,US dollar,${year},,${value.toFixed(6)},,${base},,A,Normal value,6,Millions,2,Two,1,,"Title, ${i}",,${marker},,0,,0,`
  );
}

export const oecdCrsQueryReplay: Replay = {
  hosts: ["sdmx.oecd.org"],
  answer(url, headers) {
    if (url.pathname === "/public/rest/dataflow/OECD.DCD.FSD/DSD_CRS@DF_CRS/latest")
      return tagged(dataflowXml("DSD_CRS@DF_CRS", "1.6"), XML, headers);
    if (url.pathname.startsWith("/dcd-public/rest/data/OECD.DCD.FSD,DSD_CRS@DF_CRS,1.6/"))
      return tagged(observations(url), CSV, headers);
    return null;
  },
};
