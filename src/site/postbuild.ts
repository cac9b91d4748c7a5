import { createHash } from "node:crypto";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import type { Effects } from "../effects.ts";
import { type BundledStyle, bundleStyle, bundleWorkers } from "./bundle.ts";
import { SITE_TITLE } from "./chrome.ts";
import type { PreparedPages } from "./prepare.ts";
import { type PageModule, prerender } from "./prerender.ts";
import { filesBelow } from "./site-files.ts";

/** Data file of a page: its own for parameterized routes, else the one it names, else the page's name. */
export function dataFileOf(page: string, path: string, named?: string): string {
  const route = /^(countries|partnerships)\/(?!index\.html)([^/]+)\.html$/.exec(path);
  return route ? `${route[1]}/${route[2]}.json` : `${named ?? page}.json`;
}

interface Assets {
  style: BundledStyle;
  /** Attribute of the page's root → file name of the worker whose address it wants. */
  workers: Record<string, string>;
}

/** Code that runs beside the page, by the attribute `data-<name>` with which a page asks for its address. */
const WORKERS = {
  engine: "src/web/engine/worker.ts",
  parser: "src/web/own-data/parse-worker.ts",
};

/**
 * Makes of Framework's pages what they should be: language, zoom, style sheet, title, the content for readers
 * without scripts, and a content security policy.
 */
export async function finishPages(
  effects: Effects,
  root: string,
  site: string,
  prepared: PreparedPages,
  modules: Record<string, PageModule>,
): Promise<number> {
  const to = join(site, "assets");
  const assets = {
    style: await bundleStyle(root, join(root, "src/web/style/index.css"), to),
    workers: await bundleWorkers(root, WORKERS, to),
  };
  const pages = (await filesBelow(effects, site)).filter((path) => path.endsWith(".html"));
  for (const path of pages) {
    const file = join(site, path);
    const html = new TextDecoder().decode(await effects.files.read(file));
    await effects.files.write(file, finishPage(html, path, assets, prepared, modules));
  }
  return pages.length;
}

function finishPage(
  html: string,
  path: string,
  { style, workers }: Assets,
  prepared: PreparedPages,
  modules: Record<string, PageModule>,
): string {
  const { document } = parseHTML(html);
  const up = path === "404.html" ? "/" : "../".repeat(path.split("/").length - 1) || "./";
  document.documentElement.setAttribute("lang", "en");
  document
    .querySelector('meta[name="viewport"]')
    ?.setAttribute("content", "width=device-width, initial-scale=1");
  document.querySelector('meta[name="generator"]')?.remove();
  for (const link of document.querySelectorAll('link[href*="base."]')) link.remove();
  const head = document.head;
  const add = (tag: string, attributes: Record<string, string>) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    head.append(element);
  };
  for (const font of style.fonts)
    add("link", {
      rel: "preload",
      as: "font",
      type: "font/woff2",
      crossorigin: "",
      href: `${up}assets/${font}`,
    });
  add("link", { rel: "stylesheet", href: `${up}assets/${style.sheet}` });
  add("link", { rel: "icon", type: "image/svg+xml", href: `${up}assets/icon.svg` });
  const app = document.getElementById("app");
  const module = app ? modules[app.dataset.page ?? ""] : undefined;
  if (app && module) {
    const data = prepared.data.get(dataFileOf(app.dataset.page ?? "", path, app.dataset.file));
    for (const [name, file] of Object.entries(workers))
      if (app.hasAttribute(`data-${name}`)) app.setAttribute(`data-${name}`, `${up}assets/${file}`);
    const meta = prerender(document, app as unknown as HTMLElement, data, module);
    const title = document.querySelector("title");
    if (title) title.textContent = meta.title === SITE_TITLE ? SITE_TITLE : `${meta.title} | ${SITE_TITLE}`;
    add("meta", { name: "description", content: meta.description });
  }
  const policy = contentPolicy(
    [...document.querySelectorAll("script:not([src])")].map((s) => s.textContent ?? ""),
  );
  const meta = document.createElement("meta");
  meta.setAttribute("http-equiv", "Content-Security-Policy");
  meta.setAttribute("content", policy);
  head.querySelector("meta[charset]")?.after(meta);
  return document.toString();
}

/** Everything from this host only; inline scripts by their hash. */
function contentPolicy(scripts: string[]): string {
  const hashes = scripts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join("; ");
}
