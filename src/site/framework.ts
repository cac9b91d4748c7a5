import { spawn } from "node:child_process";
import { SiteBuildError } from "../errors/run-errors.ts";

const TIME_LIMIT = 10 * 60_000;

/**
 * Runs Observable Framework. Its exit code proves little (see check.ts), but a failure is one.
 * @throws SiteBuildError with the end of what it printed
 */
export async function runFramework(
  root: string,
  output: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const child = spawn(
    process.execPath,
    ["node_modules/@observablehq/framework/dist/bin/observable.js", "build"],
    {
      cwd: root,
      env: { ...env, NAP_SITE_OUT: output, OBSERVABLE_TELEMETRY_DISABLE: "true", TZ: "UTC", NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIME_LIMIT,
    },
  );
  // A signal to us alone must not leave Framework writing into the next build.
  const stop = () => child.kill();
  process.once("exit", stop);
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  process.off("exit", stop);
  if (code !== 0) {
    throw new SiteBuildError(
      `Observable Framework stopped with code ${code ?? "none (time limit)"}: ${said.trim().slice(-600)}`,
      {},
      "Read its last lines above and build again after mending",
    );
  }
}
