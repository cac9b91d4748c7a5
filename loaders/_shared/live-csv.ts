import Papa from "papaparse";
import { CsvStructureError } from "../../src/errors/data-errors.ts";
import { AnswerKindError, DriftError } from "../../src/errors/source-errors.ts";
import { decodeText } from "../../src/parse/text.ts";

export interface CsvTable {
  /** Place of each column, by its name. */
  columns: ReadonlyMap<string, number>;
  /** Cells in header order; every record has as many as the header. Record 0 is row 2 of the file. */
  records: readonly string[][];
}

/**
 * Reads a comma-separated file whose columns are matched by name.
 * @throws EncodingError; AnswerKindError for a web page; CsvStructureError for open quotes and ragged rows;
 * DriftError for a column that stands twice or a file without records.
 */
export function readTable(bytes: Uint8Array, source: string, file: string): CsvTable {
  const text = decodeText(bytes, file);
  const place = { source, file };
  if (text.trimStart().startsWith("<")) {
    throw new AnswerKindError(
      "The answer is a web page, not a table",
      { ...place, value: text.trimStart().slice(0, 100) },
      "Open the address: the source may be down, or ask for a login",
    );
  }
  const parsed = Papa.parse<string[]>(text, { delimiter: ",", skipEmptyLines: true });
  const fault = parsed.errors[0];
  if (fault) {
    throw new CsvStructureError(
      `The table is broken: ${fault.message}`,
      fault.row === undefined ? place : { ...place, row: fault.row + 1 },
      "Pull again; the answer may be cut",
    );
  }
  const [header, ...records] = parsed.data;
  if (!header || records.length === 0) {
    throw new DriftError("The table has no records", place, "Pull again; if it stays so, open the address");
  }
  const ragged = records.findIndex((cells) => cells.length !== header.length);
  if (ragged >= 0) {
    throw new CsvStructureError(
      `A row has ${records[ragged]?.length} cells, the header ${header.length}`,
      { ...place, row: ragged + 2 },
      "Pull again; the answer may be cut",
    );
  }
  const columns = new Map<string, number>();
  for (const [i, name] of header.entries()) {
    if (columns.has(name)) {
      throw new DriftError(
        "A column stands twice in the header",
        { ...place, column: name },
        "Find out upstream which of the two is meant; never pick one unseen",
      );
    }
    columns.set(name, i);
  }
  return { columns, records };
}

/** Places of the wanted columns. @throws DriftError naming all that are missing. */
export function needColumns(
  table: CsvTable,
  names: readonly string[],
  source: string,
  file: string,
): (cells: readonly string[], name: string) => string {
  const missing = names.filter((name) => !table.columns.has(name));
  if (missing.length > 0) {
    throw new DriftError(
      `Columns are missing: ${missing.join(", ")}`,
      { source, file, value: [...table.columns.keys()].join(",") },
      "See whether upstream renamed them, then change the loader with a fixture of the new shape",
    );
  }
  return (cells, name) => cells[table.columns.get(name) ?? -1] ?? "";
}
