import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { axeFaults, builtSite, sidewaysScroll } from "../support/browser.ts";
import { ROOT } from "../support/warehouse.ts";

const site = builtSite();

interface Verdict {
  outcome: string;
  reading: string;
  estimate: number;
  low: number | null;
  high: number | null;
  pAdjusted: number;
  detectable: number;
}

let verdicts: Verdict[];
let sha256: string;
beforeAll(async () => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [join(ROOT, "src/cli/nap.mjs"), "evaluate", "--json"], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  });
  const json = JSON.parse(stdout) as { verdicts: Verdict[]; sha256: string };
  verdicts = json.verdicts;
  sha256 = json.sha256;
});

const WORDS: Record<string, string> = {
  helps: "Helps",
  harms: "Harms",
  no_sign: "No sign of an effect",
  cannot_tell: "Cannot tell",
  withheld: "No verdict",
};

describe("the answer page", () => {
  it("has the answer and its first drawing before any script runs", async () => {
    const { page, close } = await site.visit("/answer", { javaScriptEnabled: false });
    expect(await page.locator(".lead").innerText()).toMatch(/twinning|twinned/i);
    const first = page.locator("figure.chart svg[role=img]").first();
    expect(await first.locator(".wb-blind").count()).toBe(1);
    expect((await first.boundingBox())?.height).toBeGreaterThan(80);
    await close();
  });

  it("gives each outcome the verdict and, to the last digit, the numbers of nap evaluate", async () => {
    const { page, faults, close } = await site.visit("/answer");
    for (const verdict of verdicts) {
      const card = page.locator(`#answer-${verdict.outcome}`);
      expect(await card.locator(".verdict-word").innerText()).toBe(WORDS[verdict.reading]);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        card.locator(`[data-download="effect-${verdict.outcome}.csv"]`).click(),
      ]);
      const csv = await readFile(await download.path(), "utf8");
      const [head = "", row = ""] = csv.split("\n");
      const cells = row.replace(/"[^"]*"/, "method").split(",");
      const cell = (name: string) => cells[head.split(",").indexOf(name)];
      const exact = (value: number | null) => (value === null ? "" : String(value));
      expect(cell("estimate")).toBe(exact(verdict.estimate));
      expect(cell("low")).toBe(exact(verdict.low));
      expect(cell("high")).toBe(exact(verdict.high));
      expect(cell("detectable")).toBe(exact(verdict.detectable));
    }
    expect(await page.locator("#decided").innerText()).toContain(sha256);
    expect(faults).toEqual([]);
    await close();
  });

  it("names the twinned with links, and opens the compared", async () => {
    const { page, close } = await site.visit("/answer");
    expect(await page.locator('#who table a[href$="countries/LBR"]').count()).toBe(1);
    await page.locator(".compared summary").click();
    expect(await page.locator(".compared li").first().isVisible()).toBe(true);
    await close();
  });

  it("leads to the workbench of the same outcome", async () => {
    const { page, close } = await site.visit("/answer");
    const outcome = verdicts[1]?.outcome ?? "";
    await page.locator(`#answer-${outcome} a[href*="workbench?outcome="]`).click();
    await page.waitForSelector("#app[data-ready]");
    expect(await page.locator("#control-outcome").inputValue()).toBe(outcome);
    await close();
  });

  it.each([
    ["wide", { width: 1280, height: 900 }],
    ["phone", { width: 390, height: 844 }],
  ])("is accessible and never scrolls sideways, %s", async (_name, viewport) => {
    const { page, faults, close } = await site.visit("/answer", { viewport });
    expect(await axeFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });
});
