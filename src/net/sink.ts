import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { EnvironmentError } from "../errors/run-errors.ts";
import { DiskFullError } from "../errors/source-errors.ts";

/** Bytes of the beginning that are kept for a look at what the answer is. */
export const HEAD_BYTES = 64 * 1024;

/** A file that is written from the front, counted and hashed on the way. */
export interface Sink {
  readonly bytes: number;
  /** The first bytes, at most 64 kB. */
  head(): Uint8Array;
  write(chunk: Uint8Array): Promise<void>;
  /** Flushes to disk and closes; the SHA-256 of all bytes, in hex. */
  end(): Promise<string>;
  /** Closes; safe after `end`. */
  close(): Promise<void>;
}

/** @param keep go on behind the bytes that are there, which are read once for the hash. */
export async function openSink(file: string, keep: boolean): Promise<Sink> {
  const handle = await onDisk(file, () => open(file, keep ? "r+" : "w"));
  const hash = createHash("sha256");
  const start: Buffer[] = [];
  let held = 0;
  let bytes = 0;
  const take = (chunk: Uint8Array) => {
    hash.update(chunk);
    if (held < HEAD_BYTES) start.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - held)));
    held += Math.min(chunk.byteLength, HEAD_BYTES - held);
    bytes += chunk.byteLength;
  };
  if (keep) await onDisk(file, () => readThrough(handle, take));
  return {
    get bytes() {
      return bytes;
    },
    head: () => Buffer.concat(start),
    async write(chunk) {
      await onDisk(file, () => writeAll(handle, chunk, bytes));
      take(chunk);
    },
    async end() {
      await onDisk(file, () => handle.sync());
      await onDisk(file, () => handle.close());
      return hash.digest("hex");
    },
    close: () => handle.close(),
  };
}

async function readThrough(handle: FileHandle, take: (chunk: Uint8Array) => void): Promise<void> {
  const piece = Buffer.alloc(1024 * 1024);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return;
    take(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done, at + done);
    done += bytesWritten;
  }
}

async function onDisk<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    const { code = "unknown" } = fault as NodeJS.ErrnoException;
    const place = { file: basename(file) };
    if (code === "ENOSPC" || code === "EDQUOT") {
      throw new DiskFullError(
        code === "EDQUOT" ? "The disk quota is used up" : "The disk is full",
        place,
        "Make room and run again; the last good data is untouched",
      );
    }
    throw new EnvironmentError(
      `The download cannot be written (${code})`,
      place,
      "Check the folder and its permissions",
    );
  }
}
