import type { Effects } from "../effects.ts";

const EXIT_ON: Record<string, number> = { SIGINT: 130, SIGTERM: 143 };

/**
 * Runs `work`; on SIGINT or SIGTERM runs `cleanUp` and ends the process with 128 plus the signal's number.
 * Repeated signals change nothing: a terminal and npm may both send one.
 */
export async function withSignals<T>(
  effects: Effects,
  cleanUp: () => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    const code = EXIT_ON[signal] ?? 1;
    if (stopping) return;
    stopping = true;
    effects.err(`\n${signal}: tidying up; the last good results stay as they were\n`);
    cleanUp().then(
      () => process.exit(code),
      () => process.exit(code),
    );
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await work();
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
