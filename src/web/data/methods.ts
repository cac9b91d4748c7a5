import type { Status } from "./common.ts";

export interface NamedCountry {
  iso3: string;
  name: string;
}

export interface DefinitionCounts {
  id: string;
  label: string;
  statement: string;
  kinds: string[];
  roles: string[];
  evidence: string[];
  dateRule: string;
  excluded: string[];
  excludedReason: string | null;
  countries: Record<Status, number>;
  /** Plans by status before or at adoption; "later": twinned after it, within the plan's life. */
  plans: Record<Status | "later", number>;
  twinned: NamedCountry[];
  undated: NamedCountry[];
  /** Against the default: who becomes twinned, who stops being so, whose year changes. */
  joins: NamedCountry[];
  leaves: NamedCountry[];
  moved: (NamedCountry & { from: number; to: number })[];
}

export interface CoverageField {
  table: string;
  column: string;
  rows: number;
  known: number;
}

export interface CodedColumn {
  column: string;
  description: string;
  codes: Record<string, string>;
}

export interface CodedTable {
  table: string;
  title: string;
  rowIs: string;
  columns: CodedColumn[];
}

/** Countries with a plan, by status under the default definition: how unlike the groups are to begin with. */
export interface GroupProfile {
  status: Status;
  countries: number;
  /** With a known income group (the newest known), and of high income among them. */
  incomeKnown: number;
  highIncome: number;
  /** With a known year of the first plan, and the median of these years. */
  firstKnown: number;
  firstMedian: number | null;
  /** Twinned from a known year, with a first plan from a known year before it. */
  planBefore: number;
}

/** Countries with a plan that are twinned from a known year (default), by role: income of the two sides. */
export interface RoleProfile {
  /** Roles joined by ";". */
  role: string;
  countries: number;
  incomeKnown: number;
  highIncome: number;
}

/** Plans twinned before or at adoption, against the last documented end of the country's dated arrangements. */
export interface AfterEnd {
  plans: number;
  /** Adopted in a later year than the end. */
  after: number;
  by: number;
  /** One of the arrangements has no documented end. */
  unknown: number;
}

export interface GapPlan {
  planId: string;
  country: string;
  sequence: number;
  planPeriod: string | null;
  costPeriod: string | null;
}

/** "genuine" are the arrangements that count by the default definition. */
export interface MethodsFacts {
  arrangements: number;
  genuine: number;
  genuineByStatus: Record<string, number>;
  genuineByDirection: Record<string, number>;
  oneWay: number;
  activities: number;
  activityAmounts: number;
  activityAmountsGenuine: number;
  themes: Record<string, number>;
  toolsShared: number;
  networks: number;
  memberships: number;
  membershipsDated: number;
  gdpRatios: { id: string; name: string; ratio: number }[];
  /** Described as twinning or cross-learning, but too weakly documented to count by the default definition. */
  notCounted: { id: string; name: string }[];
  /** Activities without adoptions of linked plans; the last four add up to `known`. */
  hosts: {
    activities: number;
    known: number;
    supported: number;
    supporting: number;
    peer: number;
    third: number;
  };
  /** Supports that the funding register ties to a twinning. */
  tiedSupports: { donor: string; recipient: string; amount: number | null; currency: string | null }[];
  /** Plans with a gap; a period is null where it is not known. */
  gaps: GapPlan[];
  orientations: Record<string, number>;
  orientationConflicts: number;
  plans: number;
}

export interface MethodsData {
  asOf: Record<string, string>;
  window: { first: number; last: number; basis: string };
  priceYear: number;
  countries: number;
  definitions: DefinitionCounts[];
  profiles: GroupProfile[];
  twinnedRoles: RoleProfile[];
  afterEnd: AfterEnd;
  coverage: CoverageField[];
  coverageColumns: number;
  codes: CodedTable[];
  facts: MethodsFacts;
}
