import type { Effects } from "../effects.ts";
import { QuarantineError } from "../errors/data-errors.ts";
import type { Place } from "../errors/nap-error.ts";
import type { Row } from "../model/column.ts";
import type { Quarantined } from "../model/contract.ts";
import { TABLES } from "../model/registers.ts";
import type { SeriesSource } from "../model/series-source.ts";
import { MART_CHECKS } from "./checks/mart-checks.ts";
import { REGISTER_CHECKS } from "./checks/register-checks.ts";
import { checkWarehouse } from "./checks.ts";
import { citationRows } from "./citations.ts";
import { type Database, openDatabase } from "./database.ts";
import { tableDdl } from "./ddl.ts";
import { loadParquet, loadRows } from "./load.ts";
import { buildMarts } from "./marts.ts";
import type { Paths } from "./paths.ts";
import { type Dataset, readAll } from "./read-all.ts";
import { type LiveInput, NO_LIVE } from "./read-live.ts";

export interface BuildOptions {
  /** Go on although rows of the curated register are in quarantine. */
  acceptQuarantine: boolean;
  /** Live pulls to build with; none: the transcribed snapshots alone. */
  live?: LiveInput;
  /** Called with the name of each stage as it starts. */
  progress: (stage: string, done: number, total: number) => void;
}

export interface WarehouseReport {
  tables: { table: string; rows: number }[];
  quarantined: Quarantined[];
  unresolved: number;
}

const isRegister = (q: Quarantined) =>
  q.file.startsWith("data/register/") || q.file.startsWith("data/reference/");

/**
 * Builds the warehouse under a temporary name, checks it and swaps it in whole. See `buildCandidate`.
 * @throws NapError; the last good warehouse is untouched then.
 */
export async function buildWarehouse(
  effects: Effects,
  paths: Paths,
  seriesSources: SeriesSource[],
  options: BuildOptions,
): Promise<WarehouseReport> {
  const report = await buildCandidate(effects, paths, seriesSources, options);
  await swapWarehouse(effects, paths);
  return report;
}

/** Makes the candidate the warehouse, with one rename. */
export async function swapWarehouse(effects: Effects, paths: Paths): Promise<void> {
  await effects.files.sync(paths.candidate);
  await effects.files.rename(paths.candidate, paths.warehouse);
}

/** Removes what an earlier or broken build left under the temporary name. */
export async function discardCandidate(effects: Effects, paths: Paths): Promise<void> {
  await effects.files.remove(paths.candidate);
  await effects.files.remove(`${paths.candidate}.wal`);
}

/**
 * Builds the warehouse under a temporary name and checks it.
 * A refused row of the curated register stops the swap, unless accepted: the candidate with the other rows lies
 * beside the last good warehouse for inspection.
 * @throws NapError; the last good warehouse is untouched then.
 */
export async function buildCandidate(
  effects: Effects,
  paths: Paths,
  seriesSources: SeriesSource[],
  options: BuildOptions,
): Promise<WarehouseReport> {
  const total = TABLES.length + 3;
  options.progress("read registers and snapshots", 0, total);
  const live = options.live ?? NO_LIVE;
  const dataset = await readAll(effects, paths.data, seriesSources, live);
  await effects.files.makeFolder(paths.build);
  await discardCandidate(effects, paths);
  const db = await openDatabase(paths.candidate);
  let report: WarehouseReport;
  try {
    await fill(db, dataset, live, (table, i) => options.progress(`load ${table}`, i + 1, total));
    refuseQuarantine(dataset.quarantined, options.acceptQuarantine);
    // Rules of the register first: a mart that stumbles over a bad row could not say where it stands.
    await checkWarehouse(db, REGISTER_CHECKS);
    options.progress("build marts", total - 2, total);
    await buildMarts(db);
    options.progress("check the warehouse", total - 1, total);
    await checkWarehouse(db, MART_CHECKS);
    report = await summarise(db, dataset);
    await db.run("CHECKPOINT");
  } finally {
    db.close();
  }
  options.progress("warehouse built", total, total);
  return report;
}

async function fill(
  db: Database,
  dataset: Dataset,
  live: LiveInput,
  progress: (table: string, i: number) => void,
): Promise<void> {
  const rows = new Map(dataset.tables);
  rows.set("snapshot", dataset.files);
  rows.set("unresolved_reference", dataset.unresolved as unknown as Row[]);
  rows.set("quarantine", dataset.quarantined.map(quarantineRow));
  rows.set("citation", citationRows(dataset.tables));
  for (const [i, contract] of TABLES.entries()) {
    progress(contract.table, i);
    await db.run(tableDdl(contract));
    await loadRows(db, contract, rows.get(contract.table) ?? []);
    for (const { extract } of live.extracts) {
      const file = extract.files.get(contract.table);
      if (file) await loadParquet(db, contract, file);
    }
  }
}

const quarantineRow = (q: Quarantined): Row => ({
  file: q.file,
  row: q.row,
  target_table: q.table,
  target_column: q.column,
  value: q.value,
  code: q.code,
  reason: q.reason,
  remedy: q.remedy,
  raw: q.raw,
});

function refuseQuarantine(quarantined: Quarantined[], accepted: boolean): void {
  const ours = quarantined.filter(isRegister);
  const first = ours[0];
  if (!first || accepted) return;
  const place: Place = { file: first.file, row: first.row };
  if (first.column) place.column = first.column;
  if (first.value !== null) place.value = first.value;
  const more = ours.length > 1 ? ` and ${ours.length - 1} more` : "";
  throw new QuarantineError(
    `${ours.length} row${ours.length > 1 ? "s" : ""} of the register refused: ${first.reason}${more}`,
    place,
    `${first.remedy}; or run again with --accept-quarantine to go on without ${ours.length > 1 ? "them" : "it"}`,
  );
}

async function summarise(db: Database, dataset: Dataset): Promise<WarehouseReport> {
  const names = await db.query<{ name: string }>(
    "SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name",
  );
  const tables: WarehouseReport["tables"] = [];
  for (const { name } of names) {
    const [count] = await db.query<{ n: string }>(`SELECT count(*) AS n FROM "${name}"`);
    tables.push({ table: name, rows: Number(count?.n) });
  }
  return { tables, quarantined: dataset.quarantined, unresolved: dataset.unresolved.length };
}
