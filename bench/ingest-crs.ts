import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { oecdCrs } from "../loaders/oecd-crs/source.ts";
import type { Answer, ScratchSql } from "../src/model/live-source.ts";
import { CURRENT, crsText, emptyTotals } from "../test/support/generate/crs.ts";
import { inChild, type Measured, option, printMeasures, reportToParent } from "./measure.ts";

/**
 * CRS text beside bare DuckDB reading the same file: `npx tsx bench/ingest-crs.ts --rows 1000000,7000000 [--json]`.
 * Floor: `SELECT count(*), sum(USD_Disbursement)` by read_csv with default options, which converts one column of 91
 * and no other; hashing every column reads every cell; `CREATE TABLE AS` stores them all (on disk, as 5 GB do not fit).
 */
const SCRATCH_LIMIT = "1200MB";

async function connect(options: Record<string, string>) {
  const connection = await (await DuckDBInstance.create(":memory:", options)).connect();
  const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  return { run: async (sql: string) => void (await connection.run(sql)), query };
}

async function bare(path: string) {
  const { query } = await connect({ threads: "2" });
  return query(`SELECT count(*) AS records, sum(USD_Disbursement) AS disbursed FROM read_csv('${path}')`);
}

async function everyCell(path: string) {
  const { query } = await connect({ threads: "2" });
  return query(`SELECT count(*) AS records, bit_xor(hash(COLUMNS(*))) FROM read_csv('${path}')`);
}

async function createTable(path: string) {
  const folder = mkdtempSync(join(tmpdir(), "bench-crs-"));
  try {
    const instance = await DuckDBInstance.create(join(folder, "bare.duckdb"), {
      threads: "2",
      memory_limit: SCRATCH_LIMIT,
    });
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE crs AS SELECT * FROM read_csv('${path}')`);
    return "done";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function extract(path: string) {
  const scratch = mkdtempSync(join(tmpdir(), "bench-crs-"));
  try {
    const { run, query } = await connect({ threads: "2", memory_limit: SCRATCH_LIMIT });
    const sql: ScratchSql = { run, query: async <T>(text: string) => (await query(text)) as T[] };
    const report = await oecdCrs.extract({
      answers: [textAnswer(path)],
      context: { today: "2026-11-24", countries: new Map() },
      sql,
      scratch,
      output: (table) => join(scratch, `${table}.parquet`),
    });
    return { records: report.records, rows: report.rows, quarantined: report.quarantinedTotal };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function textAnswer(path: string): Answer {
  return {
    name: "crs.txt",
    url: "https://webfs-dcd.oecd.org/crs.txt",
    kind: "csv",
    path,
    bytes: 0,
    sha256: "",
    retrieved: "2026-11-24T00:00:00Z",
    headers: {},
    read: () => Promise.reject(new Error("too large for memory")),
  };
}

const WORK: Record<string, (path: string) => Promise<unknown>> = { bare, everyCell, createTable, extract };

function write(path: string, rows: number): number {
  const file = openSync(path, "w");
  let bytes = 0;
  for (const chunk of crsText({ rows, seed: 1, dialect: CURRENT }, emptyTotals())) {
    writeSync(file, chunk);
    bytes += chunk.length;
  }
  closeSync(file);
  return bytes;
}

async function main(): Promise<void> {
  const folder = join(tmpdir(), `bench-crs-${process.pid}`);
  mkdirSync(folder);
  const measures: Measured[] = [];
  const ratios: Record<string, number> = {};
  try {
    for (const rows of option("rows", "1000000").split(",").map(Number)) {
      const path = join(folder, "crs.txt");
      const bytes = write(path, rows);
      const run = (label: string, work: string) =>
        inChild(label, import.meta.filename, ["--work", work, "--file", path], { rows, bytes });
      await run("warm-up", "bare");
      const floor = await run("bare count and sum", "bare");
      const cells = await run("bare read of every cell", "everyCell");
      const table = await run("bare create table", "createTable");
      const ours = await run("extract", "extract");
      measures.push(floor, cells, table, ours);
      ratios[`extract / bare count and sum, ${rows} rows`] = ours.seconds / floor.seconds;
      ratios[`extract / bare read of every cell, ${rows} rows`] = ours.seconds / cells.seconds;
      ratios[`extract / bare create table, ${rows} rows`] = ours.seconds / table.seconds;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  printMeasures(measures, ratios, process.argv.includes("--json"));
}

const work = WORK[option("work", "")];
await (work ? reportToParent(() => work(option("file", ""))) : main());
