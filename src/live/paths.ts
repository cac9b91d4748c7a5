import { join } from "node:path";

/** Where the bytes pulled live lie, below data/; not under version control. Nothing here is ever changed in place. */
export interface LivePaths {
  root: string;
  /** Answers by checksum. */
  objects: string;
  /** What was asked and answered, one file per pull: pulls/<source>/<sha256>.json. */
  pulls: string;
  /** Tables made once from a large pull: extracts/<source>/<key>/. */
  extracts: string;
  /** Which pull of each source belongs together: states/<id>.json. */
  states: string;
  /** Id of the state that counts, changed by one rename. */
  head: string;
  /** What each state changed in the warehouse. */
  changes: string;
  /** Outcome of the last attempts; no part of any state. */
  health: string;
  /** Downloads under way, which a later run goes on with. */
  partial: string;
  proposals: string;
}

export function livePaths(dataDir: string): LivePaths {
  const root = join(dataDir, "live");
  return {
    root,
    objects: join(root, "objects"),
    pulls: join(root, "pulls"),
    extracts: join(root, "extracts"),
    states: join(root, "states"),
    head: join(root, "HEAD"),
    changes: join(root, "changes"),
    health: join(root, "health.json"),
    partial: join(root, "partial"),
    proposals: join(root, "proposals.json"),
  };
}

export const objectPath = (paths: LivePaths, sha256: string) =>
  join(paths.objects, sha256.slice(0, 2), sha256);
