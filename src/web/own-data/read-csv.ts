import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { StrictText } from "./decode.ts";
import { LIMITS } from "./limits.ts";
import { refuse } from "./refusal.ts";
import { RowSplitter } from "./rows.ts";
import { sniff } from "./sniff.ts";

export interface ReadOptions {
  header(names: string[]): void;
  /** Every row that is not blank; `row` as spreadsheets number it. Cells are trimmed. */
  row(cells: string[], row: number): void;
  /** Bytes read, after each piece. */
  progress?: (done: number) => void;
}

export interface ReadResult {
  sha256: string;
  delimiter: string;
  /** Without header and blank rows. */
  rows: number;
}

const HEAD = 4096;

export const tooLarge = () =>
  refuse(
    "size",
    "The file is larger than 100 MB",
    "Keep the columns with country, year and value, and the years from 1990 on; that is rarely more than 1 MB",
  );

/**
 * Reads a CSV once, piece by piece: no more than a piece and an unfinished row are held at a time.
 * @throws Refusal where it is no CSV in UTF-8 or passes a limit.
 */
export async function readCsv(file: Blob, options: ReadOptions): Promise<ReadResult> {
  if (file.size > LIMITS.bytes) throw tooLarge();
  const unfit = sniff(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
  if (unfit) throw unfit;
  const text = new StrictText();
  const splitter = new RowSplitter();
  // The browser's own digest wants the whole file at once, and is missing on pages served without TLS.
  const hash = sha256.create();
  const feed = new RowFeed(options);
  const reader = (file.stream() as ReadableStream<Uint8Array>).getReader();
  let done = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    hash.update(piece.value);
    const before = splitter.rows;
    feed.take(splitter.push(text.push(piece.value)), before);
    done += piece.value.length;
    options.progress?.(done);
  }
  const before = splitter.rows;
  feed.take([...splitter.push(text.end()), ...splitter.end()], before);
  feed.end();
  return { sha256: bytesToHex(hash.digest()), delimiter: splitter.delimiter, rows: feed.rows };
}

/** Tells the header from the rows, and leaves blank rows out. */
class RowFeed {
  rows = 0;
  private headed = false;

  constructor(private readonly options: ReadOptions) {}

  take(rows: readonly string[][], before: number): void {
    rows.forEach((row, i) => {
      const cells = row.map((cell) => cell.trim());
      if (cells.every((cell) => cell === "")) return;
      if (this.headed) {
        this.rows++;
        this.options.row(cells, before + i + 1);
      } else {
        this.headed = true;
        this.options.header(cells);
      }
    });
  }

  end(): void {
    if (!this.headed) throw refuse("empty", "The file holds nothing but blank lines", NEED_ROWS);
    if (this.rows === 0) throw refuse("no_rows", "The file has a header and no rows", NEED_ROWS);
  }
}

const NEED_ROWS = "Choose a CSV file with names of columns in the first row and data below";
