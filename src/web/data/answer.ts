import type { Notice, Used } from "../../evaluation/core/result.ts";
import type { TimesNeeded, TreatedNeeded } from "../../evaluation/power/needed.ts";
import type { Pretrend } from "../../evaluation/study/pretrend.ts";
import type { Estimator } from "../../evaluation/study/specification.ts";
import type { Reading } from "../../evaluation/verdict/verdict.ts";
import type { SourceLine } from "../ui/figure.ts";
import type { Definition } from "./common.ts";
import type { WorkbenchData } from "./workbench.ts";

/** What the pre-specified plan found, small enough for a page; every number is one of `nap evaluate --json`. */
export interface AnswerData {
  asOf: string;
  /** The plan, its checksum, the names of countries, and what a set of choices is read with. */
  workbench: WorkbenchData;
  /** The definition of twinned that the plan takes. */
  definition: Definition;
  outcomes: PanelAnswer[];
  renewal: RenewalAnswer;
  /** Countries twinned since a known year, and those of which no source gives one. */
  twinned: TwinnedCountry[];
  undated: TwinnedCountry[];
}

export interface TwinnedCountry {
  iso3: string;
  name: string;
  since: number | null;
  roles: string[];
  partnerships: { id: string; name: string }[];
}

/** What the plan's rules say, and the numbers that they read; null where not defined. */
export interface Answer {
  id: string;
  label: string;
  reading: Reading;
  reasons: readonly Notice[];
  estimate: number | null;
  low: number | null;
  high: number | null;
  p: number | null;
  /** Corrected over all outcomes of the plan. */
  pAdjusted: number | null;
  detectable: number | null;
  smallest: number;
  /** Why a smaller effect would not matter, as the plan says. */
  why: string;
  used: Used | null;
  dropped: readonly Notice[];
  warnings: readonly Notice[];
  sources: readonly SourceLine[];
}

export interface PanelAnswer extends Answer {
  unit: string;
  better: "higher" | "lower";
  period: readonly [number, number];
  /** What the outcome is, and what to beware of. */
  definition: string;
  caution: string | null;
  conleyTaber: { estimate: number; p: number; low: number; high: number } | null;
  pretrend: Pretrend | null;
  leaveOneOut: readonly { iso3: string; estimate: number | null }[];
  estimators: readonly { estimator: Estimator; estimate: number | null }[];
  treated: readonly { iso3: string; since: number }[];
  compared: readonly string[];
  needed: Needed | null;
}

/** By simulation on the series of countries to which nothing happened. */
export interface Needed {
  /** Effect (in the unit of the outcome) and the chance of finding it. */
  curve: readonly { effect: number; power: number }[];
  /** Smallest effect that the simulated test finds with the plan's power. */
  detectable: number | null;
  /** How often the test finds something where there is nothing. */
  size: number;
  donors: number;
  sims: number;
  treated: TreatedNeeded;
  times: TimesNeeded | null;
}

export interface RenewalAnswer extends Answer {
  /** p of the Cox model itself, which few clusters make too small. */
  pModel: number | null;
  events: number;
  eventsTwinned: number;
  /** Codes of plans that were in force while their country was twinned. */
  twinnedPlans: readonly string[];
  needed: EventsNeeded | null;
}

/** How many renewals it would take, twinned and other in the proportion of today. */
export interface EventsNeeded {
  factor: number;
  events: number;
  eventsTwinned: number;
}
