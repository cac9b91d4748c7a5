import type { Status } from "../data/common.ts";
import type { CountryItem, LatestStatus } from "../data/countries.ts";
import { plural } from "../format/number.ts";
import { matches } from "../format/search.ts";
import { freeText, oneOf, type Schema } from "../state/url.ts";
import { firstAdopted } from "./plan-words.ts";

export const REGIONS = ["Africa", "Americas", "Asia", "Europe", "Oceania"] as const;

/** What the list shows; stands in the address. */
export interface CountriesView {
  q: string;
  plan: "all" | LatestStatus;
  twinning: "all" | Status;
  region: "all" | (typeof REGIONS)[number];
}

export const schema: Schema<CountriesView> = {
  q: freeText(),
  plan: oneOf(["all", "current", "expired", "unknown", "none"], "all"),
  twinning: oneOf(["all", "twinned", "undated", "not_twinned"], "all"),
  region: oneOf(["all", ...REGIONS], "all"),
};

/** Countries that the view asks for, in their order; names are found with or without accents. */
export function chosen(countries: readonly CountryItem[], view: CountriesView): CountryItem[] {
  return countries.filter(
    (c) =>
      (view.plan === "all" || c.latest === view.plan) &&
      (view.twinning === "all" || c.twinning === view.twinning) &&
      (view.region === "all" || c.region === view.region) &&
      [c.name, ...c.otherNames, c.iso3].some((name) => matches(name, view.q)),
  );
}

/** How many countries are shown, and what is unknown of them. */
export function statusLine(shown: readonly CountryItem[], all: readonly CountryItem[]): string {
  const planned = shown.filter((c) => c.plans.length > 0);
  const total = all.filter((c) => c.plans.length > 0).length;
  const none = shown.length - planned.length;
  if (shown.length === 0) return "No country fits. Try fewer filters or another spelling.";
  const open = planned.filter((c) => c.latest === "unknown").length;
  const named = planned.filter((c) => c.latest === "expired" && c.namedElsewhere).length;
  const undated = planned.filter((c) => firstAdopted(c.plans) === null).length;
  const unknown = [
    open > 0 ? `for ${open} the end of the latest plan is unknown` : "",
    named > 0 ? `for ${named} with no later plan found another register names one` : "",
    undated > 0 ? `for ${undated} the year of the first plan is unknown` : "",
  ].filter(Boolean);
  const first = `${planned.length} of ${total} countries with a plan shown${unknown.length > 0 ? `; ${unknown.join(", ")}` : ""}.`;
  return none === 0
    ? first
    : `${first} No plan was found for ${plural(none, "more country", "more countries")}.`;
}

/** Title of the list, from all countries. */
export function listTitle(countries: readonly CountryItem[]): string {
  const planned = countries.filter((c) => c.plans.length > 0);
  const of = (latest: LatestStatus) => planned.filter((c) => c.latest === latest).length;
  return `Of ${planned.length} countries with a plan, ${of("current")} have one still running; the last known plan of ${of("expired")} has ended and no later one was found; for ${of("unknown")} the end is unknown`;
}
