import type { Redact } from "./redact.ts";
import type { KeptHeaders, NetRequest } from "./types.ts";

type Raw = Record<string, string | string[] | undefined>;

const KEPT = [
  "etag",
  "last-modified",
  "content-type",
  "content-length",
  "content-encoding",
  "content-disposition",
  "date",
  "link",
];
const PACKED_ALREADY = new Set(["zip", "xlsx", "parquet"]);

export function header(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** The headers worth keeping, with nothing secret in them. */
export function keptHeaders(raw: Raw, redact: Redact): KeptHeaders {
  const kept: KeptHeaders = {};
  for (const name of KEPT) {
    const value = header(raw, name);
    if (value !== undefined) kept[name] = redact.text(value);
  }
  return kept;
}

/** What every request says. Archives are asked for as they are: packing them again gains nothing and forbids resuming. */
export function askHeaders(request: NetRequest, userAgent: string): Record<string, string> {
  return {
    accept: "*/*",
    ...request.headers,
    "user-agent": userAgent,
    "accept-encoding": PACKED_ALREADY.has(request.kind) ? "identity" : "gzip, identity",
  };
}

/** What asks for news only. */
export function conditionHeaders(request: NetRequest): Record<string, string> {
  return {
    ...(request.etag === undefined ? {} : { "if-none-match": request.etag }),
    ...(request.lastModified === undefined ? {} : { "if-modified-since": request.lastModified }),
  };
}
