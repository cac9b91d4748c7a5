import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { NapError } from "../../src/errors/nap-error.ts";
import { makeNet, type Net, type NetEvent, type NetOptions } from "../../src/net/client.ts";
import type { NetRequest } from "../../src/net/types.ts";
import { type FaultServer, startFaultServer } from "../support/fault-server.ts";
import { tempFolder } from "../support/temp.ts";

export const HOST = "api.test";
export const NOW = "2026-11-24T12:00:00.000Z";

/** A server, a client at its mirror, and what the client waited for and reported. Waits pass at once. */
export interface Bench {
  server: FaultServer;
  net: Net;
  /** Milliseconds of each wait. */
  waits: number[];
  events: NetEvent[];
  /** A new place for an answer. */
  file(): Promise<string>;
  /** A client with other options, at the mirror or `direct`; closed at the end. */
  client(options?: Partial<NetOptions>, direct?: "direct"): Net;
}

export function startBench(): Bench {
  const clients: Net[] = [];
  const bench = { waits: [], events: [] } as unknown as Bench;
  bench.file = async () => join(await tempFolder(), "answer.part");
  bench.client = (options = {}, direct) => {
    let time = Date.parse(NOW);
    const client = makeNet({
      now: () => new Date(time),
      random: () => 0.5,
      sleep: async (ms) => {
        bench.waits.push(ms);
        time += ms;
      },
      userAgent: "nap-test/1",
      ...(direct ? {} : { mirror: bench.server.url }),
      report: (event) => bench.events.push(event),
      ...options,
    });
    clients.push(client);
    return client;
  };
  beforeAll(async () => {
    bench.server = await startFaultServer();
    bench.net = bench.client();
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await bench.server.close();
  });
  return bench;
}

let paths = 0;

/** A request to a path of its own, `path` being what the server is asked for. */
export function ask(over: Partial<NetRequest> = {}): NetRequest & { path: string } {
  const name = `a${++paths}`;
  return {
    name,
    url: `https://${HOST}/${name}`,
    path: `/${HOST}/${name}`,
    kind: "json",
    minBytes: 2,
    maxBytes: 1_000_000,
    deadlineSeconds: 20,
    hosts: [HOST],
    paceMs: 0,
    ...over,
  };
}

/** The error of a call that must fail. */
export async function failing(call: Promise<unknown>): Promise<NapError> {
  return call.then(
    (value) => {
      throw new Error(`no error but ${JSON.stringify(value)}`);
    },
    (fault) => fault,
  );
}

/** Everything on disk at the place of an answer: the file, its note on resuming. */
export async function left(file: string): Promise<string[]> {
  if (!existsSync(dirname(file))) return [];
  return (await readdir(dirname(file))).filter((name) => name.startsWith(basename(file))).sort();
}

export const times = (server: FaultServer, path: string) =>
  server.requests.filter((seen) => seen.path.split("?")[0] === path).length;
