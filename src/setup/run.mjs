import { spawn } from "node:child_process";

/** What every child needs: no telemetry, and dates that do not depend on the machine. */
export const childEnv = (more = {}) => ({
  ...process.env,
  OBSERVABLE_TELEMETRY_DISABLE: "true",
  TZ: "UTC",
  ...more,
});

const NUMBER_OF = { SIGINT: 2, SIGTERM: 15 };

/** On a terminal Ctrl-C reaches the child by itself. */
const onTerminal = () => Boolean(process.stdin.isTTY || process.stderr.isTTY);

/** Runs a program to its end with our own input and output; gives its exit code. Signals to us reach it too. */
export function run(command, args, { cwd, env = childEnv(), stdio = "inherit" }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio });
    const pass = (signal) => {
      if (signal !== "SIGINT" || !onTerminal()) child.kill(signal);
    };
    process.on("SIGINT", pass).on("SIGTERM", pass);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", pass).off("SIGTERM", pass);
      resolve(code ?? 128 + (NUMBER_OF[signal] ?? 0));
    });
  });
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
