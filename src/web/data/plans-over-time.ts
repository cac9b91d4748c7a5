import type { Definition } from "./common.ts";

/** Survival by time, one entry at each time at which someone leaves. */
export interface Curve {
  time: number[];
  atRisk: number[];
  events: number[];
  survival: number[];
  low: (number | null)[];
  high: (number | null)[];
}

/** A hazard ratio with its interval. */
export interface Ratio {
  ratio: number;
  low: number;
  high: number;
}

/** A ratio, or the reason why there is none. */
export type RatioOr = { ratio: Ratio; why: null } | { ratio: null; why: string };

/** What a group consists of. */
export interface Counted {
  plans: number;
  events: number;
  plansTwinned: number;
  eventsTwinned: number;
}

export interface Landmark extends Counted {
  /** Years since adoption. */
  at: number;
  found: RatioOr;
}

/** "all", or the generation of plans; "3" holds later ones too. */
export type Generation = "all" | "1" | "2" | "3";

export interface RenewalResult extends Counted {
  definition: string;
  generation: Generation;
  /** Twinning as it stands at each moment: the primary analysis. */
  current: RatioOr;
  /** By permuting twin dates; null without a ratio. */
  p: number | null;
  /** By the clustered Cox model. */
  pModel: number | null;
  detectable: number | null;
  /** Do the hazards stay proportional? Small p: they do not. */
  proportional: number | null;
  curves: { twinned: Curve | null; other: Curve | null };
  /** Codes of plans twinned at some time while observed, and of those twinned only after adoption. */
  twinnedPlans: string[];
  turnedPlans: string[];
  /** Codes of plans left out, their country being twinned in no known year. */
  undated: string[];
  landmarks: Landmark[];
  /** Wrong on purpose: whoever is ever twinned counts from adoption. */
  ever: {
    found: RatioOr;
    twinned: Curve | null;
    other: Curve | null;
    /** Years of plans before their twinning that it counts as twinned, and all years that it so counts. */
    immortalYears: number;
    years: number;
  };
}

export type Order = "before" | "same" | "after" | "not_yet" | "unknown";

export interface Cooperation {
  iso3: string;
  name: string;
  roles: string[];
  /** First documented year of cooperation; null where none is known. */
  since: number | null;
  /** Years in which its plans were adopted, those known. */
  plans: number[];
  /** First plan against the cooperation: adopted before it, in the same year, after it, not yet. */
  order: Order;
  /** Why the order is unknown. */
  why: string | null;
}

export interface CooperationResult {
  definition: string;
  countries: Cooperation[];
  /** From first cooperation to the first plan, countries without a plan at that time; null where too few to draw. */
  curve: Curve | null;
  /** Countries in it, and how many of them have a plan by now. */
  n: number;
  adopted: number;
  median: number | null;
}

export type End = "ended" | "ongoing" | "unknown";

export interface PartnershipLine {
  id: string;
  name: string;
  kind: string;
  status: string;
  start: number;
  /** Year of the end, or of the last trace where the end is unknown or has not come. */
  last: number;
  end: End;
  /** It began and ended within one known month: a meeting, not a partnership over time. */
  event: boolean;
}

/** An arrangement without a duration. */
export interface WithoutDuration {
  id: string;
  name: string;
  kind: string;
  why: "announced" | "start_unknown" | "umbrella";
}

export interface DurationResult {
  kind: string;
  n: number;
  ended: number;
  ongoing: number;
  unknown: number;
  /** All unknown ends at the last trace; all still going on. */
  shortest: Curve | null;
  longest: Curve | null;
  /** Between the two; (left, right] holds `mass`, right = null: after the last time known. */
  between: { left: number; right: number | null; mass: number; survival: number }[];
  medians: { shortest: number | null; longest: number | null; between: [number, number | null] | null };
  converged: boolean;
}

export interface PlansOverTimeData {
  sources: Record<"plans" | "twinning", { label: string; asOf: string }>;
  definitions: Definition[];
  /** Last year of the window in which renewal is observed. */
  lastYear: number;
  /** Plan → "Finland, plan 2 of 2012". */
  plans: Record<string, { name: string; iso3: string }>;
  leftOut: { reason: string; plans: string[] }[];
  renewal: RenewalResult[];
  alpha: number;
  smallestRatio: number;
  cooperation: CooperationResult[];
  kinds: { id: string; label: string }[];
  durations: DurationResult[];
  lines: PartnershipLine[];
  without: WithoutDuration[];
}
