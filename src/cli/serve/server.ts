import { createServer, type Server } from "node:http";
import { EnvironmentError } from "../../errors/run-errors.ts";
import { siteHandler } from "./handler.ts";

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves a folder; resolves once it listens.
 * @throws EnvironmentError where the port or the address cannot be had.
 */
export async function listen(folder: string, host: string, port: number): Promise<RunningServer> {
  const server = createServer(siteHandler(folder));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const place = { value: `${host}:${port}` };
  switch (error.code) {
    case "EADDRINUSE":
      return new EnvironmentError(
        `Port ${port} is in use`,
        place,
        "Stop the other program, or choose another port: nap serve --port 0 takes any free one (or set PORT)",
        { cause: error },
      );
    case "EACCES":
      return new EnvironmentError(`Port ${port} may not be used`, place, "Choose a port above 1023", {
        cause: error,
      });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new EnvironmentError(
        "This machine does not have that address",
        place,
        "Use --host 127.0.0.1 or 0.0.0.0",
        { cause: error },
      );
    default:
      return error;
  }
}
