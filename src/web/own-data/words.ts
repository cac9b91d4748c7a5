import { count } from "../format/number.ts";
import { LIMITS } from "./limits.ts";
import type { ColumnType, ProblemCode } from "./types.ts";

export const TYPE_WORDS: Record<ColumnType, string> = {
  country: "country",
  year: "year",
  number: "number",
  text: "text",
  empty: "nothing: all cells are empty",
};

/** Of each problem: what is wrong, and what to do about it. */
export const PROBLEM_WORDS: Record<ProblemCode, readonly [reason: string, remedy: string]> = {
  country_unknown: [
    "Not the name or code of a country of the study",
    "Write the three-letter code (ISO 3166), as KEN; leave out regions, totals and territories",
  ],
  country_missing: ["No country in this row", "Fill it in, or delete the row"],
  partner_unknown: [
    "The partner is not the name or code of a country of the study",
    "Write its three-letter code (ISO 3166); for a partner that is no country leave the cell empty",
  ],
  partner_self: [
    "Country and partner are the same country",
    "Correct one of them, or choose another column for the partner",
  ],
  year_invalid: [
    "Not a year",
    "Write four digits, as 2015, or a date that begins with the year, as 2015-03-01",
  ],
  year_missing: ["A value without a year", "Fill in the year, or delete the row"],
  number_text: ["Not a number", "Write a number such as 12.5; leave the cell empty where it is not known"],
  number_comma: [
    "A comma in a number can be the decimal sign or separate thousands",
    "Write 1234.5: a point as decimal sign, nothing between thousands",
  ],
  number_space: [
    "Signs between the digits can be read in two ways",
    "Write 1234.5: a point as decimal sign, nothing between thousands",
  ],
  number_percent: ["A number with a percent sign", "Write 12 for 12%, and name per cent as the unit"],
  number_formula: [
    "A formula: it is read as text and never computed",
    "Save the sheet with values in place of formulas",
  ],
  number_large: ["A number too large to compute with", "Use a larger unit, as millions"],
  conflict: [
    "The same country and year has another value further up; neither is used",
    "Keep the right one, or choose a file with one row for each country and year",
  ],
  too_many_cells: [
    "The row has more cells than the header",
    "Put cells that hold the separator in quotation marks",
  ],
  header_duplicate: [
    "A column name stands twice",
    "Choose the right one by its place, or give each column its own name",
  ],
  header_empty: ["A column with data has no name", "Give it a name in the first row"],
  header_data: [
    "The first row is read as names of columns, but it names a country",
    "Put a row with names of columns first, and countries in rows",
  ],
};

/** What is accepted, in rows of a short table. */
export const ACCEPTED: readonly (readonly [what: string, how: string])[] = [
  [
    "File",
    `CSV or text with commas, semicolons, tabs or bars between cells; UTF-8; names of columns in the first row. At most 100 MB, ${count(LIMITS.rows)} rows, ${LIMITS.columns} columns, ${count(LIMITS.cell)} characters a cell.`,
  ],
  [
    "Outcome",
    "Either a row for each country and year (columns country, year and value; of several values you choose one), or a row for each country with one column for each year (2001, 2002, …).",
  ],
  [
    "Partnerships",
    "Who is twinned since when: country and year; if you like a partner country (both ends count) and a role (where it begins with “facilitat”, the country of the row does not count; its partner does).",
  ],
  [
    "Country",
    "Three-letter code (ISO 3166) or English name, in any case, with or without accents; common other names as well. Nothing is guessed: what is not recognised is listed.",
  ],
  ["Year", "Four digits, or a date that begins with the year."],
  [
    "Number",
    "With a decimal point, without separators: 1234.5. Anything that could be read in two ways is listed.",
  ],
  ["Not known", "An empty cell, NA, N/A, null, unknown, missing or two dots. Never zero."],
];
