import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentError } from "../../errors/run-errors.ts";
import type { DictionaryEntry } from "../../publish/dictionary.ts";
import type { manifestOf } from "../../publish/manifest.ts";
import type { DataFile } from "../../web/data/data-page.ts";
import type { PageContext } from "./common.ts";

export interface Published {
  manifest: ReturnType<typeof manifestOf>;
  dictionary: DictionaryEntry[];
  bibtex: string;
  ris: string;
  /** The manifest and the checksum file, which the manifest cannot list. */
  unlisted: DataFile[];
}

/**
 * The published files as the site will serve them.
 * @throws EnvironmentError where they are not there.
 */
export async function readPublished(context: PageContext | undefined): Promise<Published> {
  const read = async (name: string): Promise<Buffer> => {
    try {
      return await readFile(join(context?.published ?? "", "data", name));
    } catch (cause) {
      throw new EnvironmentError(
        "The published files are not there",
        { file: `build/published/data/${name}` },
        "Publish the data before building the site: nap build does both",
        { cause },
      );
    }
  };
  const text = async (name: string) => (await read(name)).toString("utf8");
  const unlisted: DataFile[] = [];
  for (const name of ["manifest.json", "SHA256SUMS"]) {
    const bytes = await read(name);
    unlisted.push({
      path: `data/${name}`,
      format: name.includes(".") ? "json" : "text",
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
  }
  return {
    manifest: JSON.parse(await text("manifest.json")) as Published["manifest"],
    dictionary: JSON.parse(await text("dictionary.json")) as DictionaryEntry[],
    bibtex: await text("citation.bib"),
    ris: await text("citation.ris"),
    unlisted,
  };
}
