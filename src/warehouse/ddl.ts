import type { Column } from "../model/column.ts";
import { type Contract, warehouseColumns } from "../model/contract.ts";
import { quoteName, quoteText } from "../model/sql.ts";

const names = (list: string[]) => list.map(quoteName).join(", ");

function columnSql(name: string, column: Column): string {
  const parts = [quoteName(name), column.sql];
  if (!column.nullable) parts.push("NOT NULL");
  if (column.check) parts.push(`CHECK (${column.check.replaceAll("{}", quoteName(name))})`);
  return parts.join(" ");
}

const describe = (column: Column) =>
  column.unit ? `${column.description} [${column.unit}]` : column.description;

/** The CREATE TABLE of a contract: declared types, primary and foreign keys, checks, and comments for the dictionary. */
export function tableDdl(contract: Contract): string {
  const columns = warehouseColumns(contract);
  const body = Object.entries(columns).map(([name, column]) => columnSql(name, column));
  body.push(`PRIMARY KEY (${names(contract.key)})`);
  for (const unique of contract.unique ?? []) body.push(`UNIQUE (${names(unique)})`);
  for (const [name, column] of Object.entries(columns)) {
    if (!column.ref || column.list || column.ref.soft) continue;
    body.push(
      `FOREIGN KEY (${quoteName(name)}) REFERENCES ${quoteName(column.ref.table)} (${quoteName(column.ref.column)})`,
    );
  }
  const table = quoteName(contract.table);
  const comments = Object.entries(columns).map(
    ([name, column]) => `COMMENT ON COLUMN ${table}.${quoteName(name)} IS ${quoteText(describe(column))};`,
  );
  return [
    `CREATE TABLE ${table} (\n  ${body.join(",\n  ")}\n);`,
    `COMMENT ON TABLE ${table} IS ${quoteText(`One row is ${contract.rowIs}`)};`,
    ...comments,
  ].join("\n");
}
