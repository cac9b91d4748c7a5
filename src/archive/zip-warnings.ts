import * as zipjs from "@zip.js/zip.js";
import type { DiskReader } from "./disk-reader.ts";
import { contradiction } from "./zip-faults.ts";

/** Oddities that change neither which members there are nor what they hold. */
const HARMLESS = new Set<string>([
  zipjs.WARNING_UNSORTED_CENTRAL_DIRECTORY,
  zipjs.WARNING_UNKNOWN_VERSION,
  zipjs.WARNING_MALFORMED_EXTRA_FIELD,
]);
const DIRECTORY_HEADER = 46;

/** Refuses what zip.js noticed and read on: two readers could see two different archives. */
export async function checkWarnings(
  reader: zipjs.ZipReader<unknown>,
  entries: readonly zipjs.Entry[],
  disk: DiskReader,
  file: string,
): Promise<void> {
  for (const { reason } of reader.warnings ?? []) {
    if (HARMLESS.has(reason)) continue;
    if (
      reason === zipjs.WARNING_TRAILING_CENTRAL_DIRECTORY_DATA &&
      (await isUnusedZip64(reader, entries, disk))
    )
      continue;
    throw contradiction(reason, { file });
  }
}

/** `zip` writes a zip64 end record for data from a pipe, and then does without it: no member is hidden there. */
async function isUnusedZip64(
  reader: zipjs.ZipReader<unknown>,
  entries: readonly zipjs.Entry[],
  disk: DiskReader,
): Promise<boolean> {
  const { directoryOffset = 0, directoryLength = 0 } = reader;
  let length = 0;
  for (const entry of entries) {
    length +=
      DIRECTORY_HEADER + entry.rawFilename.length + entry.rawExtraField.length + entry.rawComment.length;
  }
  if (length !== directoryLength) return false;
  const next = await disk.readUint8Array(directoryOffset + directoryLength, 4);
  return Buffer.from(next).toString("latin1") === "PK\x06\x06";
}
