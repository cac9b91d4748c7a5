import { DriftError } from "../../src/errors/source-errors.ts";
import { readNumber } from "../../src/parse/cell.ts";
import { needColumns, readTable } from "../_shared/live-csv.ts";
import type { Origin, SeriesDraft } from "../_shared/live-draft.ts";
import { FIRST_YEAR } from "../_shared/live-requests.ts";
import { COMPANIONS, type Measure, SOURCE } from "./metadata.ts";

/** Codes of Our World in Data that stand for a country of our table. */
const OWN_CODES: ReadonlyMap<string, string> = new Map([["OWID_KOS", "XKX"]]);

/** Three capital letters, or null for groups: no code, or one that an organisation made up (`OWID_WRL`, `UN_AFR`). */
function countryOf(code: string): string | null {
  const own = OWN_CODES.get(code);
  if (own) return own;
  return code === "" || /^[A-Z]+_/.test(code) ? null : code;
}

/** The wanted years of the time span, "1789-2025"; null where it is written in another way. */
function spanOf(timespan: string): [number, number] | null {
  const [, first, last] = /^(\d{1,4})\s*[-–]\s*(\d{4})$/.exec(timespan) ?? [];
  return first && last ? [Number(first), Number(last)] : null;
}

function numberOrText(raw: string): number | string {
  const read = readNumber(raw);
  return read.ok ? read.value : raw;
}

function addRecord(
  draft: SeriesDraft,
  indicator: string,
  origin: Origin,
  cell: { code: string; year: string; value: string },
  span: [number, number] | null,
): void {
  const iso3 = countryOf(cell.code);
  const year = /^-?\d{1,5}$/.test(cell.year) ? Number(cell.year) : Number.NaN;
  if (iso3 === null) draft.leave("groups of countries, and places without a code");
  else if (year < FIRST_YEAR) draft.leave(`years before ${FIRST_YEAR}`);
  else if (cell.value === "") draft.leave("no value upstream: unknown");
  else if (span && year > span[1]) {
    draft.refuse(origin, {
      column: "year",
      value: cell.year,
      code: "out-of-range",
      reason: `The year is after the time span of the metadata, ${span[0]} to ${span[1]}`,
      remedy: "Pull again: data and metadata may be of different versions",
    });
  } else draft.add({ ...origin, indicator, iso3, year, value: numberOrText(cell.value) });
}

/**
 * Adds the rows of one chart. Its columns must be entity, code, year, the measure, and known companions.
 * @throws DriftError for any other set of columns.
 */
export function addChart(
  draft: SeriesDraft,
  indicator: string,
  bytes: Uint8Array,
  file: string,
  measure: Measure,
): void {
  const table = readTable(bytes, SOURCE, file);
  const wanted = ["entity", "code", "year", measure.shortName];
  const cellOf = needColumns(table, wanted, SOURCE, file);
  const strange = [...table.columns.keys()].filter((name) => !wanted.includes(name) && !COMPANIONS.has(name));
  if (strange.length > 0) {
    throw new DriftError(
      "The chart has a column that its metadata does not explain",
      { source: SOURCE, file, column: strange.join(", ") },
      "Read the chart's page; a companion column is one entry in the loader",
    );
  }
  const span = spanOf(measure.timespan);
  draft.records += table.records.length;
  for (const [i, record] of table.records.entries()) {
    const cell = {
      code: cellOf(record, "code"),
      year: cellOf(record, "year"),
      value: cellOf(record, measure.shortName),
    };
    addRecord(draft, indicator, { file, at: i + 2, record }, cell, span);
  }
}
