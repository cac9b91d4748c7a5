import type { AnswerData } from "../data/answer.ts";
import { h } from "../dom.ts";
import { type PageMeta, startPage } from "../page.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: AnswerData): PageMeta {
  return { title: "Does twinning help?", description: `Does twinning help?, as of ${data.asOf}` };
}

export function start(root: HTMLElement, data: AnswerData): void {
  startPage(root, data, {
    meta,
    schema: {},
    build: () => [
      evidenceNav("answer"),
      h("h1", {}, "Does twinning help?"),
      h("p", { class: "lead" }, "To come."),
    ],
  });
}
