import type { Command } from "commander";
import { LIVE_SOURCES, SERIES_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { EXIT, type ExitCode } from "../errors/nap-error.ts";
import { UsageError } from "../errors/run-errors.ts";
import { readHealth } from "../live/health.ts";
import { livePaths } from "../live/paths.ts";
import type { LiveSource } from "../model/live-source.ts";
import { readPartialDate } from "../parse/cell.ts";
import type { RefreshReport } from "../refresh/outcome.ts";
import type { RefreshOptions } from "../refresh/run.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { describeRefresh } from "./refresh-report.ts";
import type { SetExit } from "./set-exit.ts";
import { alone, publishAndSite, type StageRun, timed } from "./stage-run.ts";
import { versionOf } from "./stages.ts";

interface Options extends CommonOptions {
  source?: string[];
  since?: string;
  dryRun?: boolean;
  acceptChange?: string[];
  acceptQuarantine?: boolean;
  warehouseOnly?: boolean;
}

export function addRefresh(program: Command, effects: Effects, setExit: SetExit): void {
  const command = program
    .command("refresh")
    .description(
      "pull every live source, rebuild from what is good, and show what changed; a bad answer replaces nothing",
    )
    .option("--source <id...>", "only these sources (see nap sources)")
    .option("--since <date>", "leave alone the sources that had a good answer on this day or later")
    .option("--dry-run", "show what would change and keep everything as it is")
    .option("--accept-change <id...>", "accept a large change of these sources, after looking at it")
    .option("--accept-quarantine", "go on although rows of the curated register were refused")
    .option("--warehouse-only", "stop after the warehouse")
    .addHelpText(
      "after",
      "\nExample:\n  $ nap refresh --source world-bank --dry-run\n\nKeys and a mirror come from the environment: docs/cli.md.",
    );
  addCommonOptions(command).action(async (options: Options) => {
    const context = await contextOf(effects, options);
    const chosen = chosenSources(options);
    await alone(context, async (stopped) => setExit(await run(context, options, chosen, stopped)));
  });
}

/** @throws UsageError for an id or a day that does not exist. */
function chosenSources(options: Options): readonly LiveSource[] {
  const ids = LIVE_SOURCES.map((s) => s.id);
  const stranger = [...(options.source ?? []), ...(options.acceptChange ?? [])].find(
    (id) => !ids.includes(id),
  );
  if (stranger !== undefined)
    throw new UsageError("There is no such source", { value: stranger }, `Use one of: ${ids.join(", ")}`);
  const { since } = options;
  if (since !== undefined && (since.length !== 10 || !readPartialDate(since).ok))
    throw new UsageError("--since is not a day", { value: since }, "Write YYYY-MM-DD");
  return options.source ? LIVE_SOURCES.filter((s) => options.source?.includes(s.id)) : LIVE_SOURCES;
}

async function run(
  context: Context,
  options: Options,
  chosen: readonly LiveSource[],
  stopped: AbortSignal,
): Promise<ExitCode> {
  const { effects, paths } = context;
  const stages: StageRun = { context, stages: [], stopped };
  const faultsBefore = await faultsOf(context);
  const report = await timed(stages, "warehouse", (progress) =>
    pull(context, {
      chosen,
      all: LIVE_SOURCES,
      series: SERIES_SOURCES,
      ...(options.since ? { since: options.since } : {}),
      dryRun: options.dryRun === true,
      accepted: new Set(options.acceptChange ?? []),
      acceptQuarantine: options.acceptQuarantine === true,
      signal: stopped,
      progress,
    }),
  );
  // The pages tell the age of sources and the faults of their last pull.
  const isShown =
    (await effects.files.exists(paths.dist)) && !report.changed && (await faultsOf(context)) === faultsBefore;
  if (!options.warehouseOnly && !options.dryRun && !isShown) await publishAndSite(stages);
  printResult(context, report, describeRefresh(report));
  return exitOf(report);
}

const faultsOf = async ({ effects, paths }: Context) =>
  JSON.stringify(
    Object.entries(await readHealth(effects, livePaths(paths.data))).map(([id, h]) => [id, h.fault?.code]),
  );

// The HTTP client is loaded only when it is needed, so that the other commands start fast.
async function pull(context: Context, options: RefreshOptions): Promise<RefreshReport> {
  const { effects, paths } = context;
  const { makeNet } = await import("../net/client.ts");
  const { refresh } = await import("../refresh/refresh.ts");
  const mirror = effects.env.NAP_MIRROR;
  const net = makeNet({
    now: effects.now,
    random: effects.random,
    sleep: effects.sleep,
    userAgent: `wps-nap-twinning/${await versionOf(effects, paths.root)}`,
    ...(mirror ? { mirror } : {}),
    report: ({ kind, url, detail }) => options.progress(`${kind}: ${url} ${detail}`),
  });
  try {
    return await refresh(effects, net, paths, options);
  } finally {
    await net.close();
  }
}

/** Sources that failed make the run fail, although the others were taken; skipped ones do not. */
function exitOf(report: RefreshReport): ExitCode {
  const failed = report.sources.filter((s) => s.outcome === "failed");
  if (failed.length === 0) return EXIT.ok;
  return failed.every((s) => s.fault?.code === "transport") ? EXIT.environment : EXIT.data;
}
