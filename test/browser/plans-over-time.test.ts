import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { napHere } from "../cli/in-process.ts";
import { axeFaults, builtSite, sidewaysScroll } from "../support/browser.ts";
import { tempFolder } from "../support/temp.ts";

const site = builtSite();
const rAt =
  spawnSync("Rscript", ["-e", 'stopifnot(requireNamespace("survival", quietly = TRUE))']).status === 0;

async function evaluate(...args: string[]) {
  const { code, out, err } = await napHere(["evaluate", ...args, "--json"]);
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

/** What a click makes the browser save. */
async function saved(page: Page, selector: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(selector).click()]);
  return String(await readFile(await download.path()));
}

/** The exact numbers behind a figure, as its own button saves them. */
const rowsOf = async (page: Page, figure: string) =>
  Papa.parse<Record<string, string>>(await saved(page, `#${figure} [data-download]`), {
    header: true,
    skipEmptyLines: true,
  }).data;

describe("plans over time", () => {
  it("shows what nap evaluate finds on renewal, and the wrong number only as wrong", async () => {
    const { page, faults, close } = await site.visit("/plans-over-time");
    const { renewal } = await evaluate();
    const biased = await evaluate("--spells", "--estimator", "cox", "--ever-twinned", "--force-biased");
    const rows = await rowsOf(page, "renewal-rate-ratios");
    const row = (id: string) => rows.find(({ analysis }) => analysis === id);
    expect(Number(row("current")?.rate_ratio)).toBe(renewal.hazardRatio);
    expect(Number(row("current")?.low)).toBe(renewal.low);
    expect(Number(row("current")?.high)).toBe(renewal.high);
    expect(Number(row("current")?.p_permutation)).toBe(renewal.p);
    expect(Number(row("ever_wrong")?.rate_ratio)).toBe(biased.standard.terms[0].hr);
    expect(rows.filter((r) => r.wrong_on_purpose === "yes").map((r) => r.analysis)).toEqual(["ever_wrong"]);
    expect(await page.locator("#wrong-ever-twinned-title").innerText()).toMatch(/^Wrong on purpose/);
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it("reopens a copied address to the same numbers", async () => {
    const visit = await site.visit("/plans-over-time");
    await visit.page.selectOption("#control-definition", "with-peer-exchange");
    await visit.page.selectOption("#control-generation", "1");
    await visit.page.selectOption("#control-kind", "donor");
    const { pathname, search } = new URL(visit.page.url());
    const copy = await site.visit(pathname + search);
    for (const id of ["renewal-rate-ratios", "cooperation-to-adoption", "partnership-lines"])
      expect(await rowsOf(copy.page, id)).toEqual(await rowsOf(visit.page, id));
    expect(await copy.page.locator("#control-kind").inputValue()).toBe("donor");
    expect([...visit.faults, ...copy.faults]).toEqual([]);
    await copy.close();
    await visit.close();
  });

  it.runIf(rAt)(
    "saves an R script that finds the page's ratio again",
    async () => {
      const { page, faults, close } = await site.visit("/plans-over-time");
      const script = await saved(page, "#save-spells-script");
      const rows = await rowsOf(page, "renewal-rate-ratios");
      const file = join(await tempFolder(), "renewal.R");
      await writeFile(file, script);
      const run = spawnSync("Rscript", [file], { encoding: "utf8" });
      expect(run.status, run.stderr).toBe(0);
      expect(run.stdout).toContain("The numbers agree.");
      const ours = /ours <- c\([^)]*?twinned = (-?[\d.e-]+)/.exec(script)?.[1];
      expect(Math.exp(Number(ours))).toBeCloseTo(Number(rows[0]?.rate_ratio), 9);
      expect(faults).toEqual([]);
      await close();
    },
    60_000,
  );

  it("works on a phone, and stands in the page before any script runs", async () => {
    const phone = await site.visit("/plans-over-time?definition=with-peer-exchange", {
      viewport: { width: 390, height: 844 },
    });
    expect(await sidewaysScroll(phone.page)).toBeLessThanOrEqual(0);
    await phone.close();
    const plain = await site.visit("/plans-over-time", { javaScriptEnabled: false });
    expect(await plain.page.locator("figure.chart svg").count()).toBeGreaterThanOrEqual(6);
    await plain.close();
  });
});
