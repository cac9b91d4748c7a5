import { EvaluationError } from "../core/errors.ts";
import { type Notice, notice } from "../core/result.ts";
import { hasEnough, isKnown, type Parts, twinnedWithin } from "./enough-years.ts";

/**
 * The years in which a known country is still to be twinned: those before the last twinning where none is twinned after
 * the period; the countries twinned last are then compared only. Without a country still to be twinned nothing tells
 * what the others would have been.
 * @throws EvaluationError where no twinned country has one twinned later beside it.
 */
export function notYetYears(
  parts: Parts,
  countries: readonly number[],
): { years: number[]; dropped: Notice[] } {
  const { study, definition } = parts;
  const year = (y: number) => study.years[y]!;
  const since = (c: number) => definition.since[c] ?? Number.POSITIVE_INFINITY;
  const last = year(parts.years.at(-1)!);
  const dates = [...new Set(countries.map(since))].filter((date) => date <= last).sort((a, b) => b - a);
  for (const end of [Number.POSITIVE_INFINITY, ...dates]) {
    const before = parts.years.filter((y) => year(y) < end);
    const usable = countries.filter((c) => hasEnough({ ...parts, years: before }, c));
    const years = before.filter((y) => usable.some((c) => isKnown(parts, c, y) && year(y) < since(c)));
    if (!comparesSome({ ...parts, years }, countries)) continue;
    const out = parts.years.filter((y) => !years.includes(y) && countries.some((c) => isKnown(parts, c, y)));
    return { years, dropped: leftOut(out.map(year)) };
  }
  throw new EvaluationError(
    "No twinned country has one beside it that is twinned later and known until then",
    { column: "comparison", value: "not_yet" },
    "Choose another comparison, outcome, definition or period",
  );
}

function comparesSome(parts: Parts, countries: readonly number[]): boolean {
  if (parts.years.length < 2) return false;
  const usable = countries.filter((c) => hasEnough(parts, c));
  const treated = usable.filter((c) => twinnedWithin(parts, c)).length;
  return treated > 0 && treated < usable.length;
}

function leftOut(years: readonly number[]): Notice[] {
  if (years.length === 0) return [];
  const words = `${years.length} years have no country still to be twinned to compare with and are left out`;
  return [notice("nobody_still_to_come", words, { count: years.length, items: years })];
}
