import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { SAXParser, SaxEventType } from "sax-wasm";
import { SaxesParser } from "saxes";
import { readDocument } from "../loaders/_shared/iati-document.ts";
import { activityLines, newTally } from "../loaders/_shared/iati-rows.ts";
import { readCsvSql } from "../loaders/_shared/iati-sql.ts";
import { sumUp } from "../loaders/iati-tables/extract.ts";
import { genderSql, viewSql } from "../loaders/iati-tables/sql.ts";
import { quoteText } from "../src/model/sql.ts";
import { BREAKDOWN_HEADER, breakdownCsv, iatiXml, policyMarkerCsv } from "../test/support/generate/iati.ts";
import { inChild, type Measured, option, printMeasures, reportToParent } from "./measure.ts";

/**
 * IATI ingest: one XML document at two sizes, beside bare saxes and bare sax-wasm on the same bytes; and the Tables
 * CSV beside a bare DuckDB read_csv. Options: --small 50 --large 500 (MB, 0 for none), --transactions 12000000, --json.
 */
const SCRIPT = fileURLToPath(import.meta.url);
const BYTES_PER_ACTIVITY = 13_990;
const MARKERS_HEADER =
  "_link,_link_activity,dataset,prefix,iatiidentifier,reportingorg_ref,vocabulary,vocabularyname,code,codename,significance,significancename";

function write(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, "w");
  let waiting = "";
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < 4_000_000) continue;
    writeSync(file, waiting);
    waiting = "";
  }
  writeSync(file, waiting);
  closeSync(file);
}

const works: Record<string, (path: string, markers: string) => Promise<unknown>> = {
  /** All that is done with a document, but for writing the lines. */
  async ours(path) {
    const tally = newTally();
    let key = 0;
    let characters = 0;
    await readDocument(createReadStream(path), (activity) => {
      const lines = activityLines(activity, key++, 0, "bench", tally);
      characters += lines.own.length + lines.flows.length;
    });
    return { activities: tally.activities, transactions: tally.transactions, characters };
  },
  async saxes(path) {
    const parser = new SaxesParser();
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let tags = 0;
    parser.on("opentag", () => {
      tags++;
    });
    for await (const chunk of createReadStream(path)) parser.write(decoder.decode(chunk, { stream: true }));
    parser.close();
    return tags;
  },
  async "sax-wasm"(path) {
    const parser = new SAXParser(SaxEventType.OpenTag);
    const wasm = new URL("../node_modules/sax-wasm/lib/sax-wasm.wasm", import.meta.url);
    await parser.prepareWasm(await readFile(wasm));
    let tags = 0;
    parser.eventHandler = () => {
      tags++;
    };
    for await (const chunk of createReadStream(path)) parser.write(chunk);
    parser.end();
    return tags;
  },
  async tables(path, markers) {
    const connection = await database();
    await connection.run(viewSql("transaction_breakdown", path, BREAKDOWN_HEADER.split(",")));
    await connection.run(viewSql("policymarker", markers, MARKERS_HEADER.split(",")));
    await connection.run(genderSql());
    const buckets = mkdtempSync(join(tmpdir(), "nap-bench-iati-buckets-"));
    const run = async (sql: string) => void (await connection.run(sql));
    await sumUp({ run, query: async () => [] }, buckets);
    rmSync(buckets, { recursive: true, force: true });
    return (await connection.runAndReadAll("SELECT count(*) AS n FROM flow")).getRowObjectsJson();
  },
  async "bare read_csv"(path) {
    const connection = await database();
    const from = readCsvSql([path], BREAKDOWN_HEADER.split(","), true);
    await connection.run(`CREATE TABLE t AS SELECT max(COLUMNS(*)) FROM ${from}`);
    return null;
  },
};

async function database() {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "1200MB" });
  const connection = await instance.connect();
  await connection.run(`SET temp_directory = ${quoteText(join(tmpdir(), `nap-bench-${process.pid}`))}`);
  return connection;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "nap-bench-iati-"));
  const measures: Measured[] = [];
  const ratios: Record<string, number> = {};
  const measure = async (label: string, work: string, path: string, rows: number, markers = "") => {
    const size = { rows, bytes: statSync(path).size };
    const measured = await inChild(
      `${label} ${work}`,
      SCRIPT,
      ["--work", work, "--path", path, "--markers", markers],
      size,
    );
    measures.push(measured);
    return measured;
  };
  try {
    for (const megabytes of [Number(option("small", "50")), Number(option("large", "500"))]) {
      if (megabytes === 0) continue;
      const path = join(folder, `${megabytes}.xml`);
      const activities = Math.ceil((megabytes * 1e6) / BYTES_PER_ACTIVITY);
      write(path, iatiXml({ seed: 1, activities }));
      const ours = await measure(`XML ${megabytes} MB`, "ours", path, activities);
      const saxes = await measure(`XML ${megabytes} MB`, "saxes", path, activities);
      await measure(`XML ${megabytes} MB`, "sax-wasm", path, activities);
      ratios[`XML ${megabytes} MB, processor time, ours / bare saxes`] = ours.cpuSeconds / saxes.cpuSeconds;
      rmSync(path);
    }
    const rows = Number(option("transactions", "12000000"));
    const path = join(folder, "transaction_breakdown.csv");
    const markers = join(folder, "policymarker.csv");
    write(path, breakdownCsv(1, rows));
    write(markers, policyMarkerCsv(Math.ceil(rows / 12)));
    const tables = await measure("Tables", "tables", path, rows, markers);
    const bare = await measure("Tables", "bare read_csv", path, rows);
    ratios["Tables, ours / bare read_csv"] = tables.seconds / bare.seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printMeasures(measures, ratios, process.argv.includes("--json"));
}

const work = works[option("work", "")];
if (work) await reportToParent(() => work(option("path", ""), option("markers", "")));
else await main();
