import type { AsOf, Definition, Status } from "./common.ts";

export type Role = "supporting" | "supported" | "peer" | "facilitator";

/** A definition of twinned with its rule, so that the page can say why an arrangement does not count. */
export interface Rule extends Definition {
  kinds: string[];
  roles: string[];
  evidence: string[];
  dateRule: string;
  excluded: string[];
  excludedReason: string | null;
}

export interface Member {
  iso3: string;
  role: Role;
  joined: number | null;
}

/** One arrangement as the list, the network and the timeline need it. */
export interface Arrangement {
  id: string;
  name: string;
  kind: string;
  phase: string | null;
  status: string;
  direction: string;
  evidence: string;
  /** First documented year and where it comes from; null when no year is known. */
  start: number | null;
  startBasis: string;
  announced: number | null;
  firstActivity: number | null;
  /** Stated, planned or last documented end. */
  end: number | null;
  /** Latest year in which any source documents it. */
  lastDocumented: number | null;
  members: Member[];
  note: string | null;
  activities: { year: number; what: string; linkedPlan: boolean }[];
  undatedActivities: number;
}

export interface MemberCountry {
  iso3: string;
  name: string;
  /** Other names that readers search for: "East Timor". */
  otherNames: string[];
}

/** Where a country or an arrangement stands in the drawing, in the units of its frame. */
export interface NetworkLayout {
  width: number;
  height: number;
  places: Record<string, [number, number]>;
}

export interface SourceRef {
  id: string;
  title: string;
  publisher: string | null;
  year: string | null;
  url: string | null;
}

/** What one source says of a question of fact. */
export interface Claim {
  id: string;
  partnershipId: string | null;
  question: string;
  says: string;
  /** Against the other sources found: yes, no, partly, no_consensus. */
  agrees: string;
  note: string | null;
  source: SourceRef;
}

/** Meaning of a code, from the register's contract. */
export type Codes = Record<string, string>;

export interface TwinningData {
  asOf: AsOf;
  definitions: Rule[];
  codes: { kind: Codes; phase: Codes; status: Codes; direction: Codes; evidence: Codes; role: Codes };
  countries: MemberCountry[];
  arrangements: Arrangement[];
  /** Definition → country → status; countries that are not twinned are left out. */
  statuses: Record<string, Record<string, { status: Status; since: number | null }>>;
  layouts: { wide: NetworkLayout; tall: NetworkLayout };
  /** Claims about the pairings that the page of July 2012 names, its own among them. */
  claims: Claim[];
  /** The page of July 2012. */
  foundingSource: SourceRef;
  /** Last year of the time axis. */
  lastYear: number;
}
