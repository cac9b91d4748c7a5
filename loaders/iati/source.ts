import { iatiFlow } from "../../src/model/contracts/iati.ts";
import type { Answer, LiveExtract, SourceRequest } from "../../src/model/live-source.ts";
import { BULK_HOST, indexRequest, readIndex } from "../_shared/iati-index.ts";
import { extract } from "./extract.ts";

/**
 * The whole archive each time, not 14,000 datasets by hash: a pull is a pure function of its answers, so it cannot
 * know which hashes the last one saw; one conditional request answers "unchanged", and one file of 850 MB comes
 * faster than 14,000 requests at a polite pace. The index is asked first: it dates the pull and says what the
 * archive must hold.
 */
const archiveRequest: SourceRequest = {
  name: "iati-data.zip",
  url: `https://${BULK_HOST}/iati-data.zip`,
  kind: "zip",
  minBytes: 1000,
  maxBytes: 1_500_000_000,
  deadlineSeconds: 3600,
};

export const iati: LiveExtract = {
  kind: "extract",
  id: "iati",
  title: "IATI activities, published XML",
  owner: "The publishers of IATI data, through the IATI Bulk Data Service",
  licence:
    "set by each publisher: mostly open (CC BY, CC0, ODC-BY), some not declared; figures taken as facts",
  citation: {
    title: "IATI Bulk Data Service",
    publisher: "International Aid Transparency Initiative",
    url: "https://bulk-data.iatistandard.org/",
    note: "Sums over all published activities; split among recipients and sectors as the IATI standard says",
  },
  cadence_months: 1,
  hosts: [BULK_HOST],
  paceMs: 1000,
  min_rows: 1000,
  maxChangedShare: 0.3,
  version: 1,
  tables: [iatiFlow],
  next: async (answers: readonly Answer[]) => {
    const index = answers.find((a) => a.name === indexRequest.name);
    if (!index) return [indexRequest];
    await readIndex(index);
    return answers.some((a) => a.name === archiveRequest.name) ? [] : [archiveRequest];
  },
  extract,
};
