import type { FileHandle } from "node:fs/promises";
import { Reader } from "@zip.js/zip.js";
import { TooLargeError } from "../errors/source-errors.ts";

/** Longest piece that is read at once. Directories of 100,000 members are about 15 MB. */
const MAX_PIECE = 64 * 1024 * 1024;

/** Lets zip.js read a file on disk by ranges, so that an archive of any size takes the same memory. */
export class DiskReader extends Reader<FileHandle> {
  constructor(
    private readonly handle: FileHandle,
    size: number,
    private readonly file: string,
  ) {
    super(handle);
    this.size = size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.size - index));
    if (wanted > MAX_PIECE) {
      throw new TooLargeError(
        `The archive's directory claims ${wanted} bytes`,
        { file: this.file },
        "No real archive has such a directory; look at the file by hand",
      );
    }
    const bytes = new Uint8Array(wanted);
    let read = 0;
    while (read < wanted) {
      const { bytesRead } = await this.handle.read(bytes, read, wanted - read, index + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return read === wanted ? bytes : bytes.subarray(0, read);
  }
}
