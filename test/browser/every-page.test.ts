import { describe, expect, it } from "vitest";
import { axeFaults, builtSite, sidewaysScroll } from "../support/browser.ts";

/** One of each kind of page, with the least number of charts it must have. */
const CHARTS: Record<string, number> = {
  "/": 2,
  "/twinning": 2,
  "/partnerships/P01": 1,
  "/outcomes": 3,
  "/funding": 11,
  "/countries/": 0,
  "/countries/LBR": 6,
  "/data": 0,
  "/methods": 2,
  "/sources": 1,
  "/changes": 0,
  "/answer": 5,
  "/plans-over-time": 6,
  "/benefits": 8,
  "/own-data": 0,
  "/curve": 0,
  "/brief": 0,
};
const PAGES = Object.keys(CHARTS);

describe("every kind of page", () => {
  const site = builtSite();

  it.each(PAGES)(
    "%s draws without an error or a request to another host, and axe finds nothing serious",
    async (path) => {
      const visit = await site.visit(path);
      expect(await visit.page.locator("h1").count()).toBe(1);
      expect(await visit.page.locator("html").getAttribute("lang")).toBe("en");
      expect(await axeFaults(visit.page)).toEqual([]);
      expect(visit.faults).toEqual([]);
      await visit.close();
    },
  );

  it.each(PAGES)("%s fits a phone in the dark", async (path) => {
    const visit = await site.visit(path, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    expect(await sidewaysScroll(visit.page)).toBe(0);
    expect((await axeFaults(visit.page)).filter((f) => f.startsWith("color-contrast"))).toEqual([]);
    await visit.close();
  });

  it.each(PAGES)("%s has its content without scripts", async (path) => {
    const visit = await site.visit(path, { javaScriptEnabled: false });
    const scripted = await site.visit(path);
    expect(await visit.page.locator("h1").innerText()).toBe(await scripted.page.locator("h1").innerText());
    expect((await visit.page.locator("#app").innerText()).length).toBeGreaterThan(600);
    const figures = await scripted.page.locator("figure.chart").count();
    expect(await visit.page.locator("figure.chart").count()).toBe(figures);
    await visit.close();
    await scripted.close();
  });

  it.each(PAGES)(
    "%s gives each chart a finding, a unit, a source, words, a table and a file",
    async (path) => {
      const { page, close } = await site.visit(path);
      expect(await page.locator("figure.chart").count()).toBeGreaterThanOrEqual(CHARTS[path] ?? 1);
      for (const figure of await page.locator("figure.chart").all()) {
        const id = await figure.getAttribute("id");
        expect((await figure.locator("figcaption h3").innerText()).length, `${id} title`).toBeGreaterThan(15);
        expect((await figure.locator(".subtitle").innerText()).length, `${id} subtitle`).toBeGreaterThan(10);
        expect(await figure.locator(".source").innerText(), `${id} source`).toMatch(
          /^Sources?: .*as of .*\d{4}/,
        );
        const described = await figure.getAttribute("aria-describedby");
        expect((await page.locator(`#${described}`).innerText()).length, `${id} description`).toBeGreaterThan(
          20,
        );
        expect(await figure.locator("table").count(), `${id} table`).toBeGreaterThan(0);
        expect(await figure.locator("[data-download]").count(), `${id} file`).toBe(1);
      }
      await close();
    },
  );
});

describe("a finger", () => {
  const site = builtSite();

  it("shows a mark by its first tap and follows it by the second", async () => {
    const { page, close } = await site.visit("/", { hasTouch: true, viewport: { width: 390, height: 844 } });
    const mark = page.locator("#map .explore circle.fill-twinned").first();
    await mark.scrollIntoViewIfNeeded();
    const box = await mark.boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.touchscreen.tap(x, y);
    expect(await page.locator("#map .readout").isVisible()).toBe(true);
    expect(new URL(page.url()).pathname).toBe("/");
    await page.touchscreen.tap(x, y);
    await page.waitForURL(/\/countries\/[A-Z]{3}$/);
    await close();
  });
});

describe("keyboard", () => {
  const site = builtSite();

  it("skips to the content and walks through the marks of a chart", async () => {
    const { page, close } = await site.visit("/");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#observablehq-main");
    const chart = page.locator("#map .explore");
    await chart.focus();
    await page.keyboard.press("End");
    const last = await chart.locator(".readout").innerText();
    await page.keyboard.press("ArrowLeft");
    const before = await chart.locator(".readout").innerText();
    expect(before).not.toBe(last);
    expect(await chart.locator("[aria-live]").innerText()).toContain(before.split("\n")[0]);
    await page.keyboard.press("Escape");
    expect(await chart.locator(".readout").isVisible()).toBe(false);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/countries\/[A-Z]{3}$/);
    await close();
  });
});
