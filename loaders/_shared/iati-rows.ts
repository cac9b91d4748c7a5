import { createHash } from "node:crypto";
import type { Quarantined } from "../../src/model/contract.ts";
import type { IatiActivity } from "./iati-activity.ts";
import { type ActivityParts, type Listener, type Part, partsOf } from "./iati-parts.ts";

/** What reading one dataset told beside its rows. */
export interface Tally {
  activities: number;
  transactions: number;
  leftOut: Map<string, number>;
  /** At most `KEPT` refused texts; `refused` counts all. */
  quarantined: Quarantined[];
  refused: number;
}

export const newTally = (): Tally => ({
  activities: 0,
  transactions: 0,
  leftOut: new Map(),
  quarantined: [],
  refused: 0,
});

/** Refused texts that one dataset may show, so that one bad publisher does not hide the others. */
const KEPT = 20;

const tidy = (text: string | null): string => (text ?? "").replace(/\p{Cc}/gu, " ").trim();
const quote = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvLine = (cells: readonly (string | number)[]): string =>
  `${cells.map((c) => quote(String(c))).join(",")}\n`;

const flowCells = (p: Part) => [p.stage, p.year, p.currency, p.place, p.sector, p.amount];

/**
 * One activity as lines of two CSV files: its own, and one for each part of its money. `key` joins them. The
 * checksum covers all that is counted of the activity, in any order: equal checksums are exact copies.
 */
export function activityLines(
  activity: IatiActivity,
  key: number,
  dataset: number,
  file: string,
  tally: Tally,
): { own: string; flows: string } {
  const split = partsOf(activity, listenerFor(activity, file, tally));
  tally.activities++;
  tally.transactions += activity.transactions.length;
  const updated = activity.updated === null ? Number.NaN : Date.parse(activity.updated);
  const own = csvLine([
    key,
    dataset,
    tidy(activity.reporter.ref),
    tidy(activity.reporter.name),
    tidy(activity.identifier),
    Number.isFinite(updated) ? updated : "",
    split.gender,
    checksum(split),
  ]);
  return { own, flows: split.parts.map((p) => csvLine([key, ...flowCells(p)])).join("") };
}

function checksum(split: ActivityParts): string {
  const lines = split.parts.map((p) => flowCells(p).join("|")).sort();
  return createHash("md5")
    .update([split.gender, ...lines].join("\n"))
    .digest("hex");
}

export const ACTIVITY_COLUMNS = [
  "key",
  "dataset",
  "reporter_ref",
  "reporter_name",
  "identifier",
  "updated",
  "gender",
  "checksum",
] as const;
export const FLOW_COLUMNS = ["key", "stage", "year", "currency", "place", "sector", "amount"] as const;

export function listenerFor(activity: IatiActivity, file: string, tally: Tally): Listener {
  return {
    leftOut: (reason) => tally.leftOut.set(reason, (tally.leftOut.get(reason) ?? 0) + 1),
    refused: (column, value, code, reason) => {
      tally.refused++;
      if (tally.quarantined.length >= KEPT) return;
      tally.quarantined.push({
        table: "iati_flow",
        file,
        row: tally.activities + 1,
        column,
        value: value.slice(0, 200),
        code,
        reason: `"${column}" ${reason}; the transaction is kept with that part unknown`,
        remedy: "Its publisher must correct it",
        raw: JSON.stringify({ activity: activity.identifier.slice(0, 200) }),
      });
    },
  };
}

/** The row of the quarantine for a dataset refused as a whole. */
export const refusedDataset = (
  file: string,
  code: string,
  reason: string,
  remedy: string,
  line: number | null,
): Quarantined => ({
  table: "iati_flow",
  file,
  row: line ?? 1,
  column: null,
  value: null,
  code,
  reason: `${reason}; no activity of this dataset is counted`,
  remedy,
  raw: "{}",
});
