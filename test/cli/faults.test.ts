import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { checkBuilt } from "../../src/cli/check-built.ts";
import { realEffects } from "../../src/effects.ts";
import { projectPaths } from "../../src/warehouse/paths.ts";
import { tempFolder } from "../support/temp.ts";
import { change, hashOf, makeProject, nap } from "./project.ts";

// Whole builds, on machines that may be busy.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const PLANS = "data/register/plans/plans.csv";
const CLAIMS = "data/register/twinning/claims.csv";
const BUDGETS = "data/register/funding/plan-budgets.csv";
const SNAPSHOT = "data/snapshots/conflict-deaths/2024/context-conflict.csv";

let root: string;
let warehouse: string;
let before: string;
let restore: () => Promise<void> = async () => {};

beforeAll(async () => {
  root = await makeProject();
  const built = await nap(root, ["build", "--warehouse-only", "--quiet"]);
  expect(built).toEqual({ code: 0, out: "", err: "" });
  warehouse = join(root, "build/warehouse.duckdb");
  before = await hashOf(warehouse);
});

afterEach(async () => {
  await restore();
  expect(await hashOf(warehouse), "the last good warehouse is untouched").toBe(before);
});

const plans = (edit: (text: string) => string | Uint8Array) => change(join(root, PLANS), edit);
const build = () => nap(root, ["build", "--warehouse-only", "--quiet"]);

interface RowFault {
  what: string;
  file: string;
  edit: (text: string) => string;
  place: RegExp;
  reason: RegExp;
  remedy: string;
}

const ROW_FAULTS: RowFault[] = [
  {
    what: "a country code that is not one",
    file: PLANS,
    edit: (t) => t.replace("AFG,Afghanistan,1", "AF1,Afghanistan,1"),
    place: /plans\.csv, row 2, column iso3, value "AF1" \[wrong-form\]/,
    reason: /is not of the form three capital letters/,
    remedy: "do: Write three capital letters",
  },
  {
    what: "a country that the register does not have",
    file: PLANS,
    edit: (t) => t.replace("AGO,Angola,1", "QQQ,Angola,1"),
    place: /plans\.csv, row 3, column iso3, value "QQQ" \[unknown-reference\]/,
    reason: /"QQQ" is not in country/,
    remedy: "add it to country first",
  },
  {
    what: "a key that stands twice",
    file: PLANS,
    edit: (t) => `${t}${t.split("\n")[3]}\n`,
    place: /plans\.csv, row \d{3}, column plan_id, value "[A-Z]{3}-\d" \[duplicate-key\]/,
    reason: /The key stands already in row 4/,
    remedy: "do: Merge the two rows",
  },
  {
    what: "a source that is not listed",
    file: PLANS,
    edit: (t) => t.replace("R-AFG;UNW-AP", "R-NONE;UNW-AP"),
    place: /plans\.csv, row 2, column source_ids, value "plans:R-NONE" \[unknown-reference\]/,
    reason: /is not in source/,
    remedy: "add it to source first",
  },
  {
    what: "text in a number",
    file: BUDGETS,
    edit: (t) => t.replace(",2000000,EUR", ",about 2 million,EUR"),
    place: /plan-budgets\.csv, row 2, column allocated_amount, value "about 2 million" \[not-an-amount\]/,
    reason: /is not a plain amount/,
    remedy: "do: Write digits, at most two decimals",
  },
  {
    what: "a row that is too short",
    file: PLANS,
    edit: (t) => t.replace("AFG,Afghanistan,1,", "AFG,Afghanistan,"),
    place: /plans\.csv, row 2 \[cell-count\]/,
    reason: /has \d+ cells, the header \d+/,
    remedy: "do: Add or remove commas",
  },
];

describe("a fault in a row of the register", () => {
  test.each(ROW_FAULTS)(
    "$what: nap check names place, reason and remedy",
    async ({ file, edit, place, reason, remedy }) => {
      restore = await change(join(root, file), edit);
      const { code, out } = await nap(root, ["check", "--register-only", "--quiet"]);
      expect(code).toBe(3);
      expect(out).toMatch(place);
      expect(out).toMatch(reason);
      expect(out).toContain(remedy);
      expect(out).toContain("Not clean.");
    },
  );

  test("stops a build, which names the first and counts the others", async () => {
    restore = await plans((t) =>
      t.replace("AFG,Afghanistan,1", "AF1,Afghanistan,1").replace("AGO,Angola,1", "AGO,Angola,x"),
    );
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toMatch(/2 rows of the register refused: .* and 1 more \[register-quarantine\]/);
    expect(err).toContain(`where: ${PLANS}, row 2, column iso3, value "AF1"`);
    expect(err).toMatch(/do: +Write three capital letters.*--accept-quarantine/);
  });

  test("is accepted on demand, and the row is counted, not dropped in silence", async () => {
    const other = await makeProject();
    await change(join(other, CLAIMS), (t) => t.replace(",partly,Leaves out", ",mostly,Leaves out"));
    const { code, out, err } = await nap(other, [
      "build",
      "--warehouse-only",
      "--accept-quarantine",
      "--json",
    ]);
    expect(err).toContain("1 row refused");
    expect(code).toBe(0);
    const { stages } = JSON.parse(out);
    expect(stages[0].report.quarantined).toMatchObject([
      { file: CLAIMS, row: 2, column: "agrees_with_consensus", value: "mostly", code: "unknown-code" },
    ]);
  });
});

describe("a fault of a whole file", () => {
  test("a quote that is never closed", async () => {
    restore = await plans((t) => t.replace("AFG,Afghanistan,1,", 'AFG,"Afghanistan,1,'));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain("[csv-structure]");
    expect(err).toContain(PLANS);
    expect(err).toContain("Close the quote");
  });

  test("UTF-16", async () => {
    restore = await plans((t) => Buffer.from(`\ufeff${t}`, "utf16le"));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain("[encoding]");
    expect(err).toContain(`where: ${PLANS}`);
    expect(err).toContain("Save it as UTF-8");
  });

  test("a header that is not that of the contract", async () => {
    restore = await plans((t) => t.replace("adopted_year", "year_adopted"));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain("[header]");
    expect(err).toContain(`where: ${PLANS}, row 1`);
    expect(err).toContain("missing: adopted_year");
    expect(err).toContain("Make the first row iso3,country");
  });

  test("a file that is gone", async () => {
    const path = join(root, PLANS);
    await rename(path, `${path}.away`);
    restore = () => rename(`${path}.away`, path);
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain("[reference-file]");
    expect(err).toContain(`where: ${PLANS}`);
    expect(err).toContain("Restore it from version control");
  });

  test("one changed byte of a snapshot", async () => {
    restore = await change(join(root, SNAPSHOT), (t) =>
      t.replace(/\d(?=,[^,]*,[^,]*\n$)/, (d) => String((Number(d) + 1) % 10)),
    );
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain("[snapshot-integrity]");
    expect(err).toContain(`where: source conflict-deaths, ${SNAPSHOT}`);
    expect(err).toContain("Restore the file from version control");
  });

  test("as JSON: one object on standard error, nothing on standard output", async () => {
    restore = await plans((t) => t.replace("adopted_year", "year_adopted"));
    const { code, out, err } = await nap(root, ["build", "--warehouse-only", "--quiet", "--json"]);
    expect(code).toBe(3);
    expect(out).toBe("");
    expect(JSON.parse(err).error).toMatchObject({
      code: "header",
      place: { file: PLANS, row: 1 },
      exitCode: 3,
    });
  });
});

describe("nap check", () => {
  test("is clean on the data as they are, and lists what does not resolve", async () => {
    restore = async () => {};
    const { code, out } = await nap(root, ["check", "--json", "--quiet"]);
    const findings = JSON.parse(out);
    expect(code).toBe(0);
    expect(findings.quarantined).toEqual([]);
    expect(findings.faults).toEqual([]);
    expect(findings.unresolved.length).toBeGreaterThan(0);
    expect(findings.notes).toHaveLength(2);
  });

  test("finds a published file that changed or went after it was published", async () => {
    restore = async () => {};
    const paths = projectPaths(await tempFolder());
    const data = join(paths.published, "data");
    await mkdir(data, { recursive: true });
    for (const name of ["plan.csv", "claim.csv"]) await writeFile(join(data, name), "a\n1\n");
    const sum = await hashOf(join(data, "plan.csv"));
    await writeFile(join(data, "SHA256SUMS"), `${sum}  plan.csv\n${sum}  claim.csv\n`);
    const check = async () => (await checkBuilt(realEffects(), paths)).faults.map((f) => [f.code, f.file]);
    expect(await check()).toEqual([]);
    await writeFile(join(data, "plan.csv"), "a\n2\n");
    await rm(join(data, "claim.csv"));
    expect(await check()).toEqual([
      ["checksum", "build/published/data/plan.csv"],
      ["checksum", "build/published/data/claim.csv"],
    ]);
  });
});
