import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What `npm run bench -- <name>` runs, one after the other so that they do not disturb each other. */
const BENCHES: Record<string, string[]> = {
  ingest: ["ingest-crs.ts", "ingest-iati.ts"],
  evaluation: ["evaluation.ts", "curve.ts"],
  size: ["size.ts"],
  workbench: ["workbench.ts"],
};

const [name = "", ...args] = process.argv.slice(2);
const scripts = BENCHES[name];
if (!scripts) {
  console.error(`Usage: npm run bench -- <${Object.keys(BENCHES).join("|")}> [options of the benchmark]`);
  process.exitCode = 2;
}
for (const script of scripts ?? []) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status } = spawnSync(process.execPath, ["--import", "tsx", path, ...args], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
