import { createHash } from "node:crypto";
import { breakdownCsv, emptyTotals, type IatiTotals, policyMarkerCsv } from "../generate/iati.ts";
import { zipOf } from "../zip-of.ts";
import type { Replay } from "./replay.ts";

const HOST = "data.tables.iatistandard.org";

/** What a reader of the replayed archive must find. */
export const tablesTotals: IatiTotals = emptyTotals();

const archive = await zipOf({
  "iati/transaction_breakdown.csv": [...breakdownCsv(1, 3600, tablesTotals)].join(""),
  "iati/policymarker.csv": [...policyMarkerCsv(300)].join(""),
});
const stats = JSON.stringify({
  updated: "2026-11-19 06:00:00.000001",
  tables: [
    { table_name: "transaction_breakdown", rows: 3600 },
    { table_name: "policymarker", rows: 200 },
  ],
});

/** IATI Tables with two of its tables, generated. */
export const iatiTablesReplay: Replay = {
  hosts: [HOST],
  answer(url) {
    const body = url.pathname === "/stats.json" ? stats : url.pathname === "/iati_csv.zip" ? archive : null;
    if (body === null) return null;
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    const type = url.pathname.endsWith(".json") ? "application/json" : "application/zip";
    return {
      headers: { "content-type": type, etag, "last-modified": "Thu, 19 Nov 2026 07:00:00 GMT" },
      body,
    };
  },
};
