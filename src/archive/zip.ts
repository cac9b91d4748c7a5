import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { configure, type Entry, type FileEntry, ZipReader } from "@zip.js/zip.js";
import { ArchiveError, TooLargeError, TruncatedError } from "../errors/source-errors.ts";
import { DiskReader } from "./disk-reader.ts";
import { checkMember, checkOverlap, checkSizes, type ZipLimits } from "./zip-directory.ts";
import { zipError } from "./zip-faults.ts";
import { unpack } from "./zip-member.ts";
import { checkWarnings } from "./zip-warnings.ts";

export type { ZipLimits } from "./zip-directory.ts";

/** A file in an archive; sizes as the directory says, which reading checks. */
export interface ZipMember {
  name: string;
  bytes: number;
  packed: number;
  /** 0 stored, 8 Deflate, 9 Deflate64. */
  method: number;
}

export interface Zip {
  /** Files in the order of the directory; folders are left out. */
  members: readonly ZipMember[];
  /**
   * The unpacked bytes of a member, with back pressure; its length and checksum are proved at the end.
   * @throws ArchiveError, TruncatedError while iterating.
   */
  open(name: string): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

// Workers would cost more than they give for one stream, and keep the process alive.
configure({ useWebWorkers: false, chunkSize: 512 * 1024 });

/**
 * Opens a zip archive on disk: its directory is read and judged as a whole, its members are streamed by ranges.
 * @throws TruncatedError for a cut archive, ArchiveError for anything but plain files packed with methods we read,
 * TooLargeError beyond the limits.
 */
export async function openZip(path: string, limits: ZipLimits): Promise<Zip> {
  const file = basename(path);
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    await checkStart(handle, size, file);
    const disk = new DiskReader(handle, size, file);
    const reader = new ZipReader(disk, {
      // What this tolerates it notes down, and `checkWarnings` judges it.
      strictness: "balanced",
      checkLocalFilename: true,
      maxAppendedDataSize: 0,
      // Names are judged by `checkMember`, which says what is wrong with them.
      filenameValidation: "tolerant",
    });
    const entries = await readDirectory(reader, limits, file);
    await checkWarnings(reader, entries, disk, file);
    return zip(reader, handle, entries, file);
  } catch (fault) {
    await handle.close();
    throw zipError(fault, { file });
  }
}

async function checkStart(handle: FileHandle, size: number, file: string): Promise<void> {
  const start = Buffer.alloc(4);
  await handle.read(start, 0, 4, 0);
  if (size > 0 && start.toString("latin1", 0, 2) !== "PK") {
    throw new ArchiveError(
      "The file is not a zip archive",
      { file },
      "Look at it by hand, and at where it came from",
    );
  }
  if (size < 22) {
    throw new TruncatedError(
      `The archive has only ${size} bytes`,
      { file },
      "Download it again: it was cut short on its way",
    );
  }
}

async function readDirectory(reader: ZipReader<unknown>, limits: ZipLimits, file: string): Promise<Entry[]> {
  const entries = new Map<string, Entry>();
  for await (const entry of reader.getEntriesGenerator()) {
    const place = { file, value: entry.filename };
    if (entries.size >= limits.maxMembers) {
      throw new TooLargeError(
        `The archive has more than ${limits.maxMembers} members`,
        place,
        "If the source has grown, raise its limit in its loader",
      );
    }
    checkMember(entry, file);
    if (entries.has(entry.filename)) {
      throw new ArchiveError(
        "Two members have the same name",
        place,
        "Look at the archive by hand: which one is meant?",
      );
    }
    entries.set(entry.filename, entry);
  }
  const all = [...entries.values()];
  checkSizes(all, limits, file);
  checkOverlap(all, file);
  return all;
}

function zip(reader: ZipReader<unknown>, handle: FileHandle, entries: readonly Entry[], file: string): Zip {
  const files = new Map<string, FileEntry>();
  for (const entry of entries) if (!entry.directory) files.set(entry.filename, entry);
  return {
    members: [...files.values()].map((entry) => ({
      name: entry.filename,
      bytes: entry.uncompressedSize,
      packed: entry.compressedSize,
      method: entry.compressionMethod,
    })),
    open(name) {
      const entry = files.get(name);
      if (entry) return unpack(entry, file);
      throw new ArchiveError(
        `The archive has no such member; it has ${[...files.keys()].slice(0, 5).join(", ") || "none"}`,
        { file, value: name },
        "Compare with what the source documents: its archive may have changed",
      );
    },
    async close() {
      await reader.close();
      await handle.close();
    },
  };
}
