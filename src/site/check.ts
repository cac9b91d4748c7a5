import { join } from "node:path";
import { parseHTML } from "linkedom";
import type { Effects } from "../effects.ts";
import { checkImports, checkSheet } from "./check-code.ts";
import { checkDataFiles } from "./check-data.ts";
import type { Problem } from "./problem.ts";
import { filesBelow } from "./site-files.ts";

const MAX_HTML = 1_500_000;
/** Words that only a broken page shows, unless a record itself has them. */
const BROKEN_TEXT = ["undefined", "NaN", "[object Object]", "Infinity"];

/** Inspects a built site as a stranger would: Framework's exit code proves nothing. Empty when all is well. */
export async function checkSite(effects: Effects, site: string): Promise<Problem[]> {
  const files = await filesBelow(effects, site);
  const known = new Set(files);
  const pages = new Map<string, Page>();
  const problems: Problem[] = [];
  for (const file of files) {
    const bytes = await effects.files.read(join(site, file));
    if (file.endsWith(".html")) pages.set(file, readPage(new TextDecoder().decode(bytes)));
    else if (file.endsWith(".css")) problems.push(...checkSheet(file, new TextDecoder().decode(bytes)));
    if (file.endsWith(".html") && bytes.length > MAX_HTML)
      problems.push({ code: "too-big", file, what: `the page has ${bytes.length} bytes` });
  }
  const brokenWord = await brokenWords(effects, site, files);
  for (const [file, page] of pages)
    problems.push(...checkPage(file, page, brokenWord), ...checkLinks(file, page, known, pages));
  if (!known.has("404.html"))
    problems.push({
      code: "no-404",
      file: "404.html",
      what: "there is no page for addresses that lead nowhere",
    });
  const modules = files.filter((file) => file.endsWith(".js") && !file.startsWith("_observablehq/"));
  problems.push(
    ...(await checkImports(site, modules)),
    ...sameTitles(pages),
    ...(await checkDataFiles(effects, site, known)),
  );
  return problems;
}

/** The telltale words that stand in no record: a note may well say that a budget is undefined. */
async function brokenWords(effects: Effects, site: string, files: readonly string[]): Promise<RegExp> {
  let records = "";
  for (const file of files) {
    if (file.startsWith("_file/") && file.endsWith(".json"))
      records += new TextDecoder().decode(await effects.files.read(join(site, file)));
  }
  const words = BROKEN_TEXT.filter((word) => !records.includes(word));
  const escaped = words.map((word) => word.replace(/[[\]]/g, "\\$&"));
  return words.length > 0 ? new RegExp(`(?<!\\p{L})(?:${escaped.join("|")})(?!\\p{L})`, "u") : /(?!)/;
}

interface Page {
  html: string;
  text: string;
  title: string;
  lang: string | null;
  links: string[];
  resources: string[];
  ids: Set<string>;
  hasPolicy: boolean;
  h1: number;
  empty: boolean;
}

function readPage(html: string): Page {
  const { document } = parseHTML(html);
  const attribute = (selector: string, name: string) =>
    [...document.querySelectorAll(selector)].map((e) => e.getAttribute(name) ?? "").filter(Boolean);
  const app = document.getElementById("app");
  return {
    html,
    text: visibleText(document.querySelector("main")),
    title: document.querySelector("title")?.textContent ?? "",
    lang: document.documentElement.getAttribute("lang"),
    links: attribute("a[href]", "href"),
    resources: [
      ...attribute("script[src]", "src"),
      ...attribute("link[href]", "href"),
      ...attribute("img[src]", "src"),
    ],
    ids: new Set(attribute("[id]", "id")),
    hasPolicy: document.querySelector('meta[http-equiv="Content-Security-Policy"]') !== null,
    h1: document.querySelectorAll("h1").length,
    empty: app !== null && (app.textContent ?? "").trim() === "",
  };
}

/** All text nodes, kept apart: words of neighbouring cells must not run together. */
function visibleText(element: Element | null): string {
  return [...(element?.childNodes ?? [])]
    .map((node) =>
      node.nodeType === 3
        ? (node.textContent ?? "")
        : node.nodeType === 1
          ? visibleText(node as Element)
          : "",
    )
    .join(" ");
}

function checkPage(file: string, page: Page, brokenWord: RegExp): Problem[] {
  const found: Problem[] = [];
  const say = (code: string, what: string) => found.push({ code, file, what });
  if (page.html.includes("observablehq--error")) say("page-error", "a block of the page failed to compile");
  if (page.lang !== "en") say("no-language", "the page does not name its language");
  if (!page.hasPolicy) say("no-policy", "the page has no content security policy");
  if (page.title.trim() === "") say("no-title", "the page has no title");
  if (page.h1 !== 1 && file !== "404.html") say("heading", `the page has ${page.h1} main headings`);
  if (page.empty) say("empty", "the page has no content without scripts");
  const broken = brokenWord.exec(page.text);
  if (broken)
    say(
      "broken-text",
      `the page shows "${broken[0]}" (…${page.text.slice(Math.max(0, broken.index - 30), broken.index + 20)}…)`,
    );
  for (const url of page.resources)
    if (/^([a-z]+:)?\/\//i.test(url)) say("foreign-host", `the page loads ${url}`);
  return found;
}

/** The file that a link inside the site means, or null for another host. */
export function targetOf(file: string, link: string): { path: string; anchor: string } | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return null;
  if (!URL.canParse(link, `https://site.invalid/${file}`) || /%(?![0-9a-f]{2})/i.test(link))
    return { path: link, anchor: "" };
  const url = new URL(link, `https://site.invalid/${file}`);
  const path = decodeURIComponent(url.pathname.slice(1));
  return {
    path: path === "" || path.endsWith("/") ? `${path}index.html` : path,
    anchor: decodeURIComponent(url.hash.slice(1)),
  };
}

function checkLinks(file: string, page: Page, known: Set<string>, pages: Map<string, Page>): Problem[] {
  const found: Problem[] = [];
  for (const link of new Set([...page.links, ...page.resources])) {
    const target = targetOf(file, link);
    if (!target) continue;
    const path = known.has(target.path) ? target.path : `${target.path}.html`;
    if (!known.has(path))
      found.push({ code: "broken-link", file, what: `links to ${link}, which is not there` });
    else if (target.anchor && pages.has(path) && !pages.get(path)?.ids.has(target.anchor)) {
      found.push({ code: "broken-anchor", file, what: `links to ${link}, but ${path} has no such place` });
    }
  }
  return found;
}

function sameTitles(pages: Map<string, Page>): Problem[] {
  const first = new Map<string, string>();
  const found: Problem[] = [];
  for (const [file, page] of pages) {
    const other = first.get(page.title);
    if (other) found.push({ code: "same-title", file, what: `has the title of ${other}` });
    else first.set(page.title, file);
  }
  return found;
}
