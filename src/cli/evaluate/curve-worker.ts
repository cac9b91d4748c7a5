import { parentPort, workerData } from "node:worker_threads";
import { runCurve } from "../../evaluation/study/curve.ts";
import type { CurveWork, CurveWorkerMessage } from "./curve-workers.ts";

const { study, specifications, draws, seed } = workerData as CurveWork;
const say = (message: CurveWorkerMessage) => parentPort?.postMessage(message);
try {
  let reported = 0;
  const run = await runCurve(study, specifications, {
    draws,
    seed,
    progress: (done) => {
      if (done - reported < 16 && done < specifications.length) return;
      say({ kind: "progress", done: done - reported });
      reported = done;
    },
  });
  say({ kind: "done", points: run.points });
} catch (error) {
  say({ kind: "failed", words: error instanceof Error ? error.message : String(error) });
}
