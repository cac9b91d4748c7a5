import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type {
  Answer,
  AnswerKind,
  CountryCodes,
  ExtractReport,
  LiveExtract,
  ScratchSql,
  SourceContext,
} from "../../src/model/live-source.ts";

/** The countries of the project, as far as the codes go. */
export function context(today = "2026-11-24"): SourceContext {
  const lines = readFileSync("data/reference/countries.csv", "utf8").trim().split("\n").slice(1);
  const countries = new Map<string, CountryCodes>();
  for (const line of lines) {
    const [iso3 = "", iso2 = "", m49 = "", name = ""] = line.split(",");
    countries.set(iso3, { iso3, iso2, m49, name });
  }
  return { today, countries };
}

/** An answer as the store would give it. */
export function answer(path: string, kind: AnswerKind, name = basename(path)): Answer {
  const bytes = readFileSync(path);
  return {
    name,
    url: `https://sdmx.oecd.org/${name}`,
    kind,
    path,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    retrieved: "2026-11-24T08:00:00.000Z",
    headers: {},
    read: () => readFile(path),
  };
}

export interface Extracted {
  report: ExtractReport;
  /** Bytes of the Parquet file of each table. */
  files: Map<string, Buffer>;
  query(table: string, sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Runs an extract on a real scratch database and gives its Parquet files as tables. */
export async function runExtract(
  source: Pick<LiveExtract, "extract" | "tables">,
  answers: Answer[],
): Promise<Extracted> {
  const scratch = await mkdtemp(join(tmpdir(), "oecd-"));
  const connection = await (await DuckDBInstance.create()).connect();
  const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const sql: ScratchSql = {
    run: async (statement) => void (await connection.run(statement)),
    query: async <T>(statement: string) => (await read(statement)) as T[],
  };
  const output = (table: string) => join(scratch, `out-${table}.parquet`);
  const close = async () => {
    connection.closeSync();
    await rm(scratch, { recursive: true });
  };
  try {
    const report = await source.extract({ answers, context: context(), sql, scratch, output });
    const files = new Map(source.tables.map((t) => [t.table, readFileSync(output(t.table))]));
    const query = (table: string, statement: string) =>
      read(statement.replaceAll("{}", `read_parquet('${output(table)}')`));
    return { report, files, query, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}
