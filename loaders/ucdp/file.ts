import { DriftError } from "../../src/errors/source-errors.ts";
import { needColumns, readTable } from "../_shared/live-csv.ts";
import type { SeriesDraft } from "../_shared/live-draft.ts";
import type { Measure } from "./measures.ts";
import { addCountryYear } from "./record.ts";

/**
 * Adds the rows of a country-year file. Version 25.1 ends all its columns in `_cy`, version 26.1 does not.
 * @throws DriftError where a column is missing, or both kinds stand in one file; CsvStructureError, EncodingError.
 */
export function addFile(
  draft: SeriesDraft,
  measures: readonly Measure[],
  bytes: Uint8Array,
  file: string,
): void {
  const table = readTable(bytes, draft.source, file);
  const old = table.columns.has("country_id_cy");
  if (old && table.columns.has("country_id")) {
    throw new DriftError(
      "The file has the columns of two versions",
      { source: draft.source, file, column: "country_id, country_id_cy" },
      "Read the codebook of the version; add its columns to the loader",
    );
  }
  const named = (column: string) => (old ? `${column}_cy` : column);
  const wanted = ["country_id", "country", "year", ...measures.map((m) => m.column)].map(named);
  const cellOf = needColumns(table, wanted, draft.source, file);
  draft.records += table.records.length;
  for (const [i, record] of table.records.entries()) {
    addCountryYear(
      draft,
      measures,
      { file, at: i + 2, record },
      {
        id: cellOf(record, named("country_id")),
        name: cellOf(record, named("country")),
        year: cellOf(record, named("year")),
        deaths: new Map(measures.map(({ column }) => [column, cellOf(record, named(column))])),
      },
    );
  }
}
