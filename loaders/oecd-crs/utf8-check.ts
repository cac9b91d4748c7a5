import { isUtf8 } from "node:buffer";
import { EncodingError } from "../../src/errors/data-errors.ts";

/** U+00C3 or U+00C2 followed by a C1 or Latin-1 character: the trace of UTF-8 that was read as Latin-1. */
const DOUBLED = [Buffer.from([0xc3, 0x83, 0xc2]), Buffer.from([0xc3, 0x82, 0xc2])];

/** Proves a stream of bytes to be UTF-8 without NUL, and counts doubly encoded letters in passing. */
export class Utf8Check {
  bytes = 0;
  doubled = 0;
  #carry: Uint8Array = Buffer.alloc(0);

  constructor(private readonly file: string) {}

  /** @throws EncodingError for a NUL byte. @returns false where the bytes are not UTF-8. */
  push(chunk: Uint8Array): boolean {
    const whole = this.#carry.byteLength > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const end = lastWhole(whole);
    const part = Buffer.from(whole.buffer, whole.byteOffset, end);
    const nul = part.indexOf(0);
    if (nul >= 0)
      throw new EncodingError(
        `The text has a NUL byte at offset ${this.bytes - this.#carry.byteLength + nul}: it is damaged, or UTF-16 without a mark`,
        { source: "oecd-crs", file: this.file },
        "Look at the file; last good data stays in use",
      );
    this.bytes += chunk.byteLength;
    // A copy: the caller may use its buffer again.
    this.#carry = Buffer.from(whole.subarray(end));
    if (!isUtf8(part)) return false;
    for (const trace of DOUBLED)
      for (let at = part.indexOf(trace); at >= 0; at = part.indexOf(trace, at + 3)) this.doubled++;
    return true;
  }

  /** False where the text ends within a character. */
  end(): boolean {
    return this.#carry.byteLength === 0;
  }
}

/** Where the last whole character ends: at most three bytes are kept for the next chunk. */
function lastWhole(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return size > back ? length - back : length;
  }
  return length;
}
