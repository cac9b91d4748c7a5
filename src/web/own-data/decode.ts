import { binary, wrongEncoding } from "./sniff.ts";

/** Characters shown around a byte that is not UTF-8. */
const AROUND = 40;
const NEWLINE = 0x0a;

/** UTF-8, strictly, of bytes that come in pieces. A mark at the beginning of the file is left out. */
export class StrictText {
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  private lines = 1;

  /** @throws Refusal at the first byte that is not text in UTF-8. */
  push(bytes: Uint8Array): string {
    if (bytes.includes(0)) throw binary();
    const text = this.decode(bytes, () => this.decoder.decode(bytes, { stream: true }));
    this.lines += newlines(bytes);
    return text;
  }

  /** @throws Refusal where the file ends within a character. */
  end(): string {
    return this.decode(new Uint8Array(), () => this.decoder.decode());
  }

  private decode(bytes: Uint8Array, run: () => string): string {
    try {
      return run();
    } catch {
      const at = firstWrong(bytes);
      const before = bytes.subarray(0, at);
      const from = Math.max(before.lastIndexOf(NEWLINE) + 1, at - AROUND);
      const after = bytes.indexOf(NEWLINE, at);
      const to = Math.min(after < 0 ? bytes.length : after, at + AROUND);
      const shown = new TextDecoder("windows-1252").decode(bytes.subarray(from, to));
      throw wrongEncoding(this.lines + newlines(before), shown.trim());
    }
  }
}

function newlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** Place of the first byte above ASCII in the first line that is not UTF-8 by itself. */
function firstWrong(bytes: Uint8Array): number {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, from);
    const line = bytes.subarray(from, end < 0 ? bytes.length : end);
    if (!isUtf8(line)) return from + Math.max(0, firstOddByte(line));
    if (end < 0) break;
    from = end + 1;
  }
  return Math.max(0, bytes.length - 1);
}

/** The first byte from which on the line is no UTF-8, by trying each byte above ASCII. */
function firstOddByte(line: Uint8Array): number {
  const odd = line.findIndex((byte, i) => byte > 0x7f && !isUtf8(line.subarray(0, i + 4)) && byte >= 0xc0);
  return odd >= 0 ? odd : line.findIndex((byte) => byte > 0x7f);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
