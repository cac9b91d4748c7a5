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
  /** Plans by status at adoption; "later": twinned after it, within the plan's life. */
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
  hosts: { known: number; supported: number; supporting: number };
  orientations: Record<string, number>;
  orientationConflicts: number;
  gapsComputed: number;
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
  coverage: CoverageField[];
  coverageColumns: number;
  codes: CodedTable[];
  facts: MethodsFacts;
}
