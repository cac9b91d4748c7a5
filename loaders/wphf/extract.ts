import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, ExtractReport, ExtractWork } from "../../src/model/live-source.ts";
import type { IatiActivity } from "../_shared/iati-activity.ts";
import { readDocument } from "../_shared/iati-document.ts";
import { indexRequest, readIndex } from "../_shared/iati-index.ts";
import { DatasetRefused } from "../_shared/iati-refused.ts";
import { csvLine, listenerFor, newTally, refusedDataset, type Tally } from "../_shared/iati-rows.ts";
import { checksumSql, loadCountries, numberOf, readCsvSql, writeParquet } from "../_shared/iati-sql.ts";
import { allocationsOf, isOfFund } from "./allocations.ts";
import { fundPublishers, reportersRequest } from "./publishers.ts";

const TABLE = "fund_allocation";
const COLUMNS = [
  "activity",
  "txn",
  "reporter_ref",
  "partner_ref",
  "partner",
  "stage",
  "year",
  "currency",
  "place",
  "amount",
] as const;

/** The fund's activities in all datasets, as rows of `fund_allocation`. @throws DriftError where none is found. */
export async function extract(work: ExtractWork): Promise<ExtractReport> {
  const tally = newTally();
  const documents = work.answers.filter((a) => a.kind === "xml");
  const activities: IatiActivity[] = [];
  let refused = 0;
  for (const answer of documents) if (!(await readInto(activities, answer, tally))) refused++;
  if (refused > Math.max(1, documents.length / 10))
    throw new DriftError(
      `${refused} of ${documents.length} datasets cannot be read, the first because: ${tally.quarantined[0]?.reason}`,
      { source: "wphf" },
      "Look at them: publishers break one by one, not all at once",
    );
  const kept = onceEach(activities);
  if (kept.length === 0)
    throw new DriftError(
      'No activity names the fund: looked for "GAI00", "WPHF" and "Women\'s Peace and Humanitarian Fund" in identifiers, titles and organisations',
      { source: "wphf" },
      "Find out how the fund's activities are marked now and adapt loaders/wphf",
    );
  const file = join(work.scratch, "allocations.csv");
  await writeFile(file, kept.map((activity, n) => linesOf(activity, n, tally)).join(""));
  const rows = await writeRows(work, file);
  const index = work.answers.find((a) => a.name === indexRequest.name);
  const reporters = work.answers.find((a) => a.name === reportersRequest.name);
  const publishers = reporters ? await fundPublishers(reporters) : [];
  const leftOut = new Map(tally.leftOut).set("activities published twice", activities.length - kept.length);
  return {
    as_of: index ? (await readIndex(index)).created : work.context.today,
    as_of_basis: "day on which the bulk service made its index",
    records: tally.activities,
    rows: { [TABLE]: rows },
    quarantined: tally.quarantined.map((q) => ({ ...q, table: TABLE })),
    quarantinedTotal: tally.refused,
    leftOut: Object.fromEntries([...leftOut].filter(([, n]) => n > 0).sort(([a], [b]) => (a < b ? -1 : 1))),
    notes: [
      `Publishers read: ${publishers.map((p) => `${p.name} (${p.ref}, ${p.shortName})`).join("; ")}`,
      `Activities of the fund: ${kept.length}`,
    ],
  };
}

async function readInto(activities: IatiActivity[], answer: Answer, tally: Tally): Promise<boolean> {
  const found: IatiActivity[] = [];
  let others = 0;
  try {
    await readDocument(createReadStream(answer.path), (activity) => {
      if (isOfFund(activity)) found.push(activity);
      else others++;
    });
  } catch (error) {
    if (!(error instanceof DatasetRefused)) throw error;
    tally.refused++;
    tally.quarantined.push(refusedDataset(answer.name, error.code, error.reason, error.remedy, error.line));
    return false;
  }
  activities.push(...found);
  tally.activities += found.length + others;
  tally.leftOut.set(
    "activities of other funds",
    (tally.leftOut.get("activities of other funds") ?? 0) + others,
  );
  return true;
}

const updatedAt = (activity: IatiActivity): number => Date.parse(activity.updated ?? "") || 0;

/** Of an activity that one reporter publishes twice, the one updated last; without an identifier none is a copy. */
function onceEach(activities: readonly IatiActivity[]): IatiActivity[] {
  const kept = new Map<string, IatiActivity>();
  for (const [n, activity] of activities.entries()) {
    const key =
      activity.identifier === "" ? `#${n}` : JSON.stringify([activity.reporter.ref, activity.identifier]);
    const other = kept.get(key);
    if (!other || updatedAt(activity) > updatedAt(other)) kept.set(key, activity);
  }
  return [...kept.values()];
}

function linesOf(activity: IatiActivity, number: number, tally: Tally): string {
  const listener = listenerFor(activity, activity.identifier, tally);
  return allocationsOf(activity, listener)
    .map((a) =>
      csvLine([
        number,
        a.transaction,
        activity.reporter.ref?.trim() || "unknown",
        a.partner?.ref?.trim() ?? "",
        (a.partner?.name ?? "").replace(/\p{Cc}/gu, " ").trim(),
        a.stage,
        a.year,
        a.currency,
        a.place,
        a.amount,
      ]),
    )
    .join("");
}

async function writeRows(work: ExtractWork, file: string): Promise<number> {
  const { sql } = work;
  await loadCountries(sql, work.context.countries.values());
  await sql.run(`CREATE TABLE allocation AS SELECT 'WPHF' AS fund, reporter_ref,
      CASE left(place, 1) WHEN 'c' THEN 'country' WHEN 'r' THEN 'region' ELSE 'unknown' END AS recipient_kind,
      nullif(substr(place, 3), '') AS recipient_code, partner_ref, partner, CAST(year AS SMALLINT) AS year, stage,
      currency, CAST(sum(CAST(amount AS DECIMAL(30,6))) AS DECIMAL(30,6)) AS amount,
      CAST(count(DISTINCT activity) AS INTEGER) AS activities,
      CAST(count(DISTINCT (activity, txn)) AS INTEGER) AS transactions,
      CAST(count(DISTINCT (activity, txn)) FILTER (amount IS NULL) AS INTEGER) AS without_amount
    FROM ${readCsvSql([file], COLUMNS, false)} GROUP BY ALL`);
  const key = [
    "fund",
    "reporter_ref",
    "recipient_kind",
    "recipient_code",
    "partner_ref",
    "partner",
    "year",
    "stage",
    "currency",
  ];
  await writeParquet(
    sql,
    `SELECT ${checksumSql(key.map((k) => `a.${k}`))} AS flow_id, a.fund, a.reporter_ref, a.recipient_kind, a.recipient_code,
      CASE WHEN a.recipient_kind = 'country' THEN iso.iso3 END AS iso3, a.partner_ref, a.partner, a.year, a.stage,
      a.currency, a.amount, a.activities, a.transactions, a.without_amount
     FROM allocation a LEFT JOIN iso ON a.recipient_code = iso.iso2`,
    work.output(TABLE),
  );
  return numberOf(sql, "SELECT count(*) AS n FROM allocation");
}
