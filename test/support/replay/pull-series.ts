import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Answer, LiveSeries, LiveSeriesRead, SourceRequest } from "../../../src/model/live-source.ts";
import { tempFolder } from "../temp.ts";
import type { Replay } from "./replay.ts";
import { context } from "./series-data.ts";

export { context, countries } from "./series-data.ts";

/** An answer as the store keeps it. Archives are read from disk, so their bytes go to a file. */
export async function answerOf(request: SourceRequest, body: string | Uint8Array): Promise<Answer> {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const onDisk = request.kind === "zip" || request.kind === "xlsx";
  const path = onDisk ? join(await tempFolder(), request.name) : "";
  if (onDisk) await writeFile(path, bytes);
  return {
    name: request.name,
    url: request.url,
    kind: request.kind,
    path,
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
function ask(source: LiveSeries, replay: Replay, request: SourceRequest, edit?: Edit): Promise<Answer> {
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
      answers.push(await ask(source, replay, request, edit));
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
