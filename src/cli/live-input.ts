import { LIVE_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { livePaths } from "../live/paths.ts";
import { readHead, readState } from "../live/state.ts";
import type { Paths } from "../warehouse/paths.ts";
import { type LiveInput, readLive } from "../warehouse/read-live.ts";

/** The live pulls of a state, or of the one that counts, read from the store. */
export async function liveInput(effects: Effects, paths: Paths, state?: string): Promise<LiveInput> {
  const live = livePaths(paths.data);
  const chosen = state === undefined ? await readHead(effects, live) : await readState(effects, live, state);
  return readLive(effects, paths.data, LIVE_SOURCES, chosen);
}
