import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { ReferenceFileError } from "../errors/data-errors.ts";
import { parseManifest, type SnapshotManifest, verifySnapshot } from "./manifest.ts";

/** A file of data/ with its checksum. `path` is relative to the project, for messages. */
export interface DataFile {
  path: string;
  bytes: Uint8Array;
  sha256: string;
}

export interface SnapshotFile extends DataFile {
  manifest: SnapshotManifest;
  version: string;
}

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export async function readDataFile(effects: Effects, dataDir: string, path: string): Promise<DataFile> {
  const full = join(dataDir, path);
  if (!(await effects.files.exists(full))) {
    throw new ReferenceFileError(
      "A file of the register is missing",
      { file: `data/${path}` },
      "Restore it from version control",
    );
  }
  const bytes = await effects.files.read(full);
  return { path: `data/${path}`, bytes, sha256: sha256(bytes) };
}

/** The newest snapshot of a source, verified against its manifest. Versions sort as text. */
export async function readSnapshot(effects: Effects, dataDir: string, source: string): Promise<SnapshotFile> {
  const folder = join("snapshots", source);
  const versions = (await effects.files.exists(join(dataDir, folder)))
    ? await effects.files.list(join(dataDir, folder))
    : [];
  const folders: string[] = [];
  for (const name of versions)
    if (await effects.files.isFolder(join(dataDir, folder, name))) folders.push(name);
  const version = folders.at(-1);
  if (!version) {
    throw new ReferenceFileError(
      "The source has no snapshot",
      { source, file: `data/${folder}` },
      "Restore data/snapshots from version control",
    );
  }
  const manifestPath = join(folder, version, "manifest.json");
  const manifestFile = await readDataFile(effects, dataDir, manifestPath);
  const manifest = parseManifest(new TextDecoder().decode(manifestFile.bytes), `data/${manifestPath}`);
  const file = await readDataFile(effects, dataDir, join(folder, version, manifest.file));
  verifySnapshot(manifest, file.bytes.length, file.sha256, file.path);
  return { ...file, manifest, version };
}
