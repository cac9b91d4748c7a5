import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A decoder of node:zlib; `bytesWritten` is what it has taken in and understood. */
export type Engine = Transform & { readonly bytesWritten: number };

/** The packed data ended before the bytes did. */
export class LeftOver extends Error {
  constructor(readonly bytes: number) {
    super(`${bytes} bytes after the end of the packed data`);
  }
}

/** How many bytes have gone in. */
export interface Fed {
  bytes: number;
}

/**
 * Runs bytes through a decoder of node:zlib with back pressure.
 * @throws LeftOver where bytes follow the end: zlib's streams are silent about those. Faults of `source` and of the
 * decoder come through as they are.
 */
export async function* through(
  source: AsyncIterable<Uint8Array>,
  engine: Engine,
  fed: Fed = { bytes: 0 },
): AsyncGenerator<Uint8Array> {
  async function* counted() {
    for await (const chunk of source) {
      fed.bytes += chunk.byteLength;
      yield chunk;
    }
  }
  // Its faults reach the reader below by way of the engine.
  const feeding = pipeline(counted, engine).catch(() => {});
  try {
    for await (const chunk of engine) yield chunk as Uint8Array;
    const rest = fed.bytes - engine.bytesWritten;
    if (rest > 0) throw new LeftOver(rest);
    await feeding;
  } finally {
    engine.destroy();
  }
}
