import type { BudgetGroup, BudgetKind, OwnShare } from "../../funding/budget.ts";
import type { Basis, Known, Lane, LaneId } from "../../funding/lanes.ts";
import type { FundingPlan, MoneyFigure, PlanStatus } from "../../funding/types.ts";
import { money } from "../format/money.ts";
import { capital, count, inWords, percent, plural } from "../format/number.ts";

export const LANE_LABEL: Record<LaneId, string> = {
  cost: "Cost",
  committed: "Committed",
  allocated: "Allocated",
  spent: "Spent",
  beside: "Programme money beside a plan",
  country: "Tied to no plan",
};

export const LANE_TEXT: Record<LaneId, string> = {
  cost: "what the plan is estimated to cost",
  committed: "the part of the cost that a source calls covered",
  allocated: "the plan’s own budget",
  spent: "spending on the plan itself",
  beside: "programmes around a plan, not its budget",
  country: "money for the theme as a whole",
};

export const PLAN_STATUS_LABEL: Record<PlanStatus, string> = {
  twinned: "Twinned when adopted",
  undated: "Twinned, year unknown",
  later: "Twinned later",
  not_twinned: "Not twinned",
};

export const KIND_LABEL: Record<BudgetKind, string> = {
  allocated: "Money allocated",
  donor: "Paid by donors, amounts not named",
  budgeted: "Budgeted or costed, kind not said",
  estimate: "Estimate of cost",
  partial: "Partly budgeted",
  none: "No budget of its own",
  unknown: "Nothing found",
};

/** Years with a dash for ranges: "2024–2028". */
export const years = (period: string | null) => (period ?? "years unknown").replace(/(\d)[-/](?=\d)/g, "$1–");

/** The first sentence of the page: how much is known. */
export function leadSentence(k: Known): string {
  const amounts = k.own + k.besideOnly;
  if (k.plans === 0) return "No plan is on record.";
  if (amounts === 0)
    return `No cost, allocation or spending figure was found for any of ${count(k.plans)} plans: all are unknown, not zero.`;
  const beside =
    k.besideOnly === 0
      ? ""
      : ` (for ${inWords(k.besideOnly)} of them only programme money beside the plan, not its own)`;
  return `A cost, allocation or spending figure is known for ${count(amounts)} of ${count(k.plans)} plans${beside}. A funding gap can be computed for ${gapWords(k.gap)}. For ${count(k.none)} plans no amount was found: unknown, not zero.`;
}

const gapWords = (n: number) => (n === 0 ? "none" : n === 1 ? "one" : inWords(n));

/** Title of the plan figures for the plans chosen. */
export function moneyTitle(k: Known, all: number): string {
  const which = k.plans === all ? `${count(all)} plans` : `the ${plural(k.plans, "plan")} chosen`;
  if (k.plans === 0) return "No plan matches this choice";
  if (k.own + k.besideOnly === 0)
    return `No amount is known for ${k.plans === 1 ? "the one plan chosen" : `any of ${which}`}`;
  const own =
    k.own === 0
      ? `No own cost or budget is known for ${which}`
      : `${capital(inWords(k.own))} of ${which} ${k.own === 1 ? "has" : "have"} a known cost or budget of their own`;
  return `${k.own === 1 ? own.replace("of their own", "of its own") : own}${
    k.besideOnly > 0 ? `, ${inWords(k.besideOnly)} ${k.own > 0 ? "more " : ""}only money beside the plan` : ""
  }; ${k.none === 0 ? "none is without a known amount" : `no amount is known for ${count(k.none)}`}`;
}

/** What is unknown in a lane, with counts. */
export function laneUnknown({ id, known, plans, unseen }: Lane): string {
  if (id === "country") return "Not a figure of any plan, so no plan counts as known by it";
  const what: Record<Exclude<LaneId, "country">, string> = {
    cost: "cost unknown",
    committed: "commitment unknown",
    allocated: "own allocation unknown",
    spent: "own spending unknown",
    beside: "no such money found",
  };
  const missing = plans - known;
  if (missing === 0) return plans === 0 ? "No plan chosen" : "Known for every plan chosen";
  const seen = unseen > 0 ? `; ${plural(unseen, "plan")} called costed, amount not seen` : "";
  return `${count(missing)} of ${plural(plans, "plan")}: ${what[id]}${seen}`;
}

/** "about", "more than" or nothing: how exact the source is. */
const qualifier = ({ approximate, basis }: MoneyFigure) =>
  /more than/i.test(basis ?? "") ? "more than " : approximate ? "about " : "";

const perYear = ({ perYear: p }: MoneyFigure) =>
  p === true ? " a year" : p === null ? " (a year or in total: not said)" : "";

export const statedAmount = (m: MoneyFigure) => `${qualifier(m)}${money(m.amount, m.currency)}${perYear(m)}`;

export const usdWords = (m: MoneyFigure, basis: Basis) => {
  const usd = basis === "constant" ? m.usdConstant : m.usdCurrent;
  return usd === null ? "no rate known" : `${money(usd, "USD")}${m.perYear === true ? " a year" : ""}`;
};

export const figureName = (m: MoneyFigure) =>
  m.sequence === null ? m.country : `${m.country}, plan ${m.sequence}`;

/** Everything about a figure in one line, for the readout and the table. */
export function figureDetail(m: MoneyFigure, basis: Basis, baseYear: number): string {
  const usd =
    usdWords(m, basis) +
    (m.usdConstant === null && m.usdCurrent === null
      ? ""
      : ` (${basis === "constant" ? `prices of ${baseYear}` : "current"})`);
  const rate = m.rate && m.currency !== "USD" ? ` at ${m.rate} per USD, rate of ${m.priceYear}` : "";
  return [
    `${capital(statedAmount(m))} for ${years(m.period)} = ${usd}${rate}.`,
    m.basis ? `${capital(m.basis.replace(/\.$/, ""))}.` : "",
    otherYears(m),
  ]
    .filter(Boolean)
    .join(" ");
}

/** Warning where the money covers years outside the plan's own. */
export function otherYears(m: MoneyFigure): string {
  if (!m.otherYears) return "";
  const doubt = m.scope === "plan" ? ": the two registers may not mean the same plan" : "";
  return `The figure covers ${years(m.period)}, the plan register has plan ${m.sequence} in ${years(m.planPeriod)}${doubt}.`;
}

/** Finding on budgets by status at adoption. Counts, no rates: the groups differ in size and most cases are unknown. */
export function budgetTitle(groups: readonly BudgetGroup[]): string {
  const twinned = groups.find((g) => g.status === "twinned");
  const other = groups.find((g) => g.status === "not_twinned");
  const words = (g: BudgetGroup) => `${g.columns.some.length} of ${count(g.plans)}`;
  const unknown = (g: BudgetGroup) => ` (${count(g.columns.unknown.length)} unknown)`;
  if (twinned && other)
    return `Some budget is known for ${words(twinned)} plans twinned when adopted${unknown(twinned)} and for ${words(other)} not twinned${unknown(other)}`;
  if (twinned)
    return `Some budget is known for ${words(twinned)} plans twinned when adopted${unknown(twinned)}`;
  if (other)
    return `No plan was twinned when adopted; some budget is known for ${words(other)} others${unknown(other)}`;
  return "No plan can be placed by twinning at adoption";
}

/** The register's own share, what the unknown plans leave open, and the span of what others published. */
export function shareTitle(own: OwnShare, published: readonly number[]): string {
  const others =
    published.length === 0
      ? ""
      : published.length === 1
        ? `; the published share is ${percent(published[0] ?? 0)}`
        : `; published shares run from ${percent(Math.min(...published))} to ${percent(Math.max(...published))}`;
  if (own.known === null) return `No plan’s budget is known here${others}`;
  const first = `Of ${plural(own.some + own.none, "plan")} for which it is known, ${own.some} ${own.some === 1 ? "has" : "have"} a budget`;
  const open =
    own.unknown === 0
      ? ` (${percent(own.known)})`
      : `; with ${count(own.unknown)} unknown the share of all ${count(own.plans)} could be anything from ${percent(own.lowest)} to ${percent(own.highest)}`;
  return `${first}${open}${others}`;
}

/** Finding on gaps: how many can be computed, and the one where there is just one. */
export function gapTitle(withGap: readonly FundingPlan[], plans: number, basis: Basis): string {
  const [only] = withGap;
  if (plans === 0) return "No plan matches this choice";
  if (!only) return `A funding gap can be computed for none of ${plural(plans, "plan")}`;
  if (withGap.length > 1)
    return `A funding gap can be computed for ${inWords(withGap.length)} of ${plural(plans, "plan")}`;
  const amount = basis === "constant" ? only.gap?.usdConstant : only.gap?.usdCurrent;
  return `A funding gap can be computed for one of ${plural(plans, "plan")}: ${only.country}, ${percent(only.gap?.share ?? 0)} of the cost${amount ? ` (${money(amount, "USD")})` : ""} when published`;
}

/** Line above the plan figures: what is shown and for how many plans there is nothing to show. */
export function shownWords(n: { figures: number; loose: number; withFigure: number; plans: number }): string {
  if (n.plans === 0 && n.figures === 0) return "No plan matches this choice.";
  const missing = n.plans - n.withFigure;
  const rest = `Of ${plural(n.plans, "plan")} chosen, ${count(missing)} ${missing === 1 ? "has" : "have"} no such figure: unknown, not zero.`;
  if (n.figures === 0) return `No figure shown. ${rest}`;
  const of = [
    n.withFigure > 0 ? `of ${plural(n.withFigure, "plan")}` : "",
    n.loose > 0 ? `${count(n.loose)} tied to no plan` : "",
  ].filter(Boolean);
  return `${plural(n.figures, "figure")} shown, ${of.join(" and ")}. ${rest}`;
}
