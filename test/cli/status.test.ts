import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { ageOf } from "../../src/cli/age.ts";
import { napHere } from "./in-process.ts";
import { change, makeProject, nap } from "./project.ts";

// Whole builds, on machines that may be busy.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe("nap status", () => {
  test("says of each file how many rows it has, how old it is and whether upstream has moved on", async () => {
    const now = () => new Date("2026-11-24T12:00:00Z");
    const { code, out } = await napHere(["status", "--json"], { now });
    const { files, totals } = JSON.parse(out);
    expect(code).toBe(0);
    const counts = files.find((f: { path: string }) => f.path.endsWith("global-counts.csv"));
    expect(counts).toMatchObject({
      rows: 14,
      quarantined: 0,
      asOf: "2019-09",
      age: "7 years 1 month",
      stale: true,
    });
    expect(counts.licence).not.toBe("");
    const plans = files.find((f: { path: string }) => f.path.endsWith("plans/plans.csv"));
    expect(plans).toMatchObject({ age: "10 months", stale: false });
    expect(totals.rows).toBe(files.reduce((sum: number, f: { rows: number }) => sum + f.rows, 0));
    expect(totals.stale).toBe(files.filter((f: { stale: boolean }) => f.stale).length);
  });

  test("shows it as a table with the totals", async () => {
    const { out } = await napHere(["status"], { now: () => new Date("2026-11-24T12:00:00Z") });
    expect(out).toMatch(
      /global-counts\.csv +14 +0 +2019-09 +7 years 1 month +stale: renewed every 12 months/,
    );
    expect(out).toMatch(/\d+ files, [\d,]+ rows, 0 refused, \d+ unresolved references?, \d+ stale/);
  });

  test("compares the warehouse with the files it was built from, and counts refused rows", async () => {
    const root = await makeProject();
    expect((await nap(root, ["status", "--quiet"])).out).toContain("warehouse: not built");
    await nap(root, ["build", "--warehouse-only", "--quiet"]);
    expect((await nap(root, ["status", "--quiet"])).out).toContain("warehouse: up to date");
    const file = "data/register/plans/plans.csv";
    await change(join(root, file), (t) => t.replace("AFG,Afghanistan,1", "AF1,Afghanistan,1"));
    const { warehouse, files } = JSON.parse((await nap(root, ["status", "--json"])).out);
    expect(warehouse).toEqual({ state: "older than the data", changed: [file] });
    expect(files.find((f: { path: string }) => f.path === file).quarantined).toBe(1);
  });
});

describe("age of a date", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  test.each([
    ["2026-11-24", "today", 0],
    ["2026-11-23", "less than a day", 0],
    ["2026-11-20", "3 days", 0],
    ["2026-11", "period not over", 0],
    ["2026-10", "23 days", 0],
    ["2026-09", "1 month", 1],
    ["2026", "period not over", 0],
    ["2025", "10 months", 10],
    ["2025-11-24", "11 months", 11],
    ["2025-11-23", "1 year", 12],
    ["2024-02-29", "2 years 8 months", 32],
    ["2027", "dated in the future", 0],
    ["2026-12-01", "dated in the future", 0],
  ])("%s is %s", (asOf, words, months) => {
    expect(ageOf(asOf, now)).toEqual({ months, words, future: words === "dated in the future" });
  });
});
