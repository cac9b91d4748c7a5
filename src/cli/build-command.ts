import type { Command } from "commander";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { buildWarehouse, type WarehouseReport } from "../warehouse/build.ts";
import { describeBuild, type StageResult } from "./build-report.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { progressOf } from "./progress.ts";
import { acquireLock } from "./run-lock.ts";
import { withSignals } from "./signals.ts";
import { publish, type Step, site, unfinished, versionOf } from "./stages.ts";
import { count } from "./words.ts";

interface BuildOptions extends CommonOptions {
  acceptQuarantine?: boolean;
  warehouseOnly?: boolean;
}

export function addBuild(program: Command, effects: Effects): void {
  const command = program
    .command("build")
    .description(
      "build the warehouse, the published files and the site; each is swapped in whole or not at all",
    )
    .option("--accept-quarantine", "go on although rows of the curated register were refused")
    .option("--warehouse-only", "stop after the warehouse")
    .addHelpText("after", "\nExample:\n  $ nap build --warehouse-only");
  addCommonOptions(command).action(async (options: BuildOptions) =>
    build(await contextOf(effects, options), options),
  );
}

async function build(context: Context, options: BuildOptions): Promise<void> {
  const { effects, paths } = context;
  const lock = await acquireLock(effects, paths.build);
  const cleanUp = async () => {
    for (const path of unfinished(paths)) await effects.files.remove(path);
    await lock.release();
  };
  try {
    await withSignals(effects, cleanUp, (stopped) => runStages(context, options, stopped));
  } finally {
    await lock.release();
  }
}

async function runStages(context: Context, options: BuildOptions, stopped: AbortSignal): Promise<void> {
  const { effects, paths } = context;
  const stages: StageResult[] = [];
  const run: Run = { context, stages, stopped };
  const warehouse = await timed(run, "warehouse", (step) =>
    buildWarehouse(effects, paths, SERIES_SOURCES, {
      acceptQuarantine: options.acceptQuarantine === true,
      progress: step,
    }),
  );
  noteRefused(context, warehouse);
  if (!options.warehouseOnly) {
    const version = await versionOf(effects, paths.root);
    await timed(run, "published", (step) => publish(effects, paths, version, step));
    await timed(run, "site", (step) => site(effects, paths, step));
  }
  printResult(context, { stages }, context.quiet ? "" : describeBuild(stages));
}

interface Run {
  context: Context;
  stages: StageResult[];
  stopped: AbortSignal;
}

/** Runs a stage with progress and takes its time; once the run is stopped, its next step throws. */
async function timed<T extends object>(
  { context, stages, stopped }: Run,
  stage: StageResult["stage"],
  work: (step: Step) => Promise<T>,
): Promise<T> {
  const progress = progressOf(context);
  const started = context.effects.now().getTime();
  try {
    const report = await work((text, done, total) => {
      stopped.throwIfAborted();
      progress.step(stage, text, done, total);
    });
    const seconds = (context.effects.now().getTime() - started) / 1000;
    stages.push({ stage, seconds, report: { ...report } });
    return report;
  } finally {
    progress.end();
  }
}

/** Accepted or upstream rows that were refused are never dropped in silence. */
function noteRefused(context: Context, report: WarehouseReport): void {
  if (context.quiet || report.quarantined.length === 0) return;
  context.effects.err(`note: ${count(report.quarantined.length, "row")} refused; nap check lists them\n`);
}
