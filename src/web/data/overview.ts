import type { WorldMap } from "../charts/world-map.ts";
import type { Answer } from "../text/answer.ts";
import type { AsOf, Status } from "./common.ts";

export interface OverviewCountry {
  iso3: string;
  name: string;
  plans: number;
  firstYear: number | null;
  status: Status;
  since: number | null;
}

/** One year of the spread of plans: countries with a first plan so far, and countries twinned so far. */
export interface AdoptionYear {
  year: number;
  withPlan: number;
  twinned: number;
}

export interface PublishedTotal {
  asOf: string;
  value: number;
  /** The register's own count at that date: surely and possibly adopted by then. */
  ownLow: number | null;
  ownHigh: number | null;
  verdict: string;
  source: string;
}

export interface OverviewData {
  answer: Answer;
  asOf: AsOf;
  map: WorldMap;
  countries: OverviewCountry[];
  links: { from: string; to: string; dated: boolean; id: string }[];
  /** Arrangements whose sources do not say who works with whom. */
  unpaired: { id: string; giving: number; receiving: number }[];
  years: AdoptionYear[];
  neverDated: string[];
  laterDated: { name: string; year: number }[];
  published: PublishedTotal[];
  numbers: {
    countries: number;
    unMembers: number;
    plans: number;
    current: number;
    expired: number;
    /** Of the expired, those for which a funding table names a later plan. */
    laterNamed: number;
    statusUnknown: number;
    arrangements: number;
    /** Arrangements that count by default, with and without a known year. */
    datedArrangements: number;
    undatedArrangements: number;
    activities: number;
    budgetKnown: number;
    budgetYes: number;
    budgetPartial: number;
    sources: number;
  };
}
