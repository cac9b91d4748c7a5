import { EncodingError } from "../errors/data-errors.ts";

/** Two-letter traces that UTF-8 leaves when it was decoded as Windows-1252 and saved again. */
const MOJIBAKE = /Ã[\u0080-\u00bf©¨´]|â€[\u0099™œ]/;

/**
 * Decodes bytes as strict UTF-8 and strips one byte order mark.
 * @throws EncodingError for UTF-16, NUL bytes, invalid sequences and doubly encoded text.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    throw new EncodingError(
      "The file is UTF-16, not UTF-8",
      { file },
      "Save it as UTF-8 (CSV UTF-8 in a spreadsheet)",
    );
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw new EncodingError(
      `The file has a NUL byte at offset ${nul}, so it is binary or UTF-16`,
      { file },
      "Save it as UTF-8 text",
    );
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new EncodingError(
      "The file is not valid UTF-8",
      { file },
      "Save it as UTF-8; do not convert it twice",
      { cause },
    );
  }
  const odd = MOJIBAKE.exec(text);
  if (odd) {
    const row = text.slice(0, odd.index).split("\n").length;
    throw new EncodingError(
      "The text was encoded twice",
      { file, row, value: odd[0] },
      "Restore the accented letter from the source and save as UTF-8",
    );
  }
  return text;
}
