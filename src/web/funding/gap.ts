import { gapReasons } from "../../funding/budget.ts";
import { chosenPlans } from "../../funding/lanes.ts";
import type { FundingPlan } from "../../funding/types.ts";
import { reasonsList } from "../charts/plan-money-reasons.ts";
import type { FundingData } from "../data/funding.ts";
import { h } from "../dom.ts";
import { count, plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { gapTitle, otherYears, years } from "../text/funding-words.ts";
import { figure } from "../ui/figure.ts";
import { type FundingTools, type FundingView, liveFigure, sourceColumn, sourceLines } from "./view.ts";

interface GapRow {
  plan: FundingPlan;
  sources: readonly string[];
}

const dollars = ({ gap }: FundingPlan) => (gap?.usdConstant ? Math.round(gap.usdConstant) : null);

/** For which plans a gap can be computed, and why not for the others. */
export function gapFigure(data: FundingData, tools: FundingTools): HTMLElement {
  return liveFigure(tools, (view) => gapOf(data, view));
}

function gapOf(data: FundingData, view: FundingView): HTMLElement {
  const plans = chosenPlans(data.plans, view);
  const withGap = plans.filter((p) => p.gap);
  const reasons = gapReasons(plans);
  const rows: GapRow[] = plans.map((plan) => ({ plan, sources: plan.gap?.sources ?? [] }));
  return figure({
    id: "gap",
    title: gapTitle(withGap, plans.length, view.basis),
    subtitle:
      "Plans chosen above by whether a gap between cost and money can be computed, or why not; number of plans",
    description: `${plural(withGap.length, "plan")} with a gap. ${reasons.map((r) => `${r.words}: ${r.plans}`).join(". ")}.`,
    chart: plans.length === 0 ? null : reasonsList(withGap.length, reasons),
    empty: "No plan matches this choice.",
    rows,
    columns: [
      {
        name: "country",
        label: "Country",
        value: (r) => r.plan.country,
        show: (r) => h("a", { href: countryLink(r.plan.iso3) }, r.plan.country),
      },
      { name: "plan", label: "Plan", value: (r) => r.plan.id, show: (r) => r.plan.sequence },
      {
        name: "gap_share",
        label: "Gap, share of cost",
        value: (r) => r.plan.gap?.share ?? null,
        numeric: true,
      },
      {
        name: `gap_usd_constant_${data.baseYear}`,
        label: `Gap, USD of ${data.baseYear}`,
        value: (r) => dollars(r.plan),
        numeric: true,
        show: (r) =>
          dollars(r.plan) === null ? h("span", { class: "unknown" }, "unknown") : count(dollars(r.plan) ?? 0),
      },
      {
        name: "basis_or_reason",
        label: "Basis, or why there is none",
        value: (r) => r.plan.gap?.basis ?? r.plan.reason?.words ?? null,
      },
      sourceColumn(data),
    ],
    sources: sourceLines(data, [
      "register/funding/plan-budgets",
      "register/funding/budget-status",
      "register/plans/plans",
    ]),
    note: withGap.map((p) => gapNote(p, data)).join(" "),
  });
}

/** The basis of a gap, with the doubt that its figures carry. */
function gapNote(plan: FundingPlan, { money }: FundingData): string {
  const cost = money.find((m) => m.plan === plan.id && m.stage === "cost");
  const doubt = cost ? otherYears(cost) : "";
  return `${plan.country}: ${years(plan.gap?.basis ?? "")}.${doubt ? ` ${doubt}` : ""}`;
}
