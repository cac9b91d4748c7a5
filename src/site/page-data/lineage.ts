import { readdir, readFile } from "node:fs/promises";
import { TABLES } from "../../model/registers.ts";

const MARTS = new URL("../../warehouse/marts/", import.meta.url);

/** Derived table → the tables that its SQL reads, sorted. */
export type Lineage = Map<string, string[]>;

/**
 * What each table of an SQL text is made from, read from the text itself. A file with several tables gives each of
 * them every table that it reads.
 */
export function lineageOf(sql: string, known: ReadonlySet<string>): Lineage {
  const code = sql.replace(/'(?:[^']|'')*'|--[^\n]*/g, " ").replaceAll('"', "");
  const made = [...code.matchAll(/\bCREATE TABLE (?:IF NOT EXISTS )?(\w+)/gi)].map((m) => m[1] ?? "");
  const read = [...code.matchAll(/\b(?:FROM|JOIN)\s+(\w+)/gi)].map((m) => m[1] ?? "");
  const inputs = [...new Set(read)].filter((t) => known.has(t) && !made.includes(t)).sort();
  return new Map(made.map((table) => [table, inputs]));
}

/** The lineage of every derived table of the warehouse. */
export async function readLineage(known: ReadonlySet<string>): Promise<Lineage> {
  const all: Lineage = new Map();
  for (const file of (await readdir(MARTS)).sort()) {
    if (!file.endsWith(".sql")) continue;
    for (const [table, inputs] of lineageOf(await readFile(new URL(file, MARTS), "utf8"), known))
      all.set(table, inputs);
  }
  return all;
}

/** Ids of the register files and snapshots behind a table, through every step. */
export function originsOf(table: string, lineage: Lineage, seriesIds: readonly string[]): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const id of ownFiles(name, seriesIds)) found.add(id);
    for (const input of lineage.get(name) ?? []) visit(input);
  };
  visit(table);
  return [...found].sort();
}

function ownFiles(table: string, seriesIds: readonly string[]): string[] {
  const contract = TABLES.find((t) => t.table === table);
  if (contract?.file) return [contract.file.replace(/\.csv$/, "")];
  const collections = ["plans", "twinning", "funding", "series"].map((c) => `register/${c}/sources`);
  switch (table) {
    case "source":
      return collections;
    case "twinning_definition":
      return ["reference/twinning-definitions"];
    case "observation":
    case "indicator":
      return [...seriesIds];
    default:
      return [];
  }
}
