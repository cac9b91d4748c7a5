import { join } from "node:path";
import type { Effects } from "../effects.ts";
import type { Paths } from "../warehouse/paths.ts";

/** What the later stages of a build report; both are loaded only when they are needed. */
export interface PublishReport {
  files: number;
  bytes: number;
}
export interface SiteReport {
  pages: number;
  bytes: number;
}
type Step = (text: string) => void;

export async function publish(
  effects: Effects,
  paths: Paths,
  version: string,
  progress: Step,
): Promise<PublishReport> {
  const { publishData } = await import("../publish/publish.ts");
  return publishData(effects, paths, { version, progress });
}

export async function site(effects: Effects, paths: Paths, progress: Step): Promise<SiteReport> {
  const { buildSite } = await import("../site/build.ts");
  return buildSite(effects, paths, { progress });
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
