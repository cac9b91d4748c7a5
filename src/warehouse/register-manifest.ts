import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { ReferenceFileError } from "../errors/data-errors.ts";

/** What data/register/manifest.json says of one curated file. */
export interface ManifestEntry {
  file: string;
  title: string;
  as_of: string;
  as_of_basis: string;
  licence: string;
  cadence_months: number;
}

const PATH = "register/manifest.json";

export async function readRegisterManifest(effects: Effects, dataDir: string): Promise<ManifestEntry[]> {
  return readJsonList(effects, dataDir, PATH, [
    "file",
    "title",
    "as_of",
    "as_of_basis",
    "licence",
  ]) as Promise<ManifestEntry[]>;
}

/** Reads a JSON list of objects that must each have the given text fields. */
export async function readJsonList(
  effects: Effects,
  dataDir: string,
  path: string,
  fields: string[],
): Promise<unknown[]> {
  const file = `data/${path}`;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(await effects.files.read(join(dataDir, path))));
  } catch (cause) {
    throw new ReferenceFileError(
      "The file is missing or not JSON",
      { file },
      "Restore it from version control",
      { cause },
    );
  }
  if (!Array.isArray(value))
    throw new ReferenceFileError("The file is not a list", { file }, "Make it a JSON list of objects");
  for (const [i, entry] of value.entries()) {
    const missing = fields.find((f) => typeof (entry as Record<string, unknown>)?.[f] !== "string");
    if (missing) {
      throw new ReferenceFileError(
        `Entry ${i + 1} lacks "${missing}"`,
        { file, row: i + 1, column: missing },
        "Add it",
      );
    }
  }
  return value;
}
