import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Effects, realEffects } from "../../src/effects.ts";
import { NapError } from "../../src/errors/nap-error.ts";
import { makeProject } from "../cli/project.ts";
import { answer, conditional } from "../support/fault-server/faults.ts";
import { type FaultServer, startFaultServer } from "../support/fault-server.ts";
import { tempFolder } from "../support/temp.ts";
import { readProject, runRefresh } from "./bench.ts";
import { toyCsv, toySource } from "./toy-source.ts";

const PATH = "/toy.example.org/toy.csv";
const shell = promisify(execFile);

/** Whether this machine lets us mount a small disk: root outside of most containers. */
async function canMount(): Promise<boolean> {
  const folder = await tempFolder();
  return shell("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder])
    .then(() => shell("umount", [folder]))
    .then(
      () => true,
      () => false,
    );
}
const MOUNTS = await canMount();

type Files = Effects["files"];

const noSpace = (path: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), { code: "ENOSPC", path });

/** The real files until the nth call that takes space; from there on the disk is full. */
function fullFrom(nth: number): { files: Files; calls: () => number } {
  const { files } = realEffects();
  let calls = 0;
  const guard =
    <A extends [string, ...unknown[]]>(work: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      calls += 1;
      if (calls >= nth) throw noSpace(args[0]);
      await work(...args);
    };
  return {
    files: {
      ...files,
      write: guard(files.write),
      rename: guard(files.rename),
      makeFolder: guard(files.makeFolder),
    },
    calls: () => calls,
  };
}

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server?.close());

const offer = (value: number) => {
  server.route(PATH, conditional(toyCsv(value), { etag: `"${value}"` }));
};
const run = (root: string, files?: Files) =>
  runRefresh(root, { mirror: server.url, sources: [toySource()], ...(files ? { files } : {}) });

const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (fault: unknown) => fault,
  );

/** First value of the series by the state, and by the warehouse. */
async function standing(root: string): Promise<[number, number | undefined]> {
  const { answers, rows } = await readProject(root, ["toy"]);
  const text = Buffer.from(answers.toy ?? "", "base64").toString();
  return [Number(/AFG,2024,(\d+)/.exec(text)?.[1]), rows.toy_value?.AFG];
}

function expectDiskFull(fault: unknown): void {
  expect(fault).toBeInstanceOf(NapError);
  expect(fault).toMatchObject({ code: "disk-full", exitCode: 4 });
  expect((fault as NapError).remedy).toMatch(/run again/);
}

const drafts = async (root: string) => {
  const live = await readdir(join(root, "data/live"), { recursive: true });
  const build = await readdir(join(root, "build"));
  return [...live, ...build].filter((name) => /\.tmp$|candidate/.test(name));
};

describe("a disk that is full from the nth step of a refresh on", () => {
  test("is named, and leaves the old state or the new one", { timeout: 1_200_000 }, async () => {
    const root = await makeProject();
    offer(1);
    await run(root);
    offer(2);
    const counted = fullFrom(Number.POSITIVE_INFINITY);
    await run(root, counted.files);
    const steps = counted.calls();
    expect(steps).toBeGreaterThan(15);
    let old = 2;
    const tally = { before: 0, between: 0, after: 0 };
    for (let nth = 1; nth <= steps; nth++) {
      const offered = 100 + nth;
      offer(offered);
      expectDiskFull(await failure(run(root, fullFrom(nth).files)));
      const found = await standing(root);
      // The warehouse never runs ahead of the state.
      expect([
        [old, old],
        [offered, old],
        [offered, offered],
      ]).toContainEqual(found);
      if (found[0] === old) tally.before += 1;
      else if (found[1] === old) tally.between += 1;
      else tally.after += 1;
      expect(await drafts(root), `step ${nth}`).toEqual([]);
      if (found[0] === offered && found[1] === old) {
        await run(root);
        expect(await standing(root)).toEqual([offered, offered]);
      }
      old = found[0];
    }
    // Nearly all moments come before the state moves; only the swap and the note of health come after.
    expect(tally.before).toBeGreaterThan(tally.between + tally.after);
    expect(tally.between).toBeLessThanOrEqual(2);
    const report = await run(root);
    expect(report.sources[0]?.fault).toBeNull();
    expect(await standing(root)).toEqual([100 + steps, 100 + steps]);
  });
});

describe.skipIf(!MOUNTS)("a real disk of few bytes (skipped where this user may not mount one)", () => {
  /** Runs `work` with a small disk at a folder of a project. */
  async function withDisk(folder: string, size: string, work: () => Promise<void>): Promise<void> {
    await mkdir(folder, { recursive: true });
    await shell("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]);
    try {
      await work();
    } finally {
      await shell("umount", ["-l", folder]);
    }
  }
  const free = async (folder: string) => realEffects().files.freeBytes(folder);

  test("a download larger than it is refused, and its space given back", { timeout: 300_000 }, async () => {
    const root = await makeProject();
    await withDisk(join(root, "data/live"), "512k", async () => {
      offer(1);
      await run(root);
      const before = await readProject(root, ["toy"]);
      const space = await free(join(root, "data/live"));
      // Text that gzip could not shrink, and below the cap of the source.
      server.route(
        PATH,
        answer(`iso3,year,value\n${randomBytes(450_000).toString("hex")}`, { "content-type": "text/csv" }),
      );
      expectDiskFull(await failure(run(root)));
      expect(await readProject(root, ["toy"])).toEqual(before);
      expect(await readdir(join(root, "data/live/partial"))).toEqual([]);
      expect(await free(join(root, "data/live"))).toBe(space);
      offer(5);
      expect((await run(root)).sources[0]).toMatchObject({ outcome: "changed" });
      expect(await standing(root)).toEqual([5, 5]);
    });
  });

  test("a build that does not fit beside the last good warehouse", { timeout: 300_000 }, async () => {
    const root = await makeProject();
    const build = join(root, "build");
    await withDisk(build, "256m", async () => {
      offer(1);
      await run(root);
      const before = await readProject(root, ["toy"]);
      const { bytes } = await realEffects().files.fingerprint(join(build, "warehouse.duckdb"));
      await shell("mount", ["-o", `remount,size=${bytes + 3_000_000}`, build]);
      offer(2);
      expectDiskFull(await failure(run(root)));
      expect(await readProject(root, ["toy"])).toEqual(before);
      expect(existsSync(join(build, "warehouse.candidate.duckdb"))).toBe(false);
      expect(await readdir(build)).toEqual(["warehouse.duckdb"]);
      await shell("mount", ["-o", "remount,size=256m", build]);
      expect((await run(root)).sources[0]).toMatchObject({ outcome: "changed" });
      expect(await standing(root)).toEqual([2, 2]);
    });
  });
});
