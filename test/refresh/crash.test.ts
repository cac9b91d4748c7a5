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
async function torment(
  kills: number,
  seed: number,
): Promise<{ moved: number; finished: number; killed: number }> {
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
  const tally = { moved: 0, finished: 0, killed: 0 };
  let last = 1;
  let built = 1;
  for (let kill = 1; tally.killed < kills; kill++) {
    const offered = kill + 1;
    last = offered;
    replay.body.set("toy", toyCsv(offered));
    const child = start(root, server.url);
    await ready(child);
    const from = performance.now();
    const end = closed(child);
    // Every tenth run is let go to its end, to learn how long one takes now. Of the others half are killed anywhere,
    // half where the state and the warehouse move.
    const share = next() < 0.5 ? next() : 0.6 + next() * 0.5;
    if (kill % 10 !== 0)
      await Promise.race([end, new Promise((resolve) => setTimeout(resolve, share * whole))]);
    else await end;
    child.kill("SIGKILL");
    if ((await end) === 0) {
      tally.finished += 1;
      whole = performance.now() - from;
    } else tally.killed += 1;
    const found = await readBack(root);
    expect([toyCsv(good), toyCsv(offered)]).toContain(found.state);
    if (found.state === toyCsv(offered)) {
      good = offered;
      tally.moved += 1;
    }
    // The warehouse was built whole from one state. It follows the state, or has not yet, and never runs ahead of it.
    const base = Number(found.warehouse[0]);
    expect(found.warehouse).toEqual(Array.from({ length: 10 }, (_, i) => base + i));
    expect([built, good]).toContain(base);
    built = base;
    expect(found.plans).toBeGreaterThan(200);
  }
  expect(await closed(start(root, server.url))).toBe(0);
  const end = await readBack(root);
  expect(end.state).toBe(toyCsv(last));
  expect(end.warehouse[0]).toBe(last);
  expect(existsSync(join(root, "build/warehouse.candidate.duckdb"))).toBe(false);
  return tally;
}

it(`keeps the old state or the new one at ${KILLS} kills`, { timeout: 3_000_000 }, async () => {
  const runs = await Promise.all(
    Array.from({ length: SIDE_BY_SIDE }, (_, i) => torment(KILLS / SIDE_BY_SIDE, 7 + i)),
  );
  const sum = (of: "moved" | "finished" | "killed") => runs.reduce((total, r) => total + r[of], 0);
  expect(sum("killed")).toBe(KILLS);
  // Runs that came to their end moved the state; of those killed, most did not.
  expect(sum("moved")).toBeGreaterThanOrEqual(sum("finished"));
  expect(sum("moved")).toBeLessThan(sum("killed") + sum("finished"));
});
