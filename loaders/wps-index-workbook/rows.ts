import { DriftError } from "../../src/errors/source-errors.ts";
import type { SeriesDraft } from "../_shared/live-draft.ts";
import { type Cells, type Columns, SOURCE, textOf } from "./columns.ts";
import type { Edition } from "./editions.ts";
import { IMPUTED, IMPUTED_MARK, type Measure, NO_VALUE, RANK } from "./measures.ts";

/** Footnotes are one or two letters, several joined by commas. */
const MARKS = /^[a-z]{1,2}(\s*,\s*[a-z]{1,2})*$/i;

/** What a footnote column says of a cell. @throws DriftError where it holds anything but letters: columns have moved. */
function marksOf(cells: Cells, at: number, file: string, row: number): string[] {
  const text = textOf(cells[at + 1]);
  if (text === "") return [];
  if (MARKS.test(text)) return text.split(",").map((mark) => mark.trim().toLowerCase());
  throw new DriftError(
    "A column of footnotes holds something other than letters",
    { source: SOURCE, file, row, value: text },
    "Compare the columns with the edition before: values may stand one column further",
  );
}

const isEmptyRow = (cells: Cells) => cells.every((cell) => textOf(cell) === "");

/** Adds one economy. @throws DriftError for footnotes that are none. */
function addEconomy(
  draft: SeriesDraft,
  columns: Columns,
  year: number,
  origin: { file: string; at: number; record: Cells },
): void {
  const cells = origin.record;
  const iso3 = textOf(cells[columns.code]);
  const add = (indicator: string, value: number | string) =>
    draft.add({ ...origin, indicator, iso3, year, value });
  let imputed = 0;
  let inputs = 0;
  for (const { measure, at } of columns.measures) {
    draft.records++;
    const marks = measure.input ? marksOf(cells, at, origin.file, origin.at) : [];
    const cell = cells[at];
    if (marks.includes(IMPUTED_MARK)) {
      imputed++;
      draft.leave('imputed by the index (mark "ae"), counted for each country instead');
    } else if (NO_VALUE.has(textOf(cell))) {
      draft.leave("no value upstream: unknown");
    } else {
      if (measure.input) inputs++;
      add(measure.info.indicator, typeof cell === "number" ? cell : textOf(cell));
    }
  }
  draft.records++;
  if (imputed + inputs > 0) add(IMPUTED.indicator, imputed);
  else draft.leave("economies without any input");
}

const hasNumber = (cells: Cells, columns: Columns, measure: Measure) => {
  const at = columns.measures.find((m) => m.measure === measure)?.at ?? -1;
  return typeof cells[at] === "number";
};

/** Adds the rows below the header; separators, groups of countries and notes are counted. */
export function addSheet(
  draft: SeriesDraft,
  sheet: readonly Cells[],
  columns: Columns,
  edition: Edition,
  file: string,
): void {
  for (const [i, cells] of sheet.entries()) {
    if (i < edition.header[1] || isEmptyRow(cells)) continue;
    const origin = { file, at: i + 1, record: cells };
    const code = textOf(cells[columns.code]);
    if (/^[A-Z]{3}$/.test(code)) {
      addEconomy(draft, columns, edition.year, origin);
      continue;
    }
    draft.records++;
    if (code !== "" || hasNumber(cells, columns, RANK)) {
      draft.refuse(origin, {
        column: "Code",
        value: code,
        code: "wrong-form",
        reason: "The row has a rank or a code, but no code of three capital letters",
        remedy: "See which economy upstream means",
      });
    } else draft.leave("separators, groups of countries and notes");
  }
}
