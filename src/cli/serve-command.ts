import type { Command } from "commander";
import type { Effects } from "../effects.ts";
import { EnvironmentError, UsageError } from "../errors/run-errors.ts";
import { addCommonOptions, type CommonOptions, type Context, contextOf } from "./context.ts";
import { listen } from "./serve/server.ts";

interface ServeOptions extends CommonOptions {
  port?: string;
  host: string;
}

const DEFAULT_PORT = "3000";

export function addServe(program: Command, effects: Effects): void {
  const command = program
    .command("serve")
    .description("serve the built site from dist/ until it is stopped")
    .option("--port <number>", `port to listen on, 0 for any free one (default: PORT, else ${DEFAULT_PORT})`)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addHelpText("after", "\nExample:\n  $ nap serve --port 8080");
  addCommonOptions(command).action(async (options: ServeOptions) =>
    serve(await contextOf(effects, options), options),
  );
}

async function serve(context: Context, options: ServeOptions): Promise<void> {
  const { effects, paths } = context;
  const port = readPort(options.port ?? (effects.env.PORT || DEFAULT_PORT));
  if (!(await effects.files.exists(paths.dist))) {
    throw new EnvironmentError("The site is not built yet", { file: "dist" }, "Run nap build first");
  }
  const stop = stopped();
  const server = await listen(paths.dist, options.host, port);
  const address = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${server.port}/`;
  if (context.json) effects.out(`${JSON.stringify({ address, port: server.port })}\n`);
  else if (!context.quiet) effects.out(`Serving the site at ${address} (Ctrl-C to stop)\n`);
  process.on("uncaughtException", surviveSwap);
  await stop;
  process.off("uncaughtException", surviveSwap);
  await server.close();
}

/** A rebuild may take a file away between look-up and reading; that request fails, the server goes on. */
function surviveSwap(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT" || error.syscall !== "open") throw error;
}

/** @throws UsageError for anything but a whole number from 0 to 65535. */
function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(
    "The port is not a number from 0 to 65535",
    { value: text },
    "Give a port with --port or PORT, for example 3000",
  );
}

/** Listens from the start: whoever reads the address may stop us at once. */
const stopped = () =>
  new Promise<void>((resolve) => {
    process.on("SIGINT", () => resolve()).on("SIGTERM", () => resolve());
  });
