import type { Column, Interpretation } from "./types.ts";
import { readYear } from "./values.ts";

/** Places of columns whose name is a year: a file with one column for each year. */
export const yearColumns = (columns: readonly Column[]): number[] =>
  columns.flatMap(({ name }, i) => (yearOfName(name) === null ? [] : [i]));

/** "2015", "X2015" and "YR2015", as statistics programs and offices write it. */
export function yearOfName(name: string): number | null {
  const plain = /^(?:x|yr|y)?(\d{4})(?:\s*\[YR\d{4}\])?$/i.exec(name.replace(/ \(column \d+\)$/, ""));
  return readYear(plain?.[1] ?? "").value;
}

const COUNTRY = /countr|iso.?3|nation|\bstate\b|economy/i;
const PARTNER = /partner|support(er|ing)|donor|with\b|twin|second|other|country.?(2|b)\b/i;
const ROLE = /\brole\b/i;
const YEAR = /year|since|date|from|start|time/i;
const VALUE = /value|score|index|share|rate|percent|outcome/i;

/** What the columns seem to be, from their types and names; the reader has the last word. */
export function propose(columns: readonly Column[]): Interpretation {
  const places = [...columns.keys()];
  const nameAt = (i: number) => columns[i]?.name ?? "";
  const ofType = (type: Column["type"]) => places.filter((i) => columns[i]?.type === type);
  const named = (list: readonly number[], pattern: RegExp) => list.find((i) => pattern.test(nameAt(i)));
  const countries = ofType("country");
  const country =
    countries.find((i) => !PARTNER.test(nameAt(i))) ?? countries[0] ?? named(ofType("text"), COUNTRY) ?? null;
  const partner = named(
    countries.filter((i) => i !== country),
    PARTNER,
  );
  const role = named(places, ROLE);
  const wide = yearColumns(columns).filter((i) => columns[i]?.type !== "text");
  const years = ofType("year").filter((i) => !wide.includes(i));
  // A column called "year" with some cells that are none is still meant.
  const mixed = [...ofType("number"), ...ofType("text")].filter(
    (i) => !wide.includes(i) && (columns[i]?.counts.year ?? 0) > 0,
  );
  const year = named(years, YEAR) ?? years[0] ?? named(mixed, YEAR) ?? named(ofType("empty"), YEAR) ?? null;
  const numbers = ofType("number").filter((i) => i !== year && !wide.includes(i));
  const value = named(numbers, VALUE) ?? numbers[0] ?? null;
  const isWide = wide.length >= 2;
  const isOutcome = isWide || (value !== null && partner === undefined && role === undefined);
  return {
    kind: isOutcome ? "outcome" : "definition",
    layout: isWide ? "wide" : "long",
    country,
    year,
    value,
    partner: partner ?? null,
    role: role ?? null,
  };
}
