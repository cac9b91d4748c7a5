import { h } from "../dom.ts";
import { count } from "../format/number.ts";
import type { FigureContext } from "./figures.ts";
import type { CurveSummary, FoundPoint } from "./summary.ts";
import { doubles, identified, range, rejecting, standing } from "./words.ts";

/** What the curve says in words and numbers, and what a sceptic would say to it. */
export function findings(
  summary: CurveSummary,
  planned: FoundPoint | undefined,
  inPlan: boolean,
  /** The planned specification in the workbench. */
  link: string | null,
  complete: boolean,
  context: FigureContext,
): HTMLElement {
  const twins = doubles(summary, context.names);
  return h(
    "section",
    { class: "curve-findings" },
    h("h2", { id: "findings" }, "What it says"),
    complete
      ? null
      : h(
          "p",
          { class: "small" },
          "The curve is incomplete: all of this holds for the specifications so far.",
        ),
    h("h3", {}, "How many say anything"),
    h("p", {}, identified(summary)),
    summary.reasons.length === 0
      ? null
      : h(
          "ul",
          {},
          summary.reasons.map(({ reason, count: n }) => h("li", {}, `${count(n)}: ${reason}.`)),
        ),
    twins ? h("p", {}, twins) : null,
    h("h3", {}, "How large"),
    h("p", {}, range(summary, context)),
    h(
      "p",
      {},
      standing(summary, planned, inPlan, context),
      link ? [" ", h("a", { href: link, class: "planned-link" }, "Open it in the workbench")] : null,
    ),
    h("h3", {}, "How many reject, and what that is worth"),
    h("p", {}, rejecting(summary)),
  );
}
