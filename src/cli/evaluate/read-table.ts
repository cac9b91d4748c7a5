import Papa from "papaparse";
import type { Effects } from "../../effects.ts";
import { CsvStructureError } from "../../errors/data-errors.ts";
import { UsageError } from "../../errors/run-errors.ts";
import { EvaluationError } from "../../evaluation/core/errors.ts";
import { decodeText } from "../../parse/text.ts";

/** A reader's own CSV: any header, all cells as text. */
export interface TextTable {
  file: string;
  names: string[];
  rows: string[][];
}

/** Words for "not known" in a reader's file; "Inf" is a number of its own. */
const UNKNOWN = new Set(["", "NA", "NaN", "null", "NULL", "."]);

/** @throws UsageError, EncodingError, CsvStructureError. */
export async function readTable(effects: Effects, file: string): Promise<TextTable> {
  if (!(await effects.files.exists(file))) {
    throw new UsageError("There is no such file", { file }, "Name a CSV file with a header row");
  }
  const text = decodeText(await effects.files.read(file), file);
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const fault = errors.find((error) => error.type === "Quotes");
  if (fault) {
    const place = fault.row === undefined ? { file } : { file, row: fault.row + 1 };
    throw new CsvStructureError(`The CSV is broken: ${fault.message}`, place, "Close the quote or double it");
  }
  const [names = [], ...rows] = data;
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new CsvStructureError(
      "A column name stands twice",
      { file, column: twice },
      "Give each column its own name",
    );
  }
  const odd = rows.findIndex((row) => row.length !== names.length);
  if (odd >= 0) {
    const what = `A row has ${rows[odd]?.length} cells, the header ${names.length}`;
    throw new CsvStructureError(what, { file, row: odd + 2 }, "Give every row one cell for each column");
  }
  return { file, names, rows };
}

/** @throws UsageError naming the columns that are there. */
export function columnAt(table: TextTable, name: string): number {
  const at = table.names.indexOf(name);
  if (at >= 0) return at;
  throw new UsageError(
    `The file has no column ${name}`,
    { file: table.file, column: name },
    `Its columns are ${table.names.join(", ")}`,
  );
}

/** Numbers where every cell is one, else the texts: units 2 and 10 then sort as numbers. */
export function labels(table: TextTable, name: string): (string | number)[] {
  const at = columnAt(table, name);
  const texts = table.rows.map((row) => row[at] ?? "");
  const numbers = texts.map((text) => (text.trim() === "" ? Number.NaN : Number(text)));
  return numbers.every((value) => !Number.isNaN(value)) ? numbers : texts;
}

/** null = not known. @throws EvaluationError at the first cell that is neither a number nor a word for "not known". */
export function numbers(table: TextTable, name: string): (number | null)[] {
  const at = columnAt(table, name);
  return table.rows.map((row, r) => {
    const text = (row[at] ?? "").trim();
    if (UNKNOWN.has(text)) return null;
    if (/^[+-]?Inf(inity)?$/i.test(text)) {
      return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    }
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    throw new EvaluationError(
      "A cell is not a number",
      { file: table.file, row: r + 2, column: name, value: text },
      "Write numbers with a decimal point and without separators; leave unknown values empty",
    );
  });
}

/** As `numbers`, but every cell must be known. */
export function knownNumbers(table: TextTable, name: string): number[] {
  return numbers(table, name).map((value, r) => {
    if (value !== null) return value;
    throw new EvaluationError(
      "A cell is empty",
      { file: table.file, row: r + 2, column: name },
      `Give every row its ${name}`,
    );
  });
}
