import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import type { Place } from "../errors/nap-error.ts";
import { AnswerKindError, TooLargeError, TruncatedError } from "../errors/source-errors.ts";
import { type Fed, LeftOver, through } from "./through.ts";

/** Caps on what gzip data may unpack to. The ratio counts from `RATIO_FROM` unpacked bytes on. */
export interface GzipLimits {
  maxBytes: number;
  /** Unpacked bytes for each packed byte; default 200. Tables of text come to 5 to 30. */
  maxRatio?: number;
}

const MAX_RATIO = 200;
/** Below this a high ratio harms nobody: 10 MB. */
export const RATIO_FROM = 10_000_000;

/** What zlib says where a gzip header should be and is not, nor anything like one. */
const NO_HEADER = /incorrect header check|unknown compression method|unknown header flags/;

/**
 * Unpacks gzip strictly: every member with its trailer, any number of members, nothing else behind the last one.
 * Node's fetch and zlib with `finishFlush` take a cut stream for a whole one; this does not.
 * @throws TruncatedError for a cut or damaged stream, AnswerKindError for bytes that are not gzip,
 * TooLargeError beyond the limits.
 */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  limits: GzipLimits,
  place: Place,
): AsyncGenerator<Uint8Array> {
  const fed: Fed = { bytes: 0 };
  let bytes = 0;
  try {
    for await (const chunk of through(source, createGunzip({ chunkSize: 128 * 1024 }), fed)) {
      bytes += chunk.byteLength;
      refuseTooMuch(bytes, fed.bytes, limits, place);
      yield chunk;
    }
  } catch (fault) {
    throw gzipError(fault, bytes, place);
  }
  if (fed.bytes === 0) throw gzipError({ code: "Z_BUF_ERROR" }, 0, place);
}

/** The unpacked bytes of a `.gz` file, strictly. */
export function gunzipFile(path: string, limits: GzipLimits): AsyncIterable<Uint8Array> {
  return gunzip(createReadStream(path, { highWaterMark: 256 * 1024 }), limits, { file: basename(path) });
}

function refuseTooMuch(bytes: number, packed: number, limits: GzipLimits, place: Place): void {
  const ratio = limits.maxRatio ?? MAX_RATIO;
  if (bytes > limits.maxBytes) {
    throw new TooLargeError(
      `The gzip data unpacks to more than ${limits.maxBytes} bytes`,
      place,
      "If the source has grown, raise its limit in its loader; otherwise the answer is not what was asked for",
    );
  }
  if (bytes > RATIO_FROM && bytes > packed * ratio) {
    throw new TooLargeError(
      `The gzip data unpacks to more than ${ratio} times its size, as only a decompression bomb does`,
      place,
      "Look at the answer by hand before you trust this source again",
    );
  }
}

function gzipError(fault: unknown, bytes: number, place: Place): unknown {
  if (fault instanceof LeftOver) return afterEnd(place);
  const { code, message } = fault as { code?: string; message?: string };
  if (code === "Z_DATA_ERROR" && NO_HEADER.test(message ?? "")) {
    return bytes > 0
      ? afterEnd(place)
      : new AnswerKindError(
          "The bytes said to be gzip are not",
          place,
          "Look at the address by hand: the server mislabels its answer",
        );
  }
  if (code !== "Z_BUF_ERROR" && code !== "Z_DATA_ERROR") return fault;
  return new TruncatedError(
    code === "Z_BUF_ERROR"
      ? `The gzip data breaks off after ${bytes} unpacked bytes`
      : `The gzip data is damaged after ${bytes} unpacked bytes (${message})`,
    place,
    "Run again later: the transfer was not complete",
  );
}

const afterEnd = (place: Place) =>
  new AnswerKindError(
    "Other bytes follow the end of the gzip data",
    place,
    "Look at the address by hand: the server adds something to its answer",
  );
