import { acquireLock } from "../../src/cli/run-lock.ts";
import { realEffects } from "../../src/effects.ts";

// Waits for "go" on standard input, takes the lock, says how that went, and holds it until input ends.
const [folder = ""] = process.argv.slice(2);
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
try {
  const lock = await acquireLock(realEffects(), folder);
  process.stdout.write("held\n");
  await new Promise((resolve) => process.stdin.on("end", resolve));
  await lock.release();
} catch (error) {
  process.stdout.write(`refused: ${(error as Error).message}\n`);
}
