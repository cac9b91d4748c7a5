import { DriftError } from "../../src/errors/source-errors.ts";
import type { Edition } from "./editions.ts";
import { INPUTS, type Measure, RANK, SCORE } from "./measures.ts";

export const SOURCE = "wps-index-workbook";

export type Cells = readonly unknown[];

export interface Columns {
  country: number;
  code: number;
  measures: readonly { measure: Measure; at: number }[];
}

/** Text of a cell: strings trimmed, numbers as they are, nothing as "". */
export const textOf = (cell: unknown): string =>
  cell === null || cell === undefined ? "" : String(cell).replaceAll(/\s+/g, " ").trim();

/** Header text of each column: that of all its header rows, joined. */
function headers(sheet: readonly Cells[], edition: Edition): string[] {
  const [first, last] = edition.header;
  const rows = sheet.slice(first - 1, last);
  const width = Math.max(0, ...sheet.map((cells) => cells.length));
  return Array.from({ length: width }, (_, i) =>
    rows
      .map((cells) => textOf(cells[i]))
      .join(" ")
      .trim(),
  );
}

/**
 * Finds the columns by the words of their headers.
 * @throws DriftError where a column is missing, two fit, or an input has no column of footnotes to its right.
 */
export function findColumns(sheet: readonly Cells[], edition: Edition, file: string): Columns {
  const titles = headers(sheet, edition);
  const place = { source: SOURCE, file, row: edition.header[0] };
  const find = (what: string, fits: (title: string) => boolean): number => {
    const found = titles.flatMap((title, i) => (fits(title) ? [i] : []));
    const [at] = found;
    if (at !== undefined && found.length === 1) return at;
    throw new DriftError(
      `${found.length} columns have a header that fits "${what}", not one`,
      { ...place, value: titles.filter((t) => t !== "").join(" | ") },
      "Compare the header with that of the edition before; add the new layout to the loader with a fixture",
    );
  };
  const measures = [RANK, SCORE, ...INPUTS].map((measure) => ({
    measure,
    // "WPS Index rank" names the index too.
    at: find(measure.info.title, (t) => measure.header.test(t) && (measure === RANK || !RANK.header.test(t))),
  }));
  const unpaired = measures.find(({ measure, at }) => measure.input && (titles[at + 1] ?? "") !== "");
  if (unpaired) {
    throw new DriftError(
      `The column of "${unpaired.measure.info.title}" has no column of footnotes to its right`,
      { ...place, value: titles[unpaired.at + 1] ?? "" },
      "Find out where the marks of imputed values stand now; without them they would pass for facts",
    );
  }
  return {
    country: find("Country", (t) => /^country\b/i.test(t)),
    code: find("Code", (t) => /\bcode\b/i.test(t)),
    measures,
  };
}
