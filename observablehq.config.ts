import { readdirSync } from "node:fs";
import { footerHtml, headerHtml, SITE_TITLE } from "./src/site/chrome.ts";

/** One page for each file that the pipeline wrote for a parameterized route. */
function pagesOf(folder: string): string[] {
  return readdirSync(new URL(`./pages/files/${folder}/`, import.meta.url))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => `/${folder}/${name.replace(/\.json$/, "")}`);
}

export default {
  root: "pages",
  output: process.env.NAP_SITE_OUT ?? "dist",
  title: SITE_TITLE,
  header: headerHtml,
  footer: footerHtml,
  style: "base.css",
  globalStylesheets: [],
  duckdb: { extensions: { json: null, parquet: null } },
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  pages: [],
  dynamicPaths: () => [...pagesOf("countries"), ...pagesOf("partnerships")],
};
