import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { NetRequest } from "../../src/net/types.ts";
import {
  answer,
  gzipBomb,
  gzipped,
  hugeHeaders,
  nothing,
  packedAs,
  shortBody,
  stallAfter,
  webPage,
} from "../support/fault-server/faults.ts";
import type { Handler } from "../support/fault-server.ts";
import { ask, failing, left, NOW, startBench, times } from "./support.ts";

const bench = startBench();
const JSON_TEXT = JSON.stringify(Array.from({ length: 3000 }, (_, i) => ({ i, text: `row ${i * 7919}` })));
const PACKED = gzipSync(JSON_TEXT);

test("a good answer is whole on disk, with checksum, time and headers worth keeping", async () => {
  const request = ask({ headers: { accept: "application/json" } });
  bench.server.route(
    request.path,
    answer(JSON_TEXT, {
      "content-type": "application/json",
      etag: '"1"',
      "set-cookie": "no=1",
      "x-other": "no",
    }),
  );
  const file = await bench.file();
  const got = await bench.net.get(request, file);
  const kept = got.headers;
  expect(got).toEqual({
    modified: true,
    finalUrl: request.url,
    status: 200,
    headers: kept,
    bytes: JSON_TEXT.length,
    sha256: createHash("sha256").update(JSON_TEXT).digest("hex"),
    retrieved: NOW,
  });
  expect(Object.keys(kept).sort()).toEqual(["content-length", "content-type", "date", "etag"]);
  expect(await readFile(file, "utf8")).toBe(JSON_TEXT);
  expect(await left(file)).toEqual(["answer.part"]);
  const asked = bench.server.requests.at(-1)?.headers;
  expect(asked).toMatchObject({
    accept: "application/json",
    "user-agent": "nap-test/1",
    "accept-encoding": "gzip, identity",
  });
});

describe("gzip", () => {
  test("is decoded, in one member or several", async () => {
    const request = ask();
    const two = Buffer.concat([gzipSync(JSON_TEXT.slice(0, 500)), gzipSync(JSON_TEXT.slice(500))]);
    for (const packed of [PACKED, two]) {
      bench.server.route(request.path, gzipped(packed));
      const file = await bench.file();
      const got = await bench.net.get(request, file);
      expect(got.modified && got.bytes).toBe(JSON_TEXT.length);
      expect(await readFile(file, "utf8")).toBe(JSON_TEXT);
    }
  });

  test.each([
    ["without its trailer", PACKED.subarray(0, -8)],
    ["cut in half", PACKED.subarray(0, PACKED.length / 2)],
  ])("%s is retried, then refused", async (_, packed) => {
    const request = ask();
    bench.server.route(request.path, gzipped(packed));
    const file = await bench.file();
    const fault = await failing(bench.net.get(request, file));
    expect(fault.code).toBe("truncated");
    expect(times(bench.server, request.path)).toBe(4);
    expect(await left(file)).toEqual([]);
  });

  test.each<[string, Handler, string]>([
    ["garbage behind it", gzipped(Buffer.concat([PACKED, Buffer.from("garbage")])), "answer-kind"],
    ["a bomb by ratio", gzipBomb(60_000_000), "too-large"],
    ["not gzip at all", gzipped(Buffer.from(JSON_TEXT)), "answer-kind"],
    ["brotli", packedAs("br", Buffer.from("x")), "answer-kind"],
    ["deflate", packedAs("deflate", Buffer.from("x")), "answer-kind"],
    ["a chain", packedAs("gzip, gzip", gzipSync(PACKED)), "answer-kind"],
  ])("%s is refused at once", async (_, handler, code) => {
    const request = ask({ maxBytes: 1e9 });
    bench.server.route(request.path, handler);
    const file = await bench.file();
    const fault = await failing(bench.net.get(request, file));
    expect(fault.code).toBe(code);
    expect(times(bench.server, request.path)).toBe(1);
    expect(await left(file)).toEqual([]);
  });
});

describe("an answer of another kind", () => {
  const page = "<html><head><title>Sorry, maintenance</title></head></html>";
  test.each<[string, Handler, Partial<NetRequest>, RegExp]>([
    ["web page behind a BOM, blanks and a comment", webPage, {}, /web page titled "Access denied"/],
    ["web page as csv", answer(page), { kind: "csv" }, /titled "Sorry, maintenance" instead of csv/],
    ["web page as xml", answer(`<?xml version="1.0"?>\n${page}`), { kind: "xml" }, /web page/],
    ["web page as zip", answer(page), { kind: "zip" }, /web page/],
    ["JSON by its type a web page", answer("[1]", { "content-type": "text/html" }), {}, /type text\/html/],
    ["text as JSON", answer("No data"), {}, /begins "No data"/],
    ["JSON as csv", answer('{"error":1}'), { kind: "csv" }, /JSON instead of csv/],
    ["archive as csv", answer("PK\x03\x04abc"), { kind: "csv" }, /archive instead of csv/],
    ["binary as csv", answer("a,b\0c"), { kind: "csv" }, /binary/],
    ["text as zip", answer("a,b,c"), { kind: "zip" }, /begin like zip/],
    ["text as xlsx", answer("a,b,c"), { kind: "xlsx" }, /begin like xlsx/],
    ["zip as parquet", answer("PK\x03\x04abc"), { kind: "parquet" }, /begin like parquet/],
    ["JSON as xml", answer("{}"), { kind: "xml" }, /begin like XML/],
    [
      "bot wall as a web page",
      answer("<html><title>Just a moment...</title>"),
      { kind: "html" },
      /keeps programs/,
    ],
    ["204", nothing(204), {}, /empty \(status 204\)/],
    ["nothing", nothing(), {}, /empty/],
    ["too little", answer("[]"), { minBytes: 100 }, /2 bytes, fewer than the 100/],
    ["202", answer("[]", {}, 202), {}, /status 202/],
    ["a part not asked for", answer("[]", { "content-range": "bytes 0-1/9" }, 206), {}, /status 206/],
    [
      "an error text",
      answer("NoRecordsFound"),
      { kind: "csv", errorTexts: { NoRecordsFound: "there are no rows" } },
      /there are no rows/,
    ],
  ])("%s", async (_, handler, over, words) => {
    const request = ask(over);
    bench.server.route(request.path, handler);
    const file = await bench.file();
    const fault = await failing(bench.net.get(request, file));
    expect(fault.code).toBe("answer-kind");
    expect(fault.message).toMatch(words);
    expect(times(bench.server, request.path), "asked once").toBe(1);
    expect(await left(file)).toEqual([]);
  });

  test.each<[string, Handler, NetRequest["kind"]]>([
    ["JSON behind a BOM", answer("\ufeff [1]"), "json"],
    ["UTF-16 csv", answer(Buffer.from("\ufeffiso3,year\n", "utf16le")), "csv"],
    ["an empty zip", answer(Buffer.from("PK\x05\x06".padEnd(22, "\0"), "latin1")), "zip"],
    ["a zip called a web page", answer("PK\x03\x04abc", { "content-type": "text/html" }), "zip"],
    ["Parquet", answer("PAR1abc"), "parquet"],
    ["xml", answer("\ufeff<?xml version='1.0'?><iati-activities/>"), "xml"],
    ["a web page where one is asked for", answer("<!doctype html><title>Plans</title>"), "html"],
  ])("%s is accepted", async (_, handler, kind) => {
    const request = ask({ kind });
    bench.server.route(request.path, handler);
    expect((await bench.net.get(request, await bench.file())).modified).toBe(true);
  });

  test("the excerpt shows no control or direction characters", async () => {
    const request = ask();
    bench.server.route(request.path, answer(`bad\u001b[31m \u202etext ${"x".repeat(500)}`));
    const { message } = await failing(bench.net.get(request, await bench.file()));
    for (const char of ["\u001b", "\u202e"]) expect(message).not.toContain(char);
    expect(message).toContain('begins "bad [31m text xxx');
    expect(message).not.toContain("x".repeat(250));
  });
});

describe("too much", () => {
  test.each<[string, Handler]>([
    ["by its length", answer(JSON_TEXT)],
    ["by its length, before a byte of it", stallAfter("", 50_001)],
    ["packed", gzipped(PACKED)],
    ["without a length", ({ response }) => void response.writeHead(200).end(JSON_TEXT)],
  ])("%s", async (_, handler) => {
    const request = ask({ maxBytes: 50_000 });
    bench.server.route(request.path, handler);
    const file = await bench.file();
    expect((await failing(bench.net.get(request, file))).code).toBe("too-large");
    expect(times(bench.server, request.path)).toBe(1);
    expect(await left(file)).toEqual([]);
  });

  test("headers", async () => {
    const request = ask();
    bench.server.route(request.path, hugeHeaders);
    const fault = await failing(bench.net.get(request, await bench.file()));
    expect(fault.code).toBe("transport");
    expect(fault.message).toMatch(/more headers than we accept/);
  });
});

test("a body shorter than its length is retried, then refused", async () => {
  const request = ask();
  bench.server.route(request.path, shortBody("[1,2", 400));
  const file = await bench.file();
  const fault = await failing(bench.net.get(request, file));
  expect(fault.code).toBe("truncated");
  expect(times(bench.server, request.path)).toBe(4);
  expect(await left(file)).toEqual([]);
});
