/** Where a table comes from. */
export type TableGroup = "register" | "series" | "mart" | "reference";

export interface DataColumn {
  name: string;
  type: string;
  /** May be empty, which means unknown. */
  nullable: boolean;
  key: boolean;
  unit: string | null;
  description: string | null;
  references: string | null;
  /** Code and meaning; the meaning is null where only the code is declared. */
  codes: Record<string, string | null> | null;
}

export interface DataFile {
  /** Below the site's root: "data/plan.csv". */
  path: string;
  format: string;
  bytes: number;
  sha256: string;
}

export interface DataTable {
  name: string;
  title: string;
  group: TableGroup;
  /** "One row is …" */
  rowIs: string;
  rows: number;
  columns: DataColumn[];
  /** Earliest and latest point in time of the files that go into it; null where no file does. */
  asOf: { from: string; to: string; basis: string | null } | null;
  /** Tables that a derived table is worked out from. */
  madeFrom: string[];
  licences: string[];
  commercialUse: "yes" | "unclear" | "no";
  files: DataFile[];
}

export interface DataLicence {
  id: string;
  title: string;
  url: string | null;
  commercialUse: "yes" | "unclear" | "no";
}

/** A part of the data with the points in time that its files speak of; lists of sources are left aside. */
export interface DatedPart {
  part: "plans" | "twinning" | "funding" | "series";
  from: string;
  to: string;
}

export interface DataPageData {
  version: string;
  /** Of the newest register or series. */
  asOf: string;
  parts: DatedPart[];
  citation: { text: string; bibtex: string; ris: string };
  tables: DataTable[];
  licences: DataLicence[];
  /** Dictionary, citation, licences, checksums and the like. */
  papers: DataFile[];
  numbers: { tables: number; rows: number; columns: number; bytes: number };
}
