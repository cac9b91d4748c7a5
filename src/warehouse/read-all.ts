import type { Effects } from "../effects.ts";
import { ReferenceFileError } from "../errors/data-errors.ts";
import type { Row } from "../model/column.ts";
import type { Quarantined } from "../model/contract.ts";
import { observation } from "../model/contracts/series.ts";
import { SOURCE_FILES, toSourceRow } from "../model/contracts/source-files.ts";
import { REGISTERS } from "../model/registers.ts";
import type { SeriesSource } from "../model/series-source.ts";
import { type RegisterRead, readRegister } from "../quality/read-register.ts";
import { type Resolved, resolve } from "../quality/resolve.ts";
import { verifyRows } from "../snapshot/manifest.ts";
import { readDataFile, readSnapshot } from "../snapshot/read-data.ts";
import {
  entryOf,
  liveFileRow,
  liveSnapshotId,
  liveSourceRow,
  refuseFuture,
  registerFileRow,
  seriesFileRow,
} from "./file-rows.ts";
import { DEFINITIONS_PATH, readDefinitions } from "./read-definitions.ts";
import { type LiveInput, NO_LIVE } from "./read-live.ts";
import { readRegisterManifest } from "./register-manifest.ts";

export interface Dataset extends Resolved {
  /** Every file that went in, as rows of the snapshot table. */
  files: Row[];
}

/** Observations of a live pull cite the collection "live". */
const liveObservation = { ...observation, collection: "live" as const };

/**
 * Reads every register and the newest snapshot of every series, checks keys and references. Indicators that a live
 * pull gives come from there alone: two sources of one measure are never mixed.
 * @throws NapError where a file as a whole cannot be trusted. Bad rows are returned in `quarantined`.
 */
export async function readAll(
  effects: Effects,
  dataDir: string,
  seriesSources: SeriesSource[],
  live: LiveInput = NO_LIVE,
): Promise<Dataset> {
  const manifest = await readRegisterManifest(effects, dataDir);
  const files: Row[] = [];
  const reads: RegisterRead[] = [];
  const quarantined: Quarantined[] = [];

  const sourceRows: Row[] = [];
  for (const contract of SOURCE_FILES) {
    const file = await readDataFile(effects, dataDir, contract.file);
    const read = readRegister(file.bytes, contract, file.path);
    const { tables, quarantined: bad } = resolve([read], new Map());
    quarantined.push(...bad);
    sourceRows.push(...(tables.get("source") ?? []).map((row) => toSourceRow(contract, row)));
    files.push(registerFileRow(file, entryOf(manifest, contract.file), read.records));
  }
  for (const contract of REGISTERS) {
    const file = await readDataFile(effects, dataDir, contract.file);
    const read = readRegister(file.bytes, contract, file.path);
    reads.push(read);
    files.push(registerFileRow(file, entryOf(manifest, contract.file), read.records));
  }
  const definitions = await readDefinitions(effects, dataDir);
  const definitionsFile = await readDataFile(effects, dataDir, DEFINITIONS_PATH);
  files.push(registerFileRow(definitionsFile, entryOf(manifest, DEFINITIONS_PATH), definitions.length));
  const indicators: Row[] = [];
  const series: RegisterRead[] = [];
  const liveIndicators = new Set(live.series.flatMap((l) => l.source.indicators.map((i) => i.indicator)));
  for (const source of seriesSources) {
    const kept = source.indicators.filter((i) => !liveIndicators.has(i.indicator));
    const file = await readSnapshot(effects, dataDir, source.id);
    const read = source.parse(file.bytes, file.path, source);
    verifyRows(file.manifest, read.records, source.id, file.path);
    if (read.records < source.min_rows) {
      throw new ReferenceFileError(
        `The snapshot has ${read.records} rows, fewer than the ${source.min_rows} it must have`,
        { source: source.id, file: file.path },
        "Restore the last good snapshot",
      );
    }
    series.push({
      contract: observation,
      file: file.path,
      rows: read.rows.filter(({ row }) => !liveIndicators.has(String(row.indicator))),
      quarantined: read.quarantined,
      records: read.records,
    });
    files.push(seriesFileRow(file, source, read.records));
    for (const info of kept) indicators.push(indicatorRow(info, source.id));
  }
  for (const { source, pull, read } of live.series) {
    series.push({
      contract: liveObservation,
      file: `data/live/pulls/${source.id}/${pull.id}.json`,
      rows: read.rows.map((r) => ({ ...r, row: { ...r.row, source_ids: source.id } })),
      quarantined: read.quarantined,
      records: read.records,
    });
    for (const info of source.indicators) indicators.push(indicatorRow(info, liveSnapshotId(source.id)));
  }
  for (const { source, pull } of [...live.series, ...live.extracts]) {
    files.push(liveFileRow(source, pull));
    sourceRows.push(liveSourceRow(source, pull));
  }
  for (const { extract } of live.extracts) quarantined.push(...extract.report.quarantined);
  refuseFuture(files, effects.now());
  const merged = mergeSeries(
    reads,
    series,
    new Map([
      ["source", sourceRows],
      ["indicator", indicators],
    ]),
  );
  merged.tables.set("source", sourceRows);
  merged.tables.set("indicator", indicators);
  merged.tables.set("twinning_definition", definitions);
  return { ...merged, quarantined: [...quarantined, ...merged.quarantined], files };
}

/** Series share one table, so that their reads are resolved one by one and their rows joined. */
function mergeSeries(reads: RegisterRead[], series: RegisterRead[], seed: Map<string, Row[]>): Resolved {
  const base = resolve(reads, seed);
  const observations: Row[] = [];
  const known = new Map([...seed, ["country", base.tables.get("country") ?? []] as const]);
  for (const read of series) {
    const one = resolve([read], known);
    observations.push(...(one.tables.get("observation") ?? []));
    base.quarantined.push(...one.quarantined);
  }
  base.tables.set("observation", observations);
  return base;
}

const indicatorRow = (info: SeriesSource["indicators"][number], snapshot: string): Row => ({
  indicator: info.indicator,
  title: info.title,
  unit: info.unit,
  kind: info.kind,
  scale: info.scale,
  better: info.better,
  definition: info.definition,
  year_means: info.year_means,
  caution: info.caution,
  comparable_over_time: info.comparable_over_time,
  snapshot_id: snapshot,
});
