import type { Effects } from "../effects.ts";
import type { LivePaths } from "./paths.ts";
import { writeWhole } from "./write-whole.ts";

/** How the attempts to pull a source went. Kept beside the states: an attempt that failed changes no data. */
export interface SourceHealth {
  /** Last attempt, ISO 8601 in UTC. */
  tried: string;
  /** Last attempt with a good answer, changed or not; null where there was none. */
  good: string | null;
  /** Why the last attempt failed or was left out; null where it was good. */
  fault: { code: string; what: string; remedy: string } | null;
}

export type Health = Record<string, SourceHealth>;

/** A damaged or missing file says nothing of the past: no attempt is known. */
export async function readHealth(effects: Effects, paths: LivePaths): Promise<Health> {
  if (!(await effects.files.exists(paths.health))) return {};
  try {
    return JSON.parse(new TextDecoder().decode(await effects.files.read(paths.health))) as Health;
  } catch {
    return {};
  }
}

export const writeHealth = (effects: Effects, paths: LivePaths, health: Health) =>
  writeWhole(effects, paths.health, `${JSON.stringify(health, null, 1)}\n`);
