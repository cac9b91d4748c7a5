import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { readAnalysisPlan } from "../warehouse/analysis-plan.ts";
import type { Database } from "../warehouse/database.ts";
import { projectPaths } from "../warehouse/paths.ts";
import { bundlePages } from "./bundle.ts";
import { liveFacts } from "./live-facts.ts";
import { PAGE_DATA } from "./page-data/index.ts";
import { filesBelow } from "./site-files.ts";

/** Libraries that Framework wants to resolve although no page uses them; an empty folder each answers "which version". */
const SEEDED =
  "react-dom react topojson-client mapbox-gl leaflet htl echarts d3 d3-dsv apache-arrow arquero lodash parquet-wasm @observablehq/plot @observablehq/sample-datasets";

/** Framework writes the time of change of each file into the pages; one fixed time keeps builds identical. */
const FIXED_TIME = new Date("2000-01-01T00:00:00Z");

export interface PreparedPages {
  /** File below pages/files → its data, for drawing the pages once more without a browser. */
  data: Map<string, unknown>;
}

/** Writes what the pages read: their data as JSON and their code as bundled modules; empties Framework's cache. */
export async function preparePages(effects: Effects, root: string, db: Database): Promise<PreparedPages> {
  const pages = join(root, "pages");
  const files = join(pages, "files");
  const cache = join(pages, ".observablehq", "cache");
  await effects.files.remove(cache);
  for (const name of SEEDED.split(" ")) await effects.files.makeFolder(join(cache, "_npm", `${name}@0.0.0`));
  await effects.files.remove(files);
  const data = new Map<string, unknown>();
  const paths = projectPaths(root);
  const context = {
    published: paths.published,
    live: await liveFacts(effects, paths.data),
    analysis: await readAnalysisPlan(effects, paths.data),
  };
  for (const build of PAGE_DATA) {
    for (const [path, value] of await build(db, context)) {
      const full = join(files, path);
      await effects.files.makeFolder(join(full, ".."));
      await effects.files.write(full, JSON.stringify(value));
      data.set(path, value);
    }
  }
  await bundlePages(root, join(root, "src/web/pages"), join(pages, "lib"));
  for (const path of await filesBelow(effects, files))
    await effects.files.setTime(join(files, path), FIXED_TIME);
  return { data };
}
