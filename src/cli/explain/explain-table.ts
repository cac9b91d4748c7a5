import type { Row } from "../../model/column.ts";
import { quoteName } from "../../model/sql.ts";
import type { Database } from "../../warehouse/database.ts";

/** A table with what its columns hold and how much of each is known. */
export interface TableExplanation {
  table: string;
  comment: string | null;
  rows: number;
  columns: { column: string; type: string; description: string | null; known: number }[];
}

export async function explainTable(db: Database, what: string): Promise<TableExplanation | null> {
  const here = "NOT internal AND schema_name = 'main' AND database_name = current_database()";
  const [found] = await db.query<{ name: string; comment: string | null }>(
    `SELECT table_name AS name, comment FROM duckdb_tables() WHERE ${here} AND table_name = lower($1)`,
    [what],
  );
  if (!found) return null;
  const columns = await db.query<{ column: string; type: string; description: string | null }>(
    `SELECT column_name AS column, data_type AS type, comment AS description FROM duckdb_columns()
      WHERE ${here} AND table_name = $1 ORDER BY column_index`,
    [found.name],
  );
  const counts = columns.map((c, i) => `count(${quoteName(c.column)}) AS c${i}`).join(", ");
  const [known] = await db.query<Row>(`SELECT count(*) AS n, ${counts} FROM ${quoteName(found.name)}`);
  return {
    table: found.name,
    comment: found.comment,
    rows: Number(known?.n),
    columns: columns.map((c, i) => ({ ...c, known: Number(known?.[`c${i}`]) })),
  };
}
