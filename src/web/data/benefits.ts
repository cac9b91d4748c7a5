import type { Spread } from "../../evaluation/indices/spread.ts";
import type { Member, Rule } from "./twinning.ts";

/** An arrangement as far as the hopes and fears ask. */
export interface BenefitArrangement {
  id: string;
  name: string;
  kind: string;
  status: string;
  direction: string;
  evidence: string;
  start: number | null;
  announced: number | null;
  firstActivity: number | null;
  members: Member[];
  /** Medians of GDP per person by side at the start, from the mart partnership_asymmetry. */
  gdp: { supporting: number | null; supported: number | null; peer: number | null };
  /** Activities by host, adoptions of linked plans left aside. */
  hosted: { supporting: number; supported: number; peer: number; third: number; unknown: number };
  /** How long it lasted as far as known; null where it has no duration to speak of, with the reason. */
  life: { start: number; last: number; end: "ended" | "ongoing" | "unknown"; event: boolean } | null;
  noLife: string | null;
}

export interface BenefitActivity {
  id: string;
  arrangement: string;
  when: string | null;
  year: number | null;
  type: string;
  theme: string;
  funders: string[];
  what: string;
  amount: number | null;
  currency: string | null;
}

export interface BenefitSupport {
  id: string;
  donor: string;
  donorName: string;
  recipients: string[];
  recipientName: string;
  year: number | null;
  amount: number | null;
  currency: string | null;
  link: string;
  purpose: string;
  /** Tied to a plan, not only to WPS in general. */
  strong: boolean;
}

export interface BenefitPlan {
  id: string;
  iso3: string;
  sequence: number;
  adopted: number | null;
  lead: string | null;
  budget: string | null;
  /** Where sources say that the plan looks; several readings may disagree. */
  readings: { orientation: string; source: string }[];
}

export interface BenefitCountry {
  iso3: string;
  name: string;
  region: string;
  hasPlan: boolean;
  firstPlan: number | null;
}

/** Values by country from a first year on; null is unknown. */
export interface YearSeries<T = number> {
  first: number;
  values: Record<string, (T | null)[]>;
}

export interface BenefitsData {
  asOf: string;
  sources: Record<
    "twinning" | "funding" | "plans" | "gdp" | "deaths" | "parliament",
    { label: string; asOf: string }
  >;
  definitions: Rule[];
  countries: BenefitCountry[];
  arrangements: BenefitArrangement[];
  activities: BenefitActivity[];
  supports: BenefitSupport[];
  memberships: { network: string; iso3: string; joined: number | null }[];
  /** Sizes that sources state for networks, in their own terms. */
  networkSizes: { network: string; year: string | null; size: string }[];
  plans: BenefitPlan[];
  gdp: YearSeries;
  deaths: YearSeries;
  parliament: YearSeries;
  /** Income group by the income of the year: L, LM, UM, H; only for members. */
  income: YearSeries<string>;
  /** Times apart in GDP per person, all possible pairs of countries with a plan, by year. */
  pairs: Record<string, Spread>;
  /** The same pairs by place: how many lie in different UN regions. */
  regionPairs: { pairs: number; apart: number };
  /** Medians of how long arrangements of the kinds twinning and cross-learning lasted, by what is supposed of unknown ends. */
  duration: { n: number; unknown: number; shortest: number | null; longest: number | null };
  lastYear: number;
}
