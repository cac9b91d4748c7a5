import { readFile } from "node:fs/promises";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/warehouse/database.ts";
import { builtSite } from "../support/browser.ts";
import { testWarehouse } from "../support/warehouse.ts";

const site = builtSite();
let db: Database;
beforeAll(async () => {
  db = await testWarehouse();
});
afterAll(() => db.close());

const csv = (text: string) => Papa.parse<string[]>(text.trimEnd(), { newline: "\n" }).data;

describe("what the pages say is what the warehouse holds", () => {
  it("a published table downloads whole", async () => {
    const { page, close } = await site.visit("/data");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page
        .locator('a[href$="data/plan.csv"]')
        .first()
        .click({ modifiers: ["Alt"] }),
    ]);
    const rows = csv(await readFile(await download.path(), "utf8"));
    const [first] = await db.query("SELECT count(*) AS n FROM plan");
    expect(rows.length - 1).toBe(Number(first?.n));
    const header = rows[0] ?? [];
    const liberia = rows.find((r) => r[header.indexOf("plan_id")] === "LBR-1") ?? [];
    const [row] = await db.query("SELECT * FROM plan WHERE plan_id = 'LBR-1'");
    for (const [i, name] of header.entries())
      expect([name, liberia[i]]).toEqual([name, String(row?.[name] ?? "")]);
    await close();
  });

  it("the file under a chart holds exactly the rows of its table", async () => {
    const { page, close } = await site.visit("/outcomes?outcome=parliament&definition=receiving");
    const figure = page.locator("figure.chart").first();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      figure.locator("[data-download]").click(),
    ]);
    const rows = csv(await readFile(await download.path(), "utf8"));
    await figure.locator("details.table-view summary").click();
    expect(rows.length - 1).toBe(await figure.locator("tbody tr").count());
    const names = await figure.locator("tbody tr th").allInnerTexts();
    expect(rows.slice(1).map((r) => r[0])).toEqual(names);
    await close();
  });

  it("the overview's numbers are counts of the register", async () => {
    const { page, close } = await site.visit("/");
    const [row] = await db.query(
      "SELECT (SELECT count(*) FROM plan) AS plans, (SELECT count(*) FROM twinning_status WHERE definition_id = 'twinning' AND status = 'twinned') AS twinned",
    );
    const values = await page.locator(".numbers .value").allInnerTexts();
    expect(values).toContain(String(row?.plans));
    expect(values).toContain(String(row?.twinned));
    expect(await page.locator(".lead").first().innerText()).toContain("cannot yet be told");
    await close();
  });

  it("Liberia's page names its plans, its partners and what is unknown", async () => {
    const { page, close } = await site.visit("/countries/LBR");
    const text = await page.locator("#app").innerText();
    for (const plan of await db.query("SELECT plan_id FROM plan WHERE iso3 = 'LBR'"))
      expect(text).toContain(String(plan.plan_id));
    expect(await page.locator('a[href$="partnerships/P01"]').count()).toBeGreaterThan(0);
    expect(text).toContain("unknown");
    await close();
  });

  it("the first arrangement's page shows the claims that conflict", async () => {
    const { page, close } = await site.visit("/partnerships/P01");
    const text = await page.locator("#app").innerText();
    for (const claim of await db.query("SELECT value FROM claim WHERE partnership_id = 'P01'"))
      expect(text).toContain(String(claim.value));
    await close();
  });

  it("hovering a mark shows what the keyboard says", async () => {
    const { page, close } = await site.visit("/");
    const ring = page.locator("#map .explore circle.fill-twinned").first();
    await ring.scrollIntoViewIfNeeded();
    const box = await ring.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 2, (box?.y ?? 0) + 2);
    expect(await page.locator("#map .readout").innerText()).toMatch(/Twinned since \d{4}/);
    await close();
  });
});
