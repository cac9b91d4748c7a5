import type { Effects } from "../effects.ts";
import type { SeriesSource } from "../model/series-source.ts";
import { openDatabase } from "./database.ts";
import type { Paths } from "./paths.ts";
import { readAll } from "./read-all.ts";
import type { LiveInput } from "./read-live.ts";

/** Files whose checksum is not the one that the warehouse was built from. */
export async function differingFiles(warehouse: string, now: ReadonlyMap<string, string>): Promise<string[]> {
  const db = await openDatabase(warehouse, { readOnly: true, locked: true });
  try {
    const rows = await db.query<{ path: string; sha256: string }>(
      "SELECT path, sha256 FROM snapshot ORDER BY path",
    );
    const built = new Map(rows.map((r) => [r.path, r.sha256]));
    const all = [...new Set([...built.keys(), ...now.keys()])].sort();
    return all.filter((file) => built.get(file) !== now.get(file));
  } finally {
    db.close();
  }
}

/** The same for the files as they lie there; everything where there is no warehouse that can be read. */
export async function changedFiles(
  effects: Effects,
  paths: Paths,
  series: SeriesSource[],
  live: LiveInput,
): Promise<string[]> {
  const { files } = await readAll(effects, paths.data, series, live);
  const now = new Map(files.map((f) => [String(f.path), String(f.sha256)]));
  if (!(await effects.files.exists(paths.warehouse))) return [...now.keys()];
  return differingFiles(paths.warehouse, now).catch(() => [...now.keys()]);
}
