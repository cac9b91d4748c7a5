import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { realEffects } from "../../src/effects.ts";
import { checkSite, targetOf } from "../../src/site/check.ts";
import { tempFolder } from "../support/temp.ts";

const page = (title: string, body: string, head = "") =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><title>${title}</title>${head}</head><body><main><div id="app"><h1>${title}</h1>${body}</div></main></body></html>`;

const GOOD: Record<string, string> = {
  "index.html": page("Home", '<a href="./countries/LBR#top">Liberia</a> <a href="./data/a.csv">file</a>'),
  "countries/LBR.html": page(
    "Liberia",
    '<p id="top">x</p><a href="../">home</a><a href="https://example.org/">out</a>',
  ),
  "404.html": page("No such page", '<a href="/">home</a>'),
  "data/a.csv": "a\n1\n",
  "data/SHA256SUMS": `${createHash("sha256").update("a\n1\n").digest("hex")}  a.csv\n`,
  "files/x.json": "{}",
  "lib/x.js": 'import {a} from "./y.js";',
};

async function faults(change: Record<string, string | null>): Promise<string[]> {
  const site = await tempFolder();
  for (const [path, text] of Object.entries({ ...GOOD, ...change })) {
    if (text === null) continue;
    await mkdir(dirname(join(site, path)), { recursive: true });
    await writeFile(join(site, path), text);
  }
  return (await checkSite(realEffects(), site)).map((p) => `${p.code} ${p.file}`);
}

describe("checkSite", () => {
  it("is silent on a good site", async () => {
    expect(await faults({})).toEqual([]);
  });

  it.each<[string, Record<string, string | null>, string]>([
    [
      "a block that failed to compile",
      { "index.html": page("Home", '<div class="observablehq--error">x</div>') },
      "page-error index.html",
    ],
    [
      "a missing language",
      { "index.html": (GOOD["index.html"] as string).replace(' lang="en"', "") },
      "no-language index.html",
    ],
    [
      "a missing policy",
      { "index.html": page("Home", "x").replace(/<meta http-equiv[^>]*>/, "") },
      "no-policy index.html",
    ],
    [
      "a page without content",
      { "index.html": page("Home", "").replace("<h1>Home</h1>", "") },
      "empty index.html",
    ],
    [
      "undefined in the text",
      { "index.html": page("Home", "<p>since undefined</p>") },
      "broken-text index.html",
    ],
    ["NaN in the text", { "index.html": page("Home", "<p>NaN%</p>") }, "broken-text index.html"],
    ["a broken link", { "index.html": page("Home", '<a href="./nowhere">x</a>') }, "broken-link index.html"],
    [
      "a broken anchor",
      { "index.html": page("Home", '<a href="./countries/LBR#gone">x</a>') },
      "broken-anchor index.html",
    ],
    [
      "a script of another host",
      { "index.html": page("Home", "x", '<script src="https://cdn.example/x.js"></script>') },
      "foreign-host index.html",
    ],
    [
      "a font of another host",
      { "a.css": "@font-face{src:url(https://fonts.example/x)}" },
      "foreign-host a.css",
    ],
    ["a bare import", { "lib/x.js": 'import * as d3 from "d3";' }, "bare-import lib/x.js"],
    ["half a JSON file", { "files/x.json": '{"a": ' }, "bad-json files/x.json"],
    ["a changed published file", { "data/a.csv": "a\n2\n" }, "checksum data/a.csv"],
    ["a missing page for lost readers", { "404.html": null }, "no-404 404.html"],
    ["missing checksums", { "data/SHA256SUMS": null }, "no-checksums data/SHA256SUMS"],
    [
      "two pages of one title",
      { "countries/LBR.html": page("Home", '<p id="top">x</p>') },
      "same-title index.html",
    ],
  ])("finds %s", async (_, change, expected) => {
    expect(await faults(change)).toContain(expected);
  });
});

describe("targetOf", () => {
  it.each([
    ["countries/LBR.html", "../twinning?x=1#y", "twinning", "y"],
    ["index.html", "./countries/", "countries/index.html", ""],
    ["countries/LBR.html", "#a", "countries/LBR.html", "a"],
  ])("from %s, %s leads to %s", (file, link, path, anchor) => {
    expect(targetOf(file, link)).toEqual({ path, anchor });
  });
  it("leaves other hosts and schemes alone", () => {
    expect(targetOf("index.html", "https://example.org/")).toBeNull();
    expect(targetOf("index.html", "mailto:a@b")).toBeNull();
  });
});
