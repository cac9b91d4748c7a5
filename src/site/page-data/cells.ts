import type { Column, Row } from "../../model/column.ts";
import type { Coded } from "../../web/data/country.ts";

/** Text of a cell, or null where it is unknown. */
export const textOf = (row: Row, column: string): string | null => {
  const value = row[column];
  return value === null || value === undefined ? null : String(value);
};

/** Number of a cell (DECIMAL and BIGINT come as text), or null where it is unknown. */
export const numberOf = (row: Row, column: string): number | null => {
  const value = row[column];
  return value === null || value === undefined ? null : Number(value);
};

/** Values that a cell joins by ";". */
export const listOf = (row: Row, column: string): string[] =>
  (textOf(row, column) ?? "").split(";").filter((part) => part !== "");

/** A code with the meaning that its contract gives, or null where it is unknown. */
export function codedOf(row: Row, name: string, column: Column | undefined): Coded | null {
  const code = textOf(row, name);
  return code === null ? null : { code, meaning: column?.codes?.[code] ?? code };
}

/** As `codedOf` for columns that are never empty. */
export function codeOf(row: Row, name: string, column: Column | undefined): Coded {
  const coded = codedOf(row, name, column);
  if (!coded) throw new Error(`${name} is empty in ${JSON.stringify(row)}`);
  return coded;
}

/** Rows by country, in their order. */
export function byCountry(rows: readonly Row[], column = "iso3"): Map<string, Row[]> {
  const out = new Map<string, Row[]>();
  for (const row of rows) {
    const iso3 = String(row[column]);
    const group = out.get(iso3);
    if (group) group.push(row);
    else out.set(iso3, [row]);
  }
  return out;
}
