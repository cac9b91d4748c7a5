import type { WorkbenchData } from "../data/workbench.ts";
import { h } from "../dom.ts";
import { count } from "../format/number.ts";
import type { PageTools } from "../page.ts";
import { siteLink } from "../site-link.ts";
import type { Runner } from "./runner.ts";
import { isPlanned, specificationOf, type WorkbenchView } from "./view.ts";

/** What is under way, with a way to end it, and whether these are the choices of the analysis plan. */
export function statusBar(
  data: WorkbenchData,
  tools: PageTools<WorkbenchView>,
  runner: () => Runner | null,
): { element: HTMLElement; update: () => void } {
  const words = h("p", { class: "status-line", role: "status" }, "Needs scripts to compute.");
  const bar = h("progress", { max: 1, value: 0, "aria-label": "Parts computed" });
  const cancel = h("button", { type: "button", id: "cancel", onclick: () => runner()?.cancel() }, "Cancel");
  const again = h(
    "button",
    {
      type: "button",
      id: "run-again",
      onclick: () => runner()?.run(specificationOf(tools.view(), data), true),
    },
    "Compute",
  );
  const planned = tools.live((view) => plannedWords(data, view));
  const reset = h(
    "button",
    {
      type: "button",
      id: "reset",
      class: "quiet",
      onclick: () =>
        tools.set({
          ...data.plan.specification,
          period: "",
        }),
    },
    "Back to the choices of the plan",
  );
  const offer = (view: WorkbenchView) => {
    reset.hidden = isPlanned(specificationOf(view, data), data);
  };
  tools.onChange(offer);
  offer(tools.view());
  const update = () => {
    const progress = runner()?.progress;
    if (!progress) return;
    const { done, of, first, running } = progress;
    bar.value = of === 0 ? 0 : done / of;
    bar.hidden = !running;
    cancel.hidden = !running;
    again.hidden = running || done === of;
    const time = first === null ? "" : ` First number after ${Math.round(first)} ms.`;
    const state = running
      ? `Computing: ${done} of ${of} parts are done.`
      : done === of
        ? `All ${of} parts are done.`
        : `Cancelled: ${done} of ${of} parts are done.`;
    words.replaceChildren(`${state}${time} ${count(data.plan.draws)} draws, seed ${data.plan.seed}.`);
  };
  return {
    element: h(
      "div",
      { class: "bench-status" },
      planned,
      h("div", { class: "bench-run needs-script" }, words, bar, cancel, again, reset),
    ),
    update,
  };
}

function plannedWords(data: WorkbenchData, view: WorkbenchView): HTMLElement {
  if (isPlanned(specificationOf(view, data), data)) {
    return h(
      "p",
      { class: "planned" },
      `These are the choices of the analysis plan ${data.plan.planId}, made on ${data.plan.dated} before any effect was estimated. `,
      h("a", { href: siteLink("answer") }, "The answer"),
      " rests on them.",
    );
  }
  return h(
    "p",
    { class: "planned exploratory" },
    "These are choices of your own, made after the results could be seen: read them as a check, not as the answer.",
  );
}
