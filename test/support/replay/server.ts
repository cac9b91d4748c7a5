import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Replay, ReplayAnswer } from "./replay.ts";

export interface AskedOf {
  host: string;
  path: string;
  conditional: boolean;
  headers: IncomingMessage["headers"];
}

export interface ReplayServer {
  /** For NAP_MIRROR. */
  url: string;
  requests: AskedOf[];
  /** Put in front of the replays: true where it has answered itself. */
  before: (asked: AskedOf, request: IncomingMessage, response: ServerResponse) => boolean;
  close(): Promise<void>;
}

/** Serves replays as a mirror would: /host/path. Answers carry an ETag unless the replay says otherwise. */
export async function startReplays(replays: readonly Replay[]): Promise<ReplayServer> {
  const server = createServer((request, response) => {
    const [, host = "", ...rest] = (request.url ?? "").split("/");
    const headers = request.headers;
    const conditional = "if-none-match" in headers || "if-modified-since" in headers;
    const asked: AskedOf = { host, path: `/${rest.join("/")}`, conditional, headers };
    self.requests.push(asked);
    if (self.before(asked, request, response)) return;
    const flat = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, v?.toString()]));
    const url = new URL(`https://${host}${asked.path}`);
    // Several sources can share a host.
    const answers = replays.filter((r) => r.hosts.includes(host)).map((r) => r.answer(url, flat));
    send(request, response, answers.find((a) => a !== null && a.status !== 404) ?? null);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const self: ReplayServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    before: () => false,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

function send(request: IncomingMessage, response: ServerResponse, answer: ReplayAnswer | null): void {
  if (!answer) {
    response.writeHead(404, { "content-type": "text/plain" }).end("no such address in the replay");
    return;
  }
  const body = Buffer.from(answer.body);
  const headers: Record<string, string> = Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v]),
  );
  headers.etag ??= `"${createHash("sha256").update(body).digest("hex").slice(0, 20)}"`;
  const status = answer.status ?? 200;
  if (status === 200 && request.headers["if-none-match"] === headers.etag) {
    response.writeHead(304, { etag: headers.etag }).end();
    return;
  }
  response.writeHead(status, { ...headers, "content-length": String(body.length) }).end(body);
}
