import type { Effects } from "../effects.ts";
import { TABLES } from "../model/registers.ts";
import { quoteName, quoteText } from "../model/sql.ts";
import { type Database, openDatabase } from "./database.ts";

/** One value that differs between two warehouses. */
export interface CellChange {
  /** Key of the row, parts joined by `|`. */
  key: string;
  column: string;
  before: string | null;
  after: string | null;
  /** Change as a share of the value before; null where either is unknown, zero before, or not a number. */
  relative: number | null;
}

/** How one table differs. `changed` is null where the table has no key: its rows can only come and go. */
export interface TableDifference {
  table: string;
  before: number;
  after: number;
  added: number;
  removed: number;
  changed: number | null;
  /** Largest changes first. */
  largest: CellChange[];
}

const LARGEST = 20;
const KEYS = new Map(TABLES.map((t) => [t.table, t.key]));
const NUMERIC = /^(DOUBLE|FLOAT|DECIMAL|TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|UINTEGER|UBIGINT)/;

interface Shape {
  /** Column → type. */
  columns: Map<string, string>;
}

/**
 * Compares two warehouses table by table: rows added, removed and changed by key, with the largest changes. Tables
 * without a difference are left out. `before` may be missing: then every row is new.
 */
export async function differenceOf(
  effects: Effects,
  before: string,
  after: string,
): Promise<{ tables: TableDifference[]; unchanged: number }> {
  const db = await openDatabase(":memory:");
  try {
    if (await effects.files.exists(before)) {
      await db.run(`ATTACH ${quoteText(before)} AS "before" (READ_ONLY)`);
    } else {
      await db.run(`ATTACH ':memory:' AS "before"`);
    }
    await db.run(`ATTACH ${quoteText(after)} AS "after" (READ_ONLY)`);
    const old = await shapes(db, "before");
    const now = await shapes(db, "after");
    const names = [...new Set([...old.keys(), ...now.keys()])].sort();
    const tables: TableDifference[] = [];
    for (const table of names) tables.push(await compare(db, table, old.get(table), now.get(table)));
    const differing = tables.filter((t) => t.added + t.removed + (t.changed ?? 0) > 0);
    differing.sort((a, b) => size(b) - size(a) || (a.table < b.table ? -1 : 1));
    return { tables: differing, unchanged: tables.length - differing.length };
  } finally {
    db.close();
  }
}

const size = (t: TableDifference) => t.added + t.removed + (t.changed ?? 0);

async function shapes(db: Database, catalogue: string): Promise<Map<string, Shape>> {
  const rows = await db.query<{ table_name: string; column_name: string; data_type: string }>(
    `SELECT table_name, column_name, data_type FROM duckdb_columns()
     WHERE database_name = ${quoteText(catalogue)} AND NOT internal ORDER BY table_name, column_index`,
  );
  const out = new Map<string, Shape>();
  for (const row of rows) {
    const shape = out.get(row.table_name) ?? { columns: new Map() };
    shape.columns.set(row.column_name, row.data_type);
    out.set(row.table_name, shape);
  }
  return out;
}

const countRows = async (db: Database, from: string) =>
  Number((await db.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n);

async function compare(
  db: Database,
  table: string,
  old: Shape | undefined,
  now: Shape | undefined,
): Promise<TableDifference> {
  const [x, y] = [`"before".${quoteName(table)}`, `"after".${quoteName(table)}`];
  const before = old ? await countRows(db, x) : 0;
  const after = now ? await countRows(db, y) : 0;
  const base = { table, before, after, largest: [] };
  if (!old || !now) return { ...base, added: after, removed: before, changed: 0 };
  const common = [...now.columns.keys()].filter((c) => old.columns.get(c) === now.columns.get(c));
  const key = KEYS.get(table);
  if (key?.every((k) => common.includes(k))) return keyed(db, base, x, y, key, common, now);
  const list = common.map(quoteName).join(", ");
  const except = (a: string, b: string) =>
    countRows(db, `(SELECT ${list} FROM ${a} EXCEPT ALL SELECT ${list} FROM ${b})`);
  return { ...base, added: await except(y, x), removed: await except(x, y), changed: null };
}

async function keyed(
  db: Database,
  base: Pick<TableDifference, "table" | "before" | "after">,
  x: string,
  y: string,
  key: readonly string[],
  common: readonly string[],
  shape: Shape,
): Promise<TableDifference> {
  const on = key.map((k) => `x.${quoteName(k)} IS NOT DISTINCT FROM y.${quoteName(k)}`).join(" AND ");
  const rest = common.filter((c) => !key.includes(c));
  const differs = rest.map((c) => `x.${quoteName(c)} IS DISTINCT FROM y.${quoteName(c)}`).join(" OR ");
  const both = `${x} x JOIN ${y} y ON ${on}`;
  const matched = await countRows(db, both);
  const changed = rest.length === 0 ? 0 : await countRows(db, `${both} WHERE ${differs}`);
  const largest = changed === 0 ? [] : await largestChanges(db, both, key, rest, shape);
  return { ...base, added: base.after - matched, removed: base.before - matched, changed, largest };
}

async function largestChanges(
  db: Database,
  both: string,
  key: readonly string[],
  rest: readonly string[],
  shape: Shape,
): Promise<CellChange[]> {
  const keyText = `concat_ws('|', ${key.map((k) => `x.${quoteName(k)}`).join(", ")})`;
  const one = (column: string) => {
    const [a, b] = [`x.${quoteName(column)}`, `y.${quoteName(column)}`];
    const numeric = NUMERIC.test(shape.columns.get(column) ?? "");
    const relative = numeric
      ? `CAST((${b} - ${a}) AS DOUBLE) / nullif(abs(CAST(${a} AS DOUBLE)), 0)`
      : "NULL";
    return `SELECT ${keyText} AS "key", ${quoteText(column)} AS "column", CAST(${a} AS VARCHAR) AS "before",
      CAST(${b} AS VARCHAR) AS "after", CAST(${relative} AS DOUBLE) AS relative
      FROM ${both} WHERE ${a} IS DISTINCT FROM ${b}`;
  };
  return db.query<CellChange & Record<string, string | number | null>>(
    `SELECT * FROM (${rest.map(one).join(" UNION ALL ")})
     ORDER BY abs(relative) DESC NULLS LAST, "key", "column" LIMIT ${LARGEST}`,
  );
}
