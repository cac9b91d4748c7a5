import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { request as ask, createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../src/warehouse/database.ts";
import { type Ended, ended, makeProject, startNap } from "../cli/project.ts";
import { ipuParlineReplay } from "../support/replay/ipu-parline.ts";
import { type ReplayServer, startReplays } from "../support/replay/server.ts";

const ARGS = ["refresh", "--source", "ipu-parline", "--warehouse-only", "--json", "--quiet"];
const TIMEOUT = { timeout: 300_000 };

let root: string;
let replays: ReplayServer;
let gate: Server;
/** Answers wait while this is not resolved: a source as slow as the test needs it. */
let open: Promise<void> = Promise.resolve();
/** Told of every request that came to the gate. */
let knock: () => void = () => {};

beforeAll(async () => {
  root = await makeProject();
  replays = await startReplays([ipuParlineReplay]);
  gate = createServer((from, to) => {
    knock();
    void open.then(() =>
      ask(`${replays.url}${from.url}`, { headers: from.headers }, (got) => {
        to.writeHead(got.statusCode ?? 500, got.headers);
        got.pipe(to);
      })
        .on("error", () => to.destroy())
        .end(),
    );
  });
  await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  gate?.closeAllConnections();
  gate?.close();
  await replays?.close();
});

const start = (): { child: ChildProcess; end: Promise<Ended> } => {
  const mirror = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
  const child = startNap(root, ARGS, { NAP_MIRROR: mirror });
  return { child, end: ended(child) };
};

/** Closes the gate; the function given opens it. */
function hold(): { release: () => void; asked: Promise<void> } {
  let release = () => {};
  open = new Promise((resolve) => {
    release = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    knock = resolve;
  });
  return { release, asked };
}

const lock = () => join(root, "build/lock.json");
const outcomes = ({ out }: Ended) =>
  (JSON.parse(out) as { sources: { outcome: string }[] }).sources.map((s) => s.outcome);

async function countRows(): Promise<number> {
  const db = await openDatabase(join(root, "build/warehouse.duckdb"), { readOnly: true });
  try {
    const [row] = await db.query<{ n: string }>(
      "SELECT count(*) AS n FROM observation WHERE source_ids LIKE 'live:ipu-parline%'",
    );
    return Number(row?.n);
  } finally {
    db.close();
  }
}

test("of two refreshes at once one wins; the other names it and ends with 6", TIMEOUT, async () => {
  const { release } = hold();
  const runs = [start(), start()];
  // The winner waits at the gate, so that the first to end is the one that was refused.
  const first = await Promise.race(runs.map(async (r) => ({ run: r, end: await r.end })));
  const winner = runs.find((r) => r !== first.run);
  expect(first.end.code).toBe(6);
  const { error } = JSON.parse(first.end.err) as { error: { code: string; what: string; exitCode: number } };
  expect(error).toMatchObject({ code: "locked", exitCode: 6 });
  expect(error.what).toContain(`process ${winner?.child.pid} on ${hostname()}, since 20`);
  expect(error.what).toMatch(/last sign of life \d+ s ago/);
  expect(JSON.parse(await readFile(lock(), "utf8"))).toMatchObject({ pid: winner?.child.pid });
  expect(winner?.child.exitCode).toBeNull();

  release();
  const won = await winner?.end;
  expect(won?.err).toBe("");
  expect(won?.code).toBe(0);
  expect(won && outcomes(won)).toEqual(["new"]);
  expect(existsSync(lock())).toBe(false);
  const rows = await countRows();
  expect(rows).toBeGreaterThan(100);

  const third = await start().end;
  expect(third.code).toBe(0);
  expect(outcomes(third)).toEqual(["unchanged"]);
  expect(existsSync(lock())).toBe(false);
  expect(await countRows()).toBe(rows);
});

test("the lock of a refresh that was killed is taken over", TIMEOUT, async () => {
  const { release, asked } = hold();
  const killed = start();
  await asked;
  killed.child.kill("SIGKILL");
  expect((await killed.end).code).toBeNull();
  expect(JSON.parse(await readFile(lock(), "utf8"))).toMatchObject({ pid: killed.child.pid });
  release();
  const next = await start().end;
  expect(next.err).toBe("");
  expect(next.code).toBe(0);
  expect(outcomes(next)).toEqual(["unchanged"]);
  expect(existsSync(lock())).toBe(false);
});
