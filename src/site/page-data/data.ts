import { TABLES } from "../../model/registers.ts";
import { LICENCES } from "../../publish/licences.ts";
import type { Database } from "../../warehouse/database.ts";
import type { DataFile, DataPageData, DataTable, DatedPart, TableGroup } from "../../web/data/data-page.ts";
import { titleOf } from "../../web/text/table-title.ts";
import type { PageContext, PageData } from "./common.ts";
import { originsOf, readLineage } from "./lineage.ts";
import { type Published, readPublished } from "./published.ts";

const GROUP_ORDER: readonly TableGroup[] = ["register", "series", "mart", "reference"];

/** Reading order of the register; the rest stands by name. */
const FIRST = ["plan", "partnership", "partnership_member", "partnership_activity", "claim", "panel"];

function groupOf(table: string): TableGroup {
  const contract = TABLES.find((t) => t.table === table);
  if (!contract) return "mart";
  if (table === "observation" || table === "indicator") return "series";
  const curated = contract.file?.startsWith("register/") === true;
  return curated || table === "source" || table === "citation" ? "register" : "reference";
}

const rank = (t: DataTable) => {
  const first = FIRST.indexOf(t.name);
  return [GROUP_ORDER.indexOf(t.group), first < 0 ? FIRST.length : first, t.name] as const;
};

function byGroup(a: DataTable, b: DataTable): number {
  const [x, y] = [rank(a), rank(b)];
  return x[0] - y[0] || x[1] - y[1] || (x[2] < y[2] ? -1 : 1);
}

type ManifestFile = Published["manifest"]["files"][number];

const fileOf = (f: ManifestFile): DataFile => ({
  path: `data/${f.path}`,
  format: f.format,
  bytes: f.bytes,
  sha256: f.sha256,
});

interface Dated {
  as_of: string;
  as_of_basis: string;
}

function asOf(ids: readonly string[], dates: ReadonlyMap<string, Dated>): DataTable["asOf"] {
  const known = ids.flatMap((id) => dates.get(id) ?? []).sort((a, b) => (a.as_of < b.as_of ? -1 : 1));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return null;
  return { from: first.as_of, to: last.as_of, basis: known.length === 1 ? first.as_of_basis : null };
}

/** The registers as of their newest file, since each holds older totals too; the series from the oldest to the newest. */
const PARTS = `
  SELECT part, if(part = 'series', min(as_of), max(as_of)) AS "from", max(as_of) AS "to"
  FROM (
    SELECT as_of, if(kind IN ('series', 'live'), 'series', split_part(snapshot_id, '/', 2)) AS part FROM snapshot
    WHERE kind IN ('series', 'live') OR (kind = 'register' AND NOT ends_with(snapshot_id, '/sources')
      AND split_part(snapshot_id, '/', 2) <> 'series')
  )
  GROUP BY part ORDER BY list_position(['plans', 'twinning', 'funding', 'series'], part)`;

async function tablesOf(db: Database, published: Published): Promise<DataTable[]> {
  const snapshots = await db.query<{ snapshot_id: string; kind: string } & Record<keyof Dated, string>>(
    "SELECT snapshot_id, kind, as_of, as_of_basis FROM snapshot ORDER BY snapshot_id",
  );
  const dates = new Map<string, Dated>(snapshots.map((s) => [s.snapshot_id, s]));
  const series = snapshots.filter((s) => s.kind === "series" || s.kind === "live").map((s) => s.snapshot_id);
  const { manifest, dictionary } = published;
  const lineage = await readLineage(new Set(manifest.tables.map((t) => t.table)));
  // These lists speak of everything that was read.
  const ofAll = new Set(["citation", "snapshot", "quarantine", "unresolved_reference"]);
  return manifest.tables.map((t) => ({
    name: t.table,
    title: TABLES.find((c) => c.table === t.table)?.title ?? titleOf(t.table),
    group: groupOf(t.table),
    rowIs: t.description ?? "",
    rows: t.rows,
    columns: dictionary
      .filter((e) => e.table === t.table)
      .map(({ table: _, column, ...e }) => ({ name: column, ...e })),
    asOf: asOf(ofAll.has(t.table) ? [...dates.keys()] : originsOf(t.table, lineage, series), dates),
    madeFrom: lineage.get(t.table) ?? [],
    licences: t.licences,
    commercialUse: t.commercial_use,
    files: manifest.files.filter((f) => f.table === t.table).map(fileOf),
  }));
}

export const dataPageData: PageData = async (db: Database, context?: PageContext) => {
  const published = await readPublished(context);
  const { manifest } = published;
  const tables = (await tablesOf(db, published)).sort(byGroup);
  const files = manifest.files.filter((f) => f.table !== null);
  const used = new Set(tables.flatMap((t) => t.licences));
  const data: DataPageData = {
    version: manifest.version,
    asOf: manifest.as_of,
    parts: (await db.query(PARTS)).map((r) => ({
      part: r.part as DatedPart["part"],
      from: String(r.from),
      to: String(r.to),
    })),
    citation: { text: manifest.citation, bibtex: published.bibtex, ris: published.ris },
    tables,
    licences: LICENCES.filter((l) => used.has(l.id)).map((l) => ({ ...l })),
    papers: [...manifest.files.filter((f) => f.table === null).map(fileOf), ...published.unlisted],
    numbers: {
      tables: tables.length,
      rows: tables.reduce((sum, t) => sum + t.rows, 0),
      columns: tables.reduce((sum, t) => sum + t.columns.length, 0),
      bytes: files.reduce((sum, f) => sum + f.bytes, 0),
    },
  };
  return [["data.json", data]];
};
