import type { Coded, IatiActivity, IatiTransaction } from "./iati-activity.ts";
import { millionthsText, readMillionths } from "./iati-amount.ts";
import { dacVocabulary, isDefaultVocabulary, sectorClass, stageOf } from "./iati-codes.ts";
import { type Listed, multiply, placeShares, type Share, shares, splitAmount } from "./iati-split.ts";

/** The part of one transaction that falls to one recipient and one class of sectors. */
export interface Part {
  stage: string;
  year: string;
  currency: string;
  /** `c:` and a country code, `r:` and a region code, or `u:` where no recipient is known. */
  place: string;
  sector: string;
  /** Plain decimal, or empty where amount or currency is missing or unreadable. */
  amount: string;
}

export interface ActivityParts {
  parts: Part[];
  gender: string;
  transactions: number;
}

/** Told of each thing left out, and of each text that could not be read. */
export interface Listener {
  leftOut(reason: string): void;
  refused(column: string, value: string, code: string, reason: string): void;
}

type Weighted = Share<[string, string]>[];

const UNKNOWN_PLACE: Share<string>[] = [{ of: "u:", weight: 1n }];
const UNKNOWN_SECTOR: Share<string>[] = [{ of: "unknown", weight: 1n }];

/**
 * The money of an activity, split by recipient and sector class (see iati-split for the rules). Types other than
 * commitment, disbursement and expenditure are left out and counted; what has no date, value or recipient stays,
 * as unknown.
 */
export function partsOf(activity: IatiActivity, listener: Listener): ActivityParts {
  const places = activityPlaces(activity, listener);
  const sectors = activitySectors(activity.sectors, listener) ?? UNKNOWN_SECTOR;
  const common = multiply(places, sectors);
  const out: Part[] = [];
  let transactions = 0;
  for (const transaction of activity.transactions) {
    const type = stageOf(transaction.type);
    if ("leftOut" in type) {
      listener.leftOut(type.leftOut);
      continue;
    }
    transactions++;
    const ownPlace = transactionPlaces(transaction, listener);
    const ownSector = activitySectors(transaction.sectors, listener);
    const weighted = ownPlace || ownSector ? multiply(ownPlace ?? places, ownSector ?? sectors) : common;
    append(out, type.stage, transaction, activity.currency, weighted, listener);
  }
  return { parts: out, gender: genderOf(activity.gender), transactions };
}

function append(
  out: Part[],
  stage: string,
  transaction: IatiTransaction,
  fallback: string | null,
  weighted: Weighted,
  listener: Listener,
): void {
  const currency = (transaction.currency?.trim() || fallback?.trim() || "").toUpperCase();
  const whole = amountOf(transaction.value, currency, listener);
  const year = yearOf(transaction.date) || yearOf(transaction.valueDate);
  const amounts =
    whole === null
      ? null
      : splitAmount(
          whole,
          weighted.map((w) => w.weight),
        );
  for (const [i, { of }] of weighted.entries()) {
    const amount = amounts?.[i];
    out.push({
      stage,
      year,
      currency,
      place: of[0],
      sector: of[1],
      amount: amount === undefined ? "" : millionthsText(amount),
    });
  }
}

function amountOf(text: string | null, currency: string, listener: Listener): bigint | null {
  if (text === null || text.trim() === "") return null;
  const amount = readMillionths(text);
  if (amount === null) {
    listener.refused("value", text, "not-an-amount", "is not a plain decimal of at most 15 digits");
    return null;
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    listener.refused("currency", currency, "no-currency", "is no currency code, so the amount means nothing");
    return null;
  }
  return amount;
}

const DATE = /^\s*(19\d\d|20\d\d|2100)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/;

/** Year of an ISO date between 1900 and 2100, else empty: unknown. */
export const yearOf = (date: string | null): string => (date === null ? "" : (DATE.exec(date)?.[1] ?? ""));

const trimCode = (code: string | null): string => (code ?? "").trim().toUpperCase();
const listed = (list: readonly Coded[]): Listed[] =>
  list.map((c) => ({ code: trimCode(c.code), percentage: c.percentage }));

/** A share without a code is a share of an unknown recipient. */
const nameless = (place: string): string => (place === "c:" || place === "r:" ? "u:" : place);

function activityPlaces(activity: IatiActivity, listener: Listener): Share<string>[] {
  const regions = activity.regions.filter((r) => isDefaultVocabulary(r.vocabulary));
  const found = placeShares(listed(activity.countries), listed(regions));
  if (found === null) {
    refuseShares("recipient-country", [...activity.countries, ...regions], listener);
    return UNKNOWN_PLACE;
  }
  return found.length > 0 ? combine(found, nameless) : UNKNOWN_PLACE;
}

function transactionPlaces(transaction: IatiTransaction, listener: Listener): Share<string>[] | null {
  if (transaction.countries.length === 0 && transaction.regions.length === 0) return null;
  const found =
    transaction.countries.length > 0
      ? shares(listed(transaction.countries), (code) => `c:${code}`)
      : shares(transaction.regions.map(regionWithVocabulary), (code) => `r:${code}`);
  if (found === null) {
    refuseShares("recipient-country", [...transaction.countries, ...transaction.regions], listener);
    return UNKNOWN_PLACE;
  }
  return found.length > 0 ? combine(found, nameless) : UNKNOWN_PLACE;
}

/** A place on the transaction wins whatever its vocabulary; a foreign one stays recognisable. */
function regionWithVocabulary(region: Coded): Listed {
  const code = trimCode(region.code);
  const own = isDefaultVocabulary(region.vocabulary) || code === "";
  return { code: own ? code : `${region.vocabulary?.trim()}:${code}`, percentage: region.percentage };
}

/** Classes of the DAC purposes in a list, the five-digit list before the three-digit one; null where it has none. */
function activitySectors(list: readonly Coded[], listener: Listener): Share<string>[] | null {
  if (list.length === 0) return null;
  const withCode = list.filter((s) => trimCode(s.code) !== "");
  for (const wanted of [1, 2] as const) {
    const own = withCode.filter((s) => dacVocabulary(s.vocabulary) === wanted);
    if (own.length === 0) continue;
    const found = shares(listed(own), sectorClass);
    if (found === null) {
      refuseShares("sector", own, listener);
      return UNKNOWN_SECTOR;
    }
    if (found.length > 0) return found;
  }
  return null;
}

function combine(list: readonly Share<string>[], as: (of: string) => string): Share<string>[] {
  const weights = new Map<string, bigint>();
  for (const { of, weight } of list) weights.set(as(of), (weights.get(as(of)) ?? 0n) + weight);
  return [...weights].map(([of, weight]) => ({ of, weight }));
}

const refuseShares = (column: string, list: readonly Coded[], listener: Listener) =>
  listener.refused(
    `${column} percentage`,
    list.map((c) => `${c.code}=${c.percentage}`).join(";"),
    "not-a-percentage",
    "has a share that is no percentage, so none of the shares is known",
  );

function genderOf(significances: readonly (string | null)[]): string {
  const distinct = new Set(significances.map((s) => s?.trim() ?? ""));
  if (distinct.size === 0) return "not_screened";
  const [only = ""] = distinct;
  return distinct.size === 1 && /^[0-4]$/.test(only) ? only : "unknown";
}
