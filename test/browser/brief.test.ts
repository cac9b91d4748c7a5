import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFaults, builtSite, sidewaysScroll } from "../support/browser.ts";
import { ROOT } from "../support/warehouse.ts";

const site = builtSite();

/** Width and height inside the margins of the print style sheet (13 and 10 mm), in CSS pixels. */
const MM = 96 / 25.4;
const PAPERS = [
  ["A4", { width: Math.floor(184 * MM), height: Math.floor(277 * MM) }],
  ["Letter", { width: Math.floor(189.9 * MM), height: Math.floor(259.4 * MM) }],
] as const;

const CHOICE = "?comparison=same_region&estimator=cs_never";

const pagesOf = (pdf: Buffer) => (pdf.toString("latin1").match(/\/Type\s*\/Page(?!s)/g) ?? []).length;

/** Boxes as they are printed: the caveats, each of their lines, and the whole sheet. */
async function printed(page: Page, viewport: { width: number; height: number }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ media: "print" });
  return page.evaluate(() => {
    const box = (e: Element) => {
      const { top, bottom, left, right } = e.getBoundingClientRect();
      return { top, bottom, left, right };
    };
    const caveats = document.querySelector(".brief-caveats") as HTMLElement;
    return {
      sheet: box(document.querySelector(".sheet") as Element),
      caveats: box(caveats),
      lines: [...caveats.querySelectorAll("li")].map((li) => ({ ...box(li), text: li.textContent ?? "" })),
      cut: caveats.scrollHeight > caveats.clientHeight + 1 || caveats.scrollWidth > caveats.clientWidth + 1,
    };
  });
}

describe.each(PAPERS)("the brief on %s", (format, paper) => {
  it.each([
    ["as it stands", ""],
    ["with choices of the reader's own", CHOICE],
  ])("is one page with every caveat whole, %s", async (_name, query) => {
    const { page, faults, close } = await site.visit(`/brief${query}`);
    if (query) await page.waitForSelector(".brief-choice [data-done]");
    await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    });
    expect(pagesOf(await page.pdf({ format }))).toBe(1);
    const { sheet, caveats, lines, cut } = await printed(page, paper);
    expect(sheet.bottom).toBeLessThanOrEqual(paper.height);
    expect(caveats.top).toBeGreaterThanOrEqual(0);
    expect(caveats.bottom).toBeLessThanOrEqual(paper.height);
    expect(caveats.right).toBeLessThanOrEqual(paper.width);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) {
      expect(line.text.length).toBeGreaterThan(20);
      expect(line.top).toBeGreaterThanOrEqual(caveats.top);
      expect(line.bottom).toBeLessThanOrEqual(caveats.bottom);
    }
    expect(cut).toBe(false);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("the brief", () => {
  it("marks choices of the reader's own as not pre-specified, with the numbers of nap evaluate", async () => {
    const { page, close } = await site.visit(`/brief${CHOICE}`);
    await page.waitForSelector(".brief-choice [data-done]");
    const text = await page.locator(".brief-choice").innerText();
    const command = (await page.locator(".brief-choice code").innerText()).split(" ").slice(2);
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [join(ROOT, "src/cli/nap.mjs"), ...command], {
      cwd: ROOT,
      maxBuffer: 64 * 1024 * 1024,
    });
    const { analysis } = JSON.parse(stdout) as {
      analysis: { estimate: number; test: { low: number; high: number } };
    };
    const said = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
    expect(text).toContain("not pre-specified");
    expect(text).toContain(`from ${said(analysis.test.low)} to ${said(analysis.test.high)}`);
    expect(text).toContain(`the estimate is ${said(analysis.estimate)}`);
    expect(await page.locator(".brief-rows").innerText()).not.toContain("own choice");
    await close();
  });

  it("says in words what is wrong with choices that leave nothing to compare", async () => {
    const { page, faults, close } = await site.visit("/brief?outcome=wps_index_score");
    await page.waitForSelector(".brief-choice [data-done]");
    expect(await page.locator(".brief-choice").innerText()).toContain("No twinned country has this outcome");
    expect(faults).toEqual([]);
    await close();
  });

  it("can be read before any script runs", async () => {
    const { page, close } = await site.visit("/brief", { javaScriptEnabled: false });
    expect(await page.locator(".brief-caveats li").count()).toBeGreaterThanOrEqual(4);
    expect(await page.locator(".brief-row svg").count()).toBe(3);
    await close();
  });

  it.each([
    ["wide", { width: 1280, height: 900 }],
    ["phone", { width: 390, height: 844 }],
  ])("is accessible and never scrolls sideways, %s", async (_name, viewport) => {
    const { page, close } = await site.visit("/brief", { viewport });
    expect(await axeFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await close();
  });
});

describe("other pages on paper", () => {
  it.each(["/answer", "/outcomes", "/sources"])("%s leaves out what only works on a screen", async (path) => {
    const { page, close } = await site.visit(path);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const selector of ["nav", "button", "select", "input"])
      expect(await page.locator(`${selector}:visible`).count(), selector).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    const kept = await page
      .locator("figure.chart")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).breakInside));
    expect(kept.every((rule) => rule === "avoid")).toBe(true);
    await close();
  });
});
