import type { Column, Row } from "../model/column.ts";
import { warehouseColumns } from "../model/contract.ts";
import { TABLES } from "../model/registers.ts";
import type { CatalogueColumn, CatalogueTable } from "./catalogue.ts";

export interface DictionaryEntry {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  /** Part of the primary key. */
  key: boolean;
  /** Where its values come from: `country.iso3`, with how where a value is a list or may be missing there. */
  references: string | null;
  unit: string | null;
  description: string | null;
  /** Allowed codes and their meaning; the meaning is null where only the code is declared. */
  codes: Record<string, string | null> | null;
}

/** One entry for each column of each table: types and comments from the schema, codes and references from the contracts. */
export function dictionaryOf(tables: CatalogueTable[]): DictionaryEntry[] {
  return tables.flatMap((table) => {
    const contract = TABLES.find((t) => t.table === table.name);
    const declared = contract ? warehouseColumns(contract) : {};
    return table.columns.map((column) => entryOf(table, column, declared[column.name]));
  });
}

function entryOf(
  table: CatalogueTable,
  column: CatalogueColumn,
  declared: Column | undefined,
): DictionaryEntry {
  return {
    table: table.name,
    column: column.name,
    type: column.type,
    nullable: column.nullable,
    key: table.primaryKey.includes(column.name),
    references: declared?.ref ? declaredReference(declared) : foreignKeyOf(table, column.name),
    unit: column.unit,
    description: column.description,
    codes: declared?.codes ?? codesWithoutMeaning(table.allowed[column.name]),
  };
}

function declaredReference({ ref, list }: Column): string | null {
  if (!ref) return null;
  // An actor is a country or a group; both are stored apart.
  const target =
    ref.table === "actor" ? "country.iso3 or actor_group.actor_code" : `${ref.table}.${ref.column}`;
  return [target, list ? "joined by ;" : "", ref.soft ? "where it is in the register" : ""]
    .filter(Boolean)
    .join(", ");
}

function foreignKeyOf(table: CatalogueTable, column: string): string | null {
  for (const key of table.foreignKeys) {
    const at = key.columns.indexOf(column);
    if (at >= 0) return `${key.table}.${key.foreignColumns[at] ?? ""}`;
  }
  return null;
}

const codesWithoutMeaning = (codes: string[] | undefined) =>
  codes ? Object.fromEntries(codes.map((c) => [c, null])) : null;

export const DICTIONARY_COLUMNS = [
  "table",
  "column",
  "type",
  "nullable",
  "key",
  "references",
  "unit",
  "description",
  "codes",
];

/** The entries as rows of dictionary.csv: codes as `code: meaning` joined by " | ". */
export const dictionaryRows = (entries: DictionaryEntry[]): Row[] =>
  entries.map((e) => ({ ...e, codes: codesText(e.codes) }));

function codesText(codes: DictionaryEntry["codes"]): string | null {
  if (!codes) return null;
  return Object.entries(codes)
    .map(([code, meaning]) => (meaning === null ? code : `${code}: ${meaning}`))
    .join(" | ");
}
