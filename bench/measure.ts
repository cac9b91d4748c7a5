import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** What one piece of work took, in a process of its own. */
export interface Measured {
  label: string;
  rows: number;
  bytes: number;
  /** Wall time of the work alone: the start of Node is not counted. */
  seconds: number;
  /** Processor time of all threads: says more than wall time where other work shares the machine. */
  cpuSeconds: number;
  /** Largest resident memory of the process, MiB. */
  peakMiB: number;
  /** What the work returned, so that the caller can check that it did its work. */
  result: unknown;
}

interface ChildMessage {
  seconds: number;
  cpuSeconds: number;
  peakMiB: number;
  result: unknown;
  error?: string;
}

/**
 * Runs a TypeScript file in a child process and waits for its `reportToParent`.
 * @throws Error when the child fails or ends without a report.
 */
export function inChild(
  label: string,
  script: string,
  args: string[],
  size: { rows: number; bytes: number },
): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(script, args, { execArgv: ["--import", "tsx"], stdio: ["ignore", 2, 2, "ipc"] });
    let message: ChildMessage | undefined;
    child.on("message", (value) => {
      message = value as ChildMessage;
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (!message || message.error !== undefined) {
        reject(new Error(`${label}: ${message?.error ?? `ended without a report (${signal ?? code})`}`));
        return;
      }
      const { seconds, cpuSeconds, peakMiB, result } = message;
      resolve({ label, ...size, seconds, cpuSeconds, peakMiB, result });
    });
  });
}

/** In the child: does the work, then tells the parent how long it took and how much memory it had at most. */
export async function reportToParent(work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const busy = process.cpuUsage();
  let message: ChildMessage;
  try {
    const result = await work();
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(busy);
    message = { seconds, cpuSeconds: (user + system) / 1e6, peakMiB: peakMiB(), result };
  } catch (fault) {
    message = {
      seconds: 0,
      cpuSeconds: 0,
      peakMiB: 0,
      result: null,
      error: String((fault as Error)?.stack ?? fault),
    };
  }
  await new Promise<void>((done) => {
    if (process.send) process.send(message, () => done());
    else done();
  });
  process.disconnect?.();
}

/** VmHWM belongs to this program; maxRSS of a forked process may still hold the parent's. */
function peakMiB(): number {
  try {
    const kib = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kib !== undefined) return Number(kib) / 1024;
  } catch {
    // No /proc: other systems than Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}

const HEAD = ["work", "rows", "MB", "s", "cpu s", "rows/s", "MB/s", "peak MiB"];

/** Prints a table, or JSON; `ratios` are lines such as "extract / bare read: 1.21". */
export function printMeasures(measures: Measured[], ratios: Record<string, number>, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ measures, ratios }, null, 2)}\n`);
    return;
  }
  const whole = (n: number) => Math.round(n).toLocaleString("en");
  const lines = measures.map((m) => [
    m.label,
    whole(m.rows),
    whole(m.bytes / 1e6),
    m.seconds.toFixed(2),
    m.cpuSeconds.toFixed(2),
    whole(m.rows / m.seconds),
    whole(m.bytes / 1e6 / m.seconds),
    whole(m.peakMiB),
  ]);
  const table = [HEAD, ...lines];
  const widths = HEAD.map((_, i) => Math.max(...table.map((line) => line[i]?.length ?? 0)));
  for (const line of table) {
    const cells = line.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    process.stdout.write(`${cells.join("  ")}\n`);
  }
  for (const [name, ratio] of Object.entries(ratios)) process.stdout.write(`${name}: ${ratio.toFixed(2)}\n`);
}

/** Value of `--name value` on the command line, or the fallback. */
export function option(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
}
