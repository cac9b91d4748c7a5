import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { TASKS, timeCalls, warmUp } from "./evaluation/tasks.ts";

/**
 * `npm run bench -- evaluation [--node] [--only text]`: our times beside the peers', in Node and in Chromium. The two take
 * turns, so that other work on the machine disturbs both alike; the figure is the median over all turns.
 */
const TURNS = 7;
const args = process.argv.slice(2);
const only = args.includes("--only") ? (args[args.indexOf("--only") + 1] ?? "") : "";
const chosen = [...TASKS.keys()].filter((at) => TASKS[at]?.name.includes(only));
const page = args.includes("--node") ? null : await openPage();

console.log(
  "| whole call, one thread, median | Node | Chromium | ratio | peer | peer | times faster | wanted | met |",
);
console.log("|---|---|---|---|---|---|---|---|---|");
for (const at of chosen) {
  const task = TASKS[at];
  if (!task) continue;
  const run = warmUp(task);
  await page?.prepare(at);
  const here: number[] = [];
  const there: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    here.push(median(timeCalls(run)));
    if (page) there.push(median(await page.time()));
  }
  const node = median(here);
  const browser = page ? median(there) : null;
  const faster = task.peerSeconds / node;
  const ratio = browser === null ? null : browser / node;
  const met = faster >= task.factor && (ratio === null || ratio <= 1.5);
  const cells = [
    task.name,
    seconds(node),
    browser === null ? "–" : seconds(browser),
    ratio === null ? "–" : ratio.toFixed(2),
    task.peer,
    seconds(task.peerSeconds),
    faster.toFixed(1),
    task.factor,
    met ? "yes" : "no",
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
await page?.close();

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function seconds(value: number): string {
  return value < 0.1 ? `${(value * 1000).toPrecision(3)} ms` : `${value.toPrecision(3)} s`;
}

async function openPage() {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL("evaluation/in-page.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-sync",
    ],
  });
  const view = await browser.newPage();
  await view.addScriptTag({ content: bundle.outputFiles[0]?.text ?? "" });
  return {
    prepare: (at: number) =>
      view.evaluate((index) => (globalThis as unknown as InPage).prepareTask(index), at),
    time: () => view.evaluate(() => (globalThis as unknown as InPage).timeTask()),
    close: () => browser.close(),
  };
}

interface InPage {
  prepareTask(at: number): void;
  timeTask(): number[];
}
