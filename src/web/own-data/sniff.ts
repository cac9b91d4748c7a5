import { type Refusal, refuse } from "./refusal.ts";

const SAVE_CSV = "Open it in the program that made it and save the sheet as CSV (UTF-8)";
const SAVE_UTF8 =
  "In Excel save as “CSV UTF-8”; in LibreOffice tick “Edit filter settings” when saving and choose Unicode (UTF-8); in Windows Notepad choose UTF-8 under “Encoding”";

/** First bytes of files that are often taken for tables of text. */
const SIGNATURES: readonly { bytes: readonly number[]; what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: "This is a spreadsheet (xlsx, ods) or a zip file, not CSV" },
  { bytes: [0x50, 0x4b, 0x05, 0x06], what: "This is an empty zip file, not CSV" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: "This is an old Excel workbook (xls), not CSV" },
  { bytes: [0x1f, 0x8b], what: "This is a compressed file (gzip), not CSV" },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "This is a PDF, not CSV" },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: "This is a Parquet file, not CSV" },
];

/** Why a file that begins with these bytes is not CSV in UTF-8; null where nothing speaks against it. */
export function sniff(head: Uint8Array): Refusal | null {
  if (head.length === 0)
    return refuse("empty", "The file is empty", "Choose a CSV file with a header and rows");
  const signature = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte));
  if (signature) return refuse("not_csv", signature.what, SAVE_CSV);
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || everyOtherByteIsZero(head)) {
    return refuse("utf16", "The file is written in UTF-16, not in UTF-8", SAVE_UTF8);
  }
  return head.includes(0) ? binary() : null;
}

export const binary = () =>
  refuse("binary", "The file holds bytes that no text has: it is not CSV", SAVE_CSV);

/** UTF-16 without a mark at its beginning: Latin letters have every other byte zero. */
function everyOtherByteIsZero(head: Uint8Array): boolean {
  const zeros: [even: number, odd: number] = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2 === 0 ? 0 : 1]++;
  const half = head.length / 2;
  return half >= 2 && Math.max(...zeros) > 0.6 * half && Math.min(...zeros) < 0.1 * half;
}

/** Bytes that are not UTF-8: where, and what they would be in the usual other encoding. */
export function wrongEncoding(line: number, asWindows1252: string): Refusal {
  return refuse(
    "not_utf8",
    `Line ${line} is not written in UTF-8. Read as Windows-1252 or Latin-1 it says “${asWindows1252}”`,
    SAVE_UTF8,
  );
}
