import { describe, expect, it } from "vitest";
import { compareReadings } from "../../loaders/iati-tables/compare.ts";
import { iatiTables } from "../../loaders/iati-tables/source.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import { BREAKDOWN_HEADER } from "../support/generate/iati.ts";
import { answerOf, context, pull, runExtract } from "../support/iati-work.ts";
import { iatiTablesReplay, tablesTotals } from "../support/replay/iati-tables.ts";
import { tempFolder } from "../support/temp.ts";
import { zipOf } from "../support/zip-of.ts";

const MARKERS = "_link_activity,code,vocabulary,significance\n";
const extractOf = async (members: Record<string, string>) =>
  runExtract(iatiTables, [await answerOf(await tempFolder(), "iati_csv.zip", "zip", await zipOf(members))]);

/** One breakdown row with the cells that a test is about. */
const row = (cells: Record<string, string>) =>
  `${BREAKDOWN_HEADER.split(",")
    .map((name) => cells[name] ?? "")
    .join(",")}\n`;
const base = {
  _link_activity: "a",
  _link_transaction: "a.1",
  reportingorg_ref: "R",
  transactiontype_code: "3",
  transactiondate_isodate: "2020-12-31T23:00:00-05:00",
  sector_code: "15170",
  recipientcountry_code: "KE",
  value: "10.5",
  value_currency: "USD",
  value_usd: "10.5",
};

describe("IATI Tables", () => {
  it("gives sums that agree with what was generated", async () => {
    const { report, query } = await runExtract(iatiTables, await pull(iatiTables, iatiTablesReplay));
    expect(report.as_of).toBe("2026-11-19");
    expect(report.records).toBe(3600);
    expect(report.rows.iati_tables_flow).toBeGreaterThan(iatiTables.min_rows);
    expect(Object.values(report.leftOut).reduce((a, b) => a + b, 0)).toBe(tablesTotals.leftOut);
    const sums = await query<{ key: string; amount: string }>(
      "SELECT CASE stage WHEN 'commitment' THEN 2 WHEN 'disbursement' THEN 3 ELSE 4 END || '|' || currency AS key, CAST(sum(amount) AS DECIMAL(30,2)) AS amount FROM iati_tables_flow GROUP BY ALL",
    );
    expect(sums.length).toBe(tablesTotals.cents.size);
    for (const { key, amount } of sums)
      expect(BigInt(amount.replace(".", ""))).toBe(tablesTotals.cents.get(key));
  });

  it("keeps the parts of a transaction together, and the unknown apart from zero", async () => {
    const { query } = await extractOf({
      "iati/transaction_breakdown.csv":
        `${BREAKDOWN_HEADER}\n` +
        row({ ...base, sector_code: "11110" }) +
        row({ ...base, sector_code: "11120", value: "1" }) +
        row({
          ...base,
          _link_activity: "b",
          _link_transaction: "b.1",
          value: "n/a",
          value_usd: "",
          transactiondate_isodate: "",
        }) +
        row({ ...base, recipientcountry_code: "", recipientregion_code: "298", sector_code: "" }) +
        row({ ...base, transactiontype_code: "1" }),
      "iati/policymarker.csv": `${MARKERS}a,1,1,2\na,2,1,0\nb,1,99,2\n`,
    });
    const rows = await query<Record<string, unknown>>(
      "SELECT coalesce(iso3, recipient_code) AS place, year, sector, gender, CAST(amount AS VARCHAR) AS amount, transactions, without_amount, without_usd FROM iati_tables_flow ORDER BY place DESC, year NULLS LAST",
    );
    expect(rows.map((r) => Object.values(r).join(" "))).toEqual([
      "KEN 2020 other 2 11.500000 1 0 0",
      "KEN  15170 not_screened  1 1 1",
      "298 2020 unknown 2 10.500000 1 0 0",
    ]);
  });

  it("reads columns by name, in another order and with new ones between", async () => {
    const { query } = await extractOf({
      "transaction_breakdown.csv": `new,${[...BREAKDOWN_HEADER.split(",")].reverse().join(",")}\n,${row(base).trim().split(",").reverse().join(",")}\n`,
      "policymarker.csv": MARKERS,
    });
    expect(await query("SELECT iso3, CAST(amount AS VARCHAR) AS amount FROM iati_tables_flow")).toEqual([
      { iso3: "KEN", amount: "10.500000" },
    ]);
  });

  it.each([
    [
      "a missing column",
      { "transaction_breakdown.csv": "value\n", "policymarker.csv": MARKERS },
      /column is missing/,
    ],
    [
      "a column twice",
      { "transaction_breakdown.csv": `${BREAKDOWN_HEADER},value\n`, "policymarker.csv": MARKERS },
      /there twice/,
    ],
    [
      "a missing table",
      { "transaction_breakdown.csv": `${BREAKDOWN_HEADER}\n` },
      /0 members for the table policymarker/,
    ],
    [
      "a quote never closed",
      { "transaction_breakdown.csv": `${BREAKDOWN_HEADER}\n"${row(base)}`, "policymarker.csv": MARKERS },
      /cannot be read/,
    ],
    [
      "a row with too many cells",
      {
        "transaction_breakdown.csv": `${BREAKDOWN_HEADER}\n${row(base).trim()},1,2\n`,
        "policymarker.csv": MARKERS,
      },
      /cannot be read/,
    ],
  ])("refuses %s by name", async (_, members, message) => {
    await expect(extractOf(members as Record<string, string>)).rejects.toThrow(DriftError);
    await expect(extractOf(members as Record<string, string>)).rejects.toThrow(message);
  });

  it("refuses a list of tables without those that are read, before the large download", async () => {
    const stats = await answerOf(
      await tempFolder(),
      "stats.json",
      "json",
      '{"tables":[{"table_name":"activity"}]}',
    );
    await expect(iatiTables.next([stats], context())).rejects.toThrow(DriftError);
  });

  it("is set beside the other reading, never added to it", async () => {
    const { query } = await extractOf({
      "transaction_breakdown.csv": `${BREAKDOWN_HEADER}\n${row(base)}`,
      "policymarker.csv": MARKERS,
    });
    const run = async (text: string) => void (await query(text));
    await run(
      "CREATE TABLE iati_flow AS SELECT 'disbursement' AS stage, 'USD' AS currency, 10::DECIMAL(30,6) AS amount",
    );
    expect(await compareReadings({ run, query: query as never })).toEqual([
      { stage: "disbursement", currency: "USD", xml: "10.000000", tables: "10.500000", share: 0.05 },
    ]);
  });
});
