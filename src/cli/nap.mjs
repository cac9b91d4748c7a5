#!/usr/bin/env node
// The `nap` command: lets Node read TypeScript, then hands over to main.ts.
import { register } from "tsx/esm/api";

// A reader that closes the pipe early (`nap explain LBR | head`) is no fault.
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
