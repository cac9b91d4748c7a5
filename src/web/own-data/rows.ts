import Papa from "papaparse";
import { count } from "../format/number.ts";
import { LIMITS } from "./limits.ts";
import { refuse } from "./refusal.ts";

interface Parsed {
  data: string[][];
  errors: { code: string; row?: number }[];
  meta: { cursor: number };
}

const DELIMITERS = [",", ";", "\t", "|"];
const QUOTES = "Close the quotation mark, and write a quotation mark within a cell twice";

/** Rows of a CSV whose text comes in pieces; what is left of a piece waits for the next one. */
export class RowSplitter {
  private parser: Papa.Parser | null = null;
  private rest = "";
  /** Rows handed out so far, header and blank ones included: as spreadsheets number them. */
  rows = 0;
  delimiter = "";

  /** @throws Refusal where a limit is passed or a quotation mark stands in the wrong place. */
  push(text: string): string[][] {
    const whole = this.rest + text;
    // A return at the end may be half of a line break. Old Mac and Windows line ends become one kind.
    const usable = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    const clean = usable.includes("\r") ? usable.replace(/\r\n?/g, "\n") : usable;
    const end = clean.lastIndexOf("\n") + 1;
    const parsed = this.parse(clean.slice(0, end), true);
    this.rest = clean.slice(parsed.meta.cursor) + whole.slice(usable.length);
    const rows = this.checked(parsed);
    if (this.rest.length > LIMITS.row) throw this.tooLong();
    return rows;
  }

  /** The last row, where the file does not end with a line break. @throws Refusal as above. */
  end(): string[][] {
    const text = this.rest.replace(/\r$/, "");
    this.rest = "";
    return text === "" ? [] : this.checked(this.parse(text, false));
  }

  private parse(text: string, more: boolean): Parsed {
    if (text === "") return { data: [], errors: [], meta: { cursor: 0 } };
    if (!this.parser) {
      this.delimiter = delimiterOf(text);
      this.parser = new Papa.Parser({ delimiter: this.delimiter, newline: "\n" });
    }
    return this.parser.parse(text, 0, more) as Parsed;
  }

  private checked({ data, errors }: Parsed): string[][] {
    const fault = errors.find(({ row }) => row !== undefined && row < data.length);
    if (fault) throw this.quoteFault(fault.code, this.rows + (fault.row ?? 0) + 1);
    for (const cells of data) {
      this.rows++;
      if (cells.length > LIMITS.columns) throw this.tooWide(cells.length);
      if (this.rows > LIMITS.rows + 1) throw tooMany();
      const long = cells.find((cell) => cell.length > LIMITS.cell);
      if (long !== undefined) throw this.longCell(cells.indexOf(long), long.length);
    }
    return data;
  }

  private quoteFault(code: string, row: number) {
    const open = code === "MissingQuotes";
    const what = open ? "is opened and never closed" : "stands where none can be";
    return refuse(
      open ? "open_quote" : "stray_quote",
      `In row ${count(row)} a quotation mark ${what}`,
      QUOTES,
    );
  }

  private tooWide(columns: number) {
    return refuse(
      "columns",
      `Row ${count(this.rows)} has ${count(columns)} columns; at most ${LIMITS.columns} are read`,
      "Keep the columns with country, year and value, and leave the others out",
    );
  }

  private longCell(at: number, length: number) {
    return refuse(
      "long_cell",
      `The cell in row ${count(this.rows)}, column ${at + 1}, has ${count(length)} characters; at most ${count(LIMITS.cell)} are read`,
      "A quotation mark may have been left open, else leave this column out",
    );
  }

  private tooLong() {
    const row = count(this.rows + 1);
    return this.rest.includes('"')
      ? refuse("open_quote", `Row ${row} does not end: a quotation mark is opened and not closed`, QUOTES)
      : refuse(
          "long_row",
          `Row ${row} has more than ${count(LIMITS.row)} characters and no end`,
          "Save the table with one row a line",
        );
  }
}

const tooMany = () =>
  refuse(
    "rows",
    `The file has more than ${count(LIMITS.rows)} rows`,
    "Keep one row for each country and year, and leave the others out",
  );

/** By the first lines, as Papa Parse guesses it; a comma where they say nothing. */
function delimiterOf(text: string): string {
  const { meta } = Papa.parse(text.slice(0, 100_000), {
    preview: 20,
    delimitersToGuess: DELIMITERS,
    newline: "\n",
    skipEmptyLines: true,
  });
  return meta.delimiter || ",";
}
