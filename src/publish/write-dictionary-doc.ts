import { fileURLToPath } from "node:url";
import { realEffects } from "../effects.ts";
import { dictionaryDoc } from "./dictionary-doc.ts";
import { schemaCatalogue } from "./schema-catalogue.ts";

/** Run by hand after a change of a contract or mart: `npx tsx src/publish/write-dictionary-doc.ts`. */
async function main(): Promise<void> {
  const effects = realEffects();
  const path = fileURLToPath(new URL("../../docs/data-dictionary.md", import.meta.url));
  await effects.files.makeFolder(fileURLToPath(new URL("../../docs", import.meta.url)));
  await effects.files.write(path, dictionaryDoc(await schemaCatalogue()));
  effects.out("docs/data-dictionary.md written\n");
}

await main();
