import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { engineWork } from "./engine-work.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-sync",
];

test("the engine finds in a worker of Chromium what it finds in Node", async () => {
  const bundle = await build({
    stdin: {
      contents: 'import { engineWork } from "./engine-work.ts"; postMessage(engineWork());',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
      loader: "ts",
    },
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: FLAGS,
  });
  try {
    const page = await browser.newPage();
    const there = (await page.evaluate(
      (code) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
          worker.onmessage = (event) => resolve(event.data);
          worker.onerror = (event) => reject(new Error(event.message));
        }),
      bundle.outputFiles[0]?.text ?? "",
    )) as Record<string, number[]>;
    const here = engineWork();
    expect(Object.keys(there)).toEqual(Object.keys(here));
    for (const [method, numbers] of Object.entries(here)) {
      expect(numbers.length, method).toBeGreaterThan(2);
      expect(there[method]?.length, method).toBe(numbers.length);
      // Powers and logarithms of two versions of V8 may differ in the last place; a search stops where it may.
      const allowed = method === "sensitivity" ? 1e-6 : 1e-9;
      const far = numbers.filter((value, at) => !near(value, there[method]?.[at] ?? Number.NaN, allowed));
      expect(far, method).toEqual([]);
    }
  } finally {
    await browser.close();
  }
}, 120_000);

function near(a: number, b: number, allowed: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= allowed * Math.max(1, Math.abs(a));
}
