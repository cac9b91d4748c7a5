import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { realEffects } from "../../src/effects.ts";
import { livePaths } from "../../src/live/paths.ts";
import { openAnswers, readPull } from "../../src/live/pull.ts";
import { readHead } from "../../src/live/state.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { makeProject } from "../cli/project.ts";
import { type ReplayServer, startReplays } from "../support/replay/server.ts";
import { ROOT } from "../support/warehouse.ts";
import { toyCsv, toyReplay } from "./toy-source.ts";

const KILLS = Number(process.env.KILLS ?? 200);
/** Two projects side by side: the machine has two cores, and a kill needs only one. */
const SIDE_BY_SIDE = 2;

const servers: ReplayServer[] = [];
afterAll(() => Promise.all(servers.map((s) => s.close())));

const start = (root: string, url: string): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", join(ROOT, "test/refresh/crash-child.mts"), root, url], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });

/** Resolves when the child is about to begin. */
const ready = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("error", reject);
  });
const closed = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));

/** The first value of the series, as the state and as the warehouse have it; throws where either is not whole. */
async function readBack(root: string) {
  const effects = realEffects();
  const live = livePaths(join(root, "data"));
  const head = await readHead(effects, live);
  const pull = await readPull(effects, live, "toy", String(head.pulls.toy));
  const [answer] = await openAnswers(effects, live, "toy", pull.answers);
  const text = new TextDecoder().decode(await answer?.read());
  const db = await openDatabase(join(root, "build/warehouse.duckdb"), { readOnly: true });
  try {
    const rows = await db.query<{ value: number }>(
      "SELECT value FROM observation WHERE indicator = 'toy_value' ORDER BY iso3",
    );
    const counts = await db.query<{ n: string }>("SELECT count(*) AS n FROM plan_timeline");
    return { state: text, warehouse: rows.map((r) => r.value), plans: Number(counts[0]?.n) };
  } finally {
    db.close();
  }
}

/** Kills `kills` refreshes, each of which has something new to take; gives at how many moments the state had moved. */
async function torment(kills: number, seed: number): Promise<{ moved: number; finished: number }> {
  const root = await makeProject();
  const replay = toyReplay();
  const server = await startReplays([replay]);
  servers.push(server);
  let random = seed;
  const next = () => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return random / 2_147_483_648;
  };
  let good = 1;
  replay.body.set("toy", toyCsv(good));
  const first = start(root, server.url);
  const begun = ready(first).then(() => performance.now());
  expect(await closed(first)).toBe(0);
  let whole = performance.now() - (await begun);
  const tally = { moved: 0, finished: 0 };
  for (let kill = 1; kill <= kills; kill++) {
    const offered = kill + 1;
    replay.body.set("toy", toyCsv(offered));
    const child = start(root, server.url);
    await ready(child);
    const from = performance.now();
    const end = closed(child);
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, next() * whole * 1.02))]);
    child.kill("SIGKILL");
    if ((await end) === 0) {
      tally.finished += 1;
      whole = (whole + performance.now() - from) / 2;
    }
    const found = await readBack(root);
    expect([toyCsv(good), toyCsv(offered)]).toContain(found.state);
    // The warehouse follows the state, or has not yet: it was built whole from one of them.
    const values = (base: number) => Array.from({ length: 10 }, (_, i) => base + i);
    expect([values(good), values(offered)]).toContainEqual(found.warehouse);
    expect(found.plans).toBeGreaterThan(200);
    if (found.state === toyCsv(offered)) {
      good = offered;
      tally.moved += 1;
    } else {
      // The warehouse never runs ahead of the state.
      expect(found.warehouse).toEqual(values(good));
    }
  }
  const last = start(root, server.url);
  expect(await closed(last)).toBe(0);
  const end = await readBack(root);
  expect(end.state).toBe(toyCsv(kills + 1));
  expect(end.warehouse[0]).toBe(kills + 1);
  expect(existsSync(join(root, "build/warehouse.candidate.duckdb"))).toBe(false);
  return tally;
}

it(`keeps the old state or the new one at ${KILLS} kills`, { timeout: 1_500_000 }, async () => {
  const runs = await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, (_, i) => torment(KILLS / SIDE_BY_SIDE, 7 + i)),
  );
  const moved = runs.reduce((sum, r) => sum + r.moved, 0);
  // Some kills came before the state moved and some after, or the moments were not spread over the run.
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThan(KILLS);
});
