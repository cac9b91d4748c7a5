import { WarehouseCheckError } from "../errors/data-errors.ts";
import type { Database } from "../warehouse/database.ts";

export interface CatalogueColumn {
  name: string;
  /** Type as DuckDB declares it, for example DECIMAL(20,2). */
  type: string;
  nullable: boolean;
  /** Comment of the column with its unit taken off; null when nobody wrote one. */
  description: string | null;
  unit: string | null;
}

interface ForeignKey {
  columns: string[];
  table: string;
  foreignColumns: string[];
}

/** What the finished warehouse says of one of its tables. */
export interface CatalogueTable {
  name: string;
  /** "One row is …" */
  rowIs: string | null;
  columns: CatalogueColumn[];
  primaryKey: string[];
  foreignKeys: ForeignKey[];
  /** Values that a CHECK on the column alone allows, by column. */
  allowed: Record<string, string[]>;
}

/** Its CSV file would be overwritten by the data dictionary. */
const RESERVED = "dictionary";

const HERE = "NOT internal AND database_name = current_database() AND schema_name = 'main'";

/**
 * Every stored table with its columns, keys and comments, ordered by name.
 * @throws WarehouseCheckError where a table's name cannot be a file name.
 */
export async function readCatalogue(db: Database): Promise<CatalogueTable[]> {
  const tables = await db.query<{ name: string; comment: string | null }>(
    `SELECT table_name AS name, comment FROM duckdb_tables() WHERE ${HERE} ORDER BY table_name`,
  );
  const columns = await db.query<ColumnRow>(
    `SELECT table_name AS table, column_name AS name, data_type AS type, is_nullable AS nullable, comment
       FROM duckdb_columns() WHERE ${HERE} ORDER BY table_name, column_index`,
  );
  const constraints = await db.query<ConstraintRow>(
    `SELECT table_name AS table, constraint_type AS type, constraint_column_names AS columns, expression,
            referenced_table, referenced_column_names AS referenced
       FROM duckdb_constraints() WHERE database_name = current_database() AND schema_name = 'main'
      ORDER BY table_name, constraint_index`,
  );
  return tables.map(({ name, comment }) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name) || name === RESERVED) {
      throw new WarehouseCheckError(
        "A table's name cannot be a file name",
        { value: name },
        "Rename it: small letters, digits and _",
      );
    }
    const own = constraints.filter((c) => c.table === name);
    return {
      name,
      rowIs: comment,
      columns: columns.filter((c) => c.table === name).map(toColumn),
      primaryKey: list(own.find((c) => c.type === "PRIMARY KEY")?.columns),
      foreignKeys: own.filter((c) => c.type === "FOREIGN KEY").map(toForeignKey),
      allowed: Object.fromEntries(own.flatMap(allowedValues)),
    };
  });
}

type ColumnRow = { table: string; name: string; type: string; nullable: boolean; comment: string | null };
type ConstraintRow = {
  table: string;
  type: string;
  columns: string;
  expression: string | null;
  referenced_table: string | null;
  referenced: string;
};

/** The warehouse writes the unit after the description: `Cost of the plan [currency]`. */
function toColumn(row: ColumnRow): CatalogueColumn {
  const [, description, unit] = /^(.*\S) \[([^[\]]+)\]$/s.exec(row.comment ?? "") ?? [
    null,
    row.comment,
    null,
  ];
  return {
    name: row.name,
    type: row.type,
    nullable: row.nullable,
    description: description ?? null,
    unit: unit ?? null,
  };
}

const list = (json: string | undefined): string[] => (json ? (JSON.parse(json) as string[]) : []);

const toForeignKey = (row: ConstraintRow): ForeignKey => ({
  columns: list(row.columns),
  table: row.referenced_table ?? "",
  foreignColumns: list(row.referenced),
});

/** `(kind IN ('a', 'b'))` → kind: a, b. Any other check is left alone. */
function allowedValues(row: ConstraintRow): [string, string[]][] {
  const [column, more] = list(row.columns);
  const inside = /^\("?\w+"? IN \(('(?:[^']|'')*'(?:, '(?:[^']|'')*')*)\)\)$/.exec(row.expression ?? "")?.[1];
  if (row.type !== "CHECK" || column === undefined || more !== undefined || inside === undefined) return [];
  const values = [...inside.matchAll(/'((?:[^']|'')*)'/g)].map((m) => (m[1] ?? "").replaceAll("''", "'"));
  return [[column, values]];
}
