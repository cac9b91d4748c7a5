import { gzipSync } from "node:zlib";
import type { Exchange, Handler } from "../fault-server.ts";

type Headers = Record<string, string | number>;

/** A plain good answer. */
export const answer =
  (body: string | Uint8Array, headers: Headers = {}, status = 200): Handler =>
  ({ response }) =>
    void response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers }).end(body);

/** One handler after another; the last one stays. */
export const inTurn =
  (...handlers: Handler[]): Handler =>
  (exchange) =>
    handlers[Math.min(exchange.nth, handlers.length) - 1]?.(exchange);

/** A page of a bot wall, with status 200. */
export const webPage = answer(
  "\ufeff\n<!-- wall -->\n<!DOCTYPE html><html><head><title>Access denied</title></head><body>Sorry</body></html>",
  { "content-type": "text/html" },
);

/** 204, or 200 without a byte. */
export const nothing =
  (status = 200): Handler =>
  ({ response }) =>
    void response.writeHead(status).end();

/** A gzip body as it is given: cut, spoilt or doubled by the caller. */
export const gzipped = (packed: Uint8Array, headers: Headers = {}): Handler =>
  answer(packed, { "content-encoding": "gzip", ...headers });

/** A bomb: what begins like JSON goes on with blanks, packed to a thousandth. */
export const gzipBomb = (bytes: number): Handler => gzipped(gzipSync("[".padEnd(bytes)));

/** Another packing, or a chain of them. */
export const packedAs = (encoding: string, body: Uint8Array): Handler =>
  answer(body, { "content-encoding": encoding });

/** Says a length and sends less, then closes properly. */
export const shortBody =
  (body: string | Uint8Array, declared: number, headers: Headers = {}): Handler =>
  ({ response, socket }) => {
    response.writeHead(200, { "content-length": declared, connection: "close", ...headers });
    response.write(body, () => socket.end());
  };

/** Resets the connection before any answer. */
export const resetAtOnce: Handler = ({ socket }) => void socket.resetAndDestroy();

/** Sends the start of a body and resets the connection. */
export const resetAfter =
  (body: Uint8Array, sent: number, headers: Headers = {}): Handler =>
  ({ response, socket }) => {
    response.writeHead(200, { "content-length": body.length, ...headers });
    response.write(body.subarray(0, sent), () => setTimeout(() => socket.resetAndDestroy(), 20));
  };

/** Accepts the request and never answers. */
export const stall: Handler = () => {};

/** Sends the start of a body and no more. */
export const stallAfter =
  (body: string, declared: number, headers: Headers = {}): Handler =>
  ({ response }) => {
    response.writeHead(200, { "content-length": declared, ...headers });
    response.flushHeaders();
    response.write(body);
  };

/** One byte at a time, for ever. */
export const slowDrip =
  (everyMs: number): Handler =>
  ({ response, socket }) => {
    response.writeHead(200, { "content-length": 1_000_000 });
    response.write("[");
    const timer = setInterval(() => response.write(" "), everyMs);
    socket.on("close", () => clearInterval(timer));
  };

export const redirect =
  (location: string, status = 302): Handler =>
  ({ response }) =>
    void response.writeHead(status, { location }).end("moved");

/** An error status, with the wait it asks for. */
export const failing = (status: number, retryAfter?: string, body = "busy"): Handler =>
  answer(body, retryAfter === undefined ? {} : { "retry-after": retryAfter }, status);

/** More headers than any client should read. */
export const hugeHeaders = answer("[]", { "x-huge": "h".repeat(100_000) });

/** Not HTTP at all. */
export const gibberish: Handler = ({ socket }) => void socket.end("SSH-2.0-not http\r\n\r\n");

export interface Ranged {
  body: Uint8Array;
  headers?: Headers;
  /** The nth request is reset when so many of its bytes were sent. */
  breakAfter?: readonly number[];
  /** Waited for before the break, so that a test can see the bytes arrive; 20 ms without it. */
  beforeBreak?: (bytes: number) => Promise<void>;
  /** Instead of the true one. */
  contentRange?: string;
  /** Answers ranges with the whole body. */
  ignoreRange?: boolean;
}

/** A server of large files: conditional requests, ranges, and a connection that breaks when it is told to. */
export const ranged =
  (options: Ranged): Handler =>
  (exchange) => {
    const { body, headers = {} } = options;
    const from = options.ignoreRange ? 0 : rangeStart(exchange, headers);
    const part = body.subarray(from);
    const partial = from > 0;
    const { response, socket, nth } = exchange;
    response.writeHead(partial ? 206 : 200, {
      "accept-ranges": "bytes",
      "content-length": part.length,
      ...headers,
      ...(partial
        ? { "content-range": options.contentRange ?? `bytes ${from}-${body.length - 1}/${body.length}` }
        : {}),
    });
    const sent = options.breakAfter?.[nth - 1];
    if (sent === undefined) response.end(part);
    else {
      const arrived = options.beforeBreak ?? (() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
      response.write(part.subarray(0, sent), () =>
        arrived(from + sent).finally(() => socket.resetAndDestroy()),
      );
    }
  };

function rangeStart({ request }: Exchange, headers: Headers): number {
  const start = /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1];
  const condition = request.headers["if-range"];
  const fits = condition === headers.etag || condition === headers["last-modified"];
  return start !== undefined && fits ? Number(start) : 0;
}

/** Answers 304 where the request has the present validator. */
export const conditional =
  (body: string, headers: { etag?: string; "last-modified"?: string }): Handler =>
  (exchange) => {
    const asked = exchange.request.headers;
    const same =
      (headers.etag !== undefined && asked["if-none-match"] === headers.etag) ||
      (headers["last-modified"] !== undefined && asked["if-modified-since"] === headers["last-modified"]);
    if (same) exchange.response.writeHead(304, headers).end();
    else answer(body, headers)(exchange);
  };
