import type { CatalogueTable } from "./catalogue.ts";
import { type Citation, citationText } from "./citation.ts";
import type { DictionaryEntry } from "./dictionary.ts";
import { licenceOf } from "./licences.ts";
import type { PublishedTable } from "./table-files.ts";

const SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json";

/** The Frictionless Data Package (version 2) of the CSV files, as plain data for JSON. */
export function dataPackage(citation: Citation, published: PublishedTable[], entries: DictionaryEntry[]) {
  return {
    $schema: SCHEMA,
    name: "wps-nap-twinning",
    title: citation.title,
    description: `${citationText(citation)} An empty field is unknown, never zero. Terms differ by table: see the licences of each resource.`,
    version: citation.version,
    keywords: ["women, peace and security", "national action plans", "UNSCR 1325", "twinning"],
    contributors: [{ title: citation.author, roles: ["creator"] }],
    licenses: licences([...new Set(published.flatMap((p) => p.licences))]),
    resources: published.map((p) => resource(p, entries)),
  };
}

function resource({ table, licences: ids, files }: PublishedTable, entries: DictionaryEntry[]) {
  const csv = files.find((f) => f.format === "csv");
  return {
    name: table.name,
    type: "table",
    path: `${table.name}.csv`,
    ...(table.rowIs ? { description: table.rowIs } : {}),
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    ...(csv ? { bytes: csv.bytes, hash: `sha256:${csv.sha256}` } : {}),
    licenses: licences(ids),
    schema: tableSchema(
      table,
      entries.filter((e) => e.table === table.name),
    ),
  };
}

const licences = (ids: string[]) =>
  ids.map((id) => {
    const licence = licenceOf(id);
    return {
      name: id,
      ...(licence?.url ? { path: licence.url } : {}),
      ...(licence ? { title: licence.title } : {}),
    };
  });

function tableSchema(table: CatalogueTable, entries: DictionaryEntry[]) {
  const keys = table.foreignKeys.map((k) => ({
    fields: k.columns,
    reference: { resource: k.table, fields: k.foreignColumns },
  }));
  return {
    fields: entries.map(field),
    missingValues: [""],
    ...(table.primaryKey.length > 0 ? { primaryKey: table.primaryKey } : {}),
    ...(keys.length > 0 ? { foreignKeys: keys } : {}),
  };
}

function field(entry: DictionaryEntry) {
  const constraints = {
    ...(entry.nullable ? {} : { required: true }),
    ...(entry.codes ? { enum: Object.keys(entry.codes) } : {}),
  };
  return {
    name: entry.column,
    type: fieldType(entry.type),
    ...(entry.description
      ? { description: entry.unit ? `${entry.description} [${entry.unit}]` : entry.description }
      : {}),
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  };
}

function fieldType(type: string): string {
  if (/^(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return "integer";
  if (/^(DECIMAL|DOUBLE|FLOAT)/.test(type)) return "number";
  if (type === "BOOLEAN") return "boolean";
  return type === "DATE" ? "date" : "string";
}
