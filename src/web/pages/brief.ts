import type { AnswerData } from "../data/answer.ts";
import { h } from "../dom.ts";
import { type PageMeta, startPage } from "../page.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: AnswerData): PageMeta {
  return { title: "The brief", description: `The brief, as of ${data.asOf}` };
}

export function start(root: HTMLElement, data: AnswerData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: () => [evidenceNav("brief"), h("h1", {}, "The brief"), h("p", { class: "lead" }, "To come.")],
  });
}
