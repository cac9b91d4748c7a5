import { dirname, join, relative } from "node:path";
import type { Effects } from "../effects.ts";
import { checkSite } from "../site/check.ts";
import { filesBelow } from "../site/site-files.ts";
import { sha256 } from "../snapshot/read-data.ts";
import type { Paths } from "../warehouse/paths.ts";
import type { Fault } from "./check-report.ts";

const SUMS = "SHA256SUMS";
const REBUILD = "Run nap build";

/** Checks what the last build left: published files against their checksums, and the pages. What is not built is said. */
export async function checkBuilt(
  effects: Effects,
  paths: Paths,
): Promise<{ faults: Fault[]; notes: string[] }> {
  const faults: Fault[] = [];
  const notes: string[] = [];
  if (await effects.files.exists(paths.published))
    faults.push(...(await checkSums(effects, paths, paths.published)));
  else
    notes.push("The published files are not built yet, so their checksums were not checked: run nap build");
  if (await effects.files.exists(paths.dist)) {
    for (const p of await checkSite(effects, paths.dist)) {
      faults.push({
        code: p.code,
        file: `dist/${p.file}`,
        what: p.what,
        remedy: "Mend the page or the data, then run nap build",
      });
    }
  } else notes.push("The site is not built yet, so its pages were not checked: run nap build");
  return { faults, notes };
}

/** Verifies each list of checksums in a folder, both ways: files that changed or went, and files that no list names. */
async function checkSums(effects: Effects, paths: Paths, folder: string): Promise<Fault[]> {
  const files = await filesBelow(effects, folder);
  const faults: Fault[] = [];
  const lists = files.filter((file) => file === SUMS || file.endsWith(`/${SUMS}`));
  for (const list of lists) {
    const base = join(folder, dirname(list));
    const sums = parseSums(new TextDecoder().decode(await effects.files.read(join(folder, list))));
    for (const [name, sum] of sums) {
      const path = join(base, name);
      const what = !(await effects.files.exists(path))
        ? "is named in the list of checksums but missing"
        : sha256(await effects.files.read(path)) !== sum
          ? "does not have the checksum that was published"
          : null;
      if (what)
        faults.push({
          code: "checksum",
          file: relative(paths.root, path),
          what: `The file ${what}`,
          remedy: REBUILD,
        });
    }
  }
  return faults;
}

/** "<64 hex digits>  <path>" on each line. */
function parseSums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    if (match?.[1] && match[2]) sums.set(match[2], match[1]);
  }
  return sums;
}
