import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Effects } from "../effects.ts";
import { SiteCheckError } from "../errors/run-errors.ts";
import { recoverFolder, replaceFolder } from "../publish/swap.ts";
import { openDatabase } from "../warehouse/database.ts";
import type { Paths } from "../warehouse/paths.ts";
import { checkSite } from "./check.ts";
import { writeExtras } from "./extras.ts";
import { runFramework } from "./framework.ts";
import { finishPages } from "./postbuild.ts";
import { preparePages } from "./prepare.ts";
import type { PageModule } from "./prerender.ts";
import { filesBelow } from "./site-files.ts";

export interface SiteReport {
  pages: number;
  bytes: number;
}

/**
 * Builds the site beside the one that is served, checks it and swaps it in with one rename.
 * @throws SiteBuildError, SiteCheckError; the last good site is untouched then.
 */
export async function buildSite(
  effects: Effects,
  paths: Paths,
  options: { progress: (stage: string) => void },
): Promise<SiteReport> {
  const next = join(paths.build, "site.next");
  await recoverFolder(effects, paths.dist);
  await effects.files.remove(next);
  options.progress("write the pages' data and code");
  const db = await openDatabase(paths.warehouse, { readOnly: true, locked: true });
  const prepared = await preparePages(effects, paths.root, db).finally(() => db.close());
  options.progress("build the pages");
  await runFramework(paths.root, next, effects.env);
  options.progress("finish the pages");
  const pages = await finishPages(
    effects,
    paths.root,
    next,
    prepared,
    await loadModules(effects, paths.root),
  );
  await effects.files.copyFolder(join(paths.published, "data"), join(next, "data"));
  await writeExtras(effects, next);
  options.progress("check the site");
  const problems = await checkSite(effects, next);
  const first = problems[0];
  if (first) {
    throw new SiteCheckError(
      `The built site has ${problems.length} faults, first: ${first.what}`,
      { file: first.file },
      "Mend the page or the data; the last good site is still in dist",
    );
  }
  await replaceFolder(effects, next, paths.dist);
  return { pages, bytes: await totalBytes(effects, paths.dist) };
}

async function loadModules(effects: Effects, root: string): Promise<Record<string, PageModule>> {
  const folder = join(root, "src/web/pages");
  const modules: Record<string, PageModule> = {};
  for (const name of await effects.files.list(folder)) {
    modules[name.replace(/\.ts$/, "")] = (await import(pathToFileURL(join(folder, name)).href)) as PageModule;
  }
  return modules;
}

async function totalBytes(effects: Effects, folder: string): Promise<number> {
  let bytes = 0;
  for (const path of await filesBelow(effects, folder))
    bytes += (await effects.files.read(join(folder, path))).length;
  return bytes;
}
