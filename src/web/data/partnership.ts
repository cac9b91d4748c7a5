import type { AsOf } from "./common.ts";
import type { Arrangement, Claim, Codes, Role, Rule, SourceRef } from "./twinning.ts";

/** A member with what is known of it when the arrangement is first documented. */
export interface MemberDetail {
  iso3: string;
  name: string;
  role: Role;
  joined: number | null;
  left: number | null;
  note: string | null;
  sources: string[];
  /** World Bank income group of the first documented year or the nearest earlier one: L, LM, UM or H. */
  income: { group: string; year: number } | null;
  plans: { id: string; sequence: number; adopted: number | null; from: number | null; to: number | null }[];
}

export interface Activity {
  id: string;
  /** Date as far as known, or two days joined by /; null when undated. */
  when: string | null;
  type: string;
  theme: string;
  host: string | null;
  funders: string[];
  description: string;
  amount: number | null;
  currency: string | null;
  sources: string[];
}

/** Documented support of a donor, from the funding register. */
export interface SupportRow {
  id: string;
  donor: string;
  recipient: string;
  amount: number | null;
  currency: string | null;
  year: number | null;
  period: string | null;
  purpose: string;
  link: string;
  note: string | null;
  sources: string[];
}

/** Weight of the sides at the start; counts of activities leave adoptions of linked plans aside. */
export interface Asymmetry {
  gdpRatio: number | null;
  supportingGdp: { median: number | null; known: number; of: number };
  supportedGdp: { median: number | null; known: number; of: number };
  activities: number;
  hosted: { supporting: number; supported: number; peer: number; third: number; unknown: number };
  funded: { supporting: number; supported: number; peer: number; third: number; unknown: number };
}

export interface Neighbour {
  id: string;
  name: string;
}

export interface PartnershipData {
  asOf: AsOf;
  arrangement: Arrangement;
  startDate: string | null;
  endDate: string | null;
  /** Sources of the arrangement's own row. */
  sourceIds: string[];
  members: MemberDetail[];
  activities: Activity[];
  support: SupportRow[];
  /** Documented support to the same supported countries from other donors: a count, not listed here. */
  otherSupport: number;
  asymmetry: Asymmetry;
  claims: Claim[];
  definitions: Rule[];
  codes: { kind: Codes; phase: Codes; status: Codes; direction: Codes; evidence: Codes; role: Codes };
  countryNames: Record<string, string>;
  sources: SourceRef[];
  previous: Neighbour | null;
  next: Neighbour | null;
  lastYear: number;
}
