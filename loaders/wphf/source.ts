import { fundAllocation } from "../../src/model/contracts/iati.ts";
import type { LiveExtract } from "../../src/model/live-source.ts";
import { BULK_HOST, indexRequest, readIndex } from "../_shared/iati-index.ts";
import { extract } from "./extract.ts";
import { datasetRequests, fundPublishers, reportersRequest } from "./publishers.ts";

/** No JSON API of the MPTF Office is known: its IATI files, and those of UN Women, are the way to the fund. */
export const wphf: LiveExtract = {
  kind: "extract",
  id: "wphf",
  title: "Women's Peace and Humanitarian Fund, allocations in IATI",
  owner: "UN Women and the UN Multi-Partner Trust Fund Office, through the IATI Bulk Data Service",
  licence: "set by each publisher in IATI; figures taken as facts",
  citation: {
    title: "IATI datasets of UN Women and the MPTF Office",
    publisher: "UN Women; UN Multi-Partner Trust Fund Office",
    url: "https://mptf.undp.org/factsheet/fund/GAI00",
    note: "Only activities that name the fund; the fund's own page may have more",
  },
  cadence_months: 3,
  hosts: [BULK_HOST],
  paceMs: 500,
  min_rows: 20,
  maxChangedShare: 0.5,
  version: 1,
  tables: [fundAllocation],
  next: async (answers) => {
    const index = answers.find((a) => a.name === indexRequest.name);
    const reporters = answers.find((a) => a.name === reportersRequest.name);
    if (!index || !reporters) return [indexRequest, reportersRequest].slice(index ? 1 : 0);
    const requests = datasetRequests(await readIndex(index), await fundPublishers(reporters));
    const have = new Set(answers.map((a) => a.name));
    return requests.filter((r) => !have.has(r.name));
  },
  extract,
};
