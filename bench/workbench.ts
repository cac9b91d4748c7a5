import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { listen } from "../src/cli/serve/server.ts";
import { ROOT } from "../test/support/warehouse.ts";

/**
 * How long a reader of the built site waits: from a change of a choice to the first number of the workbench, and how
 * long the main thread is held up meanwhile, there and while a specification curve runs. Needs `npm run build` first.
 */
const ROUNDS = 15;
const FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking";

const server = await listen(join(ROOT, "dist"), "127.0.0.1", 0);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: FLAGS.split(" "),
});

async function open(path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const long: number[] = [];
    Object.assign(window, { long });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  await page.goto(`http://127.0.0.1:${server.port}${path}`);
  await page.waitForSelector("#app[data-ready]");
  return page;
}

const settled = (page: Page) =>
  page.waitForFunction(() => /All \d+ parts/.test(document.querySelector(".status-line")?.textContent ?? ""));
const clearLong = (page: Page) =>
  page.evaluate(() => {
    (window as unknown as { long: number[] }).long.length = 0;
  });
const longTasks = (page: Page) => page.evaluate(() => (window as unknown as { long: number[] }).long);
const middle = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const worst = (values: number[]) => Math.max(0, ...values);
const ms = (value: number) => `${value.toFixed(0)} ms`;

/** Milliseconds from the change of a select to the number in the page, for the choice given and back again. */
async function waits(page: Page, control: string, away: string, back: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const value of [away, back]) {
      await page.selectOption(`#control-${control}`, value);
      await settled(page);
      const text = (await page.locator(".status-line").textContent()) ?? "";
      if (value === back) times.push(Number(/after (\d+) ms/.exec(text)?.[1]));
    }
  }
  return times;
}

const bench = await open("/workbench");
await settled(bench);
await clearLong(bench);
const times = await waits(bench, "incomplete", "drop", "keep");
console.log("Default analysis, 9,999 draws, from the change of a choice to the first number:");
console.log(
  `  middle ${ms(middle(times))}, quickest ${ms(Math.min(...times))}, slowest ${ms(worst(times))}; wanted: below 100 ms`,
);
const during = await longTasks(bench);
console.log(`  long tasks of the main thread meanwhile: ${during.length}, longest ${ms(worst(during))}`);

const curve = await open("/curve");
await clearLong(curve);
await curve.locator("#run").click();
await curve.waitForFunction(
  () => document.querySelector("#app")?.hasAttribute("data-curve-done"),
  undefined,
  {
    timeout: 300_000,
  },
);
const held = await longTasks(curve);
console.log("Specification curve at its default, 999 draws each:");
console.log(
  `  long tasks of the main thread: ${held.length}, longest ${ms(worst(held))}; wanted: none above 50 ms`,
);

await browser.close();
await server.close();
