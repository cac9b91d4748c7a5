import { DriftError } from "../../src/errors/source-errors.ts";
import { readNumber } from "../../src/parse/cell.ts";
import type { Origin, SeriesDraft } from "../_shared/live-draft.ts";
import { asObject, field, type JsonObject } from "../_shared/live-json.ts";
import { FIRST_YEAR } from "../_shared/live-requests.ts";
import { SOURCE } from "./page.ts";
import { KNOWN_CODES, NO_VALUE, REPORTING, type SdgSeries } from "./series.ts";

const placeOf = (origin: Origin) => ({ source: SOURCE, file: origin.file, row: origin.at });

/** Text of a field that may be written as text or as a number; a code stays text. @throws DriftError */
function textOf(record: JsonObject, name: string, origin: Origin): string {
  const value = field(record, name);
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new DriftError(
    `${name} is neither text nor a number`,
    { ...placeOf(origin), column: name },
    "Change the loader to the new shape, with a fixture of it",
  );
}

/**
 * Why a record is not the national figure that is meant, or null where it is.
 * @throws DriftError for a dimension or a code that is not known: it may divide the population.
 */
function otherPart(record: JsonObject, series: SdgSeries, origin: Origin): string | null {
  const place = placeOf(origin);
  const dimensions = asObject(field(record, "dimensions"), "dimensions", place);
  let reason: string | null = null;
  for (const name of Object.keys(dimensions)) {
    const code = field(dimensions, name);
    const known = KNOWN_CODES.get(name);
    if (!known || typeof code !== "string" || !known.has(code)) {
      throw new DriftError(
        `The dimension "${name.slice(0, 40)}" of ${series.code} has a code that is not known`,
        { ...place, column: `dimensions.${name.slice(0, 40)}`, value: String(code) },
        "Find out what the code stands for, then keep it or leave it out by name in the loader",
      );
    }
    if (name === "Reporting Type" && code !== REPORTING) reason = `reporting type ${code}`;
    if (name === "Sex" && !series.sex.includes(code)) reason = `sex ${code}`;
  }
  return reason;
}

function checkUnit(record: JsonObject, series: SdgSeries, origin: Origin): void {
  const attributes = field(record, "attributes");
  if (!series.units || attributes === undefined || attributes === null) return;
  const place = placeOf(origin);
  const unit = field(asObject(attributes, "attributes", place), "Units");
  if (unit === undefined || (typeof unit === "string" && series.units.includes(unit))) return;
  throw new DriftError(
    `The unit of ${series.code} is not ${series.units.join(" or ")}`,
    { ...place, column: "attributes.Units", value: String(unit) },
    "See whether the measure changed; never convert unseen",
  );
}

/** "2020", or "2020.0" where the number is written with a point. */
const yearOf = (text: string) => (/^\d{4}(\.0+)?$/.test(text) ? Number(text) : Number.NaN);

/** Adds one record, or counts why it is left out. @throws DriftError */
export function addRecord(
  draft: SeriesDraft,
  series: SdgSeries,
  byM49: ReadonlyMap<string, string>,
  origin: Origin,
): void {
  const place = placeOf(origin);
  const record = asObject(origin.record, "record", place);
  const code = textOf(record, "series", origin);
  if (code !== series.code) {
    throw new DriftError(
      `A record is of another series than the one asked for, ${series.code}`,
      { ...place, column: "series", value: code },
      "Pull again; if it stays so, upstream has renamed the series",
    );
  }
  const area = textOf(record, "geoAreaCode", origin);
  const year = yearOf(textOf(record, "timePeriodStart", origin));
  const raw = textOf(record, "value", origin);
  const part = otherPart(record, series, origin);
  checkUnit(record, series, origin);
  if (!/^\d{1,3}$/.test(area)) {
    draft.refuse(origin, {
      column: "geoAreaCode",
      value: area,
      code: "wrong-form",
      reason: "The area is not a number of UN M49",
      remedy: "See which area upstream means",
    });
    return;
  }
  const iso3 = byM49.get(area.padStart(3, "0"));
  if (part !== null) draft.leave(part);
  else if (!iso3) draft.leave("areas that are no country of our table (regions and groups)");
  else if (year < FIRST_YEAR) draft.leave(`years before ${FIRST_YEAR}`);
  else if (NO_VALUE.has(raw)) draft.leave("no value upstream: unknown");
  else if (/^[<>]=?\s*\d/.test(raw)) draft.leave("bounds instead of values, such as <5: unknown");
  else {
    const read = readNumber(raw);
    const value = read.ok ? read.value : raw;
    draft.add({ ...origin, indicator: series.info.indicator, iso3, year, value });
  }
}
