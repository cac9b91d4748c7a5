import { count, plural } from "../format/number.ts";
import type { Checked, World } from "./types.ts";

/** How many cells or countries of the file can be used. */
export const usable = ({ outcome, definition }: Checked) =>
  outcome?.cells.length ?? definition?.countries.length ?? 0;

/** What of the file joins the study, and what does not, one sentence each. */
export function summaryOf(checked: Checked, world: World): string[] {
  const { outcome, definition } = checked;
  if (usable(checked) === 0) return ["Nothing in this file can be used as it is read now."];
  const common = [
    checked.repeated > 0 &&
      `${plural(checked.repeated, "row or cell says", "rows or cells say")} again what another says: counted once.`,
  ];
  const special = outcome
    ? ofOutcome(outcome, checked, world)
    : definition
      ? ofDefinition(definition, checked, world)
      : [];
  return [...special, ...common].filter((line) => line !== false);
}

function ofOutcome(
  { cells }: NonNullable<Checked["outcome"]>,
  checked: Checked,
  { countries, years }: World,
) {
  const there = new Set(cells.map(({ iso3 }) => iso3));
  const known = cells.reduce(
    ([low, high], { year }) => [Math.min(low, year), Math.max(high, year)] as const,
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );
  const absent = countries.length - there.size;
  return [
    `${plural(cells.length, "known value")} of ${plural(there.size, "country", "countries")}, ${known[0]} to ${known[1]}.`,
    checked.unknown > 0 && `${plural(checked.unknown, "cell is", "cells are")} not known, and stay unknown.`,
    absent > 0 &&
      `${plural(absent, "country", "countries")} of the study have no value here: unknown, in no comparison.`,
    checked.leftOut > 0 &&
      `${plural(checked.leftOut, "value lies", "values lie")} outside the years of the study, ${years[0]} to ${years[1]}: left out.`,
  ];
}

function ofDefinition({ countries }: NonNullable<Checked["definition"]>, checked: Checked, world: World) {
  const [first, last] = world.years;
  const dated = countries.flatMap(({ since }) => (since === null ? [] : [since]));
  const undated = countries.length - dated.length;
  const inside = dated.filter((year) => year > first && year <= last).length;
  const early = dated.filter((year) => year <= first).length;
  const late = dated.filter((year) => year > last).length;
  const others = world.countries.length - countries.length;
  return [
    `${plural(countries.length, "country is", "countries are")} twinned; ${count(inside)} of them from a year after ${first} and up to ${last}, which can be compared before and after.`,
    undated > 0 &&
      `${plural(undated, "country is", "countries are")} twinned in no known year: neither twinned nor a comparison.`,
    early > 0 &&
      `${plural(early, "country is", "countries are")} twinned since ${first} or before: without a year before, they are left out of estimates.`,
    late > 0 &&
      `${plural(late, "country is", "countries are")} twinned only after ${last}: without a year after it, they are left out of estimates.`,
    `The other ${count(others)} countries of the study are not listed, and so count as not twinned. If your list is not complete, they are wrongly compared.`,
    checked.facilitators > 0 &&
      `${plural(checked.facilitators, "row says", "rows say")} that the country only facilitated: it does not count.`,
    inside === 0 &&
      "No country can be compared before and after: no effect can be estimated by this definition.",
  ];
}
