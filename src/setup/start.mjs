// npm start: packages, build, serve.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensure, projectRoot } from "./ensure.mjs";
import { run, seconds } from "./run.mjs";

const NAP = join("src", "cli", "nap.mjs");

async function start(root) {
  const started = performance.now();
  const ready = await ensure(root);
  if (ready !== 0) return ready;
  console.error(`setup: packages ready (${seconds(started)})`);
  const building = performance.now();
  const built = await run(process.execPath, [NAP, "build"], { cwd: root });
  if (built !== 0) {
    console.error(`setup: the build stopped with exit code ${built} after ${seconds(building)}`);
    if (existsSync(join(root, "dist")))
      console.error("setup: the last good site is still there: npx nap serve");
    return built;
  }
  console.error(`setup: built in ${seconds(building)}, ready after ${seconds(started)}`);
  return run(process.execPath, [NAP, "serve"], { cwd: root });
}

process.exitCode = await start(process.env.NAP_ROOT ?? projectRoot);
