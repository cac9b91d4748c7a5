import { budgetKind } from "../../funding/budget.ts";
import { knownOf } from "../../funding/lanes.ts";
import type { FundingData } from "../data/funding.ts";
import { h } from "../dom.ts";
import { count, plural } from "../format/number.ts";

/** What the figures of this page do not allow to say. */
export function limits(data: FundingData): HTMLElement {
  const known = knownOf(data.plans, data.money);
  const unknownBudget = data.plans.filter((p) => budgetKind(p.budget) === "unknown").length;
  const noAmount = data.supports.filter((s) => s.amount === null).length;
  const spent = data.money.filter((m) => m.scope === "plan" && m.stage === "spent").length;
  const item = (not: string, why: string) => h("li", {}, h("strong", {}, `${not} `), why);
  return h(
    "ul",
    { class: "limits" },
    item(
      "That plans without a figure have no money.",
      `For ${count(known.none)} of ${count(known.plans)} plans no amount was found, and for ${count(unknownBudget)} nothing at all on a budget.`,
    ),
    item(
      "That twinned plans are better or worse funded.",
      "Too few amounts are known, known cases are not a random sample, and the countries differ in income, conflict and age of plan. Nothing here links twinning to money.",
    ),
    item(
      "How large the world’s funding gap is.",
      `A gap is known for ${known.gap === 1 ? "one plan" : plural(known.gap, "plan")}. It cannot be scaled up.`,
    ),
    item(
      "How much was spent.",
      spent === 0
        ? "No figure of spending on a plan itself was found. Costs are estimates and allocations are intentions."
        : `${plural(spent, "figure")} of spending on a plan was found; costs are estimates and allocations are intentions.`,
    ),
    item(
      "Which donor gives most.",
      `${count(data.supports.length)} supports were found where project pages were at hand, ${count(noAmount)} without an amount. Some amounts overlap or cover several countries.`,
    ),
    item(
      "That aid for gender equality grew or fell by the difference of two bars.",
      "Most published amounts do not say in which prices they are, and a marker is an aim, not money that reached women or a plan.",
    ),
  );
}
