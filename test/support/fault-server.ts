import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** One request at the server; `nth` counts the requests of its route from 1. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
  url: URL;
  nth: number;
}

export type Handler = (exchange: Exchange) => void | Promise<void>;

export interface Seen {
  /** Path with query; behind a mirror it begins with the host. */
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Milliseconds since 1970. */
  time: number;
}

export interface FaultServer {
  /** `http://127.0.0.1:port`, to be given to the client as its mirror. */
  url: string;
  requests: Seen[];
  /** Answers a path (without query), as `/host/path` behind a mirror; replaces an earlier handler. */
  route(path: string, handler: Handler): void;
  /** Takes a route away: the path is answered by `otherwise` again. */
  unroute(path: string): void;
  /** Answers all paths that have no route; without it they get 404. */
  otherwise(handler: Handler): void;
  close(): Promise<void>;
}

/** A real HTTP server that misbehaves as it is told; faults to choose from are in `fault-server/faults.ts`. */
export async function startFaultServer(): Promise<FaultServer> {
  const routes = new Map<string, Handler>();
  const counts = new Map<string, number>();
  const requests: Seen[] = [];
  let fallback: Handler = ({ response }) => void response.writeHead(404).end("no such route");
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://server.test");
    const nth = (counts.get(url.pathname) ?? 0) + 1;
    counts.set(url.pathname, nth);
    requests.push({ path: url.pathname + url.search, headers: request.headers, time: Date.now() });
    const handler = routes.get(url.pathname) ?? fallback;
    // A handler that fails must look like a fault of the test, not of the network.
    Promise.resolve(handler({ request, response, socket: request.socket, url, nth })).catch((fault) => {
      process.emitWarning(`fault server: ${fault instanceof Error ? fault.message : String(fault)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    route(path, handler) {
      routes.set(path, handler);
      counts.delete(path);
    },
    unroute: (path) => void routes.delete(path),
    otherwise(handler) {
      fallback = handler;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
