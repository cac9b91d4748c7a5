import type { StageResult } from "./build-report.ts";
import type { Context } from "./context.ts";
import { progressOf } from "./progress.ts";
import { acquireLock } from "./run-lock.ts";
import { withSignals } from "./signals.ts";
import { publish, type Step, site, unfinished, versionOf } from "./stages.ts";

/** Runs `work` under the lock of the build folder, and tidies up where it is stopped by a signal. */
export async function alone(
  { effects, paths }: Context,
  work: (stopped: AbortSignal) => Promise<void>,
): Promise<void> {
  const lock = await acquireLock(effects, paths.build);
  const cleanUp = async () => {
    for (const path of unfinished(paths)) await effects.files.remove(path);
    await lock.release();
  };
  try {
    await withSignals(effects, cleanUp, work);
  } finally {
    await lock.release();
  }
}

/** The stages of one run so far. */
export interface StageRun {
  context: Context;
  stages: StageResult[];
  stopped: AbortSignal;
}

/** Runs a stage with progress and takes its time; once the run is stopped, its next step throws. */
export async function timed<T extends object>(
  { context, stages, stopped }: StageRun,
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

/** The stages after the warehouse. */
export async function publishAndSite(run: StageRun): Promise<void> {
  const { effects, paths } = run.context;
  const version = await versionOf(effects, paths.root);
  await timed(run, "published", (step) => publish(effects, paths, version, step));
  await timed(run, "site", (step) => site(effects, paths, step));
}
