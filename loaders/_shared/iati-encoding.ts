import { DatasetRefused } from "./iati-refused.ts";

/** Encodings that an XML declaration may name here; each decodes strictly, so wrong bytes are an error. */
const KNOWN = new Set([
  "utf-8",
  "utf8",
  "us-ascii",
  "ascii",
  "iso-8859-1",
  "latin1",
  "iso-8859-2",
  "iso-8859-15",
  "windows-1250",
  "windows-1251",
  "windows-1252",
]);

/** Bytes within which a declaration must end. */
export const DECLARATION_BYTES = 1024;

const DECLARED = /^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

/** Name of the encoding by byte order mark, else by the form of the first bytes, else by the declaration, else UTF-8. */
export function encodingOf(head: Uint8Array): string {
  const [a = 0, b = 0, c = 0, d = 0] = head;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw refuse("UTF-32");
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "utf-16le";
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, DECLARATION_BYTES));
  const name = DECLARED.exec(text.toString("latin1"))?.[1]?.toLowerCase();
  if (name === undefined) return "utf-8";
  if (!KNOWN.has(name)) throw refuse(name);
  return name;
}

const refuse = (name: string) =>
  new DatasetRefused(
    "encoding",
    `The document says it is ${name}, which is not read`,
    "Ask its publisher for UTF-8",
  );

/** Characters are parsed fastest in pieces that stay in the processor's cache. */
const PIECE_BYTES = 65_536;

/** Text of a document piece by piece, whatever the sizes of the chunks. @throws DatasetRefused */
export async function* decodeXml(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head: Uint8Array | null = new Uint8Array(0);
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? (decoder as TextDecoder).decode(bytes, { stream: true }) : (decoder?.decode() ?? "");
    } catch {
      throw new DatasetRefused(
        "encoding",
        `The bytes are not valid ${decoder?.encoding}`,
        "Ask its publisher to save the document in the encoding that it declares",
      );
    }
  };
  const begin = (bytes: Uint8Array): string => {
    decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
    head = null;
    return decode(bytes);
  };
  for await (const chunk of chunks) {
    if (head === null) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES)
        yield decode(chunk.subarray(at, at + PIECE_BYTES));
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length >= DECLARATION_BYTES) yield begin(head);
  }
  if (head !== null) yield begin(head);
  yield decode();
}
