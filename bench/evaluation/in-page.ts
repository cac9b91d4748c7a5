// What Chromium runs: the very tasks of the Node run, bundled.
import { TASKS, type Task, timeCalls, warmUp } from "./tasks.ts";

let run: () => unknown = () => null;

Object.assign(globalThis, {
  prepareTask: (at: number) => {
    run = warmUp(TASKS[at] as Task);
  },
  timeTask: () => timeCalls(run),
});
