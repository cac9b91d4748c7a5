import type { ScratchSql } from "../../src/model/live-source.ts";

/** Totals of the two ways to the same activities, USD million of current prices; null where one has none. */
export interface CrsDifference {
  year: number;
  purpose: string;
  gender_marker: string;
  bulk_commitment: string | null;
  query_commitment: string | null;
  bulk_disbursement: string | null;
  query_disbursement: string | null;
}

/**
 * Where `crs_flow` (ODA, the seven purposes) and `crs_query_flow` differ by more than `tolerance` USD million, for the
 * years that both have. Any database with the two tables will do.
 */
export function compareCrs(sql: Pick<ScratchSql, "query">, tolerance = 0.01): Promise<CrsDifference[]> {
  const sums = (table: string, where: string) =>
    `SELECT year, purpose, gender_marker, sum(commitment) AS c, sum(disbursement) AS d FROM ${table} WHERE ${where} GROUP BY ALL`;
  return sql.query<CrsDifference & Record<string, string | number | null>>(`
    WITH bulk AS (${sums("crs_flow", "category = '10' AND purpose NOT IN ('other', 'not_stated')")}),
      query AS (${sums("crs_query_flow", "true")}),
      years AS (SELECT year FROM bulk INTERSECT SELECT year FROM query)
    SELECT year, purpose, gender_marker, bulk.c::VARCHAR AS bulk_commitment, query.c::VARCHAR AS query_commitment,
      bulk.d::VARCHAR AS bulk_disbursement, query.d::VARCHAR AS query_disbursement
    FROM bulk FULL JOIN query USING (year, purpose, gender_marker)
    WHERE year IN (SELECT year FROM years)
      AND (abs(coalesce(bulk.c, 0) - coalesce(query.c, 0)) > ${tolerance}
        OR abs(coalesce(bulk.d, 0) - coalesce(query.d, 0)) > ${tolerance})
    ORDER BY year, purpose, gender_marker`);
}
