import { ReferenceFileError, SnapshotIntegrityError } from "../errors/data-errors.ts";

/** What is vouched for one snapshot file. */
export interface SnapshotManifest {
  source: string;
  file: string;
  sha256: string;
  bytes: number;
  rows: number;
  as_of: string;
  as_of_basis: string;
  recorded: string;
  obtained: string;
}

const TEXT = ["source", "file", "sha256", "as_of", "as_of_basis", "recorded", "obtained"] as const;

/** Reads a manifest and refuses one that lacks a field or names a file outside its folder. */
export function parseManifest(json: string, path: string): SnapshotManifest {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(json) as Record<string, unknown>;
  } catch (cause) {
    throw new ReferenceFileError(
      "The manifest is not JSON",
      { file: path },
      "Restore it from version control",
      { cause },
    );
  }
  for (const field of TEXT) {
    if (typeof value[field] !== "string" || value[field] === "") {
      throw new ReferenceFileError(`The manifest lacks "${field}"`, { file: path, column: field }, "Add it");
    }
  }
  if (typeof value.bytes !== "number" || typeof value.rows !== "number") {
    throw new ReferenceFileError(
      "The manifest lacks the size or the number of rows",
      { file: path },
      "Add bytes and rows",
    );
  }
  if (!/^[\w.-]+$/.test(String(value.file))) {
    throw new ReferenceFileError(
      "The manifest names a file outside its folder",
      { file: path, value: String(value.file) },
      "Name a file beside the manifest",
    );
  }
  return value as unknown as SnapshotManifest;
}

/** Refuses bytes that are not those the manifest vouches for. */
export function verifySnapshot(manifest: SnapshotManifest, size: number, sha256: string, path: string): void {
  if (size !== manifest.bytes || sha256 !== manifest.sha256) {
    throw new SnapshotIntegrityError(
      `The snapshot changed: ${size} bytes and checksum ${sha256.slice(0, 12)}…, not ${manifest.bytes} and ${manifest.sha256.slice(0, 12)}…`,
      { source: manifest.source, file: path },
      "Restore the file from version control; a new pull goes into a new folder",
    );
  }
}

/** Refuses a snapshot whose manifest speaks of another source or another number of rows. */
export function verifyRows(manifest: SnapshotManifest, records: number, source: string, path: string): void {
  if (manifest.source !== source) {
    throw new SnapshotIntegrityError(
      `The manifest is that of source ${manifest.source}`,
      { source, file: path },
      "Put each snapshot into the folder of its own source",
    );
  }
  if (manifest.rows !== records) {
    throw new SnapshotIntegrityError(
      `The snapshot has ${records} rows, its manifest says ${manifest.rows}`,
      { source, file: path },
      "Restore file and manifest from version control",
    );
  }
}
