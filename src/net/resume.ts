import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { looksSecret } from "./redact.ts";
import type { KeptHeaders } from "./types.ts";

/** What proves that the rest of a download belongs to the bytes on disk. */
export interface Part {
  url: string;
  etag?: string;
  lastModified?: string;
}

const sidecar = (file: string) => `${file}.resume.json`;
/** Shortest age of a Last-Modified that cannot hide a second change within its second (RFC 9110, 8.8.2.2). */
const SETTLED_MS = 60_000;

/** The part that may be continued after an answer with these headers breaks off; null where that is not safe. */
export function resumable(url: string, headers: KeptHeaders, acceptRanges: string | undefined): Part | null {
  if (acceptRanges?.trim().toLowerCase() !== "bytes" || headers["content-encoding"] || looksSecret(url))
    return null;
  const { etag, date, "last-modified": lastModified } = headers;
  if (etag !== undefined && /^"[^"]*"$/.test(etag)) return { url, etag };
  if (etag !== undefined || lastModified === undefined || date === undefined) return null;
  return Date.parse(date) - Date.parse(lastModified) >= SETTLED_MS ? { url, lastModified } : null;
}

/** The headers that ask for what follows the first `from` bytes. */
export function rangeHeaders(part: Part, from: number): Record<string, string> {
  return { range: `bytes=${from}-`, "if-range": part.etag ?? part.lastModified ?? "" };
}

/** The whole length, where a 206 continues the part at `from`; null where it is something else. */
export function continues(
  part: Part,
  from: number,
  contentRange: string | undefined,
  headers: KeptHeaders,
): number | null {
  const found = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(contentRange?.trim() ?? "");
  const [start, end, total] = (found ?? []).slice(1).map(Number);
  if (start !== from || end === undefined || total === undefined || end + 1 !== total) return null;
  if (headers["content-encoding"] !== undefined) return null;
  if (part.etag !== undefined && headers.etag !== undefined && headers.etag !== part.etag) return null;
  return total;
}

/** The part an earlier run left at this place, if it is of the same address. */
export async function readPart(file: string, url: string): Promise<Part | null> {
  try {
    const part: unknown = JSON.parse(await readFile(sidecar(file), "utf8"));
    if (!isPart(part) || part.url !== url || (await stat(file)).size === 0) return null;
    return part;
  } catch {
    // None, or not to be used: the download starts anew.
    return null;
  }
}

function isPart(value: unknown): value is Part {
  const { url, etag, lastModified } = (value ?? {}) as Record<string, unknown>;
  return typeof url === "string" && (typeof etag === "string") !== (typeof lastModified === "string");
}

export const keepPart = (file: string, part: Part) => writeFile(sidecar(file), JSON.stringify(part));

/** Must come before other bytes are written to `file`: the old validator does not speak of those. */
export const dropPart = (file: string) => rm(sidecar(file), { force: true });
