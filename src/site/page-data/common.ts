import { SERIES_SOURCES } from "../../../loaders/registry.ts";
import type { AnalysisPlan } from "../../evaluation/verdict/analysis-plan.ts";
import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { ChangesData } from "../../web/data/changes.ts";
import type { Definition } from "../../web/data/common.ts";

/** What a builder may read beside the warehouse. */
export interface PageContext {
  /** Folder of the published files; `data/manifest.json` lies below it. */
  published: string;
  /** How the live sources stand and what refreshes changed. */
  live: ChangesData;
  /** What was decided before any effect was estimated, and the checksum of its file. */
  analysis?: { plan: AnalysisPlan; sha256: string };
}

/** @throws Error where the builder was called without the analysis plan. */
export function planOf(context: PageContext | undefined): { plan: AnalysisPlan; sha256: string } {
  if (!context?.analysis) throw new Error("The analysis plan was not read before the page's data");
  return context.analysis;
}

/** Builds the data files of one kind of page: [path below pages/files, value]. */
export type PageData = (db: Database, context?: PageContext) => Promise<[string, unknown][]>;

export const DEFAULT_DEFINITION = "twinning";

/** As of when each file speaks; a series whose indicators come from a live pull speaks as of that pull. */
export async function asOfDates(db: Database, ids: readonly string[]): Promise<Record<string, string>> {
  const rows = await db.query<{ snapshot_id: string; as_of: string }>(
    "SELECT snapshot_id, as_of FROM snapshot ORDER BY snapshot_id",
  );
  const all = new Map(rows.map((r) => [r.snapshot_id, r.as_of]));
  const live = await db.query<{ indicator: string; as_of: string }>(
    `SELECT indicator, as_of FROM indicator JOIN snapshot USING (snapshot_id)
     WHERE snapshot.kind = 'live' ORDER BY indicator`,
  );
  for (const source of SERIES_SOURCES) {
    const names = source.indicators.map((i) => i.indicator);
    const dates = live.filter((l) => names.includes(l.indicator)).map((l) => l.as_of);
    const newest = dates.sort().at(-1);
    if (newest) all.set(source.id, newest);
  }
  return Object.fromEntries(
    ids.map((id) => {
      const date = all.get(id);
      if (!date) throw new Error(`No snapshot ${id}`);
      return [id, date];
    }),
  );
}

export async function definitions(db: Database): Promise<Definition[]> {
  const rows = await db.query(
    "SELECT definition_id, label, statement FROM twinning_definition ORDER BY position",
  );
  return rows.map((r) => ({
    id: String(r.definition_id),
    label: String(r.label),
    statement: String(r.statement),
  }));
}

/** A whole number that a query returns as number or text (BIGINT). */
export const int = (row: Row | undefined, column: string) => Number(row?.[column] ?? 0);

/** The single row of a query. */
export async function one(db: Database, sql: string): Promise<Row> {
  const [row] = await db.query(sql);
  if (!row) throw new Error(`No row: ${sql}`);
  return row;
}
