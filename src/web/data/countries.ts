import type { AsOf, Definition, Status } from "./common.ts";

/** A plan as the list draws it: years only. */
export interface PlanYears {
  sequence: number;
  adopted: number | null;
  start: number | null;
  /** Last year of the period. */
  end: number | null;
}

/** Status of a country's latest plan at the register's date; `none` where no plan was found. */
export type LatestStatus = "current" | "expired" | "unknown" | "none";

export interface CountryItem {
  iso3: string;
  name: string;
  otherNames: string[];
  region: string;
  plans: PlanYears[];
  latest: LatestStatus;
  /** Does a register of money name a plan that the register of plans does not hold? */
  namedElsewhere: boolean;
  twinning: Status;
  since: number | null;
  arrangements: number;
}

export interface CountriesData {
  asOf: AsOf;
  definition: Definition;
  /** Sorted by name. */
  countries: CountryItem[];
}
