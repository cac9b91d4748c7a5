import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { EncodingError } from "../../src/errors/data-errors.ts";
import { Utf8Check } from "./utf8-check.ts";

export type Encoding = "UTF-8" | "UTF-8 with byte order mark" | "UTF-16LE" | "UTF-16BE" | "Windows-1252";

export interface TextFacts {
  encoding: Encoding;
  bytes: number;
  /** Places where UTF-8 was once read as Latin-1 and written again. */
  doublyEncoded: number;
}

type Bytes = () => AsyncIterable<Uint8Array>;

const REMEDY = "Look at the file: its encoding is none that CRS files have had. Last good data stays in use";

/** What the first bytes say of the encoding; without a mark it is UTF-8 until a byte speaks against it. */
export function markOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return "UTF-16LE";
  if (start[0] === 0xfe && start[1] === 0xff) return "UTF-16BE";
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? "UTF-8 with byte order mark" : "UTF-8";
}

/**
 * Checks text that is strict UTF-8 already, without copying it.
 * @returns null where it is of another encoding and has to be rewritten.
 * @throws EncodingError for NUL bytes.
 */
export async function checkUtf8(path: string, file: string): Promise<TextFacts | null> {
  const check = new Utf8Check(file);
  let encoding: Encoding | null = null;
  const handle = await open(path, "r");
  // One buffer for the whole file: new ones for 5 GB cost more than the check.
  const buffer = Buffer.alloc(1024 * 1024);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      encoding ??= markOf(chunk);
      if (encoding.startsWith("UTF-16") || !check.push(chunk)) return null;
    }
  } finally {
    await handle.close();
  }
  return check.end()
    ? { encoding: encoding ?? "UTF-8", bytes: check.bytes, doublyEncoded: check.doubled }
    : null;
}

/**
 * Writes text as UTF-8, decoding it strictly: UTF-16 by its mark, else UTF-8, else Windows-1252 (which ISO-8859-1
 * text is too) when no part of it could be UTF-8.
 * @throws EncodingError where no encoding fits the whole file.
 */
export async function writeUtf8(source: Bytes, to: string, file: string): Promise<TextFacts> {
  const facts = await copyUtf8(source, to, file);
  if (facts) return facts;
  let encoding: Encoding = "UTF-8";
  for await (const chunk of source()) {
    encoding = markOf(chunk);
    break;
  }
  if (encoding === "UTF-16LE" || encoding === "UTF-16BE") return decode(source, to, file, encoding);
  await mustBeWindows1252(source, file);
  return decode(source, to, file, "Windows-1252");
}

async function copyUtf8(source: Bytes, to: string, file: string): Promise<TextFacts | null> {
  const check = new Utf8Check(file);
  let encoding: Encoding | null = null;
  const out = createWriteStream(to);
  let fits = true;
  for await (const chunk of source()) {
    encoding ??= markOf(chunk);
    fits = !encoding.startsWith("UTF-16") && check.push(chunk);
    if (!fits) break;
    if (!out.write(chunk)) await once(out, "drain");
  }
  out.end();
  await finished(out);
  if (!fits || !check.end()) return null;
  return { encoding: encoding ?? "UTF-8", bytes: check.bytes, doublyEncoded: check.doubled };
}

async function decode(source: Bytes, to: string, file: string, encoding: Encoding): Promise<TextFacts> {
  const decoder = new TextDecoder(encoding.toLowerCase(), { fatal: true });
  const check = new Utf8Check(file);
  const out = createWriteStream(to);
  const write = async (text: string) => {
    const bytes = Buffer.from(text, "utf8");
    check.push(bytes);
    if (!out.write(bytes)) await once(out, "drain");
  };
  try {
    for await (const chunk of source()) await write(decoder.decode(chunk, { stream: true }));
    await write(decoder.decode());
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new EncodingError(`The file is not valid ${encoding}`, { source: "oecd-crs", file }, REMEDY, {
      cause,
    });
  } finally {
    out.end();
    await finished(out);
  }
  return { encoding, bytes: check.bytes, doublyEncoded: check.doubled };
}

/** Bytes that Windows-1252 leaves undefined. */
const UNDEFINED = /[\x81\x8d\x8f\x90\x9d]/;
const UTF8_PAIR = /[\xc3-\xdf][\x80-\xbf]|[\xe2-\xef][\x80-\xbf]{2}/;

/** A damaged UTF-8 file must not pass for Windows-1252: that would spoil every accent in it. */
async function mustBeWindows1252(source: Bytes, file: string): Promise<void> {
  let offset = 0;
  for await (const chunk of source()) {
    if (isUtf8(chunk)) {
      if (chunk.some((byte) => byte > 0x7f)) throw mixed(file, offset);
    } else {
      const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
      const odd = UNDEFINED.exec(text) ?? UTF8_PAIR.exec(text);
      if (odd) throw mixed(file, offset + odd.index);
    }
    offset += chunk.byteLength;
  }
}

const mixed = (file: string, offset: number) =>
  new EncodingError(
    `The file is neither UTF-8 nor Windows-1252 throughout (offset ${offset})`,
    { source: "oecd-crs", file },
    REMEDY,
  );
