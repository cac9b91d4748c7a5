import type { PlansOverTimeData } from "../data/plans-over-time.ts";
import { h } from "../dom.ts";
import { type PageMeta, startPage } from "../page.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: PlansOverTimeData): PageMeta {
  return { title: "Plans over time", description: `Plans over time, as of ${data.asOf}` };
}

export function start(root: HTMLElement, data: PlansOverTimeData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: () => [
      evidenceNav("plans-over-time"),
      h("h1", {}, "Plans over time"),
      h("p", { class: "lead" }, "To come."),
    ],
  });
}
