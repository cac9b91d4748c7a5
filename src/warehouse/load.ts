import type { Row } from "../model/column.ts";
import { type Contract, warehouseColumns } from "../model/contract.ts";
import { quoteName, quoteText } from "../model/sql.ts";
import type { Database } from "./database.ts";

const BATCH = 2000;

/**
 * Inserts rows in the order given. Values travel as text in one bound JSON parameter and are cast to the declared
 * types by DuckDB, so that decimals keep every digit and nothing is sniffed.
 */
export async function loadRows(db: Database, contract: Contract, rows: Row[]): Promise<void> {
  const columns = warehouseColumns(contract);
  const names = Object.keys(columns);
  const shape = `[{${names.map((n) => `"${n}":"VARCHAR"`).join(",")}}]`;
  const casts = names
    .map((n) => `CAST(r.${quoteName(n)} AS ${columns[n]?.sql}) AS ${quoteName(n)}`)
    .join(", ");
  const sql = `INSERT INTO ${quoteName(contract.table)} (${names.map(quoteName).join(", ")})
    SELECT ${casts} FROM (SELECT unnest(from_json($1::JSON, ${quoteText(shape)})) AS r)`;
  for (let i = 0; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH).map((row) => textRow(row, names));
    await db.run(sql, [JSON.stringify(batch)]);
  }
}

const textRow = (row: Row, names: string[]) =>
  Object.fromEntries(names.map((n) => [n, row[n] === null || row[n] === undefined ? null : String(row[n])]));

/** Inserts the rows of an extract in the order of the key; types, keys and references are checked by the table. */
export async function loadParquet(db: Database, contract: Contract, file: string): Promise<void> {
  const columns = warehouseColumns(contract);
  const names = Object.keys(columns);
  const casts = names.map((n) => `CAST(${quoteName(n)} AS ${columns[n]?.sql}) AS ${quoteName(n)}`).join(", ");
  await db.run(`INSERT INTO ${quoteName(contract.table)} (${names.map(quoteName).join(", ")})
    SELECT ${casts} FROM read_parquet(${quoteText(file)}) ORDER BY ${contract.key.map(quoteName).join(", ")}`);
}
