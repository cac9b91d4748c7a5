import {
  BUDGET_KINDS,
  budgetGroups,
  budgetKind,
  columnOf,
  contradicted,
  ownShare,
  publishedShare,
} from "../../funding/budget.ts";
import { sharesChart } from "../charts/plan-money-shares.ts";
import { budgetChart, budgetLegend } from "../charts/plan-money-status.ts";
import type { FundingData } from "../data/funding.ts";
import { h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { fixed, inWords, listWords, percent } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { budgetTitle, KIND_LABEL, PLAN_STATUS_LABEL, shareTitle } from "../text/funding-words.ts";
import { figure } from "../ui/figure.ts";
import { type FundingTools, liveFigure, sourceColumn, sourceLines } from "./view.ts";

/** Budget status of every plan by twinning at adoption, under the definition chosen. */
export function budgetFigure(data: FundingData, tools: FundingTools): HTMLElement {
  return liveFigure(tools, (view, width) => {
    const groups = budgetGroups(data.plans, view.definition);
    const rows = groups.flatMap((g) =>
      [g.columns.some, g.columns.none, g.columns.unknown]
        .flat()
        .map((cell) => ({ ...cell, status: g.status })),
    );
    const kinds = BUDGET_KINDS.filter((k) => rows.some((r) => r.kind === k));
    return figure({
      id: "budget-status",
      title: budgetTitle(groups),
      subtitle: "Every plan is one square, by twinning when adopted and by what is known of its budget",
      description: groups
        .map(
          (g) =>
            `${PLAN_STATUS_LABEL[g.status]}: ${g.plans} plans, ${g.columns.some.length} with some budget, ${g.columns.none.length} with none of their own, ${g.columns.unknown.length} unknown`,
        )
        .join(". "),
      chart: [
        budgetLegend(kinds),
        budgetChart(groups, width, "Budget status of plans by twinning when adopted."),
      ],
      rows,
      columns: [
        {
          name: "country",
          label: "Country",
          value: (r) => r.plan.country,
          show: (r) => h("a", { href: countryLink(r.plan.iso3) }, r.plan.country),
        },
        { name: "plan", label: "Plan", value: (r) => r.plan.id, show: (r) => r.plan.sequence },
        { name: "adopted", label: "Adopted", value: (r) => r.plan.adopted, numeric: true },
        {
          name: "twinning_at_adoption",
          label: "Twinning",
          value: (r) => r.status,
          show: (r) => PLAN_STATUS_LABEL[r.status],
        },
        { name: "budget", label: "Budget", value: (r) => columnOf(r.kind) },
        {
          name: "budget_status",
          label: "In the register’s words",
          value: (r) => r.plan.budget,
          show: (r) => KIND_LABEL[budgetKind(r.plan.budget)],
        },
      ],
      sources: sourceLines(data, [
        "register/funding/budget-status",
        "register/plans/plans",
        "register/twinning/partnerships",
      ]),
      note: budgetNote(data),
    });
  });
}

function budgetNote({ plans }: FundingData): string {
  const odd = contradicted(plans);
  const words =
    odd.length === 0
      ? ""
      : ` For ${odd.length === 1 ? "one plan" : `${inWords(odd.length)} plans`} the plan register and the budget table disagree (${listWords(odd.map((p) => `${p.country} ${p.sequence}`))}); the budget table goes first.`;
  return `Not a comparison of rates: budgets were found where somebody wrote about them, so known cases are not a random sample, and the groups differ in size, age and income. “Money allocated” of a donor country is mostly programme money beside its plan.${words}`;
}

/** Shares that others published beside the register's own, with the range that its unknown plans leave open. */
export function shareFigure(data: FundingData, tools: FundingTools): HTMLElement {
  const own = ownShare(data.plans);
  const shares = data.published.flatMap((p) => publishedShare(p) ?? []);
  const title = shareTitle(own, shares);
  return figure({
    id: "budget-share",
    title,
    subtitle:
      "Plans with some budget as a share of all plans counted. Circles: published at the date; bar: this register, plain where a budget is known, hatched where it is unknown",
    description: `${title}. ${data.published.map((p) => `${partialDate(p.asOf)}: ${p.withBudget} ${p.total ? `of ${p.total}` : "plans, total not printed"}`).join("; ")}.`,
    chart: tools.live((_, width) =>
      sharesChart(own, data.published, width, "Share of plans with a budget, published and own."),
    ),
    rows: [
      ...data.published.map((p) => ({ ...p, share: publishedShare(p), who: "published" })),
      {
        id: "own",
        asOf: data.asOf["register/plans/plans"] ?? "",
        withBudget: own.some,
        total: own.some + own.none,
        share: own.known,
        printed: null,
        note: `Known cases only; ${own.unknown} of ${own.plans} plans unknown: ${percent(own.lowest)} to ${percent(own.highest)} of all`,
        who: "this register",
        sources: [],
      },
    ],
    columns: [
      { name: "as_of", label: "As of", value: (p) => p.asOf, show: (p) => partialDate(p.asOf) },
      { name: "whose", label: "Whose", value: (p) => p.who },
      { name: "with_budget", label: "With a budget", value: (p) => p.withBudget, numeric: true },
      { name: "total", label: "Of", value: (p) => p.total, numeric: true },
      {
        name: "share",
        label: "Share",
        value: (p) => (p.share === null ? null : Number(p.share.toFixed(4))),
        numeric: true,
        show: (p) =>
          p.share === null ? h("span", { class: "unknown" }, "unknown") : `${fixed(p.share * 100, 0)}%`,
      },
      { name: "note", label: "Remark", value: (p) => p.note, show: (p) => p.note ?? "–" },
      sourceColumn(data),
    ],
    sources: sourceLines(data, [
      "register/funding/context-figures",
      "register/plans/aggregates",
      "register/funding/budget-status",
      "register/plans/plans",
    ]),
    note: "Published counts use different words (dedicated, allocated, sustained), different dates and plans or countries as units, so they are not joined: a rise between two of them may be a change of definition. This register counts every generation of plan; the published totals are about as large as the number of countries with one.",
  });
}
