import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { describe, expect, it, vi } from "vitest";
import { napHere } from "../cli/in-process.ts";
import { axeFaults, builtSite, sidewaysScroll } from "../support/browser.ts";
import { tempFolder } from "../support/temp.ts";

/** Each asks the command line and the browser for the same work, one after the other. */
vi.setConfig({ testTimeout: 300_000 });

const site = builtSite();
const rAt = spawnSync("Rscript", ["--version"]).status === 0;

type Rows = Record<string, string>[];

/** Powers and logarithms of two versions of V8 differ in the last places. */
const near = (shown: string | number | undefined, expected: number | null) => {
  if (expected === null) return expect(shown).toBe("");
  expect(Math.abs(Number(shown) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
};

async function evaluate(...args: string[]) {
  const { code, out, err } = await napHere(["evaluate", ...args, "--json"]);
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

const settled = (page: Page) =>
  page.waitForFunction(() =>
    /^All \d+ parts/.test(document.querySelector(".status-line")?.textContent ?? ""),
  );

/** What a click makes the browser save. */
async function saved(page: Page, selector: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(selector).click()]);
  return await readFile(await download.path());
}

/** The exact numbers behind a figure, as its own button saves them. */
const rowsOf = async (page: Page, figure: string): Promise<Rows> =>
  Papa.parse<Record<string, string>>(String(await saved(page, `#${figure} [data-download]`)), {
    header: true,
    skipEmptyLines: true,
  }).data;

const estimateRow = (rows: Rows) => rows.find(({ what }) => what?.startsWith("Estimate"));

describe("the workbench", () => {
  it("opens with the choices of the plan and the numbers of the verdict", async () => {
    const { page, faults, close } = await site.visit("/workbench");
    await settled(page);
    const { evidence } = await evaluate();
    const { analysis } = evidence[0];
    const rows = await rowsOf(page, "wb-headline");
    const row = estimateRow(rows);
    near(row?.estimate, analysis.estimate);
    near(row?.low, analysis.test.low);
    near(row?.high, analysis.test.high);
    near(row?.p, analysis.test.p);
    near(rows.find(({ what }) => what?.startsWith("Range"))?.high, analysis.detectable);
    const taber = rows.find(({ what }) => what?.includes("Conley"));
    near(taber?.low, analysis.conleyTaber.low);
    near(taber?.high, analysis.conleyTaber.high);
    expect(await page.locator(".planned").innerText()).toContain("analysis plan");
    for (const { unit } of analysis.treated)
      expect(await page.locator(`#wb-headline`).innerText()).not.toContain(unit);
    expect(await page.locator("#wb-headline").innerText()).toContain("Liberia");
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it("shows in every section what nap evaluate finds for the same choices, and again from the copied address", async () => {
    const { page, close } = await site.visit("/workbench");
    await page.selectOption("#control-outcome", "undp_gii_hdr2020");
    await page.selectOption("#control-definition", "with-donor-support");
    await page.selectOption("#control-date", "first_activity");
    await page.selectOption("#control-comparison", "same_region");
    await page.selectOption("#control-estimator", "cs_never");
    await settled(page);
    const choices = [
      ...["--outcome", "undp_gii_hdr2020", "--definition", "with-donor-support"],
      ...["--date-rule", "first_activity", "--comparison", "same_region"],
    ];
    const { analysis } = await evaluate(...choices, "--estimator", "cs_never");
    const row = estimateRow(await rowsOf(page, "wb-headline"));
    near(row?.estimate, analysis.estimate);
    near(row?.p, analysis.test.p);
    near(row?.low, analysis.test.low);
    near(row?.high, analysis.test.high);
    const leaves = await rowsOf(page, "wb-leave-one-out");
    const estimates = analysis.leaveOneOut.map((one: { estimate: number }) => one.estimate);
    for (const estimate of estimates)
      expect(
        leaves.some((one) => Object.values(one).some((v) => Math.abs(Number(v) - estimate) < 1e-9)),
      ).toBe(true);
    const of = async (method: string, ...more: string[]) =>
      (await evaluate(...choices, ...more, "--estimator", method)).standard;
    const has = (rows: Rows, value: number) =>
      expect(
        rows.some((one) => Object.values(one).some((v) => v !== "" && Math.abs(Number(v) - value) < 1e-9)),
      ).toBe(true);
    const dynamic = await of("dynamic_cs_never");
    const bands = await rowsOf(page, "wb-event-study");
    for (const { at, estimate } of dynamic.rows) {
      const shown = bands.find((one) => Number(Object.values(one)[0]) === at);
      if (estimate !== null && shown) has([shown], estimate);
    }
    expect(bands.length).toBe(dynamic.rows.length);
    const cells = await rowsOf(page, "wb-group-time");
    for (const { att } of (await of("callaway_santanna")).cells) if (att !== null) has(cells, att);
    const bounds = await rowsOf(page, "wb-sensitivity");
    for (const { low } of (await of("sensitivity")).relativeMagnitudes)
      if (Number.isFinite(low)) has(bounds, low);
    const power = await rowsOf(page, "wb-power");
    for (const { effect } of (await of("power")).curve) has(power, effect);
    const address = new URL(page.url());
    const copy = await site.visit(address.pathname + address.search);
    await settled(copy.page);
    expect(await copy.page.locator("#control-comparison").inputValue()).toBe("same_region");
    expect(await rowsOf(copy.page, "wb-headline")).toEqual(await rowsOf(page, "wb-headline"));
    expect(await copy.page.locator("#wb-headline h3").innerText()).toBe(
      await page.locator("#wb-headline h3").innerText(),
    );
    expect(await page.locator(".planned").innerText()).toContain("choices of your own");
    await copy.close();
    await close();
  });

  it("can be cancelled, keeps what is there, and goes on when asked", async () => {
    const { page, close } = await site.visit("/workbench");
    await page.selectOption("#control-estimator", "twfe");
    await page.locator("#cancel").click();
    expect(await page.locator(".status-line").innerText()).toMatch(/^Cancelled/);
    await page.locator("#run-again").click();
    await settled(page);
    expect(await page.locator("#cancel").isVisible()).toBe(false);
    await close();
  });

  it("says why where the choices allow no estimate", async () => {
    const { page, faults, close } = await site.visit("/workbench?outcome=wps_index_score");
    await settled(page);
    expect(await page.locator("#headline").innerText()).toContain("Cannot be computed for these choices");
    expect(await page.locator("#headline").innerText()).toContain("before and after twinning");
    expect(faults).toEqual([]);
    await close();
  });

  it("tells of a file that is not here instead of showing other numbers", async () => {
    const { page, close } = await site.visit("/workbench?outcome=own");
    expect(await page.locator(".warning").innerText()).toContain("not in this browser");
    expect(await page.locator("#wb-headline").count()).toBe(0);
    await close();
  });

  it("refuses a period that is none and keeps the last good one", async () => {
    const { page, close } = await site.visit("/workbench");
    await page.locator("#control-from").fill("2030");
    await page.locator("#control-from").dispatchEvent("change");
    expect(new URL(page.url()).search).toBe("");
    await page.locator("#control-from").fill("2000");
    await page.locator("#control-from").dispatchEvent("change");
    expect(new URL(page.url()).searchParams.get("period")).toBe("2000-2025");
    await close();
  });

  it("serves a finger on a phone in the dark", async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: "dark" as const };
    const { page, close } = await site.visit("/workbench", phone);
    await page.selectOption("#control-comparison", "all");
    await settled(page);
    expect(new URL(page.url()).searchParams.get("comparison")).toBe("all");
    expect(await sidewaysScroll(page)).toBe(0);
    expect((await axeFaults(page)).filter((f) => f.startsWith("color-contrast"))).toEqual([]);
    await close();
  });
});

describe("what is taken away", () => {
  it("as data gives the same numbers to nap evaluate", async () => {
    const { page, close } = await site.visit("/workbench?covariates=log_gdp_per_capita");
    await settled(page);
    const file = join(await tempFolder(), "panel.csv");
    await writeFile(file, await saved(page, "#save-data"));
    const { analysis } = await evaluate(
      ...["--input", file, "--unit", "unit", "--time", "time", "--outcome", "outcome"],
      ...["--first-treated", "first_treated", "--strata", "stratum"],
      ...["--covariates", "log_gdp_per_capita", "--estimator", "imputation"],
    );
    near(estimateRow(await rowsOf(page, "wb-headline"))?.estimate, analysis.estimate);
    await close();
  });

  it.skipIf(!rAt)("as a script makes R find the same numbers", async () => {
    const { page, close } = await site.visit("/workbench?definition=with-donor-support&estimator=cs_not_yet");
    await settled(page);
    const file = join(await tempFolder(), "check.R");
    const script = await saved(page, "#save-script");
    await writeFile(file, script);
    const shown = Number(estimateRow(await rowsOf(page, "wb-headline"))?.estimate);
    const run = spawnSync("Rscript", [file], { encoding: "utf8" });
    expect(run.stdout, run.stderr).toContain("The numbers agree");
    expect(String(script)).toContain(shown.toPrecision(8).slice(0, 8));
    await close();
  });

  it("as a picture holds title, source and address and needs nothing else", async () => {
    const { page, faults, close } = await site.visit("/workbench", { colorScheme: "dark" });
    await settled(page);
    for (const id of ["wb-headline", "wb-trends"]) {
      const svg = String(await saved(page, `#${id} [data-picture=svg]`));
      const title = await page.locator(`#${id} h3`).innerText();
      const faultOf = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
        const outside = [...parsed.querySelectorAll("[href]")].filter(
          (e) => !e.getAttribute("href")?.startsWith("data:"),
        );
        return {
          broken: parsed.querySelector("parsererror")?.textContent ?? null,
          scripts: parsed.querySelectorAll("script, foreignObject").length,
          outside: outside.length,
          text: parsed.documentElement.textContent?.replace(/\s+/g, " ") ?? "",
        };
      }, svg);
      expect(faultOf).toMatchObject({ broken: null, scripts: 0, outside: 0 });
      expect(faultOf.text.replace(/\s/g, "")).toContain(title.replace(/\s/g, ""));
      expect(faultOf.text).toMatch(/Sources?:/);
      expect(faultOf.text).toContain("/workbench");
      // Drawn by day even at night: the ground is white.
      expect(svg).toContain('fill="#ffffff"');
      const png = await saved(page, `#${id} [data-picture=png]`);
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      expect(png.readUInt32BE(16)).toBeGreaterThan(1000);
    }
    expect(faults).toEqual([]);
    await close();
  });
});
