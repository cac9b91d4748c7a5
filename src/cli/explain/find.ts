import type { Row } from "../../model/column.ts";
import type { Contract } from "../../model/contract.ts";
import { TABLES } from "../../model/registers.ts";
import { quoteName } from "../../model/sql.ts";
import type { Database } from "../../warehouse/database.ts";
import { fold } from "./fold.ts";

/** A row of the warehouse with the contract of its table. */
export interface Found {
  contract: Contract;
  row: Row;
}

/** Tables whose rows are looked up by key; the rest only say something of other rows. */
export const KEYED = TABLES.filter((t) => !["citation", "unresolved_reference"].includes(t.table));

/** Rows whose key is `what`: parts of a key joined by "/" or "|", capitals or not; countries also by name. */
export async function findRows(db: Database, what: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const contract of KEYED) {
    const rows =
      contract.table === "country" ? await findCountries(db, what) : await findByKey(db, contract, what);
    for (const row of rows) found.push({ contract, row });
  }
  return found;
}

async function findByKey(db: Database, contract: Contract, what: string): Promise<Row[]> {
  const parts = keyParts(what, contract.key.length);
  if (!parts) return [];
  const same = contract.key
    .map((k, i) => `lower(CAST(${quoteName(k)} AS VARCHAR)) = lower($${i + 1})`)
    .join(" AND ");
  return db.query(`SELECT * FROM ${quoteName(contract.table)} WHERE ${same} LIMIT 20`, parts);
}

function keyParts(what: string, length: number): string[] | null {
  if (length === 1) return [what];
  return ["|", "/"].map((by) => what.split(by)).find((parts) => parts.length === length) ?? null;
}

/** Every name that a country goes by, as the register has them. */
export function namesOf(country: Row): string[] {
  const other = typeof country.other_names === "string" ? country.other_names.split(";") : [];
  return [country.iso3, country.iso2, country.name, ...other].filter(
    (n): n is string => typeof n === "string",
  );
}

export async function findCountries(db: Database, what: string): Promise<Row[]> {
  const wanted = fold(what);
  const all = await db.query("SELECT * FROM country ORDER BY iso3");
  return all.filter((country) => namesOf(country).some((name) => fold(name) === wanted));
}
