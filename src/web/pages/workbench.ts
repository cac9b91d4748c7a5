import type { WorkbenchData } from "../data/workbench.ts";
import { h } from "../dom.ts";
import { loadOwn } from "../own-data/store.ts";
import { withOwn } from "../own-data/with-own.ts";
import { type PageMeta, type PageTools, type Resources, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { writeView } from "../state/url.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";
import { workbenchControls } from "../workbench/controls.ts";
import { ownNotice } from "../workbench/own-notice.ts";
import { partSections } from "../workbench/part-sections.ts";
import { Runner } from "../workbench/runner.ts";
import { statusBar } from "../workbench/status.ts";
import { takeAway } from "../workbench/take-away.ts";
import {
  isOwn,
  missesFile,
  specificationOf,
  type WorkbenchView,
  workbenchSchema,
} from "../workbench/view.ts";

export function meta(data: WorkbenchData): PageMeta {
  return {
    title: "Workbench: does twinning help, under your choices",
    description: `Choose who counts as twinned, the outcome, the comparison, the estimator and the test; the effect, its uncertainty and what it depends on are found in your browser. Data as of ${data.asOf}.`,
  };
}

export function start(root: HTMLElement, data: WorkbenchData, resources: Resources = {}): void {
  const inBrowser = typeof window !== "undefined";
  const own = inBrowser ? loadOwn() : null;
  const all = withOwn(data, own);
  startPage(root, all, {
    meta,
    schema: workbenchSchema(all),
    build: (d, tools: PageTools<WorkbenchView>) => {
      const { dataset } = root;
      const source = { worker: dataset.engine ?? "", study: resources.study ?? "" };
      const parts = partSections(d, tools, () => runner);
      const status = statusBar(d, tools, () => runner);
      const runner = inBrowser
        ? new Runner(source, own, { draws: d.plan.draws, seed: d.plan.seed }, (what) => {
            parts.update(what);
            status.update();
          })
        : null;
      const run = (view: WorkbenchView) => {
        if (!missesFile(view, d)) runner?.run(specificationOf(view, d));
      };
      tools.onChange(run);
      if (inBrowser) run(tools.view());
      return [
        evidenceNav("workbench"),
        h("h1", {}, "The workbench"),
        h("p", { class: "lead" }, "Make your own choices and see what becomes of the answer."),
        h(
          "p",
          { class: "prose" },
          "It opens with the choices of the analysis plan, made before any effect was seen. Everything is computed in your browser, by the same code that ",
          h("code", {}, "nap evaluate"),
          " runs. With enough choices something will look like an effect: ",
          h("a", { href: siteLink("curve") }, "all choices at once"),
          " show how often.",
        ),
        h(
          "noscript",
          {},
          h(
            "p",
            {},
            "The workbench computes in the browser and needs scripts. Without them, the answer under the choices of the analysis plan stands on ",
            h("a", { href: siteLink("answer") }, "the page of the answer"),
            ".",
          ),
        ),
        tools.live((view) => ownNotice(view, d, own)),
        h("div", { class: "bench" }, workbenchControls(d, tools), [
          h("div", { class: "bench-results" }, status.element, parts.element),
        ]),
        takeAway({
          engine: () => runner?.fast ?? null,
          specification: () => specificationOf(tools.view(), d),
          own: () => isOwn(tools.view()),
          search: () => writeView(workbenchSchema(d), tools.view(), ""),
          onChange: tools.onChange,
        }),
      ];
    },
  });
}
