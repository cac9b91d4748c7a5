import { DriftError } from "../../src/errors/source-errors.ts";
import type { SeriesDraft } from "../_shared/live-draft.ts";
import { asObject, textField } from "../_shared/live-json.ts";
import { INCOME, INCOME_GROUPS } from "./indicators.ts";
import { idField, type Row, SOURCE } from "./page.ts";

/** A place of the country list: an economy, or a group of them. */
export interface Place {
  iso3: string;
  aggregate: boolean;
  income: string;
  at: number;
  file: string;
  record: unknown;
}

/**
 * The country list by two-letter id, as rows of data name their country. Groups have the region "NA".
 * @throws DriftError for a changed shape or an id that stands twice.
 */
export function readCountries(rows: readonly Row[]): Map<string, Place> {
  const byId = new Map<string, Place>();
  for (const { file, at, record: raw } of rows) {
    const place = { source: SOURCE, file, row: at };
    const record = asObject(raw, "country", place);
    const id = textField(record, "iso2Code", place);
    if (byId.has(id)) {
      throw new DriftError(
        "A country stands twice in the list",
        { ...place, column: "iso2Code", value: id },
        "Find out upstream which of the two is meant",
      );
    }
    byId.set(id, {
      iso3: textField(record, "id", place),
      aggregate: idField(record, "region", file) === "NA",
      income: idField(record, "incomeLevel", file),
      at,
      file,
      record: raw,
    });
  }
  return byId;
}

/** Income groups in force, one row a country. @throws DriftError for a code that is not known. */
export function addIncome(draft: SeriesDraft, countries: ReadonlyMap<string, Place>, year: number): void {
  for (const country of countries.values()) {
    draft.records++;
    if (country.aggregate) {
      draft.leave("groups of countries");
      continue;
    }
    const group = INCOME_GROUPS.get(country.income);
    if (group === undefined) {
      throw new DriftError(
        "The income group is not one of the known codes",
        { source: SOURCE, file: country.file, row: country.at, column: "incomeLevel", value: country.income },
        "Add the code to the loader once its meaning is known",
      );
    }
    if (group === null) {
      draft.leave("economies without an income group");
      continue;
    }
    const { iso3, at, file, record } = country;
    draft.add({ indicator: INCOME.indicator, iso3, year, value: group, at, file, record });
  }
}
