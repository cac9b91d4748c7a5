import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NetOptions } from "../../src/net/client.ts";
import { makeZip } from "../archive/make-zip.ts";
import { makeProject } from "../cli/project.ts";
import {
  answer,
  conditional,
  failing,
  gzipBomb,
  gzipped,
  inTurn,
  redirect,
  resetAfter,
  shortBody,
  slowDrip,
  stall,
  webPage,
} from "../support/fault-server/faults.ts";
import { type FaultServer, type Handler, startFaultServer } from "../support/fault-server.ts";
import { healthOf, leftovers, query, readProject, runRefresh } from "./bench.ts";
import { judgedToy } from "./judged-toy.ts";
import { toyCsv, toySource } from "./toy-source.ts";

const HOST = "toy.example.org";
const PATHS = { toy: `/${HOST}/toy.csv`, packed: `/${HOST}/packed.zip`, steady: `/${HOST}/steady.csv` };
const IDS = ["toy", "packed", "steady"] as const;
const COUNTRIES = ["AFG", "CHL", "FIN", "IRL", "KEN", "LBR", "NPL", "PHL", "SLV", "SWE"];
const CSV = { "content-type": "text/csv" };
const csv = (body: string | Uint8Array) => answer(body, CSV);
const zip = (body: Uint8Array) => answer(body, { "content-type": "application/zip" });

const OFFERED = toyCsv(900);
const LINES = OFFERED.trimEnd().split("\n");
const GZIP = gzipSync(OFFERED);
const ARCHIVE = makeZip([{ name: "data/toy.csv", data: OFFERED }]);

interface Fault {
  name: string;
  source?: "packed";
  handler: Handler;
  code: string;
  says: RegExp;
  net?: Partial<NetOptions>;
  deadlineSeconds?: number;
  /** The other source has something new in this run. */
  steadyChanges?: true;
}

/** What the transport must refuse. */
const TRANSPORT: Fault[] = [
  { name: "HTML as 200", handler: webPage, code: "answer-kind", says: /Access denied/, steadyChanges: true },
  {
    name: "HTML as 200 for an archive",
    source: "packed",
    handler: webPage,
    code: "answer-kind",
    says: /instead of zip/,
  },
  {
    name: "a page that speaks of a full disk, which is not ours",
    handler: answer("<html><title>No space left on device</title></html>", { "content-type": "text/html" }),
    code: "answer-kind",
    says: /No space left on device/,
  },
  {
    name: "a truncated gzip stream",
    handler: gzipped(GZIP.subarray(0, GZIP.length - 9), CSV),
    code: "truncated",
    says: /breaks off/,
  },
  {
    name: "a slow drip",
    handler: slowDrip(20),
    code: "transport",
    says: /trickles in/,
    net: { minBytesPerSecond: 1000, rateWindowMs: 300 },
  },
  { name: "a stall", handler: stall, code: "transport", says: /no whole answer/, deadlineSeconds: 0.6 },
  {
    name: "a redirect loop",
    handler: redirect(`https://${HOST}/toy.csv`),
    code: "redirect",
    says: /round in circles/,
  },
  {
    name: "a redirect to a stranger",
    handler: redirect("https://elsewhere.example.org/toy.csv"),
    code: "redirect",
    says: /not one of the source's hosts/,
  },
  {
    name: "429 that asks for more patience than we have",
    handler: failing(429, "86400"),
    code: "transport",
    says: /asks to wait until/,
  },
  { name: "500 for ever", handler: failing(500), code: "transport", says: /4 times in a row/ },
  {
    name: "a connection that breaks, to be resumed later",
    handler: resetAfter(Buffer.from(OFFERED), 60, { ...CSV, "accept-ranges": "bytes", etag: '"offered"' }),
    code: "truncated",
    says: /broke off/,
  },
  {
    name: "a length that was never reached",
    handler: shortBody(OFFERED, OFFERED.length + 50, CSV),
    code: "truncated",
    says: /broke off|of \d+ bytes/,
  },
  {
    name: "a decompression bomb",
    handler: gzipBomb(30_000_000),
    code: "too-large",
    says: /unpacks to more than/,
  },
  {
    name: "a field larger than the source's cap",
    handler: csv(`${OFFERED}NOR,2024,"${"9".repeat(1_100_000)}"\n`),
    code: "too-large",
    says: /larger than 1000000 bytes/,
  },
  { name: "NULs", handler: csv(OFFERED.replaceAll(",", "\0")), code: "answer-kind", says: /binary data/ },
];

/** What the source's contract must refuse. */
const CONTRACT: Fault[] = [
  {
    name: "a missing column",
    handler: csv(LINES.map((line) => line.split(",").slice(0, 2).join(",")).join("\n")),
    code: "drift",
    says: /Columns are missing: value/,
    steadyChanges: true,
  },
  {
    name: "a renamed column",
    handler: csv(OFFERED.replace("value", "obs_value")),
    code: "drift",
    says: /Columns are missing: value/,
  },
  {
    name: "a column that stands twice",
    handler: csv(LINES.map((line, i) => `${line},${i === 0 ? "value" : "1"}`).join("\n")),
    code: "drift",
    says: /twice/,
  },
  {
    name: "a change of type",
    handler: csv(OFFERED.replace(/,9\d\d/g, ",high")),
    code: "drift",
    says: /No usable value/,
  },
  {
    name: "duplicate keys",
    handler: csv(`${OFFERED}AFG,2024,7\n`),
    code: "drift",
    says: /Two records give toy_value AFG 2024/,
  },
  {
    name: "fewer rows than the source ever has",
    handler: csv(toyCsv(1, COUNTRIES.slice(0, 3))),
    code: "implausible-change",
    says: /gives 3 rows, fewer than the 5/,
  },
  {
    name: "fewer rows than last time",
    handler: csv(toyCsv(1, COUNTRIES.slice(0, 6))),
    code: "implausible-change",
    says: /drops 4 of 10 rows/,
  },
  {
    name: "other values all over",
    handler: csv(OFFERED),
    code: "implausible-change",
    says: /10 of 10 rows \(100.0 per cent/,
  },
  {
    name: "UTF-16",
    handler: csv(Buffer.from(`\ufeff${OFFERED}`, "utf16le")),
    code: "encoding",
    says: /UTF-16/,
  },
  {
    name: "Latin-1",
    handler: csv(Buffer.from(LINES.map((line) => `${line},Curaçao`).join("\n"), "latin1")),
    code: "encoding",
    says: /not valid UTF-8/,
  },
  {
    name: "a NUL beyond the first bytes",
    handler: csv(`${OFFERED.replace("value\n", `value,${"note".repeat(2000)}\n`)}\0`),
    code: "encoding",
    says: /NUL byte/,
  },
  {
    name: "a quote that never closes, and so one huge field",
    handler: csv(`${OFFERED}NOR,2024,"${"x".repeat(200_000)}`),
    code: "csv-structure",
    says: /broken/,
  },
  {
    name: "a length said too small, so that the last row is cut",
    handler: ({ socket }) => {
      const cut = OFFERED.length - 6;
      socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: ${cut}\r\n\r\n${OFFERED}`);
    },
    code: "csv-structure",
    says: /cells, the header 3/,
  },
];

/** What the reader of archives must refuse. */
const ARCHIVES: Fault[] = (
  [
    ["a cut zip", ARCHIVE.subarray(0, ARCHIVE.length - 40), "truncated", /not whole/],
    [
      "a zip with a damaged member",
      makeZip([{ name: "toy.csv", data: OFFERED, crc: 1 }]),
      "truncated",
      /do not match their checksum/,
    ],
    [
      "path traversal in an archive",
      makeZip([{ name: "../../register/toy.csv", data: OFFERED }]),
      "archive",
      /leads out of the folder/,
    ],
    [
      "a link in an archive",
      makeZip([{ name: "toy.csv", data: "/etc/passwd", mode: 0o120777 }]),
      "archive",
      /link/,
    ],
    ["a zip bomb", makeZip([{ name: "toy.csv", data: Buffer.alloc(20_000_000) }]), "too-large", /unpack/],
    [
      "a zip bomb that lies about its size",
      makeZip([{ name: "toy.csv", data: Buffer.alloc(5_000_000), bytes: 100 }]),
      "archive",
      /longer than the 100 bytes/,
    ],
    ["an archive without the table", makeZip([{ name: "readme.txt", data: "no" }]), "archive", /0 members/],
  ] as const
).map(([name, body, code, says], i) => ({
  ...{ name, source: "packed", handler: zip(body), code, says },
  ...(i === 0 ? { steadyChanges: true } : {}),
}));

let root: string;
let server: FaultServer;
let deadline = 20;
/** Value of the first row of each source's last good answer. */
const good = { toy: 1, packed: 1, steady: 1 };
const sources = [
  judgedToy("toy", "csv", () => deadline),
  judgedToy("packed", "zip", () => deadline),
  toySource("steady"),
];

const goodAnswers: Record<(typeof IDS)[number], () => Handler> = {
  toy: () => conditional(toyCsv(good.toy), { ...CSV, etag: `"${good.toy}"` }),
  packed: () => zip(makeZip([{ name: "data/toy.csv", data: toyCsv(good.packed) }])),
  steady: () => conditional(toyCsv(good.steady), { ...CSV, etag: `"${good.steady}"` }),
};

const serveGood = () => {
  for (const id of IDS) server.route(PATHS[id], goodAnswers[id]());
};
const run = (net: Partial<NetOptions> = {}, waits: number[] = []) =>
  runRefresh(root, { mirror: server.url, sources, net, waits });
const rowsFrom = (first: number) => Object.fromEntries(COUNTRIES.map((iso3, i) => [iso3, first + i]));

/** A change that the toy source's contract lets pass: one value of ten. */
const oneChanged = (value: number) => toyCsv(good.toy).replace("SWE,2024,10", `SWE,2024,${value}`);

beforeAll(async () => {
  root = await makeProject();
  server = await startFaultServer();
  serveGood();
  const report = await run();
  expect(report.sources.map((s) => s.outcome)).toEqual(["new", "new", "new"]);
});
afterAll(() => server?.close());

async function meet(fault: Fault): Promise<void> {
  const id = fault.source ?? "toy";
  const before = await readProject(root, IDS);
  const goodSince = (await healthOf(root))[id]?.good;
  expect(goodSince).toMatch(/^20/);
  if (fault.steadyChanges) good.steady += 100;
  serveGood();
  server.route(PATHS[id], fault.handler);
  deadline = fault.deadlineSeconds ?? 20;
  const report = await run(fault.net);
  deadline = 20;

  const of = (source: string) => report.sources.find((s) => s.source === source);
  expect(of(id)).toMatchObject({ outcome: "failed", records: null });
  expect(of(id)?.fault?.code).toBe(fault.code);
  expect(of(id)?.fault?.what).toMatch(fault.says);
  expect(of(id)?.fault?.remedy).not.toBe("");
  expect((await healthOf(root))[id]).toMatchObject({ good: goodSince, fault: of(id)?.fault });
  expect(await leftovers(root)).toEqual([]);

  const after = await readProject(root, IDS);
  const other = id === "toy" ? "packed" : "toy";
  expect(of(other)).toMatchObject({ outcome: "unchanged", fault: null });
  if (!fault.steadyChanges) {
    expect(of("steady")).toMatchObject({ outcome: "unchanged", conditional: 1, fault: null });
    expect(report.changed).toBe(false);
    expect(after).toEqual(before);
    return;
  }
  expect(of("steady")).toMatchObject({ outcome: "changed", fault: null });
  expect(after.head).toBe(`${report.state}\n`);
  expect(after.head).not.toBe(before.head);
  expect(after.pulls).toEqual({ ...before.pulls, steady: after.pulls.steady });
  expect(after.answers[id]).toBe(before.answers[id]);
  expect(after.rows).toEqual({ ...before.rows, steady_value: rowsFrom(good.steady) });
}

const titled = (faults: readonly Fault[]) => faults.map((fault) => [fault.name, fault.code, fault] as const);

test("the first answers are in the warehouse", async () => {
  const { rows } = await readProject(root, IDS);
  expect(rows).toEqual({ toy_value: rowsFrom(1), packed_value: rowsFrom(1), steady_value: rowsFrom(1) });
});

describe("a fault of the transport is named, and the last good data stay", () => {
  test.each(titled(TRANSPORT))("%s: %s", (_name, _code, fault) => meet(fault));
});
describe("a breach of the contract is named, and the last good data stay", () => {
  test.each(titled(CONTRACT))("%s: %s", (_name, _code, fault) => meet(fault));
});
describe("a bad archive is named, and the last good data stay", () => {
  test.each(titled(ARCHIVES))("%s: %s", (_name, _code, fault) => meet(fault));
});

describe("what can be mended is mended, and the new answer taken", () => {
  const taken = async (handler: Handler, value: number) => {
    serveGood();
    server.route(PATHS.toy, handler);
    const waits: number[] = [];
    const report = await run({}, waits);
    const toy = report.sources.find((s) => s.source === "toy");
    expect(toy).toMatchObject({ outcome: "changed", fault: null, records: 10 });
    expect(await leftovers(root)).toEqual([]);
    const { rows } = await readProject(root, IDS);
    expect(rows.toy_value).toEqual({ ...rowsFrom(1), SWE: value });
    expect((await healthOf(root)).toy).toMatchObject({ fault: null });
    return waits;
  };

  test("429 with Retry-After", async () => {
    const waits = await taken(inTurn(failing(429, "7"), csv(oneChanged(21))), 21);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(7000);
  });

  test("500, then good", async () => {
    const waits = await taken(inTurn(failing(500), csv(oneChanged(22))), 22);
    expect(waits.length).toBeGreaterThan(0);
  });

  test("a byte order mark", () => taken(csv(`\ufeff${oneChanged(23)}`), 23));

  test("a huge field in one row: the row is refused and counted, the rest taken", async () => {
    serveGood();
    server.route(PATHS.toy, csv(toyCsv(1).replace("SWE,2024,10", `SWE,2024,${"x".repeat(200_000)}`)));
    const report = await run();
    expect(report.sources[0]).toMatchObject({ outcome: "changed", records: 10, quarantined: 1 });
    const { SWE: _, ...rest } = rowsFrom(1);
    expect((await readProject(root, IDS)).rows.toy_value).toEqual(rest);
    const kept = await query<{ code: string; raw: string; value: string }>(
      root,
      "SELECT code, raw, value FROM quarantine WHERE target_column = 'value' AND value LIKE 'xxxx%'",
    );
    expect(kept.map((q) => q.code)).toEqual(["not-a-number"]);
    expect(kept[0]?.raw.length).toBeLessThan(11_000);
    expect(kept[0]?.value.length).toBeLessThan(11_000);
  });
});
