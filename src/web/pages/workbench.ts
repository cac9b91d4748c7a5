import type { WorkbenchData } from "../data/workbench.ts";
import { h } from "../dom.ts";
import { type PageMeta, startPage } from "../page.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: WorkbenchData): PageMeta {
  return { title: "The workbench", description: `The workbench, as of ${data.asOf}` };
}

export function start(root: HTMLElement, data: WorkbenchData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: () => [
      evidenceNav("workbench"),
      h("h1", {}, "The workbench"),
      h("p", { class: "lead" }, "To come."),
    ],
  });
}
