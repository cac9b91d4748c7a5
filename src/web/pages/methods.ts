import type { MethodsData } from "../data/methods.ts";
import { h } from "../dom.ts";
import { evaluationSection } from "../methods/evaluation.ts";
import { definitionsSection, unknownSection } from "../methods/figures.ts";
import {
  benefitsSection,
  codingSection,
  comparisonSection,
  limitsSection,
  moneySection,
  questionSection,
} from "../methods/sections.ts";
import { type PageMeta, startPage } from "../page.ts";
import { onThisPage } from "../ui/on-this-page.ts";

export function meta(data: MethodsData): PageMeta {
  return {
    title: "Methods",
    description: `How twinned and other WPS national action plans are compared: ${data.definitions.length} definitions of twinned, how unknown values and money are handled, and what must not be concluded.`,
  };
}

export function start(root: HTMLElement, data: MethodsData): void {
  startPage<MethodsData, object>(root, data, {
    meta,
    schema: {},
    build: (d, tools) => [
      h("h1", {}, "How the evidence was made, and where it ends"),
      h(
        "p",
        { class: "lead" },
        "What the words on this site mean, how its figures are worked out, and which conclusions they do not carry.",
      ),
      onThisPage([
        { id: "question", label: "The question" },
        { id: "definitions", label: "What counts as twinned" },
        { id: "comparison", label: "What is compared" },
        { id: "not-concluded", label: "What not to conclude" },
        { id: "evaluation", label: "How the effect is estimated" },
        { id: "unknown", label: "Unknown" },
        { id: "money", label: "Money" },
        { id: "coding", label: "Coding" },
        { id: "benefits", label: "Hopes and fears" },
      ]),
      questionSection(d),
      definitionsSection(d, tools),
      comparisonSection(d),
      limitsSection(d),
      evaluationSection(),
      unknownSection(d, tools),
      moneySection(d),
      codingSection(d),
      benefitsSection(d),
    ],
  });
}
