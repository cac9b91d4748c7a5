import { DriftError } from "../../src/errors/source-errors.ts";
import { iatiTablesFlow } from "../../src/model/contracts/iati.ts";
import type { Answer, LiveExtract, SourceRequest } from "../../src/model/live-source.ts";
import { extract } from "./extract.ts";

const HOST = "data.tables.iatistandard.org";

const stats: SourceRequest = {
  name: "stats.json",
  url: `https://${HOST}/stats.json`,
  kind: "json",
  minBytes: 20,
  maxBytes: 20_000_000,
  deadlineSeconds: 120,
};
const archive: SourceRequest = {
  name: "iati_csv.zip",
  url: `https://${HOST}/iati_csv.zip`,
  kind: "zip",
  minBytes: 1000,
  maxBytes: 12_000_000_000,
  deadlineSeconds: 7200,
};

/** The names of both files are not confirmed (they are those of an older host): a 404 says so by name. */
export const iatiTables: LiveExtract = {
  kind: "extract",
  id: "iati-tables",
  title: "IATI Tables, transactions broken down",
  owner: "IATI Tables, from the publishers of IATI data",
  licence:
    "set by each publisher: mostly open (CC BY, CC0, ODC-BY), some not declared; figures taken as facts",
  citation: {
    title: "IATI Tables",
    publisher: "International Aid Transparency Initiative",
    url: "https://tables.iatistandard.org/",
    note: "A second reading of the same transactions, for comparison; never added to the first",
  },
  cadence_months: 1,
  hosts: [HOST],
  paceMs: 1000,
  min_rows: 100,
  maxChangedShare: 0.3,
  version: 1,
  tables: [iatiTablesFlow],
  next: async (answers: readonly Answer[]) => {
    const first = answers.find((a) => a.name === stats.name);
    if (!first) return [stats];
    checkStats(await first.read());
    return answers.some((a) => a.name === archive.name) ? [] : [archive];
  },
  extract,
};

/** The list of tables must have the two that are read: so a change is known before the large download. */
function checkStats(bytes: Uint8Array): void {
  const text = new TextDecoder().decode(bytes);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = null;
  }
  const ok =
    typeof parsed === "object" &&
    parsed !== null &&
    ["transaction_breakdown", "policymarker"].every((table) => text.includes(`"${table}"`));
  if (!ok)
    throw new DriftError(
      "stats.json does not list the tables transaction_breakdown and policymarker",
      { source: "iati-tables", file: "stats.json" },
      "Compare with the schema page of IATI Tables and adapt loaders/iati-tables",
    );
}
