import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { acquireLock, isStale, lockPath } from "../../src/cli/run-lock.ts";
import { type Effects, realEffects } from "../../src/effects.ts";
import { tempFolder } from "../support/temp.ts";
import { ROOT } from "../support/warehouse.ts";
import { ended, hashOf, makeProject, nap, startNap, waitFor } from "./project.ts";

// Whole builds, on machines that may be busy.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

function startHolder(folder: string): ChildProcess {
  const program = fileURLToPath(new URL("./hold-lock.mts", import.meta.url));
  return spawn(process.execPath, ["--import", "tsx/esm", program, folder], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
}

const go = (child: ChildProcess) => void child.stdin?.write("go\n");
/** A process that holds the lock of a folder. */
async function hold(folder: string): Promise<ChildProcess> {
  const holder = startHolder(folder);
  await waitFor(holder, "stdout", /ready/);
  const held = waitFor(holder, "stdout", /held/);
  go(holder);
  await held;
  return holder;
}

const finish = (child: ChildProcess) => {
  const over = new Promise((resolve) => child.once("close", resolve));
  child.stdin?.end();
  return over;
};

let root: string;
beforeAll(async () => {
  root = await makeProject();
});

describe("one run at a time", () => {
  test("of several processes that start at once exactly one gets the lock", async () => {
    const folder = await tempFolder();
    const children = Array.from({ length: 4 }, () => startHolder(folder));
    await Promise.all(children.map((c) => waitFor(c, "stdout", /ready/)));
    const answers = children.map((c) => waitFor(c, "stdout", /held|refused: .*/));
    for (const child of children) go(child);
    const words = (await Promise.all(answers)).map(([text]) => text);
    expect(words.filter((w) => w === "held")).toHaveLength(1);
    expect(words.filter((w) => w.startsWith("refused"))).toHaveLength(3);
    await Promise.all(children.map(finish));
    expect(await readdir(folder)).toEqual([]);
  });

  test("a build names the process that holds the lock, and touches nothing", async () => {
    const holder = await hold(join(root, "build"));
    const refused = await nap(root, ["build", "--warehouse-only", "--quiet"]);
    expect(refused.code).toBe(6);
    expect(refused.err).toContain(`process ${holder.pid} on ${hostname()}, since 20`);
    expect(refused.err).toContain("[locked]");
    expect(await readdir(join(root, "build"))).toEqual(["lock.json"]);
    await finish(holder);
    expect(existsSync(lockPath(join(root, "build")))).toBe(false);
  });

  test("the lock of a process that was killed is taken over", async () => {
    const folder = join(root, "build");
    const holder = await hold(folder);
    const killed = new Promise((resolve) => holder.once("close", resolve));
    holder.kill("SIGKILL");
    await killed;
    expect(existsSync(lockPath(folder))).toBe(true);
    const next = await hold(folder);
    expect(JSON.parse(await readFile(lockPath(folder), "utf8")).pid).toBe(next.pid);
    await finish(next);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("whether a lock is stale", () => {
  const now = new Date("2026-11-24T12:00:00Z");
  const effects: Effects = {
    ...realEffects(),
    now: () => now,
    self: { pid: 1, host: "here", isAlive: (pid) => pid === 7 },
  };
  const holder = { pid: 7, host: "here", started: "2026-11-24T11:00:00Z", heartbeat: "2026-11-24T11:59:50Z" };

  test.each([
    ["a living process with a fresh heartbeat", holder, false],
    ["a dead process", { ...holder, pid: 8 }, true],
    ["another machine with a fresh heartbeat", { ...holder, pid: 8, host: "there" }, false],
    [
      "another machine that fell silent",
      { ...holder, pid: 8, host: "there", heartbeat: "2026-11-24T11:50:00Z" },
      true,
    ],
    [
      "a process number that was given to another program",
      { ...holder, heartbeat: "2026-11-24T11:50:00Z" },
      true,
    ],
    ["an unreadable lock", null, true],
  ])("%s", (_, value, stale) => {
    expect(isStale(effects, value)).toBe(stale);
  });

  test("releasing leaves a lock that another run has taken over", async () => {
    const folder = await tempFolder();
    const lock = await acquireLock(realEffects(), folder);
    const other = JSON.stringify({ ...holder, host: "there" });
    await writeFile(lockPath(folder), other);
    await lock.release();
    expect(await readFile(lockPath(folder), "utf8")).toBe(other);
  });
});

describe("a build that is stopped", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "by %s exits with %i, tidies up and leaves the last good warehouse",
    async (signal, exitCode) => {
      const project = await makeProject();
      await mkdir(join(project, "build"));
      await writeFile(join(project, "build/warehouse.duckdb"), "the last good one");
      const before = await hashOf(join(project, "build/warehouse.duckdb"));
      const child = startNap(project, ["build", "--warehouse-only"]);
      const end = ended(child);
      await waitFor(child, "stderr", /load country/);
      child.kill(signal);
      expect((await end).code).toBe(exitCode);
      expect(await readdir(join(project, "build"))).toEqual(["warehouse.duckdb"]);
      expect(await hashOf(join(project, "build/warehouse.duckdb"))).toBe(before);
    },
  );
});
