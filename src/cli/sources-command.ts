import type { Command } from "commander";
import { LIVE_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { type Health, readHealth } from "../live/health.ts";
import { livePaths } from "../live/paths.ts";
import { pullIn } from "../live/pull.ts";
import { history, type LiveState, readHead } from "../live/state.ts";
import type { LiveSource } from "../model/live-source.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf, printResult } from "./context.ts";
import { describeSources, describeStates, type SourceLine, type StateLine } from "./sources-report.ts";

interface Options extends CommonOptions {
  states?: boolean;
}

export function addSources(program: Command, effects: Effects): void {
  const command = program
    .command("sources")
    .description("list the live sources with licence, rhythm, last pull and health")
    .option("--states", "list the states of the live data that nap build --state can go back to")
    .addHelpText("after", "\nExample:\n  $ nap sources");
  addCommonOptions(command).action(async (options: Options) => {
    const context = await contextOf(effects, options);
    const live = livePaths(context.paths.data);
    const head = await readHead(effects, live);
    if (options.states) {
      const states = await stateLines(context, head);
      printResult(context, { states }, describeStates(states));
      return;
    }
    const health = await readHealth(effects, live);
    const sources: SourceLine[] = [];
    for (const source of LIVE_SOURCES) sources.push(await sourceLine(context, source, head, health));
    printResult(context, { state: head.id, sources }, describeSources(sources, head.id, effects.now()));
  });
}

async function sourceLine(
  { effects, paths }: Context,
  source: LiveSource,
  head: LiveState,
  health: Health,
): Promise<SourceLine> {
  const pull = await pullIn(effects, livePaths(paths.data), head, source.id);
  const state = health[source.id];
  const missing = source.secret && !effects.env[source.secret.env] ? source.secret : null;
  return {
    id: source.id,
    title: source.title,
    owner: source.owner,
    licence: source.licence,
    cadenceMonths: source.cadence_months,
    address: source.citation.url,
    pulled: pull?.today ?? null,
    asOf: pull?.as_of ?? null,
    records: pull?.records ?? null,
    lastTried: state?.tried ?? null,
    lastGood: state?.good ?? null,
    fault: state?.fault ?? null,
    missingKey: missing ? { env: missing.env, howToGet: missing.howToGet } : null,
  };
}

async function stateLines({ effects, paths }: Context, head: LiveState): Promise<StateLine[]> {
  const states = await history(effects, livePaths(paths.data), head);
  return [
    ...states.map((s) => ({
      id: s.id,
      created: s.created,
      sources: Object.keys(s.pulls),
      current: s === head,
    })),
    { id: "base", created: "", sources: [], current: head.id === "base" },
  ];
}
