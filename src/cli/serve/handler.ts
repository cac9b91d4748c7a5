import { type Stats, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import sirv, { type RequestHandler } from "sirv";
import { contentType } from "./content-type.ts";
import { tidyAddress } from "./tidy-address.ts";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers from a built site: clean addresses, right types, its own page for what is not there. */
export function siteHandler(folder: string): Handler {
  const current = followSwaps(folder);
  return (request, response) => {
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return text(response, 405, "Only GET and HEAD are answered");
    }
    const handler = current();
    if (!handler) return text(response, 503, "The site is being rebuilt; try again in a moment");
    const tidy = tidyAddress(folder, request.url ?? "/");
    if (tidy) {
      response.setHeader("Location", tidy);
      return text(response, 308, `See ${tidy}`);
    }
    keepPlainRanges(request);
    handler(request, response, () => void notFound(folder, request, response));
  };
}

/** The list of files is read once for each built site: a swap of the folder is seen by its identity. */
function followSwaps(folder: string): () => RequestHandler | null {
  let seen = "";
  let handler: RequestHandler | null = null;
  return () => {
    const now = identity(folder);
    if (now === null) return null;
    if (now !== seen)
      handler = sirv(folder, { dev: false, etag: true, gzip: false, single: false, maxAge: 0, setHeaders });
    seen = now;
    return handler;
  };
}

function identity(folder: string): string | null {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats ? `${stats.ino}-${stats.mtimeMs}` : null;
}

function setHeaders(response: ServerResponse, pathname: string, _stats: Stats): void {
  const type = contentType(pathname);
  if (type) response.setHeader("Content-Type", type);
}

/** sirv reads "bytes=first-last" only and fails on other forms; without the header the whole file is sent, as allowed. */
function keepPlainRanges(request: IncomingMessage): void {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const plain = match && (match[2] === "" || (Number(match[2]) > 0 && Number(match[2]) >= Number(match[1])));
  if (!plain || request.headers["if-range"]) delete request.headers.range;
}

async function notFound(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const page = await readFile(join(folder, "404.html")).catch(() => null);
  if (!page) return text(response, 404, "There is no such page");
  response.writeHead(404, { "Content-Type": "text/html;charset=utf-8", "Content-Length": page.length });
  response.end(request.method === "HEAD" ? undefined : page);
}

function text(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { "Content-Type": "text/plain;charset=utf-8" });
  response.end(`${words}\n`);
}
