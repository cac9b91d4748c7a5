// Writes the table of reference values in docs/validation.md from a run. Usage: npx tsx test/evaluation/goldens/write-validation.mts
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { ADAPTERS } from "./adapters.ts";
import { adapterFor, goldenCases } from "./cases.ts";
import { deviationsOf } from "./compare.ts";
import { replaceSection } from "./validation-doc.ts";

const path = resolve(import.meta.dirname, "../../../docs/validation.md");
const rows: string[] = [];
let values = 0;
for (const { golden, data, kept } of goldenCases()) {
  const adapter = adapterFor(ADAPTERS, golden);
  if (!adapter) continue;
  const deviations = deviationsOf(golden, await adapter.run(golden, data));
  values += deviations.length;
  const worst = deviations[0];
  const largest = Math.max(0, ...deviations.map(({ deviation }) => deviation));
  const relative = Math.max(0, ...deviations.map(relativeOf));
  const share = worst ? worst.ratio : 0;
  rows.push(
    `| ${golden.method} | \`${golden.id}\` | ${golden.peer.replace("; R 4.2.2", "")} | ${deviations.length} | ${short(largest)} | ${short(relative)} | ${short(share)} | ${kept ? "yes" : "no"} |`,
  );
}

function relativeOf({ ours, theirs }: { ours: number | null; theirs: number | null }): number {
  if (ours === null || theirs === null || theirs === 0 || ours === theirs) return 0;
  return Math.abs(ours - theirs) / Math.abs(theirs);
}

function short(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}

const table = [
  `${rows.length} cases, ${values} values compared.`,
  "",
  "| method | case | peer | values | largest deviation | largest relative deviation | share of the tolerance | data kept here |",
  "|---|---|---|---|---|---|---|---|",
  ...rows.sort(),
].join("\n");
writeFileSync(path, replaceSection(readFileSync(path, "utf8"), "reference", table));
