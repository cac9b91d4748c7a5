import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type {
  Answer,
  AnswerKind,
  CountryCodes,
  ExtractReport,
  LiveExtract,
  LiveSource,
  ScratchSql,
  SourceContext,
} from "../../src/model/live-source.ts";
import type { Replay } from "./replay/replay.ts";
import { tempFolder } from "./temp.ts";

/** The countries of the project, as loaders get them. */
export function countries(): Map<string, CountryCodes> {
  const text = readFileSync(new URL("../../data/reference/countries.csv", import.meta.url), "utf8");
  const out = new Map<string, CountryCodes>();
  for (const line of text.trim().split("\n").slice(1)) {
    const [iso3 = "", iso2 = "", m49 = "", name = ""] = line.split(",");
    out.set(iso3, { iso3, iso2: iso2 || null, m49: m49 || null, name });
  }
  return out;
}

export const context = (): SourceContext => ({ today: "2026-11-24", countries: countries() });

export async function answerOf(
  folder: string,
  name: string,
  kind: AnswerKind,
  body: string | Uint8Array,
): Promise<Answer> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const path = join(folder, name);
  await writeFile(path, bytes);
  return {
    name,
    url: `https://example.org/${name}`,
    kind,
    path,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    retrieved: "2026-11-24T00:00:00.000Z",
    headers: {},
    read: async () => bytes,
  };
}

export interface Extracted {
  report: ExtractReport;
  /** Asks the Parquet files; a table is there as a view under its name. */
  query: <T>(sql: string) => Promise<T[]>;
  output: (table: string) => string;
}

/** Runs a source's extract over answers, on a real DuckDB, as the refresh does. */
export async function runExtract(
  source: LiveExtract,
  answers: readonly Answer[],
  memory = "1GB",
): Promise<Extracted> {
  const folder = await tempFolder();
  const scratch = join(folder, "scratch");
  await mkdir(scratch);
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: memory });
  const connection = await instance.connect();
  await connection.run(`SET temp_directory = '${join(folder, "spill")}'`);
  const query = async <T>(statement: string): Promise<T[]> => {
    const reader = await connection.runAndReadAll(statement);
    return reader.getRowObjectsJson() as T[];
  };
  const sql: ScratchSql = { run: async (text) => void (await connection.run(text)), query };
  const output = (table: string) => join(folder, `${table}.parquet`);
  const report = await source.extract({ answers, context: context(), sql, scratch, output });
  for (const { table } of source.tables)
    await connection.run(`CREATE VIEW ${table} AS SELECT * FROM read_parquet('${output(table)}')`);
  return { report, query, output };
}

/** Asks a source what it wants until it wants no more, and lets a replay answer. */
export async function pull(source: LiveSource, replay: Replay): Promise<Answer[]> {
  const folder = await tempFolder();
  const answers: Answer[] = [];
  for (;;) {
    const requests = await source.next(answers, context());
    if (requests.length === 0) return answers;
    for (const request of requests) {
      const answer = replay.answer(new URL(request.url), {});
      if (answer === null) throw new Error(`The replay has no answer to ${request.url}`);
      answers.push({
        ...(await answerOf(folder, request.name, request.kind, answer.body)),
        url: request.url,
        headers: answer.headers ?? {},
      });
    }
  }
}
