import type { FundingPlan, PlanStatus, PublishedShare } from "./types.ts";

/** What is known of a plan's budget, from most to least definite. "budgeted": a source says so without the kind. */
export const BUDGET_KINDS = [
  "allocated",
  "donor",
  "budgeted",
  "estimate",
  "partial",
  "none",
  "unknown",
] as const;
export type BudgetKind = (typeof BUDGET_KINDS)[number];

const KIND: Record<string, BudgetKind> = {
  allocated: "allocated",
  "donor funded": "donor",
  yes: "budgeted",
  estimate: "estimate",
  partial: "partial",
  no: "none",
  none: "none",
};

/**
 * Kind of a plan's budget. Several statuses of one plan count as the most definite one.
 * @throws TypeError for a status that the page has no kind for: better no page than a plan lost.
 */
export function budgetKind(budget: string | null): BudgetKind {
  if (budget === null) return "unknown";
  const kinds = budget.split(";").map((code) => {
    const kind = KIND[code];
    if (!kind) throw new TypeError(`No kind for budget status ${code}`);
    return kind;
  });
  return BUDGET_KINDS.find((k) => kinds.includes(k)) ?? "unknown";
}

/** The three columns in which plans stand. */
export const COLUMNS = ["some", "none", "unknown"] as const;
export type BudgetColumn = (typeof COLUMNS)[number];

export const columnOf = (kind: BudgetKind): BudgetColumn =>
  kind === "none" || kind === "unknown" ? kind : "some";

export const PLAN_STATUSES: readonly PlanStatus[] = ["twinned", "undated", "later", "not_twinned"];

export interface BudgetCell {
  plan: FundingPlan;
  kind: BudgetKind;
}

export interface BudgetGroup {
  status: PlanStatus;
  plans: number;
  columns: Record<BudgetColumn, BudgetCell[]>;
}

/** Plans by status at adoption and by what is known of their budget. Groups without a plan are left out. */
export function budgetGroups(plans: readonly FundingPlan[], definition: string): BudgetGroup[] {
  return PLAN_STATUSES.flatMap((status) => {
    const mine = plans.filter((p) => p.status[definition] === status);
    if (mine.length === 0) return [];
    const cells = mine
      .map((plan) => ({ plan, kind: budgetKind(plan.budget) }))
      .sort((a, b) => BUDGET_KINDS.indexOf(a.kind) - BUDGET_KINDS.indexOf(b.kind));
    const inColumn = (column: BudgetColumn) => cells.filter((c) => columnOf(c.kind) === column);
    return [
      {
        status,
        plans: mine.length,
        columns: { some: inColumn("some"), none: inColumn("none"), unknown: inColumn("unknown") },
      },
    ];
  });
}

export interface OwnShare {
  plans: number;
  some: number;
  none: number;
  unknown: number;
  /** Among plans of known status; null where none is known. */
  known: number | null;
  /** The share if no plan of unknown status had a budget, and if all had. */
  lowest: number;
  highest: number;
}

/** The register's own share of plans with some budget, with all that the unknown ones leave open. */
export function ownShare(plans: readonly FundingPlan[]): OwnShare {
  const columns = plans.map((p) => columnOf(budgetKind(p.budget)));
  const of = (column: BudgetColumn) => columns.filter((c) => c === column).length;
  const [some, none, unknown] = [of("some"), of("none"), of("unknown")];
  const share = (n: number) => (plans.length === 0 ? 0 : n / plans.length);
  return {
    plans: plans.length,
    some,
    none,
    unknown,
    known: some + none === 0 ? null : some / (some + none),
    lowest: share(some),
    highest: share(some + unknown),
  };
}

/** Share of a published total; without a total the share that the source prints; null where it prints neither. */
export const publishedShare = (p: Pick<PublishedShare, "withBudget" | "total" | "printed">): number | null =>
  p.total ? p.withBudget / p.total : p.printed;

/** Plans for which the budget table and the plan register do not agree whether there is a budget. */
export const contradicted = (plans: readonly FundingPlan[]): FundingPlan[] =>
  plans.filter(
    (p) =>
      p.budget !== null &&
      p.planRegisterBudget !== null &&
      columnOf(budgetKind(p.budget)) !== columnOf(budgetKind(p.planRegisterBudget)),
  );

export interface ReasonCount {
  code: string;
  words: string;
  plans: number;
}

/** Why no gap can be told, most frequent first. */
export function gapReasons(plans: readonly FundingPlan[]): ReasonCount[] {
  const counts = new Map<string, ReasonCount>();
  for (const { reason } of plans) {
    if (!reason) continue;
    const row = counts.get(reason.code) ?? { ...reason, plans: 0 };
    row.plans += 1;
    counts.set(reason.code, row);
  }
  return [...counts.values()].sort((a, b) => b.plans - a.plans || a.code.localeCompare(b.code));
}
