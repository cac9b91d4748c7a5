import type { Effects } from "../effects.ts";
import { readHealth, writeHealth } from "../live/health.ts";
import { livePaths } from "../live/paths.ts";
import type { Pull } from "../live/pull.ts";
import { type LiveState, makeState, moveHead, readHead, writeState } from "../live/state.ts";
import { writeWhole } from "../live/write-whole.ts";
import type { Proposal } from "../model/live-source.ts";
import type { Net } from "../net/client.ts";
import { buildCandidate, discardCandidate, swapWarehouse } from "../warehouse/build.ts";
import { differenceOf } from "../warehouse/difference.ts";
import { changedFiles } from "../warehouse/freshness.ts";
import type { Paths } from "../warehouse/paths.ts";
import { readCountries, readLive } from "../warehouse/read-live.ts";
import { diskFullOf } from "./disk-full.ts";
import type { RefreshReport, SourceOutcome } from "./outcome.ts";
import { pullAll } from "./pull-all.ts";
import type { RefreshOptions, Run } from "./run.ts";

/**
 * Pulls sources, reads and compares what came, builds a warehouse from it, and only then makes both count: first the
 * state (one rename), then the warehouse (one rename). A source that fails keeps its last good pull; the others go on.
 * @throws NapError where the run as a whole cannot go on, DiskFullError among them; the last good state and warehouse stay.
 */
export async function refresh(
  effects: Effects,
  net: Net,
  paths: Paths,
  options: RefreshOptions,
): Promise<RefreshReport> {
  try {
    return await pullAndRebuild(effects, net, paths, options);
  } catch (error) {
    const full = diskFullOf(error);
    if (!full) throw error;
    // What was built so far is of no use to anybody, and takes the space that is wanting.
    await discardCandidate(effects, paths).catch(() => {});
    throw full;
  }
}

async function pullAndRebuild(
  effects: Effects,
  net: Net,
  paths: Paths,
  options: RefreshOptions,
): Promise<RefreshReport> {
  const live = livePaths(paths.data);
  const run: Run = {
    effects,
    net,
    paths,
    live,
    options,
    head: await readHead(effects, live),
    health: await readHealth(effects, live),
    countries: await readCountries(effects, paths.data),
    today: effects.now().toISOString().slice(0, 10),
  };
  const { outcomes, pulls, proposals } = await pullAll(run);
  const state = stateAfter(run, pulls);
  const report = await rebuild(run, state, outcomes, proposals);
  if (!options.dryRun) {
    await writeHealth(effects, live, run.health);
    if (proposals.length > 0) await keepProposals(run, proposals);
  }
  return report;
}

const keepProposals = ({ effects, live, today }: Run, proposals: Proposal[]) =>
  writeWhole(effects, live.proposals, `${JSON.stringify({ found: today, proposals }, null, 1)}\n`);

/** The state before where no pull differs from the last one. */
function stateAfter({ head, effects }: Run, pulls: ReadonlyMap<string, Pull>): LiveState {
  const all = { ...head.pulls };
  for (const [source, pull] of pulls) all[source] = pull.id;
  const same = Object.entries(all).every(([source, id]) => head.pulls[source] === id);
  return same ? head : makeState(head, all, effects.now());
}

/** Builds and swaps where the state or the files of the register differ from what the warehouse was built from. */
async function rebuild(
  run: Run,
  state: LiveState,
  sources: SourceOutcome[],
  proposals: Proposal[],
): Promise<RefreshReport> {
  const { effects, paths, options, live, head } = run;
  const isNew = state.id !== head.id;
  const report: RefreshReport = {
    state: state.id,
    parent: state.parent,
    created: effects.now().toISOString(),
    dryRun: options.dryRun,
    changed: false,
    sources,
    tables: [],
    unchangedTables: 0,
    proposals,
  };
  const input = await readLive(effects, paths.data, options.all, state);
  if (!isNew && (await changedFiles(effects, paths, options.series, input)).length === 0) return report;
  await buildCandidate(effects, paths, options.series, {
    acceptQuarantine: options.acceptQuarantine,
    live: input,
    progress: options.progress,
  });
  options.signal.throwIfAborted();
  const { tables, unchanged } = await differenceOf(effects, paths.warehouse, paths.candidate);
  Object.assign(report, { changed: true, tables, unchangedTables: unchanged });
  if (options.dryRun) {
    await discardCandidate(effects, paths);
    return report;
  }
  if (isNew) {
    await writeWhole(effects, `${live.changes}/${state.id}.json`, `${JSON.stringify(report, null, 1)}\n`);
    await writeState(effects, live, state);
    await moveHead(effects, live, state);
  }
  await swapWarehouse(effects, paths);
  return report;
}
