import { join } from "node:path";
import { LIVE_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { readHealth, type SourceHealth } from "../live/health.ts";
import { type LivePaths, livePaths } from "../live/paths.ts";
import { type Pull, pullIn } from "../live/pull.ts";
import { history, type LiveState, readHead } from "../live/state.ts";
import type { LiveSource } from "../model/live-source.ts";
import type { RefreshReport } from "../refresh/outcome.ts";
import type { ChangesData, LiveSourceRow, RefreshRow } from "../web/data/changes.ts";

/** So many refreshes stand on the page; older ones stay in data/live/changes. */
const SHOWN_REFRESHES = 20;
const SHOWN_CHANGES = 40;

/** What the pages tell of live pulls: how each source stands, and what each refresh changed. */
export async function liveFacts(effects: Effects, dataDir: string): Promise<ChangesData> {
  const paths = livePaths(dataDir);
  const head = await readHead(effects, paths);
  const health = await readHealth(effects, paths);
  const sources: LiveSourceRow[] = [];
  for (const source of LIVE_SOURCES) {
    const pull = await pullIn(effects, paths, head, source.id);
    sources.push(sourceRow(source, pull, health[source.id]));
  }
  return { state: head.id, sources, refreshes: await refreshes(effects, paths, head) };
}

const sourceRow = (
  source: LiveSource,
  pull: Pull | null,
  health: SourceHealth | undefined,
): LiveSourceRow => ({
  id: source.id,
  title: source.title,
  owner: source.owner,
  url: source.citation.url,
  licence: source.licence,
  cadenceMonths: source.cadence_months,
  pulled: pull?.today ?? null,
  asOf: pull?.as_of ?? null,
  records: pull?.records ?? null,
  tried: health?.tried.slice(0, 10) ?? null,
  fault: health?.fault?.what ?? null,
  needsKey: source.secret !== undefined && pull === null,
});

async function refreshes(effects: Effects, paths: LivePaths, head: LiveState): Promise<RefreshRow[]> {
  const out: RefreshRow[] = [];
  for (const state of (await history(effects, paths, head)).slice(0, SHOWN_REFRESHES)) {
    const path = join(paths.changes, `${state.id}.json`);
    if (!(await effects.files.exists(path))) continue;
    const report = JSON.parse(new TextDecoder().decode(await effects.files.read(path))) as RefreshReport;
    out.push(refreshRow(report));
  }
  return out;
}

const refreshRow = (report: RefreshReport): RefreshRow => ({
  state: report.state,
  created: report.created,
  sources: report.sources.map((s) => ({
    id: s.source,
    title: s.title,
    outcome: s.outcome,
    fault: s.fault?.what ?? null,
  })),
  tables: report.tables.map(({ largest: _, ...table }) => table),
  unchangedTables: report.unchangedTables,
  largest: report.tables
    .flatMap((t) => t.largest.map((c) => ({ table: t.table, ...c })))
    .sort((a, b) => Math.abs(b.relative ?? 0) - Math.abs(a.relative ?? 0))
    .slice(0, SHOWN_CHANGES),
});
