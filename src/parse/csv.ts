import Papa from "papaparse";
import { CsvStructureError, HeaderError } from "../errors/data-errors.ts";
import { safeValue } from "../errors/nap-error.ts";

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
  checkLines(text, file);
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

/** Line ends must be of one kind and no line blank, so that row numbers are those that a reader counts. */
function checkLines(text: string, file: string): void {
  const plain = text.replaceAll("\r\n", "");
  if (plain.includes("\r") || (text.includes("\r\n") && plain.includes("\n"))) {
    throw new CsvStructureError(
      "The line ends are mixed or old",
      { file },
      "Save the file with LF line ends throughout",
    );
  }
  const lines = text.split(/\r?\n/);
  const blank = lines.findIndex((line, i) => line === "" && i < lines.length - 1);
  if (blank >= 0 && lines.length > 1) {
    throw new CsvStructureError("A line is blank", { file, row: blank + 1 }, "Remove the blank line");
  }
}

function checkHeader(header: string[], columns: readonly string[], file: string): void {
  const missing = columns.filter((c) => !header.includes(c));
  const extra = header.filter((c) => !columns.includes(c));
  const twice = header.filter((c, i) => header.indexOf(c) !== i);
  const problems = [
    missing.length > 0 ? `missing: ${missing.join(", ")}` : "",
    extra.length > 0 ? `not in the contract: ${safeValue(extra.join(", "))}` : "",
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
