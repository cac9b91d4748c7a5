import { symlink } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { connectionError } from "../../src/net/faults.ts";
import { makeRedact } from "../../src/net/redact.ts";
import {
  answer,
  failing as busy,
  gibberish,
  inTurn,
  redirect,
  resetAtOnce,
  slowDrip,
  stall,
  stallAfter,
} from "../support/fault-server/faults.ts";
import { ask, failing, HOST, left, NOW, startBench, times } from "./support.ts";

const bench = startBench();
const GOOD = answer("[1,2,3]");

describe("retries", () => {
  test.each([429, 500, 502, 503, 504])("%d, then good", async (status) => {
    const request = ask();
    bench.server.route(request.path, inTurn(busy(status), busy(status), GOOD));
    expect((await bench.net.get(request, await bench.file())).modified).toBe(true);
    expect(times(bench.server, request.path)).toBe(3);
  });

  test("503 for ever ends after four tries, with full jitter under a bound that doubles", async () => {
    const request = ask();
    bench.server.route(request.path, busy(503));
    bench.waits.length = 0;
    const file = await bench.file();
    const fault = await failing(bench.net.get(request, file));
    expect(fault.code).toBe("transport");
    expect(fault.message).toMatch(/status 503: "busy", 4 times in a row/);
    expect(bench.waits, "half of 1, 2 and 4 s, as the die says 0.5").toEqual([500, 1000, 2000]);
    expect(await left(file)).toEqual([]);
  });

  test.each([400, 401, 403, 404, 410, 501])("%d is final", async (status) => {
    const request = ask({ errorTexts: { "quota used": "the weekly quota is used up" } });
    bench.server.route(request.path, busy(status, undefined, '{"message":"quota used"}'));
    const fault = await failing(bench.net.get(request, await bench.file()));
    expect(fault.code).toBe("transport");
    expect(fault.message).toContain(`status ${status}: the weekly quota is used up`);
    expect(times(bench.server, request.path)).toBe(1);
  });

  test("a reset before the answer", async () => {
    const request = ask();
    bench.server.route(request.path, inTurn(resetAtOnce, GOOD));
    expect((await bench.net.get(request, await bench.file())).modified).toBe(true);
    bench.server.route(request.path, resetAtOnce);
    const fault = await failing(bench.net.get(request, await bench.file()));
    expect(fault.message).toMatch(/api\.test broke the connection off .*4 times/);
  });

  test("Retry-After in seconds and as a date is waited for", async () => {
    const request = ask();
    const date = new Date(Date.parse(NOW) + 3000 + 50_000).toUTCString();
    bench.server.route(request.path, inTurn(busy(429, "3"), busy(503, date), GOOD));
    bench.waits.length = 0;
    await bench.client().get(ask({ url: request.url, deadlineSeconds: 100 }), await bench.file());
    expect(bench.waits).toEqual([3000, 50_000]);
  });

  test("an absurd Retry-After is an error that says when to come back", async () => {
    for (const wish of ["86400", "Wed, 25 Nov 2026 12:00:00 GMT"]) {
      const request = ask({ deadlineSeconds: 1e6 });
      bench.server.route(request.path, busy(429, wish));
      const fault = await failing(bench.client().get(request, await bench.file()));
      expect(fault.code).toBe("transport");
      expect(fault.message).toContain("2026-11-25T12:00:00.000Z");
      expect(times(bench.server, request.path)).toBe(1);
    }
  });

  test("nothing is retried past the deadline", async () => {
    const request = ask({ deadlineSeconds: 2 });
    bench.server.route(request.path, busy(503, "10"));
    const fault = await failing(bench.client().get(request, await bench.file()));
    expect(fault.message).toContain("2026-11-24T12:00:10.000Z");
    expect(times(bench.server, request.path)).toBe(1);
  });

  test("who asks the same host meanwhile waits too", async () => {
    const request = ask({ deadlineSeconds: 100 });
    const other = ask();
    bench.server.route(request.path, inTurn(busy(429, "7"), GOOD));
    bench.server.route(other.path, GOOD);
    const waits: number[] = [];
    const net = bench.client({
      now: () => new Date(NOW),
      sleep: async (ms) => {
        waits.push(ms);
        // The clock of this client stands still: the other request meets the host at rest.
        if (waits.length === 1) await net.get(other, await bench.file());
      },
    });
    await net.get(request, await bench.file());
    expect(waits.slice(0, 2)).toEqual([7000, 7000]);
  });
});

describe("time", () => {
  test("a server that never answers", async () => {
    const request = ask({ deadlineSeconds: 0.08 });
    bench.server.route(request.path, stall);
    const file = await bench.file();
    const fault = await failing(bench.net.get(request, file));
    expect(fault.code).toBe("transport");
    expect(fault.message).toContain("no whole answer within 0.08 s");
    expect(times(bench.server, request.path)).toBe(1);
    expect(await left(file)).toEqual([]);
  });

  test("a body that stops", async () => {
    const request = ask({ deadlineSeconds: 0.1 });
    bench.server.route(request.path, stallAfter("[".padEnd(5000), 9000));
    const file = await bench.file();
    expect((await failing(bench.net.get(request, file))).message).toContain("no whole answer within");
    expect(await left(file)).toEqual([]);
  });

  test("a drip that would last for ever", async () => {
    const request = ask({ deadlineSeconds: 30 });
    bench.server.route(request.path, slowDrip(10));
    const net = bench.client({ minBytesPerSecond: 1000, rateWindowMs: 100, now: () => new Date() });
    const file = await bench.file();
    const fault = await failing(net.get(request, file));
    expect(fault.code).toBe("transport");
    expect(fault.message).toContain("less than 1000 bytes a second");
    expect(await left(file)).toEqual([]);
  });

  test("the caller's signal ends it, with the caller's reason", async () => {
    const request = ask();
    const stop = new AbortController();
    bench.server.route(request.path, () => stop.abort(new RangeError("enough")));
    const file = await bench.file();
    await expect(bench.net.get(request, file, stop.signal)).rejects.toThrow(RangeError);
    const before = times(bench.server, request.path);
    await expect(bench.net.get(request, file, stop.signal)).rejects.toThrow("enough");
    expect(times(bench.server, request.path), "not asked at all").toBe(before);
    expect(await left(file)).toEqual([]);
  });
});

describe("pace", () => {
  test("requests to one host start apart, redirects counted, other hosts not held up", async () => {
    const hosts = [HOST, "other.test"];
    const first = ask({ hosts, paceMs: 500 });
    const second = ask({ hosts, paceMs: 500 });
    const other = ask({ hosts, paceMs: 500, url: "https://other.test/x" });
    bench.server.route(first.path, redirect(`${second.url}`));
    bench.server.route(second.path, GOOD);
    bench.server.route("/other.test/x", GOOD);
    let time = 0;
    const pending: { at: number; go: () => void }[] = [];
    const net = bench.client({
      now: () => new Date(time),
      sleep: (ms) => new Promise((go) => pending.push({ at: time + ms, go })),
      report: () => {},
    });
    const file = await bench.file();
    const calls = [first, second, other].map((request) => net.get(request, `${file}${request.name}`));
    const all = Promise.all(calls);
    let done = false;
    void all.then(() => {
      done = true;
    });
    const slots: number[] = [];
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      pending.sort((a, b) => a.at - b.at);
      const next = pending.shift();
      if (!next) continue;
      time = next.at;
      slots.push(next.at);
      next.go();
    }
    await all;
    expect(slots, "first at 0, second at 500, the redirect's target at 1000; other.test at 0").toEqual([
      500, 1000,
    ]);
  });
});

describe("connection faults say host, step and remedy", () => {
  /** No mirror: a real secure connection to a local port. */
  const direct = (port: number) =>
    ask({ url: `https://127.0.0.1:${port}/x?apikey=hidden`, hosts: [`127.0.0.1:${port}`] });
  test("refused", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const fault = await failing(bench.client({}, "direct").get(direct(port), await bench.file()));
    expect(fault.code).toBe("transport");
    expect(fault.message).toMatch(/127\.0\.0\.1:\d+ refuses the connection \[ECONNREFUSED\]/);
    expect(fault.message).not.toContain("hidden");
  });

  test("no TLS at the other end", async () => {
    const port = Number(new URL(bench.server.url).port);
    const fault = await failing(bench.client({}, "direct").get(direct(port), await bench.file()));
    expect(fault.code).toBe("transport");
    expect(fault.message).toMatch(/secure connection \(TLS\)/);
    expect(fault.remedy).toContain("NODE_EXTRA_CA_CERTS");
  });

  test.each(["ENOTFOUND", "EAI_AGAIN"])(
    "no such name (%s), unwrapped from what undici and Node put around it",
    (code) => {
      const inner = Object.assign(new Error(`getaddrinfo ${code} data.test`), { code });
      const fault = connectionError(
        new TypeError("fetch failed", { cause: inner }),
        new URL("https://data.test/x?token=hidden"),
        makeRedact(),
      );
      expect(fault.message).toContain(`data.test has no address (DNS) [${code}]`);
      expect(fault.message).not.toContain("hidden");
      expect(fault.remedy).toMatch(/network connection/);
    },
  );

  test("not HTTP", async () => {
    const request = ask();
    bench.server.route(request.path, gibberish);
    const fault = await failing(bench.net.get(request, await bench.file()));
    expect(fault.message).toMatch(/does not answer in HTTP/);
    expect(times(bench.server, request.path)).toBe(1);
  });
});

test("a full disk is named, and what was written is gone", async () => {
  const request = ask();
  bench.server.route(request.path, answer("[".padEnd(100_000)));
  const file = await bench.file();
  // A device of the system that is always full.
  await symlink("/dev/full", file);
  const fault = await failing(bench.net.get(request, file));
  expect(fault.code).toBe("disk-full");
  expect(fault.place.file).toBe("answer.part");
  expect(times(bench.server, request.path)).toBe(1);
  expect(await left(file)).toEqual([]);
});
