import type { AsOf, Definition, Status } from "./common.ts";
import type { LatestStatus, PlanYears } from "./countries.ts";

/** A code of the register with its meaning. */
export interface Coded {
  code: string;
  meaning: string;
}

export interface Amount {
  value: number;
  currency: string;
}

/** One reading of a plan as inward, outward or both. */
export interface Orientation {
  code: string;
  meaning: string;
  sources: string[];
}

export interface PlanRecord extends PlanYears {
  id: string;
  title: string | null;
  /** Partial ISO date, as far as known. */
  adoptedDate: string | null;
  lead: string | null;
  leadType: Coded | null;
  budget: Coded | null;
  budgetAmount: Amount | null;
  budgetNote: string | null;
  monitoring: Coded | null;
  civilSociety: Coded | null;
  status: Coded;
  confidence: Coded;
  note: string | null;
  sources: string[];
  orientation: Orientation[];
  budgetStatus: { code: string; meaning: string; note: string | null; sources: string[] }[];
  /** What is missing of the cost, and what that rests on or why it cannot be known. */
  gap: {
    usd: number | null;
    /** What the same source calls covered. */
    committedUsd: number | null;
    /** Years of the cost where they lie outside the plan's own. */
    otherYears: string | null;
    words: string | null;
    sources: string[];
  };
}

/** A plan that a register of money names and the register of plans does not hold. */
export interface NamedPlan {
  period: string | null;
  sources: string[];
}

/** How an arrangement counts for the country under the default definition. */
export type Counts = "dated" | "undated" | "no";

export interface Arrangement {
  id: string;
  name: string;
  kind: Coded;
  role: Coded;
  phase: Coded | null;
  evidence: Coded;
  status: Coded;
  announced: number | null;
  /** First documented year and where it comes from, as on the Twinning page. */
  start: number | null;
  startBasis: string;
  /** Stated, planned or last documented end. */
  end: number | null;
  /** Latest year in which any source documents it. */
  lastDocumented: number | null;
  joined: number | null;
  left: number | null;
  counts: Counts;
  sources: string[];
}

export interface Network {
  name: string;
  role: string;
  joined: number | null;
  sources: string[];
}

/** A value of a year; `others` is the median of the other countries of the region with a plan, over `of` values. */
export interface YearValue {
  year: number;
  value: number | null;
  others: number | null;
  of: number;
}

export interface WpsEdition extends YearValue {
  rank: number | null;
}

export interface Spell {
  from: number;
  to: number;
  code: string;
}

export interface PlanMoney {
  id: string;
  plan: string | null;
  stage: string;
  /** The plan's own money, programme money beside it, or not tied to a plan. */
  scope: string;
  amount: Amount | null;
  usd: number | null;
  usdNote: string | null;
  perYear: boolean;
  period: string | null;
  note: string | null;
  sources: string[];
}

export interface Support {
  id: string;
  donor: string;
  recipient: string;
  /** Recipients that the amount is for; more than one is never divided. */
  recipients: number;
  /** Countries on the other side that have a page here. */
  partners: { iso3: string; name: string }[];
  amount: Amount | null;
  year: number | null;
  period: string | null;
  purpose: string;
  partner: string | null;
  tie: string;
  note: string | null;
  sources: string[];
}

export interface SourceRecord {
  id: string;
  title: string;
  publisher: string | null;
  year: string | null;
  url: string | null;
  grade: string | null;
}

export interface CountryData {
  asOf: AsOf;
  definition: Definition;
  iso3: string;
  name: string;
  otherNames: string[];
  region: string;
  subregion: string;
  unMember: boolean;
  note: string | null;
  latest: LatestStatus;
  twinning: { status: Status; since: number | null; roles: string[] };
  plans: PlanRecord[];
  namedElsewhere: NamedPlan[];
  arrangements: Arrangement[];
  networks: Network[];
  /** Fewest other countries for which a median is drawn. */
  fewest: number;
  /** Other countries of the region with a plan. */
  peers: number;
  parliament: YearValue[];
  wps: WpsEdition[];
  gii: YearValue[];
  income: Spell[];
  aidList: Spell[];
  /** Latest reporting year of the list of aid recipients. */
  aidListYear: number;
  gdp: YearValue[];
  deaths: YearValue[];
  /** Edition of the fragility list. */
  fragilityYear: number;
  fragility: { tier: string; score: number | null } | null;
  money: PlanMoney[];
  given: Support[];
  received: Support[];
  sources: SourceRecord[];
}
