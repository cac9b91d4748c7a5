import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { oecdCrs } from "../../loaders/oecd-crs/source.ts";
import type { AnswerKind } from "../../src/model/live-source.ts";
import { crsText, emptyTotals } from "../support/generate/crs.ts";
import { tempFolder } from "../support/temp.ts";
import { answer, runExtract } from "./oecd-work.ts";

const HERE = "test/fixtures/live/oecd-crs";

/** activities.txt added up by eye: recipient, year, marker, purpose; commitments, disbursements, the former constant. */
const BY_HAND = [
  ["CIV", 2019, "0", "other", "4.000000", "3.000000", "4.200000", 1],
  // 1.5 + 2.25 + 0.75; 0.5 + 1 + (blank); 1.6 + 2.4 + 0.8
  ["CIV", 2019, "2", "15170", "4.500000", "1.500000", "4.800000", 3],
  ["CIV", 2019, "not_screened", "other", "10.000000", "8.000000", "10.500000", 1],
  // 1 + 2 + 2; -0.2 + 0.7 + 0.7: a refund is negative, and a line that stands there twice counts twice
  ["AFG", 2020, "1", "15210", "5.000000", "1.200000", "5.000000", 3],
  ["AFG", 2020, "0", "other", "5.000000", "0.000000", "5.000000", 1],
  ["CIV", 2020, "1", "15170", "0.125000", "0.250000", "0.125000", 1],
  ["NAM", 2020, "1", "15220", "0.000000", "0.400000", "0.000000", 1],
  // 2 × 0.333333; 2 × 0.111111
  ["XKX", 2020, "2", "15180", "0.666666", "0.222222", "0.666666", 2],
  ["region", 2020, "0", "15230", "6.000000", "2.000000", "6.000000", 1],
  ["unspecified", 2020, "not_screened", "other", "7.000000", "7.000000", "7.000000", 1],
];
const SUMS = `SELECT coalesce(recipient_iso3, recipient_kind) AS r, year, gender_marker AS m, purpose AS p,
  sum(commitment)::VARCHAR AS c, sum(disbursement)::VARCHAR AS d, sum(commitment_constant)::VARCHAR AS k,
  sum(activities)::INTEGER AS n FROM {} GROUP BY ALL`;

const sorted = (rows: unknown[][]) => rows.map((row) => row.join(" ")).sort();

async function sumsOf(path: string, kind: AnswerKind) {
  const done = await runExtract(oecdCrs, [answer(path, kind)]);
  const rows = await done.query("crs_flow", SUMS);
  await done.close();
  return { rows: sorted(rows.map((row) => Object.values(row))), report: done.report };
}

describe("every dialect gives the sums of the hand calculation", () => {
  test.each<[string, AnswerKind, string]>([
    ["crs-2017-utf16.txt", "csv", "UTF-16LE"],
    ["crs-2019-latin1.txt", "csv", "Windows-1252"],
    ["crs-current.txt", "csv", "UTF-8, delimiter |"],
    ["crs-comma.csv", "csv", "byte order mark, delimiter ,"],
    ["crs-doubly-encoded.txt", "csv", "UTF-8"],
    ["crs.parquet", "parquet", "Parquet"],
    ["crs-current-deflate64.zip", "zip", "UTF-8, delimiter |"],
    ["crs-2017-deflate.zip", "zip", "UTF-16LE"],
  ])("%s", async (file, kind, dialect) => {
    const { rows, report } = await sumsOf(join(HERE, file), kind);
    expect(rows).toEqual(sorted(BY_HAND));
    expect(report.notes[0]).toContain(dialect);
    expect(report.notes).toContain("1 lines repeat another in every column that is read; they are kept");
    expect(report.quarantinedTotal).toBe(0);
    expect(report.leftOut).toEqual(file.includes("2017") ? { "stray last line": 1 } : {});
    expect(report.records).toBe(file.includes("2017") ? 16 : 15);
  });

  test("UTF-16 of the other byte order too", async () => {
    const path = join(await tempFolder(), "be.txt");
    const bytes = readFileSync(join(HERE, "crs-2017-utf16.txt"));
    writeFileSync(path, bytes.swap16());
    expect((await sumsOf(path, "csv")).rows).toEqual(sorted(BY_HAND));
  });

  test("names of countries are read back from doubly encoded text, and the number of lines is said", async () => {
    const done = await runExtract(oecdCrs, [answer(join(HERE, "crs-doubly-encoded.txt"), "csv")]);
    const names = await done.query(
      "crs_flow",
      "SELECT DISTINCT recipient_name AS n FROM {} WHERE recipient_iso3 = 'CIV'",
    );
    await done.close();
    expect(names).toEqual([{ n: "Côte d'Ivoire" }]);
    expect(done.report.notes).toContain("recipient names read back from doubly encoded text: 6 lines");
  });

  test("a blank amount of a whole row stays unknown, a zero stays zero", async () => {
    const done = await runExtract(oecdCrs, [answer(join(HERE, "crs-current.txt"), "csv")]);
    const rows = await done.query(
      "crs_flow",
      "SELECT donor_iso3 AS i, disbursement::VARCHAR AS d FROM {} WHERE (year = 2019 AND donor_iso3 = 'SWE') OR category = '21' ORDER BY 1",
    );
    await done.close();
    expect(rows).toEqual([
      { i: "SWE", d: null },
      { i: "USA", d: "0.000000" },
    ]);
  });
});

describe("generated text", () => {
  test("30,000 lines add up to what the generator counted, and two runs give the same bytes", async () => {
    const path = join(await tempFolder(), "generated.txt");
    const totals = emptyTotals();
    writeFileSync(path, Buffer.concat([...crsText({ rows: 30_000, seed: 7 }, totals)]));
    const runs = [
      await runExtract(oecdCrs, [answer(path, "csv")]),
      await runExtract(oecdCrs, [answer(path, "csv")]),
    ] as const;
    const rows = await runs[0].query(
      "crs_flow",
      `SELECT year || '|' || coalesce(recipient_iso3, '') || '|' || gender_marker || '|' || purpose AS key,
        sum(activities)::INTEGER AS n, (sum(commitment) * 1000000)::BIGINT::VARCHAR AS c,
        (sum(disbursement) * 1000000)::BIGINT::VARCHAR AS d FROM {} GROUP BY 1`,
    );
    expect(runs[0].report.records).toBe(30_000);
    expect(runs[0].report.quarantinedTotal).toBe(0);
    expect(rows.map((r) => `${r.key} ${r.n} ${r.c} ${r.d}`).sort()).toEqual(
      [...totals.cells]
        .map(
          ([key, t]) => `${key.replace("|XKV|", "|XKX|")} ${t.activities} ${t.commitment} ${t.disbursement}`,
        )
        .sort(),
    );
    expect(runs[0].files.get("crs_flow")?.equals(runs[1].files.get("crs_flow") ?? Buffer.alloc(0))).toBe(
      true,
    );
    for (const run of runs) await run.close();
  });
});
