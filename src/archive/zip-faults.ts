import * as zipjs from "@zip.js/zip.js";
import { NapError, type Place } from "../errors/nap-error.ts";
import { ArchiveError, TruncatedError } from "../errors/source-errors.ts";
import { LeftOver } from "./through.ts";

const DOWNLOAD_AGAIN = "Download it again: the archive was cut short or damaged on its way";
const BY_HAND = "Look at the archive by hand; do not unpack it with other tools unchecked";

/** zip.js and zlib say that bytes are missing or damaged. */
const BROKEN = new Set<string>([
  zipjs.ERR_BAD_FORMAT,
  zipjs.ERR_EOCDR_NOT_FOUND,
  zipjs.ERR_EOCDR_LOCATOR_ZIP64_NOT_FOUND,
  zipjs.ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  zipjs.ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  zipjs.ERR_EXTRAFIELD_ZIP64_NOT_FOUND,
  zipjs.ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  zipjs.ERR_INVALID_CRC32,
  zipjs.ERR_INVALID_COMPRESSED_DATA,
]);

/** Our error for a fault of zip.js or zlib; other faults (of the disk, say) stay what they are. */
export function zipError(fault: unknown, place: Place): unknown {
  if (fault instanceof NapError || !(fault instanceof Error)) return fault;
  if (fault instanceof LeftOver) return new ArchiveError(longer(fault.message), place, BY_HAND);
  const { code, reason } = fault as { code?: string; reason?: string };
  if (BROKEN.has(fault.message) || code === "Z_BUF_ERROR" || code === "Z_DATA_ERROR") {
    return new TruncatedError(
      `The archive is not whole: ${lowerFirst(fault.message)}`,
      place,
      DOWNLOAD_AGAIN,
    );
  }
  if (fault.message === zipjs.ERR_INVALID_UNCOMPRESSED_SIZE) {
    return new ArchiveError("A member has another length than the directory says", place, BY_HAND);
  }
  if (fault.message === zipjs.ERR_AMBIGUOUS_ARCHIVE) {
    return contradiction(reason ?? "ambiguous", place);
  }
  if (fault.message === zipjs.ERR_OVERLAPPING_ENTRY) return overlapping(place);
  if (fault.message === zipjs.ERR_SPLIT_ZIP_FILE) {
    return new ArchiveError(
      "The archive is one part of several",
      place,
      "Ask the source for it in one piece",
    );
  }
  return code === undefined
    ? new ArchiveError(`The archive cannot be read: ${fault.message}`, place, BY_HAND)
    : fault;
}

export const contradiction = (reason: string, place: Place) =>
  new ArchiveError(`The archive contradicts itself: ${reason}`, place, BY_HAND);

export const overlapping = (place: Place) =>
  new ArchiveError("Members of the archive share bytes, as only a decompression bomb's do", place, BY_HAND);

const longer = (what: string) => `The packed data of a member ends before its bytes do (${what})`;
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
