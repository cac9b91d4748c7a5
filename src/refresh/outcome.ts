import type { NapError } from "../errors/nap-error.ts";
import type { Proposal } from "../model/live-source.ts";
import type { TableDifference } from "../warehouse/difference.ts";

/** How the refresh of one source ended. */
export interface SourceOutcome {
  source: string;
  title: string;
  outcome: "new" | "changed" | "unchanged" | "failed" | "skipped";
  /** Why it failed or was skipped. */
  fault: { code: string; what: string; remedy: string } | null;
  requests: number;
  conditional: number;
  receivedBytes: number;
  records: number | null;
  asOf: string | null;
  leftOut: Record<string, number>;
  quarantined: number;
  notes: string[];
}

/** What one refresh did: the data difference report. */
export interface RefreshReport {
  /** State that counts now, and the one before it. */
  state: string;
  parent: string | null;
  created: string;
  dryRun: boolean;
  /** Whether the warehouse was swapped (or, in a dry run, would have been). */
  changed: boolean;
  sources: SourceOutcome[];
  /** Tables that differ, the most changed first. */
  tables: TableDifference[];
  unchangedTables: number;
  proposals: Proposal[];
}

export const emptyOutcome = (source: { id: string; title: string }): SourceOutcome => ({
  source: source.id,
  title: source.title,
  outcome: "unchanged",
  fault: null,
  requests: 0,
  conditional: 0,
  receivedBytes: 0,
  records: null,
  asOf: null,
  leftOut: {},
  quarantined: 0,
  notes: [],
});

export const faultOf = (error: NapError) => ({
  code: error.code,
  what: error.message.replace(`. ${error.remedy}`, ""),
  remedy: error.remedy,
});
