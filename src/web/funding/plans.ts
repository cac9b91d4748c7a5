import { extent } from "d3";
import {
  chosenMoney,
  chosenPlans,
  knownOf,
  LANES,
  laneOf,
  lanesOf,
  statusOf,
  usdOf,
} from "../../funding/lanes.ts";
import type { MoneyFigure } from "../../funding/types.ts";
import { planMoneyChart } from "../charts/plan-money.ts";
import type { FundingData } from "../data/funding.ts";
import { h } from "../dom.ts";
import { count, plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import {
  LANE_LABEL,
  laneUnknown,
  moneyTitle,
  otherYears,
  PLAN_STATUS_LABEL,
  shownWords,
  years,
} from "../text/funding-words.ts";
import { checksControl, controlBar, selectControl } from "../ui/controls.ts";
import { figure } from "../ui/figure.ts";
import { statusLegend } from "../ui/legend.ts";
import type { TableColumn } from "../ui/table.ts";
import { type FundingTools, liveFigure, regionsOf, sourceColumn, sourceLines } from "./view.ts";

export function planControls(data: FundingData, tools: FundingTools): HTMLElement {
  return controlBar(
    selectControl(tools, "region", "Region", [
      { value: "", label: "All regions" },
      ...regionsOf(data).map((r) => ({ value: r, label: r })),
    ]),
    selectControl(tools, "twinned", "Plan when adopted", [
      { value: "all", label: "All plans" },
      { value: "twinned", label: PLAN_STATUS_LABEL.twinned },
      { value: "undated", label: PLAN_STATUS_LABEL.undated },
      { value: "later", label: PLAN_STATUS_LABEL.later },
      { value: "not_twinned", label: PLAN_STATUS_LABEL.not_twinned },
    ]),
    selectControl(
      tools,
      "definition",
      "What counts as twinned",
      data.definitions.map((d) => ({ value: d.id, label: d.label })),
    ),
    selectControl(tools, "basis", "US dollars", [
      { value: "constant", label: `Prices of ${data.baseYear}` },
      { value: "current", label: "Current, each figure’s year" },
    ]),
    selectControl(tools, "sort", "Order", [
      { value: "amount", label: "Largest first" },
      { value: "country", label: "Country" },
      { value: "years", label: "Year of prices" },
    ]),
    checksControl(
      tools,
      "stage",
      "Show only",
      LANES.map((id) => ({ value: id, label: LANE_LABEL[id] })),
    ),
  );
}

export function planStatusLine(data: FundingData, tools: FundingTools): HTMLElement {
  return tools.live(
    (view) => {
      const plans = chosenPlans(data.plans, view);
      const shown = chosenMoney(data.money, plans, view);
      const withFigure = new Set(shown.flatMap((m) => m.plan ?? [])).size;
      const loose = shown.filter((m) => m.plan === null).length;
      return h("p", {}, shownWords({ figures: shown.length, loose, withFigure, plans: plans.length }));
    },
    { class: "status-line", polite: true },
  );
}

const usd = (value: number | null) => (value === null ? null : Math.round(value));

function moneyColumns(data: FundingData): TableColumn<MoneyFigure>[] {
  return [
    {
      name: "country",
      label: "Country",
      value: (m) => m.country,
      show: (m) => h("a", { href: countryLink(m.iso3) }, m.country),
    },
    { name: "plan", label: "Plan", value: (m) => m.plan, show: (m) => m.sequence ?? "no plan" },
    { name: "kind", label: "Kind", value: (m) => laneOf(m), show: (m) => LANE_LABEL[laneOf(m)] },
    { name: "stage", label: "Stage", value: (m) => m.stage },
    { name: "period", label: "Years", value: (m) => m.period, show: (m) => years(m.period) },
    {
      name: "amount",
      label: "Amount as stated",
      value: (m) => m.amount,
      numeric: true,
      show: (m) => count(m.amount),
    },
    { name: "currency", label: "Currency", value: (m) => m.currency },
    {
      name: "per_year",
      label: "Per year",
      value: (m) => (m.perYear === null ? null : m.perYear ? "yes" : "no"),
    },
    { name: "price_year", label: "Rate of", value: (m) => m.priceYear, numeric: true },
    { name: "rate_per_usd", label: "Units per USD", value: (m) => m.rate, numeric: true },
    {
      name: "usd_current",
      label: "USD, current",
      value: (m) => usd(m.usdCurrent),
      numeric: true,
      show: (m) => show(m.usdCurrent),
    },
    {
      name: `usd_constant_${data.baseYear}`,
      label: `USD of ${data.baseYear}`,
      value: (m) => usd(m.usdConstant),
      numeric: true,
      show: (m) => show(m.usdConstant),
    },
    {
      name: "usd_published",
      label: "USD printed by a source",
      value: (m) => m.publishedUsd,
      numeric: true,
      show: (m) => (m.publishedUsd === null ? "–" : count(m.publishedUsd)),
    },
    {
      name: "note",
      label: "What the source says",
      value: (m) => [m.basis, otherYears(m)].filter(Boolean).join(" ") || null,
      show: (m) => [m.basis, otherYears(m)].filter(Boolean).join(". ") || "–",
    },
    sourceColumn(data),
  ];
}

const show = (value: number | null) =>
  value === null ? h("span", { class: "unknown" }, "unknown") : count(value);

export function planMoneyFigure(data: FundingData, tools: FundingTools): HTMLElement {
  const byId = new Map(data.plans.map((p) => [p.id, p]));
  return liveFigure(tools, (view, width) => {
    const plans = chosenPlans(data.plans, view);
    const shown = chosenMoney(data.money, plans, view);
    const lanes = lanesOf(shown, plans, view);
    const ofPlans = data.money.filter((m) => plans.some((p) => p.id === m.plan));
    const [low = 1e4, high = 1e9] = extent(data.money.flatMap((m) => usdOf(m, view.basis) ?? []));
    const title = moneyTitle(knownOf(plans, ofPlans), data.plans.length);
    return figure({
      id: "plan-money",
      title,
      subtitle: `Published figures in ${view.basis === "constant" ? `US dollars of ${data.baseYear}` : "current US dollars"} on a logarithmic scale: each step of the grid is ten times the one before. Beside them the amount as its source states it, and the years it covers. Hatched: unknown`,
      description: `${title}. ${lanes.map((l) => `${LANE_LABEL[l.id]}: ${plural(l.figures.length, "figure")}; ${laneUnknown(l)}`).join(". ")}.`,
      chart: [
        statusLegend(["twinned", "undated", "not_twinned"]),
        planMoneyChart(
          {
            lanes,
            basis: view.basis,
            baseYear: data.baseYear,
            extent: [low, high],
            status: (m) => statusOf(m.plan === null ? undefined : byId.get(m.plan), view.definition),
          },
          width,
          "Money of plans by stage.",
        ),
      ],
      rows: shown,
      columns: moneyColumns(data),
      sources: sourceLines(data, ["register/funding/plan-budgets", "register/plans/plans", "exchange-rates"]),
      note: planNote(data, shown),
    });
  });
}

function planNote(data: FundingData, shown: readonly MoneyFigure[]): string {
  const odd = shown.filter((m) => m.otherYears && m.stage !== "committed");
  const unsure = odd.map((m) => `${m.country}: ${otherYears(m)}`).join(" ");
  return `A cost takes the official exchange rate of the year of adoption or of the first year it covers, whichever is later; other money that of its first year. Prices of ${data.baseYear} by the US GDP deflator. Stages are never added, nor are several figures of one plan. A diamond is one year’s amount, or may be. Colour is the plan’s status when adopted; money tied to no plan has none.${unsure ? ` ${unsure}` : ""}`;
}
