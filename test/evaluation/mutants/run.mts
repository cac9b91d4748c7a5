// Plants faults group by group and writes the share that the tests notice into docs/validation.md.
// Usage: npm run mutants -- [part of a group's name]
// The tests run within Stryker's workers. `MUTANTS_TESTS=folder npx stryker run --mutate file` has vitest run them: it finds the
// same and takes far longer.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { replaceSection } from "../goldens/validation-doc.ts";
import { GROUPS } from "./groups.ts";

const root = resolve(import.meta.dirname, "../../..");
const folder = resolve(root, "build/mutants");
mkdirSync(folder, { recursive: true });
const only = process.argv[2] ?? "";
const resultOf = (at: number) => resolve(folder, `group-${at}.json`);

for (const [at, group] of GROUPS.entries()) {
  if (!group.name.includes(only)) continue;
  rmSync(resultOf(at), { force: true });
  const { status } = spawnSync(
    "npx",
    ["stryker", "run", "--testRunner", "in-process", "--mutate", group.mutate.join(",")],
    {
      cwd: root,
      env: { ...process.env, MUTANTS_TESTS: group.tests.join(",") },
      stdio: "inherit",
    },
  );
  if (status === 0) copyFileSync(resolve(folder, "mutation.json"), resultOf(at));
}

interface Report {
  files: Record<string, { mutants: { status: string }[] }>;
}

const rows: string[] = [];
const all = { total: 0, noticed: 0 };
for (const [at, group] of GROUPS.entries()) {
  if (!existsSync(resultOf(at))) continue;
  const report = JSON.parse(readFileSync(resultOf(at), "utf8")) as Report;
  const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...names: string[]) => statuses.filter((status) => names.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const total = noticed + count("Survived", "NoCoverage");
  all.total += total;
  all.noticed += noticed;
  rows.push(
    `| ${group.name} | ${total} | ${count("Killed")} | ${count("Timeout")} | ${count("Survived")} | ${count("NoCoverage")} | ${share(noticed, total)} |`,
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

const table = [
  "Every mutation that Stryker knows is tried, but for sentences in notices and errors, and for what runs only when a file is loaded. Each group is judged by the unit tests of its own folder alone, without reference values, property tests and size studies.",
  "",
  "| code | faults | noticed | ran too long | not noticed | never run | score |",
  "|---|---|---|---|---|---|---|",
  ...rows,
  `| all | ${all.total} | | | | | ${share(all.noticed, all.total)} |`,
].join("\n");
console.log(table);
const missing = GROUPS.filter((_, at) => !existsSync(resultOf(at))).map(({ name }) => name);
if (missing.length > 0) {
  // A table of some groups would pass for the whole.
  console.error(`Not written to docs/validation.md: no result yet for ${missing.join("; ")}`);
  process.exitCode = 1;
} else {
  const path = resolve(root, "docs/validation.md");
  writeFileSync(path, replaceSection(readFileSync(path, "utf8"), "mutants", table));
}
