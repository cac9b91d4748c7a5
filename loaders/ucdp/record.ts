import { safeValue } from "../../src/errors/nap-error.ts";
import { readNumber } from "../../src/parse/cell.ts";
import type { Origin, SeriesDraft } from "../_shared/live-draft.ts";
import { FIRST_YEAR } from "../_shared/live-requests.ts";
import { ISO3_OF } from "./gleditsch-ward.ts";
import type { Measure } from "./measures.ts";

/** One country in one year, as text. */
export interface CountryYear {
  id: string;
  name: string;
  year: string;
  /** Cell of each measure, by its column. */
  deaths: ReadonlyMap<string, string>;
}

/** Adds a country-year. A country that is not mapped is refused where it has deaths, and counted where it has none. */
export function addCountryYear(
  draft: SeriesDraft,
  measures: readonly Measure[],
  origin: Origin,
  record: CountryYear,
): void {
  const year = /^\d{4}$/.test(record.year) ? Number(record.year) : Number.NaN;
  if (year < FIRST_YEAR) {
    draft.leave(`years before ${FIRST_YEAR}`);
    return;
  }
  const iso3 = ISO3_OF.get(record.id);
  if (!iso3) {
    addUnmapped(draft, origin, record);
    return;
  }
  draft.records += measures.length - 1;
  for (const { column, info } of measures) {
    const raw = record.deaths.get(column) ?? "";
    if (raw === "") {
      draft.leave("no value upstream: unknown");
      continue;
    }
    const read = readNumber(raw);
    draft.add({ ...origin, indicator: info.indicator, iso3, year, value: read.ok ? read.value : raw });
  }
}

function addUnmapped(draft: SeriesDraft, origin: Origin, { id, name, year, deaths }: CountryYear): void {
  const counts = [...deaths.values()];
  if (/^\d{1,4}$/.test(id) && counts.every((raw) => raw === "" || Number(raw) === 0)) {
    draft.leave(`state not in the Gleditsch–Ward table, without deaths: ${id} ${safeValue(name)}`);
    return;
  }
  draft.refuse(origin, {
    column: "country_id",
    value: id,
    code: "unknown-code",
    reason: `${safeValue(name)} has deaths in ${safeValue(year)}, but its number is not in the Gleditsch–Ward table`,
    remedy: "Add the number to the table of the loader once it is known which country it is",
  });
}
