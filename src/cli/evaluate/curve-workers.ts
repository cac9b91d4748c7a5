import { Worker } from "node:worker_threads";
import type { CurvePoint } from "../../evaluation/study/curve.ts";
import type { Specification } from "../../evaluation/study/specification.ts";
import type { Study } from "../../evaluation/study/study.ts";

export interface CurveWork {
  study: Study;
  specifications: readonly Specification[];
  draws: number;
  seed: number;
}

export type CurveWorkerMessage =
  | { kind: "progress"; done: number }
  | { kind: "done"; points: CurvePoint[] }
  | { kind: "failed"; words: string };

/** Neighbours share panels, so the threads take whole blocks of them in turn. */
const BLOCK = 32;

/**
 * Runs a curve on several threads; the points come back in the order of the specifications and do not depend on how
 * many threads there are. An aborted signal ends the threads and gives null.
 */
export async function curveOnThreads(
  work: CurveWork,
  threads: number,
  options: { signal?: AbortSignal; progress?: (done: number, of: number) => void } = {},
): Promise<CurvePoint[] | null> {
  const parts: number[][] = Array.from({ length: threads }, () => []);
  work.specifications.forEach((_, at) => {
    parts[Math.floor(at / BLOCK) % threads]?.push(at);
  });
  let done = 0;
  const report = (more: number) => {
    done += more;
    options.progress?.(done, work.specifications.length);
  };
  const points = new Array<CurvePoint | undefined>(work.specifications.length);
  const runs = parts
    .filter((part) => part.length > 0)
    .map(async (part) => {
      const specifications = part.flatMap((at) => work.specifications[at] ?? []);
      const found = await runPart({ ...work, specifications }, report, options.signal);
      found?.forEach((point, k) => {
        points[part[k] as number] = point;
      });
    });
  await Promise.all(runs);
  return options.signal?.aborted ? null : points.flatMap((point) => point ?? []);
}

function runPart(
  workerData: CurveWork,
  report: (more: number) => void,
  signal?: AbortSignal,
): Promise<CurvePoint[] | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./curve-worker.mjs", import.meta.url), { workerData });
    const stop = () => {
      void worker.terminate();
      resolve(null);
    };
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
    worker.on("error", reject);
    worker.on("message", (message: CurveWorkerMessage) => {
      if (message.kind === "progress") {
        report(message.done);
        return;
      }
      signal?.removeEventListener("abort", stop);
      void worker.terminate();
      if (message.kind === "done") resolve(message.points);
      else reject(new Error(message.words));
    });
  });
}
