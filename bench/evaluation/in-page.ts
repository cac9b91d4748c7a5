// What Chromium runs: the very tasks of the Node run, bundled.
import { measure, TASKS } from "./tasks.ts";

Object.assign(globalThis, {
  countTasks: () => TASKS.length,
  measureTask: (at: number) => measure(TASKS[at] as (typeof TASKS)[number]),
});
