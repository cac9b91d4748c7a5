import type { ScratchSql } from "../../src/model/live-source.ts";

/** How the two readings of one sum differ; money as decimal text, null where a reading has none. */
export interface Difference {
  stage: string;
  currency: string | null;
  xml: string | null;
  tables: string | null;
  /** (tables - xml) / xml; null where either is missing or the first is zero. */
  share: number | null;
}

/**
 * Compares `iati_flow` with `iati_tables_flow` by stage and currency, largest differences first. The tables are two
 * readings of the same money: this sets them side by side, and nothing may add them.
 */
export function compareReadings(sql: ScratchSql): Promise<Difference[]> {
  return sql.query<Difference & Record<string, string | number | boolean | null>>(`
    WITH x AS (SELECT stage, currency, sum(amount) AS amount FROM iati_flow GROUP BY ALL),
      t AS (SELECT stage, currency, sum(amount) AS amount FROM iati_tables_flow GROUP BY ALL)
    SELECT coalesce(x.stage, t.stage) AS stage, coalesce(x.currency, t.currency) AS currency,
      CAST(x.amount AS VARCHAR) AS xml, CAST(t.amount AS VARCHAR) AS "tables",
      CASE WHEN x.amount <> 0 THEN CAST(t.amount - x.amount AS DOUBLE) / CAST(x.amount AS DOUBLE) END AS share
    FROM x FULL JOIN t ON x.stage = t.stage AND x.currency IS NOT DISTINCT FROM t.currency
    ORDER BY abs(share) DESC NULLS FIRST, stage, currency`);
}
