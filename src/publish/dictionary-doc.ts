import type { CatalogueTable } from "./catalogue.ts";
import { type DictionaryEntry, dictionaryOf } from "./dictionary.ts";
import { commercialUse, tableLicences } from "./licences.ts";

export const DICTIONARY_COMMAND = "npx tsx src/publish/write-dictionary-doc.ts";

/** docs/data-dictionary.md: every table and column of the warehouse, in Markdown. */
export function dictionaryDoc(tables: CatalogueTable[]): string {
  const entries = dictionaryOf(tables);
  const sections = tables.map((table) =>
    section(
      table,
      entries.filter((e) => e.table === table.name),
    ),
  );
  return `# Data dictionary

Every table of the warehouse and of the published files, written from the schema's own comments by
\`${DICTIONARY_COMMAND}\`. Do not edit by hand.

An empty field is unknown (NULL): never zero, never "none". "May be unknown" says which columns can be empty. The terms of
each licence are in [LICENSE-DATA.md](../LICENSE-DATA.md).

${tables.map((t) => `- [\`${t.name}\`](#${t.name})`).join("\n")}

${sections.join("\n")}`;
}

function section(table: CatalogueTable, entries: DictionaryEntry[]): string {
  const licences = tableLicences(table.name);
  return `## ${table.name}

${cell(table.rowIs ?? "No description")}. Key: ${names(table.primaryKey) || "none"}. Licences: ${licences.join(", ")}
(commercial use: ${commercialUse(licences)}).

| column | type | may be unknown | description |
|---|---|---|---|
${entries.map(line).join("\n")}
`;
}

const names = (columns: string[]) => columns.map((c) => `\`${c}\``).join(", ");

const line = (e: DictionaryEntry) =>
  `| \`${e.column}\` | ${e.type} | ${e.nullable ? "yes" : "no"} | ${[
    cell(e.description ?? "No description"),
    e.unit ? `Unit: ${cell(e.unit)}` : "",
    e.references ? `From: ${cell(e.references)}` : "",
    e.codes ? `Codes: ${Object.entries(e.codes).map(codeText).join("; ")}` : "",
  ]
    .filter(Boolean)
    .join(". ")} |`;

const codeText = ([code, meaning]: [string, string | null]) =>
  `\`${code}\`${meaning === null ? "" : ` ${cell(meaning)}`}`;

/** Text that cannot break a Markdown table or become markup. */
const cell = (text: string) =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|]/g, "\\$&")
    .trim()
    .replace(/\.$/, "");
