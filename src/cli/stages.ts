import { join } from "node:path";
import type { Effects } from "../effects.ts";
import type { PublishReport } from "../publish/publish.ts";
import type { SiteReport } from "../site/build.ts";
import type { Paths } from "../warehouse/paths.ts";

/** A step within a stage starts; `done` of `total` lie behind it, where the number is known. */
export type Step = (text: string, done?: number, total?: number) => void;

// The later stages bring charts and bundlers with them: loaded only when they run, so that the other commands start fast.

export async function publish(
  effects: Effects,
  paths: Paths,
  version: string,
  step: Step,
): Promise<PublishReport> {
  const { publishData } = await import("../publish/publish.ts");
  return publishData(effects, paths, { version, progress: step });
}

export async function site(effects: Effects, paths: Paths, step: Step): Promise<SiteReport> {
  const { buildSite } = await import("../site/build.ts");
  return buildSite(effects, paths, { progress: (text) => step(text) });
}

/** What an interrupted build leaves behind; none of it is the last good result. */
export const unfinished = (paths: Paths): string[] => [
  paths.candidate,
  `${paths.candidate}.wal`,
  `${paths.published}.tmp`,
  join(paths.build, "site.next"),
];

/** The project's version, from package.json. */
export async function versionOf(effects: Effects, root: string): Promise<string> {
  const text = new TextDecoder().decode(await effects.files.read(join(root, "package.json")));
  return String((JSON.parse(text) as { version?: unknown }).version);
}
