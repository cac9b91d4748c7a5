import type { Command } from "commander";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { buildWarehouse, type WarehouseReport } from "../warehouse/build.ts";
import { describeBuild, type StageResult } from "./build-report.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { liveInput } from "./live-input.ts";
import { alone, publishAndSite, type StageRun, timed } from "./stage-run.ts";
import { count } from "./words.ts";

interface BuildOptions extends CommonOptions {
  acceptQuarantine?: boolean;
  warehouseOnly?: boolean;
  state?: string;
}

export function addBuild(program: Command, effects: Effects): void {
  const command = program
    .command("build")
    .description(
      "build the warehouse, the published files and the site; each is swapped in whole or not at all",
    )
    .option("--accept-quarantine", "go on although rows of the curated register were refused")
    .option("--warehouse-only", "stop after the warehouse")
    .option("--state <id>", "build from an earlier state of the live data (see nap sources --states)")
    .addHelpText("after", "\nExample:\n  $ nap build --warehouse-only");
  addCommonOptions(command).action(async (options: BuildOptions) =>
    build(await contextOf(effects, options), options),
  );
}

async function build(context: Context, options: BuildOptions): Promise<void> {
  await alone(context, (stopped) => runStages(context, options, stopped));
}

async function runStages(context: Context, options: BuildOptions, stopped: AbortSignal): Promise<void> {
  const { effects, paths } = context;
  const stages: StageResult[] = [];
  const run: StageRun = { context, stages, stopped };
  const warehouse = await timed(run, "warehouse", async (step) =>
    buildWarehouse(effects, paths, SERIES_SOURCES, {
      acceptQuarantine: options.acceptQuarantine === true,
      live: await liveInput(effects, paths, options.state),
      progress: step,
    }),
  );
  noteRefused(context, warehouse);
  if (!options.warehouseOnly) await publishAndSite(run);
  printResult(context, { stages }, context.quiet ? "" : describeBuild(stages));
}

/** Accepted or upstream rows that were refused are never dropped in silence. */
function noteRefused(context: Context, report: WarehouseReport): void {
  if (context.quiet || report.quarantined.length === 0) return;
  context.effects.err(`note: ${count(report.quarantined.length, "row")} refused; nap check lists them\n`);
}
