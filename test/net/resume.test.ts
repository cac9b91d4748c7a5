import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import {
  answer,
  failing as busy,
  conditional,
  inTurn,
  type Ranged,
  ranged,
  resetAfter,
} from "../support/fault-server/faults.ts";
import { ask, failing, left, startBench, times } from "./support.ts";

const bench = startBench();
const BODY = Buffer.from(`[${Array.from({ length: 40_000 }, (_, i) => (i * 7919) % 100_000).join(",")}]`);
const SUM = createHash("sha256").update(BODY).digest("hex");
const OLD = "Mon, 01 Jun 2026 00:00:00 GMT";

const rangesOf = (path: string) =>
  bench.server.requests.filter((seen) => seen.path === path).map((seen) => seen.headers.range ?? null);

/** Resolves when so many bytes are in the file: a reset throws away what the client has not read yet. */
const arrivedIn = (file: string) => async (bytes: number) => {
  while (((await stat(file).catch(() => null))?.size ?? 0) < bytes) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

async function fetched(options: Ranged, tries = 4) {
  const request = ask();
  const file = await bench.file();
  bench.server.route(request.path, ranged({ beforeBreak: arrivedIn(file), ...options }));
  const got = await bench.client({ tries }).get(request, file);
  expect(got.modified && got.sha256).toBe(SUM);
  expect(got.modified && got.bytes).toBe(BODY.length);
  expect(BODY.equals(await readFile(file))).toBe(true);
  expect(await left(file)).toEqual(["answer.part"]);
  return rangesOf(request.path);
}

/** Breaks the first download off once its 100,000 bytes are in the file. */
const breaking = (file: string) =>
  ranged({ body: BODY, headers: { etag: '"v1"' }, breakAfter: [100_000], beforeBreak: arrivedIn(file) });

describe("a download that breaks off", () => {
  test.each([
    ["a strong ETag", { etag: '"v1"' }],
    ["an old Last-Modified", { "last-modified": OLD }],
  ])("goes on from there with %s", async (_, headers) => {
    const ranges = await fetched({ body: BODY, headers, breakAfter: [100_000, 50_000] });
    expect(ranges).toEqual([null, "bytes=100000-", "bytes=150000-"]);
  });

  test.each([
    ["a weak ETag", { etag: 'W/"v1"' }],
    ["a Last-Modified of just now", { "last-modified": new Date().toUTCString() }],
    ["no validator", {}],
  ])("starts anew with %s", async (_, headers) => {
    expect(await fetched({ body: BODY, headers, breakAfter: [100_000] })).toEqual([null, null]);
  });

  test("starts anew where the server cannot do ranges", async () => {
    const request = ask();
    bench.server.route(request.path, inTurn(resetAfter(BODY, 100_000, { etag: '"v1"' }), answer(BODY)));
    const got = await bench.net.get(request, await bench.file());
    expect(got.modified && got.sha256).toBe(SUM);
    expect(rangesOf(request.path)).toEqual([null, null]);
  });

  test("starts anew where the content changed meanwhile", async () => {
    const request = ask();
    const changed = Buffer.from(BODY.toString().replaceAll("7", "8"));
    const file = await bench.file();
    const first = breaking(file);
    bench.server.route(request.path, inTurn(first, ranged({ body: changed, headers: { etag: '"v2"' } })));
    await bench.net.get(request, file);
    expect(changed.equals(await readFile(file))).toBe(true);
    expect(bench.server.requests.at(-1)?.headers["if-range"]).toBe('"v1"');
  });

  test.each(["bytes 99999-500000/500001", "bytes 100000-100001/900000", "bytes */5", "nonsense"])(
    "starts anew after the wrong Content-Range %s",
    async (contentRange) => {
      const ranges = await fetched({
        body: BODY,
        headers: { etag: '"v1"' },
        breakAfter: [100_000],
        contentRange,
      });
      expect(ranges).toEqual([null, "bytes=100000-", null]);
    },
  );

  test("starts anew after a part with another ETag", async () => {
    const request = ask();
    const file = await bench.file();
    const first = breaking(file);
    const wrong = answer(
      Buffer.from(BODY.subarray(100_000)).fill(32, 0, 10),
      { etag: '"v2"', "content-range": `bytes 100000-${BODY.length - 1}/${BODY.length}` },
      206,
    );
    bench.server.route(request.path, inTurn(first, wrong, answer(BODY)));
    await bench.net.get(request, file);
    expect(BODY.equals(await readFile(file))).toBe(true);
    expect(times(bench.server, request.path)).toBe(3);
  });

  test("starts anew after 416", async () => {
    const request = ask();
    const file = await bench.file();
    bench.server.route(request.path, inTurn(breaking(file), busy(416), answer(BODY)));
    expect((await bench.net.get(request, file)).modified).toBe(true);
    expect(rangesOf(request.path)).toEqual([null, "bytes=100000-", null]);
  });

  test("may break off more often than there are tries, while each brings it a megabyte further", async () => {
    const request = ask({ maxBytes: 1e8 });
    const large = Buffer.from("[".padEnd(9_000_000));
    const file = await bench.file();
    bench.server.route(
      request.path,
      ranged({
        ...{ body: large, headers: { etag: '"v1"' }, beforeBreak: arrivedIn(file) },
        breakAfter: Array(6).fill(1_400_000),
      }),
    );
    const got = await bench.client({ tries: 2 }).get(request, file);
    expect(got.modified && got.bytes).toBe(large.length);
    expect(times(bench.server, request.path)).toBe(7);
  });
});

describe("in a later run", () => {
  async function broken() {
    const request = ask();
    bench.server.route(
      request.path,
      ranged({ body: BODY, headers: { etag: '"v1"' }, breakAfter: [100_000] }),
    );
    const file = await bench.file();
    const fault = await failing(bench.client({ tries: 1 }).get(request, file));
    expect(fault.code).toBe("truncated");
    expect(fault.message).toMatch(/broke off after 100000 bytes/);
    expect(await left(file)).toEqual(["answer.part", "answer.part.resume.json"]);
    expect((await stat(file)).size).toBe(100_000);
    return { request, file };
  }

  test("it goes on from what is on disk, and the checksum is of all", async () => {
    const { request, file } = await broken();
    const got = await bench.client().get(request, file);
    expect(got.modified && [got.sha256, got.status, got.headers["content-length"]]).toEqual([
      SUM,
      200,
      String(BODY.length),
    ]);
    expect(rangesOf(request.path)).toEqual([null, "bytes=100000-"]);
    expect(await left(file)).toEqual(["answer.part"]);
  });

  test("another address, or a spoilt note, starts anew", async () => {
    const { file } = await broken();
    const other = ask();
    bench.server.route(other.path, ranged({ body: BODY, headers: { etag: '"v1"' } }));
    await bench.client().get(other, file);
    expect(rangesOf(other.path)).toEqual([null]);
    const again = await broken();
    await writeFile(`${again.file}.resume.json`, '{"url":');
    await bench.client().get(again.request, again.file);
    expect(rangesOf(again.request.path)).toEqual([null, null]);
    expect(BODY.equals(await readFile(again.file))).toBe(true);
  });

  test("an answer that is final takes the rest away", async () => {
    const { request, file } = await broken();
    bench.server.route(request.path, busy(404));
    expect((await failing(bench.client().get(request, file))).code).toBe("transport");
    expect(await left(file)).toEqual([]);
  });

  test("once other bytes come in, the note of the old ones is gone: a kill must not leave the two together", async () => {
    const { request, file } = await broken();
    let notes: string[] = [];
    bench.server.route(request.path, async ({ response }) => {
      response.writeHead(200, { "content-length": BODY.length, etag: '"v2"' });
      response.write(BODY.subarray(0, 5000));
      await arrivedIn(file)(5000);
      while ((await stat(file)).size !== 5000) await new Promise((resolve) => setTimeout(resolve, 2));
      notes = await left(file);
      response.end(BODY.subarray(5000));
    });
    await bench.client().get(request, file);
    expect(notes).toEqual(["answer.part"]);
  });

  test("a deadline keeps what came, and the next call goes on", async () => {
    const request = ask({ deadlineSeconds: 0.5 });
    const headers = { etag: '"v1"', "accept-ranges": "bytes", "content-length": BODY.length };
    const stalls = inTurn(
      ({ response }) => {
        response.writeHead(200, headers);
        response.write(BODY.subarray(0, 100_000));
      },
      ranged({ body: BODY, headers: { etag: '"v1"' } }),
    );
    bench.server.route(request.path, stalls);
    const file = await bench.file();
    expect((await failing(bench.net.get(request, file))).message).toContain("no whole answer within");
    expect(existsSync(`${file}.resume.json`)).toBe(true);
    const got = await bench.net.get({ ...request, deadlineSeconds: 20 }, file);
    expect(got.modified && got.sha256).toBe(SUM);
  });

  test("an address with a secret-looking field leaves no note on disk", async () => {
    const base = ask();
    const request = { ...base, url: `${base.url}?apikey=abc` };
    bench.server.route(
      request.path,
      ranged({ body: BODY, headers: { etag: '"v1"' }, breakAfter: [100_000] }),
    );
    const file = await bench.file();
    await failing(bench.client({ tries: 1 }).get(request, file));
    expect(await left(file)).toEqual([]);
  });
});

describe("conditional requests", () => {
  test.each([
    [{ etag: 'W/"v1"' }, { etag: 'W/"v1"' }],
    [{ "last-modified": OLD }, { lastModified: OLD }],
  ])("%j, the second time: unchanged, and no file", async (headers, known) => {
    const request = ask();
    bench.server.route(request.path, conditional("[1,2]", headers));
    const file = await bench.file();
    const first = await bench.net.get(request, file);
    expect(first.headers).toMatchObject(headers);
    const second = await bench.net.get({ ...request, ...known }, `${file}2`);
    expect(second).toMatchObject({ modified: false, headers });
    expect(existsSync(`${file}2`)).toBe(false);
    bench.server.route(request.path, conditional("[1,2,3]", { etag: '"v3"' }));
    expect((await bench.net.get({ ...request, ...known }, `${file}3`)).modified).toBe(true);
  });

  test("a 304 that was not asked for is an error", async () => {
    const request = ask();
    bench.server.route(request.path, ({ response }) => void response.writeHead(304).end());
    const fault = await failing(bench.net.get(request, await bench.file()));
    expect(fault.code).toBe("transport");
    expect(fault.message).toMatch(/status 304/);
  });
});

test("archives are asked for unpacked, so that they can be resumed", async () => {
  const request = ask({ kind: "zip" });
  bench.server.route(request.path, answer("PK\x03\x04abc"));
  await bench.net.get(request, await bench.file());
  expect(bench.server.requests.at(-1)?.headers["accept-encoding"]).toBe("identity");
});
