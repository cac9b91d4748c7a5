import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFaults, builtSite, sidewaysScroll } from "../support/browser.ts";

const site = builtSite();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "own-data-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file of repeated pieces and returns its path: a browser takes large ones only from disk. */
function fileOf(name: string, pieces: readonly (string | Uint8Array)[], times = 1): string {
  const path = join(folder, name);
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
  writeFileSync(path, bytes);
  for (let i = 1; i < times; i++) writeFileSync(path, bytes, { flag: "a" });
  return path;
}

const status = (page: Page) => page.locator(".own-status");
const choose = (page: Page, path: string) => page.setInputFiles("#own-file", path);
const chooseText = (page: Page, name: string, text: string) =>
  page.setInputFiles("#own-file", { name, mimeType: "text/csv", buffer: Buffer.from(text) });
const checked = (page: Page, name: string) =>
  status(page)
    .filter({ hasText: `${name} is checked` })
    .waitFor();

describe("a file that is no CSV, or too much of one", () => {
  const megabyte = `${"KEN,2001,1.5\n".repeat(76_923)}`;
  const header = "country,year,value\n";
  const utf16 = Buffer.from("\ufeffcountry,year,value\nKEN,2001,1\n", "utf16le");
  const latin1 = Buffer.from(`${header}Côte d'Ivoire,2001,1\n`, "latin1");

  it.each<[string, () => string, string, RegExp]>([
    ["of 110 MB", () => fileOf("large.csv", [megabyte], 111), "size", /larger than 100 MB/],
    [
      "of 10,000 columns",
      () =>
        fileOf("wide.csv", [
          `${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join()}\n`,
          "1,".repeat(9_999),
          "1\n",
        ]),
      "columns",
      /10,000 columns; at most 500/,
    ],
    [
      "of more than a million rows",
      () => fileOf("long.csv", [megabyte], 14),
      "rows",
      /more than 1,000,000 rows/,
    ],
    ["in UTF-16", () => fileOf("utf16.csv", [utf16]), "utf16", /UTF-16/],
    ["in Windows-1252", () => fileOf("latin1.csv", [latin1]), "not_utf8", /Line 2 .*“Côte d'Ivoire,2001,1”/],
    [
      "with a quote left open",
      () => fileOf("quote.csv", [`${header}"KEN,2001,1\n`, "NOR,2001,1\n".repeat(500_000)]),
      "open_quote",
      /quotation mark is opened and not closed/,
    ],
    [
      "that is a workbook",
      () => fileOf("book.xlsx", ["PK\u0003\u0004", "x".repeat(9_999)]),
      "not_csv",
      /spreadsheet/,
    ],
    [
      "with a cell of a megabyte",
      () => fileOf("cell.csv", [header, "KEN,2001,", "x".repeat(1_000_000), "\n"]),
      "long_cell",
      /1,000,000 characters; at most 10,000/,
    ],
  ])(
    "%s gets a clear message and never freezes the page",
    async (_, make, code, words) => {
      const path = make();
      const { page, faults, close } = await site.visit("/own-data");
      await choose(page, path);
      const refused = page.locator(".own-refused");
      await refused.waitFor({ timeout: 60_000 });
      expect(await refused.getAttribute("data-code")).toBe(code);
      expect(await refused.innerText()).toMatch(words);
      expect(await page.locator("#own-label").count()).toBe(0);
      expect(faults).toEqual([]);
      await close();
    },
    120_000,
  );
});

describe("a file of 90 MB", () => {
  it("is read piece by piece, and can be stopped", async () => {
    const row = `KEN,2001,1.5,${"x".repeat(986)}\n`;
    const path = fileOf("heavy.csv", ["country,year,value,note\n", row.repeat(1_000)], 1);
    for (let i = 1; i < 90; i++) writeFileSync(path, row.repeat(1_000), { flag: "a" });
    const { page, faults, close } = await site.visit("/own-data");
    await choose(page, path);
    await page.getByRole("button", { name: "Cancel" }).click();
    await status(page).filter({ hasText: "Cancelled" }).waitFor();
    expect(await page.locator(".own-busy").isVisible()).toBe(false);
    await choose(page, path);
    await checked(page, "heavy.csv");
    expect(await page.locator(".own-checked").innerText()).toMatch(/1 known value of 1 country/);
    expect(await page.locator(".own-checked").innerText()).toMatch(/89,999 rows or cells say again/);
    expect(faults).toEqual([]);
    await close();
  }, 180_000);
});

describe("a file with faults", () => {
  const hostile = [
    "__proto__,constructor,year,",
    "KEN,1.5,2001,",
    "Narnia,=cmd|' /C calc'!A0,2001,",
    'NOR,"1,5",2001,',
    "<img src=x onerror=window.hit=1>,2,2001,",
    "__proto__,3,2001,",
    "NOR,constructor,2002,",
    "KEN,2.5,2002,",
  ].join("\n");

  it("lists them by row and column, as text and nothing else", async () => {
    const { page, faults, close } = await site.visit("/own-data");
    await chooseText(page, "faults.csv", hostile);
    await checked(page, "faults.csv");
    await page.selectOption("#own-country", "0");
    await page.selectOption("#own-value", "1");
    await checked(page, "faults.csv");
    const rows = await page.locator(".own-problems tbody tr").allInnerTexts();
    const places = rows.map((row) => row.split("\t").slice(0, 3).join(" | "));
    expect(places).toEqual([
      "3 | __proto__ | Narnia",
      "4 | constructor | 1,5",
      "5 | __proto__ | <img src=x onerror=window.hit=1>",
      "6 | __proto__ | __proto__",
      "7 | constructor | constructor",
    ]);
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it("of 500 columns is shown in part, and all can be chosen", async () => {
    const names = ["country", "year", ...Array.from({ length: 498 }, (_, i) => `v${i}`)];
    const line = (iso3: string) => [iso3, 2001, ...names.slice(2).map((_, i) => i)].join();
    const { page, faults, close } = await site.visit("/own-data");
    await chooseText(page, "many.csv", [names.join(), line("KEN"), line("NOR")].join("\n"));
    await checked(page, "many.csv");
    await page.selectOption("#own-value", "499");
    await checked(page, "many.csv");
    expect(await page.locator(".own-preview thead th").count()).toBe(20);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("a file that can be used", () => {
  it("is named, kept in this tab, found again and removed", async () => {
    const { page, faults, close } = await site.visit("/own-data");
    await page.getByRole("button", { name: "try sample-outcome.csv here" }).click();
    await checked(page, "sample-outcome.csv");
    await page.fill("#own-label", "Seats held by women");
    await page.fill("#own-unit", "% of seats");
    const use = page.getByRole("button", { name: "Use it" });
    await use.click();
    expect(await page.locator("[data-held]").count(), "which way is better must be said").toBe(0);
    await page.selectOption("#own-better", "higher");
    await use.click();
    await page.getByRole("button", { name: "try sample-partnerships.csv here" }).click();
    await checked(page, "sample-partnerships.csv");
    expect(await page.locator("#own-kind").inputValue()).toBe("definition");
    await page.getByRole("button", { name: "Use it" }).click();
    await page.reload();
    await page.waitForSelector("#app[data-ready]");
    expect(await page.locator("[data-held] h3").allInnerTexts()).toEqual([
      "Seats held by women",
      "sample-partnerships",
    ]);
    expect(await page.locator('[data-held="outcome"] a').first().getAttribute("href")).toMatch(
      /workbench\?outcome=own$/,
    );
    await page.getByRole("button", { name: "Remove Seats held by women" }).click();
    expect(await page.locator("[data-held] h3").allInnerTexts()).toEqual(["sample-partnerships"]);
    expect(faults).toEqual([]);
    await close();
  });

  it("can be dropped on the page; several at once, or beside the place, change nothing", async () => {
    const { page, faults, origin, close } = await site.visit("/own-data");
    const drop = (target: string, names: string[]) =>
      page.evaluate(
        ([selector, list]) => {
          const dataTransfer = new DataTransfer();
          for (const name of list)
            dataTransfer.items.add(new File(["country,year,value\nKEN,2001,1\n"], name));
          const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
          document.querySelector(selector)?.dispatchEvent(event);
          return event.defaultPrevented;
        },
        [target, names] as const,
      );
    expect(await drop("h1", ["a.csv"])).toBe(true);
    expect(await drop(".own-drop", ["a.csv", "b.csv"])).toBe(true);
    expect(await page.locator(".own-refused").innerText()).toMatch(/one CSV file/);
    await drop(".own-drop", ["c.csv"]);
    await checked(page, "c.csv");
    expect(page.url()).toBe(`${origin}/own-data`);
    expect(faults).toEqual([]);
    await close();
  });

  it("fits a phone in the dark", async () => {
    const options = { viewport: { width: 390, height: 844 }, colorScheme: "dark" as const };
    const { page, close } = await site.visit("/own-data", options);
    await chooseText(page, "phone.csv", "country,year,value\nKEN,2001,1\nNarnia,x,y\n");
    await checked(page, "phone.csv");
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    await close();
  });
});

it("says without scripts what it needs and what is accepted", async () => {
  const { page, close } = await site.visit("/own-data", { javaScriptEnabled: false });
  expect(await page.locator(".own-scripts").isVisible()).toBe(true);
  expect(await page.locator(".own-drop").isVisible()).toBe(false);
  expect(await page.locator("#app").innerText()).toMatch(/Nothing is uploaded.*What is accepted/s);
  await close();
});
