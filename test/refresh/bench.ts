import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import { type Effects, realEffects } from "../../src/effects.ts";
import { readHealth } from "../../src/live/health.ts";
import { livePaths } from "../../src/live/paths.ts";
import { openAnswers, readPull } from "../../src/live/pull.ts";
import { readHead } from "../../src/live/state.ts";
import type { LiveSource } from "../../src/model/live-source.ts";
import { makeNet, type NetOptions } from "../../src/net/client.ts";
import type { RefreshReport } from "../../src/refresh/outcome.ts";
import { refresh } from "../../src/refresh/refresh.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { projectPaths } from "../../src/warehouse/paths.ts";

export interface RunOptions {
  mirror: string;
  sources: readonly LiveSource[];
  net?: Partial<NetOptions>;
  files?: Effects["files"];
  /** Filled with the milliseconds of each wait; waits pass at once. */
  waits?: number[];
}

/** One whole refresh of a project, in this process. */
export async function runRefresh(root: string, options: RunOptions): Promise<RefreshReport> {
  const { mirror, sources, waits = [] } = options;
  const real = realEffects();
  const effects: Effects = { ...real, files: options.files ?? real.files, env: { NAP_MIRROR: mirror } };
  let waited = 0;
  const net = makeNet({
    now: () => new Date(Date.now() + waited),
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
      waited += ms;
    },
    userAgent: "nap-test/1",
    mirror,
    ...options.net,
  });
  try {
    return await refresh(effects, net, projectPaths(root), {
      chosen: sources,
      all: sources,
      series: SERIES_SOURCES,
      dryRun: false,
      accepted: new Set(),
      acceptQuarantine: false,
      signal: new AbortController().signal,
      progress: () => {},
    });
  } finally {
    await net.close();
  }
}

/** What a project holds of its sources: the state and the stored answers, verified, and the warehouse's rows. */
export async function readProject(root: string, ids: readonly string[]) {
  const effects = realEffects();
  const live = livePaths(join(root, "data"));
  const head = await readHead(effects, live);
  const answers: Record<string, string> = {};
  for (const id of ids) {
    const pull = await readPull(effects, live, id, String(head.pulls[id]));
    const [answer] = await openAnswers(effects, live, id, pull.answers);
    answers[id] = Buffer.from((await answer?.read()) ?? []).toString("base64");
  }
  return {
    head: existsSync(live.head) ? await readFile(live.head, "utf8") : null,
    pulls: head.pulls,
    answers,
    rows: await liveRows(root),
  };
}

export const healthOf = (root: string) => readHealth(realEffects(), livePaths(join(root, "data")));

/** The rows of every live series in the warehouse: indicator → country → value. */
export async function liveRows(root: string): Promise<Record<string, Record<string, number>>> {
  const rows = await query<{ indicator: string; iso3: string; value: number }>(
    root,
    "SELECT indicator, iso3, value FROM observation WHERE source_ids LIKE 'live:%' ORDER BY indicator, iso3",
  );
  const out: Record<string, Record<string, number>> = {};
  for (const { indicator, iso3, value } of rows) {
    out[indicator] ??= {};
    Object.assign(out[indicator], { [iso3]: value });
  }
  return out;
}

export async function query<T>(root: string, sql: string): Promise<T[]> {
  const db = await openDatabase(join(root, "build/warehouse.duckdb"), { readOnly: true });
  try {
    return (await db.query(sql)) as T[];
  } finally {
    db.close();
  }
}

/** Names in data/live/partial that are not a download with its note on how to go on. */
export async function leftovers(root: string): Promise<string[]> {
  const folder = join(root, "data/live/partial");
  if (!existsSync(folder)) return [];
  const names = await readdir(folder);
  const pair = (name: string) =>
    name.endsWith(".part") ? `${name}.resume.json` : name.replace(/\.resume\.json$/, "");
  return names.filter((name) => !names.includes(pair(name)));
}
