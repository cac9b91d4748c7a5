import { WarehouseCheckError } from "../errors/data-errors.ts";
import type { Row, Value } from "../model/column.ts";
import { quoteName } from "../model/sql.ts";
import type { Database } from "../warehouse/database.ts";
import type { CatalogueTable } from "./catalogue.ts";

/** Name of the temporary table that holds the rows in the order of publication. */
export const ORDERED = "rows_to_publish";

/**
 * Sorts a table by its primary key (by all columns where it has none) into a temporary table, which every format then
 * reads, so that all forms hold the same rows in the same order.
 */
export async function orderRows(db: Database, table: CatalogueTable): Promise<void> {
  const by = table.primaryKey.length > 0 ? table.primaryKey : table.columns.map((c) => c.name);
  const order = by.map((name) => `${quoteName(name)} ASC NULLS FIRST`).join(", ");
  await db.run(
    `CREATE OR REPLACE TEMP TABLE ${quoteName(ORDERED)} AS SELECT * FROM main.${quoteName(table.name)} ORDER BY ${order}`,
  );
}

/** Put before every text on its way out of DuckDB: the driver drops a byte order mark at the start of a text. */
const GUARD = "|";

/** The ordered rows in pages, so that wide tables never stand in memory whole. */
export async function* rowPages(db: Database, table: CatalogueTable, size: number): AsyncGenerator<Row[]> {
  const texts = table.columns.filter((c) => c.type === "VARCHAR").map((c) => c.name);
  const guarded = texts.map((name) => `'${GUARD}' || ${quoteName(name)} AS ${quoteName(name)}`).join(", ");
  const select = guarded ? `* REPLACE (${guarded})` : "*";
  for (let first = 0; ; first += size) {
    const page = await db.query(
      `SELECT ${select} FROM ${quoteName(ORDERED)} WHERE rowid >= ${first} AND rowid < ${first + size} ORDER BY rowid`,
    );
    for (const row of page) for (const name of texts) row[name] = unguarded(row[name]);
    if (page.length > 0) yield page;
    if (page.length < size) return;
  }
}

const unguarded = (value: Value | undefined): Value =>
  typeof value === "string" ? value.slice(GUARD.length) : null;

export interface RowFacts {
  rows: number;
  /** Text cells that are empty and not NULL: readers that do not look at the quotes take them for NULL. */
  emptyTexts: number;
  /** Columns of decimals with a value of more digits than a double keeps (15). */
  beyondDouble: Set<string>;
}

/** @throws WarehouseCheckError where a number is infinite or not a number: such values are never published. */
export async function rowFacts(db: Database, table: CatalogueTable): Promise<RowFacts> {
  const sums = (parts: string[]) => (parts.length > 0 ? parts.join(" + ") : "0");
  const names = (test: (type: string) => boolean) =>
    table.columns.filter((c) => test(c.type)).map((c) => quoteName(c.name));
  const texts = names((type) => type === "VARCHAR");
  const floats = names((type) => type === "DOUBLE" || type === "FLOAT");
  const decimals = names(isDecimal);
  const [facts] = await db.query(
    `SELECT count(*)::DOUBLE AS n,
            ${sums(texts.map((n) => `count(*) FILTER (${n} = '')`))} AS empty_texts,
            ${sums(floats.map((n) => `count(*) FILTER (NOT isfinite(${n}))`))} AS not_finite
            ${decimals.map((n, i) => `, max(${digits(n)}) AS digits${i}`).join("")}
       FROM ${quoteName(ORDERED)}`,
  );
  if (Number(facts?.not_finite) > 0) {
    throw new WarehouseCheckError(
      `Table ${table.name} holds ${facts?.not_finite} numbers that are infinite or not numbers`,
      {},
      "Make them NULL with a reason where they arise",
    );
  }
  const wide = table.columns
    .filter((c) => isDecimal(c.type))
    .filter((_, i) => Number(facts?.[`digits${i}`]) > 15);
  return {
    rows: Number(facts?.n),
    emptyTexts: Number(facts?.empty_texts),
    beyondDouble: new Set(wide.map((c) => c.name)),
  };
}

export const isDecimal = (type: string) => type.startsWith("DECIMAL(") || type === "HUGEINT";

/** Significant digits: leading and trailing zeros do not count. */
const digits = (name: string) => `length(trim(replace(ltrim(CAST(${name} AS VARCHAR), '-'), '.', ''), '0'))`;
