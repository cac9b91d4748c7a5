import type { WorkbenchData } from "../data/workbench.ts";
import { h } from "../dom.ts";
import { type PageMeta, startPage } from "../page.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: WorkbenchData): PageMeta {
  return { title: "Your own data", description: `Your own data, as of ${data.asOf}` };
}

export function start(root: HTMLElement, data: WorkbenchData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: () => [
      evidenceNav("own-data"),
      h("h1", {}, "Your own data"),
      h("p", { class: "lead" }, "To come."),
    ],
  });
}
