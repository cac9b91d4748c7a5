import type { BenefitsData } from "../data/benefits.ts";
import { h } from "../dom.ts";
import { type PageMeta, startPage } from "../page.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: BenefitsData): PageMeta {
  return { title: "Benefits and drawbacks", description: `Benefits and drawbacks, as of ${data.asOf}` };
}

export function start(root: HTMLElement, data: BenefitsData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: () => [
      evidenceNav("benefits"),
      h("h1", {}, "Benefits and drawbacks"),
      h("p", { class: "lead" }, "To come."),
    ],
  });
}
