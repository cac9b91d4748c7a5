import type { DataLicence } from "./data-page.ts";

export type SourceCollection = "plans" | "twinning" | "funding" | "series" | "live";

export interface SourceRow {
  id: string;
  collection: SourceCollection;
  title: string;
  publisher: string | null;
  year: string | null;
  url: string | null;
  /** Where it was found, when that is no web address. */
  locator: string | null;
  /** Place in `licenceNotes`; null where nothing was noted. */
  licence: number | null;
  grade: "A" | "B" | "C" | null;
  note: string | null;
  /** Rows that cite it, by table: [place in `tables`, rows]. */
  cites: [number, number][];
}

export interface FileRow {
  id: string;
  path: string;
  kind: "register" | "series" | "live" | "reference";
  /** Day of the live pull; null for files kept in the repository. */
  retrieved: string | null;
  title: string;
  asOf: string;
  basis: string;
  rows: number;
  bytes: number;
  sha256: string;
  licence: string;
  /** How often it is renewed, where that is known. */
  cadenceMonths: number | null;
}

export type Verdict = "equal" | "close" | "explained" | "unexplained" | "not_comparable";

export interface Reconciled {
  id: string;
  metric: string;
  asOf: string;
  unit: string;
  published: number;
  ownLow: number | null;
  ownHigh: number | null;
  verdict: Verdict;
  rule: string;
  explanation: string | null;
  sourceIds: string[];
}

export interface Claim {
  value: string;
  agrees: "yes" | "no" | "partly" | "no_consensus";
  sourceIds: string[];
  note: string | null;
}

export interface Conflict {
  question: string;
  partnerships: { id: string; name: string }[];
  claims: Claim[];
}

/** Readings of one plan that differ. */
export interface ReadingConflict {
  planId: string;
  iso3: string;
  country: string;
  readings: { orientation: string; sourceIds: string[] }[];
}

export interface Unresolved {
  table: string;
  column: string;
  value: string;
  rows: number;
}

export interface Refused {
  file: string;
  row: number;
  column: string | null;
  value: string | null;
  reason: string;
}

export interface SeriesLicence {
  title: string;
  words: string;
  ids: string[];
}

export interface SourcesData {
  asOf: Record<string, string>;
  sources: SourceRow[];
  tables: string[];
  licenceNotes: string[];
  files: FileRow[];
  reconciliation: Reconciled[];
  conflicts: Conflict[];
  readings: ReadingConflict[];
  /** Questions on which every source found agrees. */
  agreedQuestions: number;
  unresolved: Unresolved[];
  refused: Refused[];
  licences: DataLicence[];
  series: SeriesLicence[];
}
