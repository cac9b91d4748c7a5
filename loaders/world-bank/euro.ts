import type { Place } from "./countries.ts";
import type { Row } from "./page.ts";

/** The currency table converts the euro at the rate of Austria (data/reference/currencies.csv). */
const STANDS_FOR_EURO = "AUT";
const EURO_AREA = "EMU";

interface RateRow {
  country?: { id?: unknown };
  date?: unknown;
  value?: unknown;
}

/**
 * Rates of the euro area, given to Austria for the years in which upstream has none for Austria itself: members have
 * no rate of their own after joining. Years that Austria has are left alone, so that no key stands twice.
 */
export function euroRates(rows: readonly Row[], countries: ReadonlyMap<string, Place>): Row[] {
  const idOf = (iso3: string) => [...countries].find(([, place]) => place.iso3 === iso3)?.[0];
  const [austria, area] = [idOf(STANDS_FOR_EURO), idOf(EURO_AREA)];
  if (austria === undefined || area === undefined) return [];
  const known = (id: string) =>
    rows.filter((r) => {
      const { country, value } = r.record as RateRow;
      return country?.id === id && value !== null && value !== undefined;
    });
  const own = new Set(known(austria).map((r) => (r.record as RateRow).date));
  return known(area)
    .filter((r) => !own.has((r.record as RateRow).date))
    .map((r) => ({
      ...r,
      record: { ...(r.record as object), country: { id: austria }, countryiso3code: STANDS_FOR_EURO },
    }));
}
