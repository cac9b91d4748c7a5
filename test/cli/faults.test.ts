import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { change, hashOf, makeProject, nap } from "./project.ts";

const PLANS = "data/register/plans/plans.csv";
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

describe("a fault in a row of the register", () => {
  test("a country code that is not one", async () => {
    restore = await plans((t) => t.replace("AFG,Afghanistan,1", "AF1,Afghanistan,1"));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain(`where: ${PLANS}, row 2, column iso3, value "AF1"`);
    expect(err).toMatch(/do: +Write three capital letters/);
    expect(err).toContain("--accept-quarantine");
  });

  test("a country that the register does not have", async () => {
    restore = await plans((t) => t.replace("AFG,Afghanistan,1", "QQQ,Afghanistan,1"));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain(`${PLANS}, row 2, column iso3, value "QQQ"`);
    expect(err).toContain('"QQQ" is not in country');
  });

  test("a key that stands twice", async () => {
    restore = await plans((t) => `${t}${t.split("\n")[1]}\n`);
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toMatch(/plans\.csv, row \d{3}, column plan_id, value "AFG-1"/);
    expect(err).toContain("The key stands already in row 2");
    expect(err).toContain("Merge the two rows");
  });

  test("a source that is not listed", async () => {
    restore = await plans((t) => t.replace("R-AFG;UNW-AP", "R-NONE;UNW-AP"));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain(`${PLANS}, row 2, column source_ids, value "plans:R-NONE"`);
    expect(err).toContain("add it to source first");
  });

  test("text in a number", async () => {
    restore = await change(join(root, BUDGETS), (t) => t.replace(",2000000,EUR", ",about 2 million,EUR"));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain(`${BUDGETS}, row 2, column allocated_amount, value "about 2 million"`);
    expect(err).toContain("Write digits with a decimal point");
  });

  test("a row that is too short", async () => {
    restore = await plans((t) => t.replace("AFG,Afghanistan,1,", "AFG,Afghanistan,"));
    const { code, err } = await build();
    expect(code).toBe(3);
    expect(err).toContain(`${PLANS}, row 2`);
    expect(err).toMatch(/has \d+ cells, the header \d+/);
    expect(err).toContain("Add or remove commas");
  });

  test("is accepted on demand, and the row is counted, not dropped in silence", async () => {
    const other = await makeProject();
    await change(join(other, PLANS), (t) => t.replace("AFG,Afghanistan,1", "AF1,Afghanistan,1"));
    const { code, out, err } = await nap(other, [
      "build",
      "--warehouse-only",
      "--accept-quarantine",
      "--json",
    ]);
    expect(code).toBe(0);
    const { stages } = JSON.parse(out);
    expect(stages[0].report.quarantined).toMatchObject([
      { file: PLANS, row: 2, column: "iso3", value: "AF1" },
    ]);
    expect(err).toContain("rows were refused");
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
  test("lists every refused row with its place and remedy", async () => {
    restore = await plans((t) =>
      t.replace("AFG,Afghanistan,1", "AF1,Afghanistan,1").replace("AGO,Angola,1", "AGO,Angola,x"),
    );
    const { code, out } = await nap(root, ["check", "--register-only", "--quiet"]);
    expect(code).toBe(3);
    expect(out).toContain(`${PLANS}, row 2, column iso3, value "AF1" [wrong-form]`);
    expect(out).toContain(`${PLANS}, row 3, column sequence, value "x" [not-a-number]`);
    expect(out.match(/ do: /g)?.length).toBeGreaterThanOrEqual(2);
    expect(out).toContain("Not clean.");
  });

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

  test("finds a published file that changed after it was published", async () => {
    restore = async () => {};
    const other = await makeProject();
    const data = join(other, "build/published/data");
    await mkdir(data, { recursive: true });
    await writeFile(join(data, "plan.csv"), "a\n1\n");
    await writeFile(join(data, "SHA256SUMS"), `${await hashOf(join(data, "plan.csv"))}  plan.csv\n`);
    expect((await nap(other, ["check", "--quiet"])).code).toBe(0);
    await writeFile(join(data, "plan.csv"), "a\n2\n");
    const { code, out } = await nap(other, ["check", "--quiet"]);
    expect(code).toBe(3);
    expect(out).toContain("build/published/data/plan.csv [checksum]");
  });
});
