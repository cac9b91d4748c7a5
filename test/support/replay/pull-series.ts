import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import type {
  Answer,
  CountryCodes,
  LiveSeries,
  LiveSeriesRead,
  SourceContext,
  SourceRequest,
} from "../../../src/model/live-source.ts";
import type { Replay } from "./replay.ts";

const DATA = new URL("../../../data/", import.meta.url);

/** Records of a file below data/, by column name. */
export function dataRows(path: string): Map<string, string>[] {
  const [header, ...records] = Papa.parse<string[]>(readFileSync(new URL(path, DATA), "utf8").trimEnd()).data;
  return records.map((cells) => new Map((header ?? []).map((name, i) => [name, cells[i] ?? ""])));
}

/** The project's own countries, as `nap refresh` hands them to loaders. */
export const countries: ReadonlyMap<string, CountryCodes> = new Map(
  dataRows("reference/countries.csv").map((row) => {
    const iso3 = row.get("iso3") ?? "";
    return [
      iso3,
      { iso3, iso2: row.get("iso2") || null, m49: row.get("m49") || null, name: row.get("name") ?? "" },
    ];
  }),
);

export const context: SourceContext = { today: "2026-11-24", countries };

/** Numbers from 0 to 1 that are the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

let folder: string | null = null;

/** Archives are read from disk, so their bytes go to a file. */
function fileOf(bytes: Uint8Array, sha256: string): string {
  folder ??= mkdtempSync(join(tmpdir(), "series-"));
  const path = join(folder, sha256);
  writeFileSync(path, bytes);
  return path;
}

export function answerOf(request: SourceRequest, body: string | Uint8Array): Answer {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    name: request.name,
    url: request.url,
    kind: request.kind,
    path: request.kind === "zip" || request.kind === "xlsx" ? fileOf(bytes, sha256) : "",
    bytes: bytes.length,
    sha256,
    retrieved: "2026-11-24T06:00:00Z",
    headers: {},
    read: async () => bytes,
  };
}

type Body = string | Uint8Array;
/** Changes an answer on its way, to see what the loader makes of it. */
export type Edit = (name: string, body: string) => Body;

/** One question to a replay; an address that it does not have, or a host that is not the source's, fails. */
function ask(source: LiveSeries, replay: Replay, request: SourceRequest, edit?: Edit): Answer {
  const url = new URL(request.url);
  if (url.protocol !== "https:" || !source.hosts.includes(url.hostname)) throw new Error(`foreign: ${url}`);
  const headers = { ...request.headers, ...(source.secret ? { [source.secret.header]: "token" } : {}) };
  const reply = replay.answer(url, headers);
  if (!reply || (reply.status ?? 200) !== 200) throw new Error(`no answer at ${request.url}`);
  const body = edit && typeof reply.body === "string" ? edit(request.name, reply.body) : reply.body;
  return answerOf(request, body);
}

/** Asks a replay all that the source wants to know, round by round. */
export async function pullAll(source: LiveSeries, replay: Replay, edit?: Edit): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let round = 0; round < 50; round++) {
    const requests = await source.next(answers, context);
    if (requests.length === 0) return answers;
    for (const request of requests) {
      if (answers.some((a) => a.name === request.name)) throw new Error(`${request.name} asked twice`);
      answers.push(ask(source, replay, request, edit));
    }
  }
  throw new Error("the source never stops asking");
}

/** One complete pull, read. */
export async function pullAndParse(source: LiveSeries, replay: Replay, edit?: Edit): Promise<LiveSeriesRead> {
  return source.parse(await pullAll(source, replay, edit), context);
}

/** Rows as short texts, "AFG 2024 27.3", for one indicator. */
export function rowsOf(read: LiveSeriesRead, indicator: string): string[] {
  return read.rows
    .filter(({ row }) => row.indicator === indicator)
    .map(({ row }) => `${row.iso3} ${row.year} ${row.value ?? row.category}`);
}

export const PROTOTYPE_NAMES = ["__proto__", "constructor", "toString"] as const;
