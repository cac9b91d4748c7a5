import type { Database } from "./database.ts";

/** A stretch of a plan's life with one state of twinning. Times are years since adoption. */
export interface RenewalRow {
  plan: string;
  iso3: string;
  generation: number;
  start: number;
  stop: number;
  /** 1 where the next plan was adopted at `stop`. */
  event: number;
  /** Null where the country is twinned in no known year. */
  twinned: boolean | null;
}

/**
 * The lives of plan_spell, cut anew where a country becomes twinned under the given definition. Under the default one
 * the rows are those of plan_spell.
 */
const ROWS = `
  WITH life AS (
    SELECT plan_id, any_value(iso3) AS iso3, any_value(generation) AS generation,
      any_value(adopted_year) AS adopted_year, max("stop") AS until_year, max(event) AS renewed
    FROM plan_spell GROUP BY plan_id
  ), cut AS (
    SELECT l.*, t.status, t.since_year - l.adopted_year AS since,
      coalesce(since_year > adopted_year AND since_year - adopted_year < until_year, false) AS split
    FROM life l JOIN twinning_status t ON t.iso3 = l.iso3 AND t.definition_id = ?
  ), pieces AS (
    SELECT *, 0 AS year_from, if(split, since, until_year) AS year_to FROM cut
    UNION ALL
    SELECT *, since, until_year FROM cut WHERE split
  )
  SELECT plan_id, iso3, generation, year_from, year_to,
    CAST(renewed = 1 AND year_to = until_year AS INTEGER) AS renewed_here,
    CASE status WHEN 'undated' THEN NULL WHEN 'twinned' THEN since <= year_from ELSE false END AS twinned
  FROM pieces ORDER BY plan_id, year_from`;

/** Counting rows of renewal under one definition of twinned; unknown twinning stays unknown. */
export async function readRenewalRows(db: Database, definition: string): Promise<RenewalRow[]> {
  const rows = await db.query(ROWS, [definition]);
  return rows.map((r) => ({
    plan: String(r.plan_id),
    iso3: String(r.iso3),
    generation: Number(r.generation),
    start: Number(r.year_from),
    stop: Number(r.year_to),
    event: Number(r.renewed_here),
    twinned: r.twinned === null ? null : r.twinned === true,
  }));
}
