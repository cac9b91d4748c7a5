/** A live source and how its pulls went. */
export interface LiveSourceRow {
  id: string;
  title: string;
  owner: string;
  url: string;
  licence: string;
  cadenceMonths: number;
  /** Day of the pull that this build holds; null where there is none. */
  pulled: string | null;
  asOf: string | null;
  records: number | null;
  /** Day of the last attempt known when the site was built, and why it failed; null where it was good. */
  tried: string | null;
  fault: string | null;
  /** It needs a key, and none has been given yet. */
  needsKey: boolean;
}

export interface CellChangeRow {
  table: string;
  key: string;
  column: string;
  before: string | null;
  after: string | null;
  relative: number | null;
}

export interface TableChange {
  table: string;
  before: number;
  after: number;
  added: number;
  removed: number;
  /** null where the table has no key, so that rows can only come and go. */
  changed: number | null;
}

/** One refresh: what each source gave and what it changed. */
export interface RefreshRow {
  state: string;
  created: string;
  sources: { id: string; title: string; outcome: string; fault: string | null }[];
  tables: TableChange[];
  unchangedTables: number;
  /** Largest changes first. */
  largest: CellChangeRow[];
}

export interface ChangesData {
  /** State of the live data that the build holds; "base" where nothing was pulled. */
  state: string;
  sources: LiveSourceRow[];
  /** Newest first. */
  refreshes: RefreshRow[];
}
