import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { ReferenceFileError } from "../errors/data-errors.ts";
import { UsageError } from "../errors/run-errors.ts";
import type { LivePaths } from "./paths.ts";
import { writeWhole } from "./write-whole.ts";

/** Which pull of each source belongs together. Immutable; `HEAD` names the one that counts. */
export interface LiveState {
  /** Day and first digits of the checksum: 2026-11-24-1a2b3c4d. */
  id: string;
  parent: string | null;
  created: string;
  /** Source → id of its pull. */
  pulls: Record<string, string>;
}

/** The state before any pull: the transcribed snapshots alone. */
export const BASE_STATE: LiveState = { id: "base", parent: null, created: "", pulls: {} };

export function makeState(parent: LiveState, pulls: Record<string, string>, now: Date): LiveState {
  const sorted = Object.fromEntries(Object.entries(pulls).sort(([a], [b]) => (a < b ? -1 : 1)));
  const content = { parent: parent.id, created: now.toISOString(), pulls: sorted };
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  return { id: `${content.created.slice(0, 10)}-${hash.slice(0, 8)}`, ...content };
}

const statePath = (paths: LivePaths, id: string) => join(paths.states, `${id}.json`);

export const writeState = (effects: Effects, paths: LivePaths, state: LiveState) =>
  writeWhole(effects, statePath(paths, state.id), `${JSON.stringify(state, null, 1)}\n`);

/** Makes a state the one that counts; the single step by which a refresh takes effect. */
export const moveHead = (effects: Effects, paths: LivePaths, state: LiveState) =>
  writeWhole(effects, paths.head, `${state.id}\n`);

/** @throws UsageError for an id that does not exist, ReferenceFileError for a damaged file. */
export async function readState(effects: Effects, paths: LivePaths, id: string): Promise<LiveState> {
  if (id === BASE_STATE.id) return BASE_STATE;
  const path = statePath(paths, id);
  if (!/^[\w-]+$/.test(id) || !(await effects.files.exists(path))) {
    throw new UsageError(
      "There is no such state of the live data",
      { value: id },
      "nap sources --states lists them; base is the state before any pull",
    );
  }
  const text = new TextDecoder().decode(await effects.files.read(path));
  try {
    const state = JSON.parse(text) as LiveState;
    if (state.id === id && typeof state.pulls === "object" && state.pulls !== null) return state;
  } catch {
    // Told below, as any other damage.
  }
  throw new ReferenceFileError(
    "The file of a state of the live data is damaged",
    { file: `data/live/states/${id}.json` },
    "Restore it from a copy, or remove data/live and run nap refresh",
  );
}

/** The state that counts; `BASE_STATE` where nothing was pulled yet. */
export async function readHead(effects: Effects, paths: LivePaths): Promise<LiveState> {
  if (!(await effects.files.exists(paths.head))) return BASE_STATE;
  const id = new TextDecoder().decode(await effects.files.read(paths.head)).trim();
  return readState(effects, paths, id);
}

/** A state and those before it, newest first. */
export async function history(effects: Effects, paths: LivePaths, from: LiveState): Promise<LiveState[]> {
  const out: LiveState[] = [];
  for (let state = from; state.id !== BASE_STATE.id; ) {
    out.push(state);
    state = await readState(effects, paths, state.parent ?? BASE_STATE.id);
  }
  return out;
}
