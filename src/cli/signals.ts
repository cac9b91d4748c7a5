import type { Effects } from "../effects.ts";

const EXIT_ON: Record<string, number> = { SIGINT: 130, SIGTERM: 143 };
/** How long the work may take to stop by itself, so that it does not write on after the tidying up. */
const GRACE_MS = 5000;

/**
 * Runs `work`; on SIGINT or SIGTERM aborts its signal, waits until it has stopped, runs `cleanUp` and ends the process
 * with 128 plus the signal's number. Repeated signals change nothing: a terminal and npm may both send one.
 */
export async function withSignals<T>(
  effects: Effects,
  cleanUp: () => Promise<void>,
  work: (stopped: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) return;
    effects.err(`\n${signal}: tidying up; the last good results stay as they were\n`);
    controller.abort();
    void Promise.race([settled, pause(GRACE_MS)])
      .then(cleanUp)
      .catch(() => {})
      .then(() => process.exit(EXIT_ON[signal] ?? 1));
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const running = work(controller.signal);
  const settled = running.then(
    () => {},
    () => {},
  );
  try {
    return await running;
  } finally {
    // What the work says of its own end is not to be told any more: `stop` ends the process.
    if (controller.signal.aborted) await new Promise(() => {});
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
