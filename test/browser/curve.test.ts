import { afterEach, describe, expect, test } from "vitest";
import { runCurve } from "../../src/evaluation/study/curve.ts";
import type { Study } from "../../src/evaluation/study/study.ts";
import { sortedPoints, summaryOf } from "../../src/web/curve/summary.ts";
import { curveSchema, curveSpecifications } from "../../src/web/curve/view.ts";
import type { WorkbenchData } from "../../src/web/data/workbench.ts";
import { readView } from "../../src/web/state/url.ts";
import { axeFaults, builtSite, sidewaysScroll, type Visit } from "../support/browser.ts";

const site = builtSite();
const visits: Visit[] = [];
afterEach(async () => {
  for (const visit of visits.splice(0)) await visit.close();
});
async function visit(query: string, options = {}): Promise<Visit> {
  const one = await site.visit(`/curve${query}`, options);
  visits.push(one);
  return one;
}

const NARROW =
  "?definitions=twinning&comparisons=with_plans.same_region.matched&periods=whole&covariates=none&draws=199";

/** What the page itself was given: its lists and the study its worker reads. */
async function given({ page }: Visit): Promise<{ data: WorkbenchData; study: Study }> {
  return await page.evaluate(async () => {
    const files = [...document.querySelectorAll("script")]
      .map(({ textContent }) => textContent ?? "")
      .join("\n")
      .match(/\.\/_file\/[^"'\s]+\.json/g);
    const read = async (name: string) => {
      const path = files?.find((file) => file.includes(`/${name}.`));
      return await (await fetch(new URL(path ?? name, document.baseURI))).json();
    };
    return { data: await read("workbench"), study: (await read("study")).study };
  });
}

/** Finished, and the last part drawn: until then the chart under a pointer may still be replaced. */
async function finished(one: Visit): Promise<void> {
  await one.page.waitForFunction(
    () => /^Finished/.test(document.querySelector(".run-status")?.textContent ?? ""),
    undefined,
    { timeout: 240_000 },
  );
  await one.page.waitForSelector("#drivers");
}

describe("the specification curve", () => {
  test("finds in its workers what Node finds, to the last digit", async () => {
    const one = await visit(`${NARROW}&run=1`);
    await finished(one);
    const { data, study } = await given(one);
    const view = readView(curveSchema(data), NARROW);
    const specifications = curveSpecifications(view, data);
    const { points } = await runCurve(study, specifications, { draws: 199, seed: data.plan.seed });
    const download = one.page.waitForEvent("download");
    await one.page.getByRole("button", { name: /^Download all/ }).click();
    const stream = await (await download).createReadStream();
    let text = "";
    for await (const chunk of stream) text += chunk;
    const rows = text
      .replace(/^\uFEFF/, "")
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(","));
    expect(rows.map((row) => [row[8], row[9]])).toEqual(
      points.map(({ estimate, p }) => [String(estimate ?? ""), String(p ?? "")]),
    );
    const found = sortedPoints(points);
    expect(found.length).toBeGreaterThan(20);
    const title = await one.page.locator("#specification-curve h3").textContent();
    expect(title).toContain(`of ${found.length} specifications`);
    expect(await one.page.locator(".curve-marks.now").getAttribute("data-painted")).toBe(
      String(found.length),
    );
    expect(await one.page.locator(".curve-findings").textContent()).toContain(
      `${summaryOf(points).distinct} estimates differ`,
    );
    expect(await axeFaults(one.page)).toEqual([]);
    expect(one.faults).toEqual([]);
  }, 300_000);

  test("walks along the curve by keys, and Enter opens a specification in the workbench", async () => {
    const one = await visit(`${NARROW}&estimators=twfe&inference=permutation&run=1`);
    await finished(one);
    const chart = one.page.locator(".curve-chart");
    await chart.focus();
    await one.page.keyboard.press("Home");
    const first = await one.page.locator(".curve-chart .readout").textContent();
    expect(first).toContain("(1 of ");
    expect(first?.toLowerCase()).toContain("two-way fixed effects");
    await one.page.keyboard.press("ArrowRight");
    expect(await one.page.locator(".curve-chart .readout").textContent()).toContain("(2 of ");
    await one.page.keyboard.press("Enter");
    await one.page.waitForURL(/workbench\?/);
    const query = new URL(one.page.url()).searchParams;
    expect(query.get("estimator")).toBe("twfe");
    // What is as the plan has it does not stand in the address.
    expect(query.has("definition")).toBe(false);
    expect(query.has("period")).toBe(false);
  }, 120_000);

  test("a click opens the specification under the pointer", async () => {
    const one = await visit(
      "?definitions=twinning&comparisons=same_region&estimators=cs_never&incomplete=drop&draws=199&run=1",
    );
    await finished(one);
    const stage = one.page.locator(".curve-stage");
    const box = await stage.boundingBox();
    await stage.click({ position: { x: (box?.width ?? 0) - 30, y: 150 } });
    await one.page.waitForURL(/workbench\?/);
    const query = Object.fromEntries(new URL(one.page.url()).searchParams);
    expect(query).toMatchObject({ comparison: "same_region", estimator: "cs_never", incomplete: "drop" });
  }, 120_000);

  test("a whole curve with 999 draws, cancelled, ends and keeps its points", async () => {
    const one = await visit("");
    await one.page.getByRole("button", { name: /^Run / }).click();
    await one.page.waitForFunction(
      () => Number(document.querySelector(".run-bar progress")?.getAttribute("value")) > 300,
      undefined,
      { timeout: 240_000 },
    );
    expect(one.page.url()).toContain("run=1");
    await one.page.locator(".run-bar .cancel").click();
    await one.page
      .locator(".run-status")
      .filter({ hasText: /^Cancelled after/ })
      .waitFor();
    await one.page.waitForSelector("#specification-curve");
    expect(await one.page.locator("#specification-curve h3").textContent()).toMatch(/^Incomplete: so far, /);
    const status = await one.page.locator(".run-status").textContent();
    await one.page.waitForTimeout(600);
    // Nothing more comes after the end.
    expect(await one.page.locator(".run-status").textContent()).toBe(status);
    expect(await one.page.getByRole("button", { name: /^Run the other / }).count()).toBe(1);
    expect(one.faults).toEqual([]);
  }, 300_000);

  test("on a phone and without scripts nothing breaks", async () => {
    const phone = await visit("", { viewport: { width: 390, height: 844 } });
    expect(await sidewaysScroll(phone.page)).toBe(0);
    const plain = await visit("", { javaScriptEnabled: false });
    const text = await plain.page.locator("#app").textContent();
    expect(text).toMatch(/Women in parliament: [\d,]+ specifications/);
    expect(text).toContain("npx nap evaluate --curve --outcome women_share_parliament_pct --json");
  }, 60_000);
});
