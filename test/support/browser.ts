import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { listen, type RunningServer } from "../../src/cli/serve/server.ts";
import { ROOT } from "./warehouse.ts";

/** Flags that keep Chromium from talking to anyone but the page's own host. */
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page of the built site in real Chromium, with everything that went wrong written down. */
export interface Visit {
  page: Page;
  /** Console errors and warnings, exceptions, failed requests, and requests to other hosts. */
  faults: string[];
  origin: string;
  close(): Promise<void>;
}

export interface Site {
  visit(path: string, options?: BrowserContextOptions): Promise<Visit>;
}

/** Serves dist/ and starts Chromium for the tests of one file. */
export function builtSite(): Site {
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await listen(join(ROOT, "dist"), "127.0.0.1", 0);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: FLAGS.split(" "),
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    async visit(path, options = {}) {
      const origin = `http://127.0.0.1:${server.port}`;
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        acceptDownloads: true,
        ...options,
      });
      const page = await context.newPage();
      const faults = watch(page, origin);
      const answer = await page.goto(`${origin}${path}`);
      expect(answer?.status(), path).toBe(200);
      if (options.javaScriptEnabled !== false) await page.waitForSelector("#app[data-ready]");
      return { page, faults, origin, close: () => context.close() };
    },
  };
}

function watch(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(blob|data):/.test(url)) faults.push(`foreign: ${url}`);
  });
  return faults;
}

/** What axe finds on the page, as lines; serious and critical only. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } }).axe;
    interface AxeViolation {
      id: string;
      impact: string;
      nodes: { target: string[] }[];
    }
    const { violations } = await axe.run();
    return violations.map((v) => ({
      id: v.id,
      impact: v.impact,
      at: v.nodes.map((n) => n.target.join(" ")).slice(0, 3),
    }));
  });
  return violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .map((v) => `${v.id}: ${v.at.join(", ")}`);
}

/** Pixels by which the page can be scrolled sideways; 0 is right. */
export const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
