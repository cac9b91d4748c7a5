import type { Column, Row } from "../column.ts";
import { code, optional, text } from "../column.ts";
import type { Collection, Contract } from "../contract.ts";

/** A file of sources; the four collections name their columns differently. */
export interface SourceFile extends Contract {
  file: string;
  collection: Collection;
  /** File column → column of the source table. */
  map: Record<string, string>;
}

const sourceFile = (
  collection: Collection,
  map: Record<string, string>,
  more: Record<string, Column> = {},
): SourceFile => {
  const columns: Record<string, Column> = {};
  for (const name of Object.keys(map)) {
    columns[name] =
      more[name] ?? (name === "source_id" || name === "title" ? text(name) : optional(text(name)));
  }
  return {
    table: "source",
    title: `Sources of ${collection}`,
    rowIs: "a source",
    file: `register/${collection}/sources.csv`,
    collection,
    columns,
    map,
    key: ["source_id"],
  };
};

const common = { source_id: "original_id", title: "title", publisher: "publisher" };

export const SOURCE_FILES: SourceFile[] = [
  sourceFile("plans", {
    ...common,
    year: "year",
    url: "locator",
    licence_note: "licence",
    what_it_supports: "note",
  }),
  sourceFile("twinning", { ...common, year: "year", url: "locator", licence_note: "licence" }),
  sourceFile(
    "funding",
    { ...common, locator: "locator", vintage: "year", grade: "grade" },
    { grade: code("Grade", { A: "issuer", B: "close to it", C: "repost" }) },
  ),
  sourceFile("series", {
    ...common,
    year: "year",
    url_or_repo_path: "locator",
    licence: "licence",
    note: "note",
  }),
];

/** The first http(s) address of a locator, or null: anything else is never made a link. */
export function webAddress(locator: string | null): string | null {
  const first = locator?.split(/\s+\|\s+|\s*;\s*(?=https?:)|,\s+/)[0]?.trim() ?? "";
  return /^https?:\/\/[^\s"'<>]+$/.test(first) ? first : null;
}

/** A row of a source file in the columns of the source table. */
export function toSourceRow(file: SourceFile, row: Row): Row {
  const out: Row = {
    source_id: `${file.collection}:${row.source_id}`,
    collection: file.collection,
    original_id: null,
    title: null,
    publisher: null,
    year: null,
    locator: null,
    url: null,
    licence: null,
    grade: null,
    note: null,
  };
  for (const [from, to] of Object.entries(file.map)) out[to] = row[from] ?? null;
  out.url = webAddress(out.locator as string | null);
  return out;
}
