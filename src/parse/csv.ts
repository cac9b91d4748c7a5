import Papa from "papaparse";
import { CsvStructureError, HeaderError } from "../errors/data-errors.ts";

/** One record: its row in the file (the header is row 1) and its cells in header order. */
export interface CsvRecord {
  row: number;
  cells: string[];
}

const MAX_CELL = 10_000;

/**
 * Reads CSV text whose header must be exactly `columns`, in that order. Cells hold no line breaks, so records
 * can be counted a second way; a quote that is never closed is caught by either count.
 * Rows with too few or too many cells are returned as they are: the caller decides.
 * @throws CsvStructureError, HeaderError
 */
export function readCsv(text: string, file: string, columns: readonly string[]): CsvRecord[] {
  const parsed = Papa.parse<string[]>(text, {
    delimiter: ",",
    newline: text.includes("\r\n") ? "\r\n" : "\n",
    skipEmptyLines: true,
  });
  const fault = parsed.errors[0];
  if (fault) {
    const place = fault.row === undefined ? { file } : { file, row: fault.row + 1 };
    throw new CsvStructureError(
      `The CSV is broken: ${fault.message}`,
      place,
      "Close the quote or double it inside a quoted cell",
    );
  }
  const records = parsed.data;
  const lines = text.split(/\r?\n/).filter((line) => line !== "").length;
  if (lines !== records.length) {
    const at = records.findIndex((cells) => cells.some((cell) => cell.includes("\n")));
    throw new CsvStructureError(
      `The file has ${lines} lines but ${records.length} records: a cell runs over a line end`,
      at < 0 ? { file } : { file, row: at + 1 },
      "Close the quote; cells of this file hold no line breaks",
    );
  }
  const header = records[0];
  if (!header)
    throw new HeaderError("The file is empty", { file }, `Its first row must be ${columns.join(",")}`);
  checkHeader(header, columns, file);
  return records.slice(1).map((cells, i) => ({ row: i + 2, cells }));
}

function checkHeader(header: string[], columns: readonly string[], file: string): void {
  const missing = columns.filter((c) => !header.includes(c));
  const extra = header.filter((c) => !columns.includes(c));
  const twice = header.filter((c, i) => header.indexOf(c) !== i);
  const problems = [
    missing.length > 0 ? `missing: ${missing.join(", ")}` : "",
    extra.length > 0 ? `not in the contract: ${extra.join(", ")}` : "",
    twice.length > 0 ? `twice: ${twice.join(", ")}` : "",
    header.join() !== columns.join() ? "order differs" : "",
  ].filter(Boolean);
  if (problems.length > 0) {
    throw new HeaderError(
      `The header is not the one of the contract (${problems[0]})`,
      { file, row: 1 },
      `Make the first row ${columns.join(",")}`,
    );
  }
}

/** True when a cell is longer than any register or series cell has reason to be. */
export function isOversized(cell: string): boolean {
  return cell.length > MAX_CELL;
}
