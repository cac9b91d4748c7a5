import type { Column, Row, Value } from "./column.ts";

/** Source ids are unique within a collection only, so the warehouse qualifies them: `twinning:S001`. */
export type Collection = "plans" | "twinning" | "funding" | "series" | "live";

/** What a table of the model holds and, when it is read from a register, how its file must look. */
export interface Contract {
  table: string;
  title: string;
  /** "One row is …" */
  rowIs: string;
  /** Register file below data/, when there is one. */
  file?: string;
  collection?: Collection;
  columns: Record<string, Column>;
  /** Columns that are computed from the row, not in the file. */
  derived?: Record<string, Column & { from: (row: Row) => Value }>;
  /** Warehouse column names. */
  key: string[];
  unique?: string[][];
}

/** A row that was refused, and why. Kept whole so that nothing is lost. */
export interface Quarantined {
  table: string;
  file: string;
  row: number;
  column: string | null;
  value: string | null;
  code: string;
  reason: string;
  remedy: string;
  raw: string;
}

/** Columns as the warehouse has them, in order: derived first, then those of the file. */
export function warehouseColumns(contract: Contract): Record<string, Column> {
  const out: Record<string, Column> = {};
  for (const [name, column] of Object.entries(contract.derived ?? {})) out[name] = column;
  for (const [name, column] of Object.entries(contract.columns)) {
    if (!column.fileOnly) out[column.as ?? name] = column;
  }
  return out;
}
