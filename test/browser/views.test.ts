import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { builtSite } from "../support/browser.ts";

const site = builtSite();

/** Changes a select, checks that the address follows, and that the copied address shows the same. */
async function reopens(path: string, control: string, value: string, shown: string): Promise<void> {
  const visit = await site.visit(path);
  const before = await visit.page.locator(shown).first().innerText();
  await visit.page.selectOption(control, value);
  const address = new URL(visit.page.url());
  expect(address.search).toContain(value);
  const after = await visit.page.locator(shown).first().innerText();
  expect(after).not.toBe(before);
  const copy = await site.visit(address.pathname + address.search);
  expect(await copy.page.locator(shown).first().innerText()).toBe(after);
  expect(await copy.page.locator(control).inputValue()).toBe(value);
  await copy.page.selectOption(control, { index: 0 });
  expect([...visit.faults, ...copy.faults]).toEqual([]);
  await copy.close();
  await visit.close();
}

describe("a copied address reopens the view", () => {
  it.each([
    ["/twinning", "#control-definition", "with-donor-support", ".arrangements"],
    ["/twinning", "#control-country", "KEN", ".arrangements"],
    ["/outcomes", "#control-outcome", "parliament", "figure.chart"],
    ["/outcomes", "#control-definition", "receiving", "figure.chart"],
    ["/funding", "#control-region", "Africa", "figure.chart"],
    ["/countries/", "#control-twinning", "undated", "table.country-list"],
  ])("%s %s = %s", reopens);

  it("keeps what it does not know and survives nonsense", async () => {
    const { page, faults, close } = await site.visit(
      "/twinning?definition=nonsense&kind=__proto__.twinning&utm_source=x",
    );
    await page.selectOption("#control-country", "FIN");
    expect(new URL(page.url()).searchParams.get("utm_source")).toBe("x");
    expect(faults).toEqual([]);
    await close();
  });
});

describe("search", () => {
  /** Countries that the page links to, whether they have a plan or not. */
  const names = (page: Page) => page.locator('#app a[href*="countries/"]').allInnerTexts();

  it.each([
    ["cote d'ivoire", "Côte d'Ivoire"],
    ["Côte d’Ivoire", "Côte d'Ivoire"],
    ["ivory coast", "Côte d'Ivoire"],
    ["East Timor", "Timor-Leste"],
    ["turkiye", "Türkiye"],
  ])("finds a country by %s", async (query, name) => {
    const { page, close } = await site.visit("/countries/");
    await page.fill("#control-q", query);
    const found = await names(page);
    expect(found).toContain(name);
    expect(found.length).toBeLessThan(4);
    await close();
  });

  it.each([
    ["Liberia–Ireland", "P01"],
    ["Liberia Ireland", "P01"],
    ["East Timor–Finland–Kenya", "P04"],
    ["east timor", "P04"],
  ])("finds the arrangement that the 2012 page names as %s", async (query, id) => {
    const { page, close } = await site.visit("/twinning");
    await page.fill("#control-q", query);
    expect(await page.locator(`.arrangements [data-id="${id}"]`).count()).toBe(1);
    expect(await page.locator(".arrangements [data-id]").count()).toBeLessThan(8);
    await close();
  });

  it("says in words how many are shown", async () => {
    const { page, close } = await site.visit("/countries/");
    await page.fill("#control-q", "liberia");
    expect(await page.locator("[aria-live=polite]").first().innerText()).toMatch(/\b1\b|one/i);
    await page.fill("#control-q", "zzzz");
    expect(await page.locator("table.country-list tbody tr").count()).toBe(0);
    await close();
  });
});
