import { spawn } from "node:child_process";
import { chmod, mkdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { ended } from "../cli/project.ts";
import { tempFolder } from "../support/temp.ts";
import { ROOT } from "../support/warehouse.ts";

const load = (name: string) => import(pathToFileURL(join(ROOT, "src/setup", name)).href);

let root: string;
let npm: string;

const lockOf = (version: string) =>
  JSON.stringify({
    packages: {
      "": {},
      "node_modules/a": { version },
      "node_modules/b": { version: "1.0.0", optional: true },
    },
  });

/** A project with a lock file and an npm of its own, which writes down how it was called. */
beforeEach(async () => {
  root = await tempFolder();
  await mkdir(join(root, "src/cli"), { recursive: true });
  await writeFile(join(root, "src/cli/nap.mjs"), "");
  await writeFile(join(root, "package-lock.json"), lockOf("1.0.0"));
  npm = join(root, "npm.mjs");
  await writeFile(
    npm,
    `#!/usr/bin/env node
import { appendFileSync, existsSync, mkdirSync } from "node:fs";
appendFileSync("calls.txt", process.argv.slice(2).join(" ") + "\\n");
if (existsSync("no-network")) process.exit(7);
mkdirSync("node_modules/.bin", { recursive: true });
`,
  );
  await chmod(npm, 0o755);
});

const calls = async () =>
  (await readFile(join(root, "calls.txt"), "utf8").catch(() => "")).split("\n").filter(Boolean);
const ensure = async () => (await load("ensure.mjs")).ensure(root, { npm });

describe("ensure", () => {
  test("installs once, and again only when package-lock.json changes or node_modules goes", async () => {
    expect(await ensure()).toBe(0);
    expect(await calls()).toEqual(["ci --include=dev --no-audit --no-fund --loglevel=error"]);
    expect(await ensure()).toBe(0);
    expect(await calls()).toHaveLength(1);
    await writeFile(join(root, "package-lock.json"), lockOf("2.0.0"));
    expect(await ensure()).toBe(0);
    expect(await calls()).toHaveLength(2);
    await rm(join(root, "node_modules"), { recursive: true });
    expect(await ensure()).toBe(0);
    expect(await calls()).toHaveLength(3);
  });

  test("takes packages that npm itself installed, if they are those of package-lock.json", async () => {
    await mkdir(join(root, "node_modules"));
    const own = { packages: { "node_modules/a": { version: "1.0.0" } } };
    await writeFile(join(root, "node_modules/.package-lock.json"), JSON.stringify(own));
    expect(await ensure()).toBe(0);
    expect(await calls()).toEqual([]);
    await rm(join(root, "node_modules/.nap-lock-hash"));
    await writeFile(
      join(root, "node_modules/.package-lock.json"),
      JSON.stringify({ packages: { "node_modules/a": { version: "0.9.0" } } }),
    );
    expect(await ensure()).toBe(0);
    expect(await calls()).toHaveLength(1);
  });

  test("links the command for npx", async () => {
    await ensure();
    expect(await readlink(join(root, "node_modules/.bin/nap"))).toBe("../../src/cli/nap.mjs");
  });

  test("fails with exit code 4 when npm does, and tries again next time", async () => {
    await writeFile(join(root, "no-network"), "");
    expect(await ensure()).toBe(4);
    await rm(join(root, "no-network"));
    expect(await ensure()).toBe(0);
    expect(await calls()).toHaveLength(2);
  });

  test("refuses an old Node with a message that says what to do", async () => {
    const { nodeFault } = await load("node-version.mjs");
    expect(nodeFault("18.19.1")).toMatch(/Node 18\.19\.1 is too old[\s\S]*Install Node 20/);
    expect(nodeFault("20.0.0")).toBeNull();
    expect(nodeFault("100.1.0")).toBeNull();
  });
});

describe("the browser", () => {
  test("is the one that CHROMIUM_PATH names, else one in the usual folders, else none", async () => {
    const { findChromium } = await load("chromium.mjs");
    const own = join(root, "my-browser");
    await writeFile(own, "");
    expect(findChromium({ CHROMIUM_PATH: own }, [])).toBeNull();
    await chmod(own, 0o755);
    expect(findChromium({ CHROMIUM_PATH: own }, [])).toBe(own);
    await writeFile(join(root, "google-chrome"), "", { mode: 0o755 });
    expect(findChromium({}, [root])).toBe(join(root, "google-chrome"));
    expect(findChromium({ PATH: root }, [])).toBe(join(root, "google-chrome"));
  });
});

describe("the last line of npm test", () => {
  const ok = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [] };
  const failedFile = { status: "failed", assertionResults: [{ status: "failed" }] };
  test.each([
    ["all passed", ok, 0, "5 passed, 0 failed"],
    ["some skipped", { ...ok, numPendingTests: 1, numTodoTests: 1 }, 0, "5 passed, 0 failed, 2 skipped"],
    ["some failed", { ...ok, numFailedTests: 2, testResults: [failedFile] }, 1, "5 passed, 2 failed"],
    [
      "a file that cannot be loaded",
      { ...ok, testResults: [{ status: "failed", assertionResults: [] }] },
      1,
      "5 passed, 1 failed",
    ],
    ["a failure outside the tests", ok, 1, "5 passed, 1 failed"],
    ["no report", null, 3, "0 passed, 1 failed"],
    ["no report although all seemed well", null, 0, "0 passed, 1 failed"],
  ])("%s", async (_, report, exitCode, line) => {
    expect((await load("tally.mjs")).tally(report, exitCode)).toBe(line);
  });
});

describe("npm test and npm start", () => {
  /** The packages count as installed; nap and Vitest are stand-ins that write down how they were called. */
  async function standIns(napExit: number, vitestExit: number) {
    const { rememberInstall } = await load("install-state.mjs");
    await mkdir(join(root, "node_modules/vitest"), { recursive: true });
    rememberInstall(root);
    const note = `import { appendFileSync, writeFileSync } from "node:fs";
const note = (who) => appendFileSync("calls.txt", [who, process.env.TZ, process.env.OBSERVABLE_TELEMETRY_DISABLE, process.env.PORT, ...process.argv.slice(2)].join(" ") + "\\n");
`;
    await writeFile(join(root, "src/cli/nap.mjs"), `${note}note("nap"); process.exitCode = ${napExit};`);
    await writeFile(
      join(root, "node_modules/vitest/vitest.mjs"),
      `${note}note("vitest");
const output = process.argv.find((a) => a.startsWith("--outputFile.json=")).split("=")[1];
writeFileSync(output, JSON.stringify({ numPassedTests: 3, numFailedTests: ${vitestExit}, numPendingTests: 1, testResults: [] }));
console.log("vitest is done");
process.exitCode = ${vitestExit};`,
    );
  }

  const script = (name: string, args: string[] = []) =>
    ended(
      spawn(process.execPath, [join(ROOT, "src/setup", name), ...args], {
        cwd: root,
        env: { ...process.env, NAP_ROOT: root, CHROMIUM_PATH: process.execPath, PORT: "4321" },
      }),
    );

  test("build, run Vitest with the arguments, and end with the tally", async () => {
    await standIns(0, 0);
    const { code, out } = await script("test.mjs", ["test/cli", "-t", "lock"]);
    expect(code).toBe(0);
    expect(out).toMatch(/vitest is done\n3 passed, 0 failed, 1 skipped\n$/);
    const [first, second] = await calls();
    expect(first).toBe("nap UTC true 4321 build --quiet");
    expect(second).toMatch(
      /^vitest UTC true 4321 run --reporter=default --reporter=json .* test\/cli -t lock$/,
    );
  });

  test("fail with Vitest's exit code", async () => {
    await standIns(0, 1);
    const { code, out } = await script("test.mjs");
    expect(code).toBe(1);
    expect(out.trimEnd().split("\n").at(-1)).toBe("3 passed, 1 failed, 1 skipped");
  });

  test("run no test when the build fails", async () => {
    await standIns(3, 0);
    const { code, out } = await script("test.mjs");
    expect(code).toBe(3);
    expect(out.trimEnd().split("\n").at(-1)).toBe("0 passed, 1 failed");
    expect(await calls()).toHaveLength(1);
  });

  test("start builds, then serves on PORT", async () => {
    await standIns(0, 0);
    const { code, err } = await script("start.mjs");
    expect(code).toBe(0);
    expect(await calls()).toEqual(["nap UTC true 4321 build", "nap UTC true 4321 serve"]);
    expect(err).toMatch(/built in [\d.]+ s/);
  });

  test("start does not serve after a build that failed", async () => {
    await standIns(5, 0);
    const { code, err } = await script("start.mjs");
    expect(code).toBe(5);
    expect(await calls()).toHaveLength(1);
    expect(err).toContain("exit code 5");
  });
});
