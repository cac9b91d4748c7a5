import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Effects } from "../effects.ts";
import type { Problem } from "./problem.ts";

/** Every JSON file parses, and every published file has the bytes that SHA256SUMS vouches for. */
export async function checkDataFiles(effects: Effects, site: string, known: Set<string>): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const file of known) {
    if (!file.endsWith(".json")) continue;
    try {
      JSON.parse(
        new TextDecoder("utf-8", { fatal: true }).decode(await effects.files.read(join(site, file))),
      );
    } catch {
      problems.push({ code: "bad-json", file, what: "the file is not whole JSON" });
    }
  }
  if (!known.has("data/SHA256SUMS"))
    return [
      ...problems,
      { code: "no-checksums", file: "data/SHA256SUMS", what: "the published files have no checksums" },
    ];
  const sums = new TextDecoder().decode(await effects.files.read(join(site, "data/SHA256SUMS")));
  for (const line of sums.split("\n").filter(Boolean)) {
    const [sum, name] = line.split(/\s+\*?/);
    const file = `data/${name}`;
    if (!known.has(file)) problems.push({ code: "missing-file", file, what: "a published file is missing" });
    else if (
      createHash("sha256")
        .update(await effects.files.read(join(site, file)))
        .digest("hex") !== sum
    ) {
      problems.push({ code: "checksum", file, what: "the bytes are not those of SHA256SUMS" });
    }
  }
  return problems;
}
