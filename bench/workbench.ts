import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
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
const began = performance.now();
await curve.getByRole("button", { name: /^Run / }).click();
await curve.waitForFunction(
  () => /^Finished/.test(document.querySelector(".run-status")?.textContent ?? ""),
  undefined,
  { timeout: 600_000 },
);
const took = performance.now() - began;
const held = await longTasks(curve);
console.log(`Specification curve at its default, 999 draws each: ${(took / 1000).toFixed(1)} s`);
console.log(
  `  long tasks of the main thread: ${held.length}, longest ${ms(worst(held))}; wanted: none above 50 ms`,
);

const stopped = await open("/curve");
await stopped.getByRole("button", { name: /^Run / }).click();
await stopped.waitForTimeout(2000);
const cancel = await stopped.evaluate(async () => {
  const from = performance.now();
  (document.querySelector(".run-bar .cancel") as HTMLElement).click();
  while (!/^Cancelled/.test(document.querySelector(".run-status")?.textContent ?? ""))
    await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - from;
});
console.log(`  cancelled within ${ms(cancel)}; wanted: 200 ms`);

const folder = await mkdtemp(join(tmpdir(), "bench-own-"));
const row = `KEN,2001,1.5,${"x".repeat(986)}\n`;
const names = ["country", "year", ...Array.from({ length: 498 }, (_, i) => `v${i}`)];
const FILES: Record<string, string> = {
  "90 MB": `country,year,value,note\n${row.repeat(90_000)}`,
  "500 columns": [
    names.join(),
    ...["KEN", "NOR"].map((iso3) => [iso3, 2001, ...names.slice(2).map((_, i) => i)].join()),
  ].join("\n"),
};
for (const [what, text] of Object.entries(FILES)) {
  const file = join(folder, "file.csv");
  await writeFile(file, text);
  const page = await open("/own-data");
  await clearLong(page);
  await page.setInputFiles("#own-file", file);
  await page.locator(".own-status").filter({ hasText: "is checked" }).waitFor({ timeout: 300_000 });
  const long = await longTasks(page);
  console.log(
    `A file of ${what}: long tasks ${long.length}, longest ${ms(worst(long))}; wanted: none above 50 ms`,
  );
}
await rm(folder, { recursive: true });

await browser.close();
await server.close();
