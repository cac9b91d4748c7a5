import type { OwnDefinition, OwnOutcome } from "../../evaluation/study/own-data.ts";

/** Checks of what comes back from the browser's storage. */

type Fields = Record<string, unknown>;

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 300;
const isYear = (value: unknown) => Number.isInteger(value);
const isIso3 = (value: unknown) => typeof value === "string" && /^[A-Z]{3}$/.test(value);
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hasFile = (value: Fields) =>
  isText(value.file) &&
  isText(value.label) &&
  typeof value.sha256 === "string" &&
  /^[0-9a-f]{64}$/.test(value.sha256);

/** A non-empty list of entries of which no two have the same key. */
function isList(value: unknown, fits: (entry: Fields) => boolean, key: (entry: Fields) => string): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return (
    value.every((entry) => isObject(entry) && fits(entry)) && new Set(value.map(key)).size === value.length
  );
}

export const isOutcome = (value: unknown): value is OwnOutcome =>
  isObject(value) &&
  hasFile(value) &&
  isText(value.unit) &&
  (value.better === "higher" || value.better === "lower") &&
  isList(
    value.cells,
    ({ iso3, year, value: number }) => isIso3(iso3) && isYear(year) && Number.isFinite(number),
    ({ iso3, year }) => `${iso3} ${year}`,
  );

export const isDefinition = (value: unknown): value is OwnDefinition =>
  isObject(value) &&
  hasFile(value) &&
  isList(
    value.countries,
    ({ iso3, since }) => isIso3(iso3) && (since === null || isYear(since)),
    ({ iso3 }) => String(iso3),
  );
