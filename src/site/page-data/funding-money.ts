import type { FundingPlan, LocalBudget, MoneyFigure, PlanStatus, Scope, Stage } from "../../funding/types.ts";
import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import { listOf, numberOf, textOf } from "./cells.ts";

/**
 * Figures on plans' money. A commitment is not a row of plan_money: it is the share of a cost that its source calls
 * covered, so it is shown in the cost's currency and says so.
 */
const MONEY = `
  WITH figures AS (
    SELECT money_id, plan_id, iso3, stage, scope, amount, currency, approximate, per_year, period, period_from, period_to,
      price_year, rate, amount_usd_current, amount_usd_constant, published_usd, usd_note, basis, source_ids
    FROM plan_money
    UNION ALL
    SELECT m.money_id || '-committed', g.plan_id, g.iso3, 'committed', m.scope,
      round(m.amount * g.committed_usd_current / g.cost_usd_current, 2), m.currency, m.approximate, m.per_year, m.period,
      m.period_from, m.period_to, m.price_year, m.rate, g.committed_usd_current, g.committed_usd_constant, NULL, NULL, g.gap_basis, g.gap_source_ids
    FROM funding_gap g JOIN plan_money m ON m.money_id = g.committed_money_ids
    WHERE g.committed_figures > 0)
  SELECT f.*, c.name AS country, c.un_region, p.sequence, p.adopted_year, p.period_start, p.period_end,
    coalesce(f.period_from > p.period_end OR f.period_to < p.period_start, false) AS other_years
  FROM figures f JOIN country c USING (iso3) LEFT JOIN plan_timeline p ON p.plan_id = f.plan_id
  ORDER BY f.money_id`;

const PLANS = `
  SELECT g.*, c.name AS country, c.un_region, p.sequence, p.adopted_year, p.budget_specified
  FROM funding_gap g JOIN country c USING (iso3) JOIN plan_timeline p USING (plan_id)
  ORDER BY c.name, p.sequence`;

const LOCAL = `
  SELECT l.*, c.name AS country_name FROM local_plan_budget l JOIN country c USING (iso3)
  ORDER BY c.name, l.plan_year, l.area`;

export async function moneyFigures(db: Database): Promise<MoneyFigure[]> {
  return (await db.query(MONEY)).map((r) => ({
    id: String(r.money_id),
    plan: textOf(r, "plan_id"),
    iso3: String(r.iso3),
    country: String(r.country),
    sequence: numberOf(r, "sequence"),
    adopted: numberOf(r, "adopted_year"),
    otherYears: r.other_years === true,
    planPeriod:
      r.period_start === null ? null : [r.period_start, r.period_end].filter((y) => y !== null).join("-"),
    region: String(r.un_region),
    stage: String(r.stage) as Stage,
    scope: String(r.scope) as Scope,
    amount: Number(r.amount),
    currency: String(r.currency),
    approximate: r.approximate === true,
    perYear: r.per_year === null ? null : r.per_year === true,
    period: textOf(r, "period"),
    priceYear: numberOf(r, "price_year"),
    rate: numberOf(r, "rate"),
    usdCurrent: numberOf(r, "amount_usd_current"),
    usdConstant: numberOf(r, "amount_usd_constant"),
    publishedUsd: numberOf(r, "published_usd"),
    usdNote: textOf(r, "usd_note"),
    basis: textOf(r, "basis"),
    sources: listOf(r, "source_ids"),
  }));
}

export async function fundingPlans(db: Database): Promise<FundingPlan[]> {
  const statuses = new Map<string, Record<string, PlanStatus>>();
  for (const r of await db.query("SELECT plan_id, definition_id, status FROM plan_twinning ORDER BY ALL")) {
    const plan = statuses.get(String(r.plan_id)) ?? {};
    plan[String(r.definition_id)] = String(r.status) as PlanStatus;
    statuses.set(String(r.plan_id), plan);
  }
  return (await db.query(PLANS)).map((r) => ({
    id: String(r.plan_id),
    iso3: String(r.iso3),
    country: String(r.country),
    sequence: Number(r.sequence),
    adopted: numberOf(r, "adopted_year"),
    region: String(r.un_region),
    status: statuses.get(String(r.plan_id)) ?? {},
    budget: textOf(r, "budget_status"),
    planRegisterBudget: textOf(r, "budget_specified"),
    costedUnseen: r.costed_without_amount === true,
    gap: gapOf(r),
    reason: reasonOf(r),
  }));
}

function gapOf(r: Row): FundingPlan["gap"] {
  const share = numberOf(r, "gap_share");
  if (share === null) return null;
  return {
    usdCurrent: numberOf(r, "gap_usd_current"),
    usdConstant: numberOf(r, "gap_usd_constant"),
    share,
    basis: String(r.gap_basis),
    sources: listOf(r, "gap_source_ids"),
  };
}

function reasonOf(r: Row): FundingPlan["reason"] {
  const code = textOf(r, "gap_reason_code");
  return code === null ? null : { code, words: String(r.gap_reason) };
}

export async function localBudgets(db: Database): Promise<LocalBudget[]> {
  return (await db.query(LOCAL)).map((r) => ({
    id: String(r.local_budget_id),
    country: String(r.country_name),
    iso3: String(r.iso3),
    area: String(r.area),
    level: String(r.level),
    year: numberOf(r, "plan_year"),
    amount: Number(r.amount),
    currency: String(r.currency),
    periodYears: numberOf(r, "period_years"),
    fundedBy: textOf(r, "funding_sources"),
    sources: listOf(r, "source_ids"),
  }));
}
