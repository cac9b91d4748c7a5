import { group } from "d3";
import type { Row } from "../../model/column.ts";
import { SERIES_TERMS } from "../../publish/licence-map.ts";
import { LICENCES } from "../../publish/licences.ts";
import type { Database } from "../../warehouse/database.ts";
import type { FileRow, SeriesLicence, SourceRow, SourcesData } from "../../web/data/sources.ts";
import { int, type PageData } from "./common.ts";
import { conflictsOf, readingConflicts, reconciliationOf } from "./sources-checks.ts";

/** Rows that name a source: those of the register, and observations, which are too many for the citation table. */
const CITES = `
  SELECT source_id, table_name, count(*) AS rows FROM citation GROUP BY ALL
  UNION ALL
  SELECT source_id, 'observation', count(*)
  FROM (SELECT unnest(string_split(source_ids, ';')) AS source_id FROM observation) GROUP BY ALL
  ORDER BY source_id, table_name`;

const text = (value: unknown) => (value === null || value === undefined ? null : String(value));

async function sourcesOf(db: Database): Promise<Pick<SourcesData, "sources" | "tables" | "licenceNotes">> {
  const rows = await db.query(
    `SELECT * FROM source ORDER BY collection, lower(strip_accents(title)), source_id`,
  );
  const cites = await db.query(CITES);
  const tables = [...new Set(cites.map((c) => String(c.table_name)))].sort();
  const bySource = group(cites, (c) => String(c.source_id));
  const notes = [...new Set(rows.flatMap((r) => text(r.licence) ?? []))].sort();
  return {
    tables,
    licenceNotes: notes,
    sources: rows.map((r) => ({
      id: String(r.source_id),
      collection: r.collection as SourceRow["collection"],
      title: String(r.title),
      publisher: text(r.publisher),
      year: text(r.year),
      url: text(r.url),
      locator: r.url === null ? text(r.locator) : null,
      licence: r.licence === null ? null : notes.indexOf(String(r.licence)),
      grade: r.grade as SourceRow["grade"],
      note: text(r.note),
      cites: (bySource.get(String(r.source_id)) ?? []).map((c) => [
        tables.indexOf(String(c.table_name)),
        int(c, "rows"),
      ]),
    })),
  };
}

const fileRow = (r: Row): FileRow => ({
  id: String(r.snapshot_id),
  path: String(r.path),
  kind: r.kind as FileRow["kind"],
  title: String(r.title),
  asOf: String(r.as_of),
  basis: String(r.as_of_basis),
  retrieved: text(r.retrieved),
  rows: int(r, "rows"),
  bytes: int(r, "bytes"),
  sha256: String(r.sha256),
  licence: String(r.licence),
  cadenceMonths: r.cadence_months === null ? null : int(r, "cadence_months"),
});

const seriesLicence = (f: FileRow): SeriesLicence => {
  const terms = SERIES_TERMS[f.id];
  const ids = terms ? [...terms.licences, ...Object.values(terms.indicators ?? {}).flat()] : [];
  return { title: f.title, words: f.licence, ids: [...new Set(ids)] };
};

export const sourcesData: PageData = async (db: Database) => {
  const files = (await db.query("SELECT * FROM snapshot ORDER BY kind, snapshot_id")).map(fileRow);
  const series = files.filter((f) => f.kind === "series" || f.kind === "live").map(seriesLicence);
  const data: SourcesData = {
    asOf: Object.fromEntries(files.map((f) => [f.id, f.asOf])),
    ...(await sourcesOf(db)),
    files,
    reconciliation: await reconciliationOf(db),
    ...(await conflictsOf(db)),
    readings: await readingConflicts(db),
    unresolved: (
      await db.query(
        `SELECT table_name, column_name, value, count(*) AS rows FROM unresolved_reference
         GROUP BY ALL ORDER BY table_name, column_name, value`,
      )
    ).map((r) => ({
      table: String(r.table_name),
      column: String(r.column_name),
      value: String(r.value),
      rows: int(r, "rows"),
    })),
    refused: (await db.query("SELECT * FROM quarantine ORDER BY file, row")).map((r) => ({
      file: String(r.file),
      row: int(r, "row"),
      column: text(r.target_column),
      value: text(r.value),
      reason: String(r.reason),
    })),
    licences: LICENCES.map((l) => ({ ...l })),
    series,
  };
  return [["sources.json", data]];
};
