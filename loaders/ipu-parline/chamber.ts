import { DriftError } from "../../src/errors/source-errors.ts";
import type { Origin, SeriesDraft } from "../_shared/live-draft.ts";
import { asObject, field, type JsonObject, textField } from "../_shared/live-json.ts";
import { LOWER, UPPER } from "./indicators.ts";

export const SOURCE = "ipu-parline";

/** Shares are printed with one decimal or more; counts of seats may be off by vacancies that are filled meanwhile. */
const TOLERANCE = 0.6;

/** A value in force: read, not there, or with more than one entry that is open. */
type Current = { kind: "value"; value: unknown } | { kind: "none" };

const isOpen = (entry: JsonObject) => {
  const end = field(entry, "date_to");
  return end === undefined || end === null || end === "";
};

/**
 * The value of a field that is in force: `{value}` or a list of `{value, date_from, date_to}`, of which the open entry
 * counts. @throws DriftError for any other shape, and where two entries are open.
 */
function current(attributes: JsonObject, name: string, origin: Origin): Current {
  const place = { source: SOURCE, file: origin.file, row: origin.at, column: name };
  const raw = field(attributes, name);
  if (raw === undefined || raw === null) return { kind: "none" };
  const entries = (Array.isArray(raw) ? raw : [raw]).map((entry) => asObject(entry, name, place));
  const open = entries.filter(isOpen);
  const [entry] = open;
  if (!entry) return { kind: "none" };
  if (open.length > 1) {
    throw new DriftError(
      "Two entries are in force at once",
      place,
      "Look at the chamber's page: which one is meant?",
    );
  }
  if (!Object.hasOwn(entry, "value")) {
    throw new DriftError("An entry has no value", place, "Change the loader to the new shape");
  }
  return { kind: "value", value: entry.value };
}

/** A number in force, null where there is none. @throws DriftError */
function currentNumber(attributes: JsonObject, name: string, origin: Origin): number | string | null {
  const found = current(attributes, name, origin);
  if (found.kind === "none" || found.value === null) return null;
  if (typeof found.value === "number") return found.value;
  if (typeof found.value === "string" && /^\d+(\.\d+)?$/.test(found.value)) return Number(found.value);
  return typeof found.value === "string" ? found.value : JSON.stringify(found.value);
}

/** Whether share, women and members agree, as far as they are known. */
function disagree(share: number | string, women: number | string | null, members: number | string | null) {
  if (typeof share !== "number" || typeof women !== "number" || typeof members !== "number") return false;
  return members === 0 || Math.abs((100 * women) / members - share) > TOLERANCE;
}

/**
 * Adds the share of women in one chamber. The code of a chamber has its country and kind: `JP-LC01` is the lower or
 * single chamber of Japan, `JP-UC01` the upper. @throws DriftError for any other shape.
 */
export function addChamber(
  draft: SeriesDraft,
  byIso2: ReadonlyMap<string, string>,
  year: number,
  origin: Origin,
): void {
  const place = { source: SOURCE, file: origin.file, row: origin.at };
  const item = asObject(origin.record, "chamber", place);
  const attributes = asObject(field(item, "attributes"), "attributes", place);
  const id = textField(item, "id", place);
  const [, iso2 = "", kind] = /^([A-Z]{2})-(LC|UC)\d{2}$/.exec(id) ?? [];
  if (!kind) {
    draft.refuse(origin, {
      column: "id",
      value: id,
      code: "wrong-form",
      reason: "The code of the chamber is not of the form JP-LC01",
      remedy: "See which country and chamber upstream means",
    });
    return;
  }
  const share = currentNumber(attributes, "current_women_percent", origin);
  const women = currentNumber(attributes, "current_women_number", origin);
  const members = currentNumber(attributes, "current_members_number", origin);
  const iso3 = byIso2.get(iso2);
  if (!iso3) draft.leave(`country not in our table: ${iso2}`);
  else if (share === null) draft.leave("no share in force: unknown");
  // Upstream computes 0 per cent where the number of women is not known.
  else if (share === 0 && women === null) draft.leave("a share of 0 without a number of women: unknown");
  else if (disagree(share, women, members)) {
    draft.refuse(origin, {
      column: "current_women_percent",
      value: String(share),
      code: "contradiction",
      reason: `The share is not that of ${women} women among ${members} members`,
      remedy: "Look at the chamber's page: which of the three is out of date?",
    });
  } else {
    const { indicator } = kind === "LC" ? LOWER : UPPER;
    draft.add({ ...origin, indicator, iso3, year, value: share });
  }
}
