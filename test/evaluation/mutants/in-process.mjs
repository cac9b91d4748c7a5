// Stryker plugin: runs the tests within its worker. To start vitest anew for each of thousands of faults takes far longer
// than the tests do; here they are loaded once, and a fault is only a switch. Same test files, same `expect`.
import { mkdirSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const TINY = fileURLToPath(new URL("./tiny-vitest.mjs", import.meta.url));
/** Where Stryker's instrumented code looks for the fault that is on. */
globalThis.__stryker__ ??= {};
const space = globalThis.__stryker__;
const PASSED = 0;
const FAILED = 1;

class InProcessRunner {
  loads = 0;

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    const folders = (process.env.MUTANTS_TESTS ?? "")
      .split(",")
      .map((name) => resolve("test/evaluation", name));
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => resolve(folder, name)));
    mkdirSync("build/mutants", { recursive: true });
    this.bundle = resolve(`build/mutants/tests-${process.pid}.mjs`);
    await bundle(
      files.filter((file) => file.endsWith(".test.ts")),
      this.bundle,
    );
    await this.load();
  }

  /** Modules and fixtures as new. */
  async load() {
    space.activeMutant = undefined;
    globalThis.tinyTests = [];
    await import(`${pathToFileURL(this.bundle)}?${this.loads++}`);
    this.tests = new Map(globalThis.tinyTests.map((test) => [test.id, test]));
  }

  async dryRun() {
    const tests = [];
    for (const test of this.tests.values()) {
      space.currentTestId = test.id;
      tests.push(await runTest(test));
    }
    space.currentTestId = undefined;
    return { status: "complete", tests, mutantCoverage: space.mutantCoverage };
  }

  async mutantRun(options) {
    const first = await this.attempt(options);
    if (first.status === "survived") return first;
    if (first.status === "killed") {
      // An earlier fault may have spoilt a fixture: what failed must pass without the fault.
      const { status } = await runTest(this.tests.get(first.killedBy[0]));
      if (status === PASSED) return first;
    }
    await this.load();
    if (first.status === "timeout") return first;
    const second = await this.attempt(options);
    await this.load();
    return second;
  }

  async attempt({ testFilter, hitLimit, activeMutant }) {
    const chosen = (testFilter ?? [...this.tests.keys()]).map((id) => this.tests.get(id));
    // The quickest first: most faults fall to them.
    chosen.sort((a, b) => a.took - b.took);
    Object.assign(space, { hitCount: 0, hitLimit, activeMutant: activeMutant.id });
    try {
      for (const [at, test] of chosen.entries()) {
        const { status, failureMessage } = await runTest(test);
        if (space.hitCount > hitLimit) return { status: "timeout", reason: "A loop went round too often" };
        if (status === FAILED)
          return { status: "killed", killedBy: [test.id], failureMessage, nrOfTests: at + 1 };
      }
      return { status: "survived", nrOfTests: chosen.length };
    } finally {
      Object.assign(space, { hitLimit: undefined, activeMutant: undefined });
    }
  }
}

/** One file with all tests, each told which file it comes from. */
async function bundle(files, outfile) {
  const lines = files.map((file) => `file(${JSON.stringify(file)}); await import(${JSON.stringify(file)});`);
  await build({
    stdin: { contents: ['import { file } from "vitest";', ...lines].join("\n"), resolveDir: process.cwd() },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    alias: { vitest: TINY },
    external: ["ml-matrix", "fast-check"],
    logLevel: "error",
  });
}

async function runTest(test) {
  const start = performance.now();
  let failure = null;
  try {
    await test.run();
  } catch (error) {
    failure = String(error?.message || error);
  }
  const timeSpentMs = performance.now() - start;
  test.took ??= timeSpentMs;
  const about = { id: test.id, name: test.name, fileName: test.file, timeSpentMs };
  return failure === null
    ? { ...about, status: PASSED }
    : { ...about, status: FAILED, failureMessage: failure };
}

const create = () => new InProcessRunner();
create.inject = [];

export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", factory: create }];
