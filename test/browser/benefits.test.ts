import { expect, it } from "vitest";
import { axeFaults, builtSite, sidewaysScroll } from "../support/browser.ts";

const site = builtSite();
const SECTIONS = ["money", "networks", "learning", "tools", "contexts", "sustain", "asymmetry", "bypass"];

it("reads eight hopes and fears, each leading to its section, without scripts", async () => {
  const { page, close } = await site.visit("/benefits", { javaScriptEnabled: false });
  const links = await page
    .locator(".scorecard a")
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  expect(links).toEqual(SECTIONS.map((id) => `#${id}`));
  for (const id of SECTIONS) expect(await page.locator(`h2#${id}`).count(), id).toBe(1);
  expect(await page.locator('a[href$="methods#benefits"]').count()).toBe(SECTIONS.length);
  await close();
});

it("moves the index with its weights, not the page's reading, and reopens to the same numbers", async () => {
  const { page, faults, origin, close } = await site.visit("/benefits");
  const title = () => page.locator("#asymmetry-index h3").innerText();
  const card = () => page.locator(".scorecard").allInnerTexts();
  const [before, readings] = [await title(), await card()];
  for (const part of ["direction", "host", "pay"]) await page.locator(`#weight-${part}`).press("Home");
  expect(await title()).toContain("With your weights");
  expect(await title()).not.toBe(before);
  expect(await card()).toEqual(readings);
  expect(new URL(page.url()).searchParams.get("weights")).toBe("1.0.0.0");
  const moved = await page.locator("#asymmetry-index").innerText();
  await page.goto(`${origin}/benefits?weights=1.0.0.0`);
  await page.waitForSelector("#app[data-ready]");
  expect(await page.locator("#asymmetry-index").innerText()).toBe(moved);
  expect(faults).toEqual([]);
  await close();
});

it("says so when no part has a weight", async () => {
  const { page, faults, close } = await site.visit("/benefits?weights=0.0.0.0");
  expect(await page.locator("#asymmetry-index h3").innerText()).toContain("there is no index");
  expect(faults).toEqual([]);
  await close();
});

it("counts anew under another definition", async () => {
  const { page, faults, close } = await site.visit("/benefits");
  const rows = () => page.locator("#asymmetry-index tbody tr").count();
  const few = await rows();
  await page.locator("#control-definition").selectOption("with-donor-support");
  expect(await rows()).toBeGreaterThan(few);
  expect(faults).toEqual([]);
  await close();
});

it.each([
  [1280, "light"],
  [390, "dark"],
] as const)("is sound for axe and does not scroll sideways at %i pixels, %s", async (width, colorScheme) => {
  const { page, faults, close } = await site.visit("/benefits", {
    viewport: { width, height: 844 },
    colorScheme,
  });
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});
