import { h } from "../dom.ts";
import { count } from "../format/number.ts";
import { type CurveState, isComplete } from "./runner.ts";

export interface RunBar {
  element: HTMLElement;
  /** After points have come. */
  progress(state: CurveState): void;
  /** After a run has begun or ended, or other choices were made. */
  settle(state: CurveState): void;
}

/** Run, cancel and how far it is. The status is spoken only when it changes; the count is for the eye. */
export function runBar(onRun: () => void, onCancel: () => void): RunBar {
  const run = h("button", { type: "button", class: "run", onclick: onRun }, "Run");
  const cancel = h("button", { type: "button", class: "cancel", hidden: true, onclick: onCancel }, "Cancel");
  const bar = h("progress", { max: 1, value: 0, "aria-label": "Specifications done", hidden: true });
  const far = h("span", { class: "far", hidden: true });
  const status = h("p", { class: "run-status", role: "status" });
  const progress = ({ points, specifications }: CurveState) => {
    bar.setAttribute("max", String(Math.max(1, specifications.length)));
    bar.setAttribute("value", String(points.length));
    far.textContent = `${count(points.length)} of ${count(specifications.length)}`;
  };
  return {
    element: h("div", { class: "run-bar needs-script" }, run, cancel, bar, far, status),
    progress,
    settle(state) {
      const running = state.status === "running";
      const held = document.activeElement === (running ? run : cancel);
      progress(state);
      run.hidden = running;
      run.disabled = isComplete(state) || state.specifications.length === 0;
      run.textContent = runLabel(state);
      for (const part of [cancel, bar, far]) part.hidden = !running;
      // Who pressed one button finds the focus on the other, not at the top of the page.
      if (held) (running ? cancel : run).focus();
      status.textContent = statusText(state);
    },
  };
}

function runLabel(state: CurveState): string {
  const { points, specifications } = state;
  if (isComplete(state)) return `All ${count(specifications.length)} specifications have run`;
  const missing = specifications.length - points.length;
  return points.length === 0
    ? `Run ${count(missing)} specifications`
    : `Run the other ${count(missing)} specifications`;
}

function statusText(state: CurveState): string {
  const { points, specifications, status, failure } = state;
  const done = `${count(points.length)} of ${count(specifications.length)} specifications`;
  if (status === "running") return "Running on your own machine; nothing is sent anywhere.";
  if (status === "failed") return `The run ended early, with ${done}. ${failure ?? ""}`;
  if (isComplete(state)) return `Finished: ${done}.`;
  if (status === "cancelled")
    return `Cancelled after ${done}. Those missing are no random part of the list: the curve is incomplete.`;
  if (specifications.length === 0) return "These choices leave no specification that makes sense.";
  return points.length === 0
    ? ""
    : `${done} are known from an earlier run; the curve is incomplete until the others have run.`;
}
