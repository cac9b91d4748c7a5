import type { Command } from "commander";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { differingFiles } from "../warehouse/freshness.ts";
import { readAll } from "../warehouse/read-all.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { liveInput } from "./live-input.ts";
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
  const {
    files: rows,
    quarantined,
    unresolved,
  } = await readAll(effects, paths.data, SERIES_SOURCES, await liveInput(effects, paths));
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
  const changed = await differingFiles(path, now);
  return { state: changed.length > 0 ? "older than the data" : "up to date", changed };
}
