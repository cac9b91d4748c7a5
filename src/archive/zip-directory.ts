import type { Entry } from "@zip.js/zip.js";
import { ArchiveError, TooLargeError } from "../errors/source-errors.ts";
import { RATIO_FROM } from "./gzip.ts";
import { overlapping } from "./zip-faults.ts";

export interface ZipLimits {
  /** Members, folders counted. */
  maxMembers: number;
  /** Unpacked bytes of all members together. */
  maxBytes: number;
  /** Unpacked bytes for each packed byte of a member, from 10 MB on; default 1000. */
  maxRatio?: number;
}

const MAX_RATIO = 1000;
/** Fixed part of a member's local header. */
const LOCAL_HEADER = 30;

const METHODS = new Map([
  [1, "Shrink"],
  [6, "Implode"],
  [12, "bzip2"],
  [14, "LZMA"],
  [20, "Zstandard"],
  [93, "Zstandard"],
  [95, "XZ"],
  [98, "PPMd"],
  [99, "AES"],
]);
const READ = new Set([0, 8, 9]);

const FILE_TYPE = 0xf000;
/** None said, plain file, folder, and pipe: what `zip` notes of a member that it read from one. */
const PLAIN_TYPES = new Set([0, 0x8000, 0x4000, 0x1000]);

/** Refuses one member that must not be there, or that we do not read. */
export function checkMember(entry: Entry, file: string): void {
  const name = entry.filename;
  const place = { file, value: name };
  const refuse = (
    what: string,
    remedy = "Look at the archive by hand; do not unpack it with other tools unchecked",
  ) => {
    throw new ArchiveError(what, place, remedy);
  };
  if (!isPlainName(name)) refuse("A member's name leads out of the folder, or is not a plain relative path");
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE;
  if (entry.symlink || !PLAIN_TYPES.has(type)) refuse("A member is a link or a device, not a file");
  if (entry.encrypted) refuse("A member is encrypted", "Ask the source for the file without a password");
  if (entry.directory && entry.uncompressedSize > 0) refuse("A folder of the archive has bytes");
  const method = entry.compressionMethod;
  if (!READ.has(method)) {
    const title = METHODS.get(method);
    refuse(
      `A member is packed with method ${method}${title ? ` (${title})` : ""}; stored, Deflate and Deflate64 are read`,
      "Ask for another form of the file, or pack it anew with Deflate",
    );
  }
  if (method === 0 && entry.compressedSize !== entry.uncompressedSize) {
    refuse("A member that is stored as it is has two lengths");
  }
}

/** Refuses an archive whose members unpack to too much, by what its directory says. */
export function checkSizes(entries: readonly Entry[], limits: ZipLimits, file: string): void {
  const ratio = limits.maxRatio ?? MAX_RATIO;
  let total = 0;
  for (const entry of entries) {
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * ratio) {
      throw new TooLargeError(
        `A member unpacks to more than ${ratio} times its size, as only a decompression bomb does`,
        { file, value: entry.filename },
        "Look at the archive by hand before you trust this source again",
      );
    }
    if (total > limits.maxBytes) {
      throw new TooLargeError(
        `The members unpack to more than ${limits.maxBytes} bytes`,
        { file, value: entry.filename },
        "If the source has grown, raise its limit in its loader; otherwise this is not the archive asked for",
      );
    }
  }
}

/** Refuses members that lie over one another: a bomb made of shared bytes passes every check of single sizes. */
export function checkOverlap(entries: readonly Entry[], file: string): void {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  let end = 0;
  for (const entry of sorted) {
    if (entry.offset < end) throw overlapping({ file, value: entry.filename });
    end = entry.offset + LOCAL_HEADER + entry.rawFilename.length + entry.compressedSize;
  }
}

/** Relative, with `/` between its parts, no `.`, `..` or empty part, no drive letter, no control character. */
function isPlainName(name: string): boolean {
  if (name.includes("\\") || /^[A-Za-z]:/.test(name)) return false;
  if ([...name].some((char) => char < " " || char === "\u007f")) return false;
  const parts = name.split("/");
  if (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return parts.every((part) => part !== "" && part !== "." && part !== "..");
}
