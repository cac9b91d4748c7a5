// npm test: packages, browser, one build for the tests to look at, then Vitest. Arguments go on to Vitest.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { ensure, projectRoot } from "./ensure.mjs";
import { childEnv, run, seconds } from "./run.mjs";
import { tally } from "./tally.mjs";

/** Runs it all; gives the exit code and, for the last line, Vitest's report. */
async function test(root, args) {
  const ready = await ensure(root);
  if (ready !== 0) return { code: ready, report: null };
  // Without a browser the browser tests fail by themselves and say so; the others still run.
  const chromium = await ensureChromium();
  const started = performance.now();
  const built = await run(process.execPath, [join("src", "cli", "nap.mjs"), "build", "--quiet"], {
    cwd: root,
  });
  if (built !== 0) {
    console.error(`setup: the build stopped with exit code ${built}, so there is nothing to test`);
    return { code: built, report: null };
  }
  console.error(`setup: built in ${seconds(started)}`);
  return vitest(root, args, chromium);
}

async function vitest(root, args, chromium) {
  const output = join(root, "build", "test-report.json");
  mkdirSync(join(root, "build"), { recursive: true });
  rmSync(output, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
  const program = join("node_modules", "vitest", "vitest.mjs");
  const env = childEnv(chromium ? { CHROMIUM_PATH: chromium } : {});
  const code = await run(process.execPath, [program, "run", ...reporters, ...args], { cwd: root, env });
  return { code, report: readReport(output) };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

const { code, report } = await test(process.env.NAP_ROOT ?? projectRoot, process.argv.slice(2));
process.exitCode = code === 0 && !report ? 1 : code;
console.log(tally(report, code));
