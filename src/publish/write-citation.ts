import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import { realEffects } from "../effects.ts";
import { readAll } from "../warehouse/read-all.ts";
import { latestAsOf } from "./as-of.ts";
import { citationCff, citationOf } from "./citation.ts";

/** Run by hand after a change of version or data: `npx tsx src/publish/write-citation.ts`. */
async function main(): Promise<void> {
  const effects = realEffects();
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const { files } = await readAll(effects, join(root, "data"), SERIES_SOURCES);
  const asOf = latestAsOf(files) ?? "";
  const manifest = new TextDecoder().decode(await effects.files.read(join(root, "package.json")));
  const { version } = JSON.parse(manifest) as { version: string };
  await effects.files.write(join(root, "CITATION.cff"), citationCff(citationOf(version, asOf)));
  effects.out("CITATION.cff written\n");
}

await main();
