/** Status of a plan when it was adopted; "later": its country was twinned while the plan ran. */
export type PlanStatus = "twinned" | "undated" | "not_twinned" | "later";

/** Stages of money. They are never added to each other. */
export type Stage = "cost" | "committed" | "allocated" | "spent";

/** plan: the plan's own money; beside: programme money beside a plan; country: tied to no plan. */
export type Scope = "plan" | "beside" | "country";

export interface MoneyFigure {
  id: string;
  plan: string | null;
  iso3: string;
  country: string;
  /** Generation and year of the plan, where the money is tied to one. */
  sequence: number | null;
  adopted: number | null;
  /** The figure covers years after or before the plan's own period: the registers may number plans differently. */
  otherYears: boolean;
  planPeriod: string | null;
  region: string;
  stage: Stage;
  scope: Scope;
  /** As published, in `currency`. */
  amount: number;
  currency: string;
  approximate: boolean;
  /** True where the amount is one year's; null where the source does not say. */
  perYear: boolean | null;
  period: string | null;
  priceYear: number | null;
  /** Currency units per US dollar in the price year. */
  rate: number | null;
  usdCurrent: number | null;
  /** In US dollars of `FundingData.baseYear`. */
  usdConstant: number | null;
  /** Dollars that a source prints beside its own figure. */
  publishedUsd: number | null;
  /** Why dollars are missing. */
  usdNote: string | null;
  basis: string | null;
  sources: string[];
}

export interface PlanGap {
  usdCurrent: number | null;
  usdConstant: number | null;
  /** Of the cost, from 0 to 1. */
  share: number;
  basis: string;
  sources: string[];
}

export interface FundingPlan {
  id: string;
  iso3: string;
  country: string;
  sequence: number;
  adopted: number | null;
  region: string;
  /** By definition of twinned. */
  status: Record<string, PlanStatus>;
  /** Code of what is known of a budget; null where nothing was found. */
  budget: string | null;
  /** What the plan register says of a budget, where the budget table goes first; null where it says nothing. */
  planRegisterBudget: string | null;
  /** A source calls the plan costed, but the amount was not seen. */
  costedUnseen: boolean;
  gap: PlanGap | null;
  /** Why there is no gap. */
  reason: { code: string; words: string } | null;
}

/** A share of plans with a budget that others published. Two registers may print the same one: then it stands once. */
export interface PublishedShare {
  id: string;
  asOf: string;
  withBudget: number;
  /** Null where the source prints no total. */
  total: number | null;
  /** Share that the source prints itself, from 0 to 1; used only where it prints no total. */
  printed: number | null;
  note: string | null;
  sources: string[];
}

export interface Support {
  id: string;
  donor: string;
  donorName: string;
  /** Codes; empty for a regional body. Several are one amount, never divided. */
  recipients: string[];
  recipientName: string;
  tie: "strong" | "weak";
  link: string;
  purpose: string;
  partner: string | null;
  year: number | null;
  period: string | null;
  amount: number | null;
  currency: string | null;
  usd: number | null;
  usdNote: string | null;
  partOfAnother: boolean;
  note: string | null;
  sources: string[];
}

/** Two countries in one arrangement that counts as twinning by default. */
export interface TwinnedPair {
  a: string;
  b: string;
  /** Arrangement, and whether its year is known. */
  id: string;
  dated: boolean;
}

export interface AidFigure {
  id: string;
  donor: string;
  recipient: string;
  recipientCode: string;
  donorCode: string;
  period: string | null;
  from: number | null;
  to: number | null;
  stage: string;
  /** Marker, purpose code or fund. */
  what: string;
  measure: "amount" | "share" | "count";
  value: number;
  unit: string;
  priceBasis: string;
  note: string | null;
  sources: string[];
}

export interface LocalBudget {
  id: string;
  country: string;
  iso3: string;
  area: string;
  level: string;
  year: number | null;
  amount: number;
  currency: string;
  periodYears: number | null;
  fundedBy: string | null;
  sources: string[];
}
