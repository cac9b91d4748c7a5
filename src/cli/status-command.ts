import type { Command } from "commander";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { openDatabase } from "../warehouse/database.ts";
import { readAll } from "../warehouse/read-all.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { describeStatus, fileStatus, type Status, type WarehouseState } from "./status-report.ts";

export function addStatus(program: Command, effects: Effects): void {
  const command = program
    .command("status")
    .description(
      "show what data there are, how old they are, and whether the warehouse is up to date with them",
    )
    .addHelpText("after", "\nExample:\n  $ nap status");
  addCommonOptions(command).action(async (options: CommonOptions) => {
    const context = await contextOf(effects, options);
    const status = await readStatus(context);
    printResult(context, status, describeStatus(status));
  });
}

async function readStatus({ effects, paths }: Context): Promise<Status> {
  const { files: rows, quarantined, unresolved } = await readAll(effects, paths.data, SERIES_SOURCES);
  const now = effects.now();
  const files = rows.map((row) => fileStatus(row, quarantined, now));
  return {
    files,
    totals: {
      files: files.length,
      rows: files.reduce((sum, f) => sum + f.rows, 0),
      quarantined: quarantined.length,
      unresolved: unresolved.length,
      stale: files.filter((f) => f.stale).length,
    },
    warehouse: await warehouseState(effects, paths.warehouse, new Map(files.map((f) => [f.path, f.sha256]))),
  };
}

/** Compares the checksums that the warehouse was built from with those of the files now. */
async function warehouseState(
  effects: Effects,
  path: string,
  now: Map<string, string>,
): Promise<WarehouseState> {
  if (!(await effects.files.exists(path))) return { state: "not built", changed: [] };
  const db = await openDatabase(path, { readOnly: true, locked: true });
  try {
    const rows = await db.query<{ path: string; sha256: string }>(
      "SELECT path, sha256 FROM snapshot ORDER BY path",
    );
    const built = new Map(rows.map((r) => [r.path, r.sha256]));
    const all = [...new Set([...built.keys(), ...now.keys()])].sort();
    const changed = all.filter((file) => built.get(file) !== now.get(file));
    return { state: changed.length > 0 ? "older than the data" : "up to date", changed };
  } finally {
    db.close();
  }
}
