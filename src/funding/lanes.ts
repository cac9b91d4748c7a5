import type { FundingPlan, MoneyFigure, PlanStatus, Stage } from "./types.ts";

/**
 * What money is set side by side: a plan's own money by stage, then programme money beside plans, then money tied to
 * no plan. Nothing is ever added within a lane or across lanes.
 */
export const LANES = ["cost", "committed", "allocated", "spent", "beside", "country"] as const;
export type LaneId = (typeof LANES)[number];

export const laneOf = (figure: Pick<MoneyFigure, "stage" | "scope">): LaneId =>
  figure.scope === "plan" ? (figure.stage as Stage) : figure.scope;

export type Basis = "constant" | "current";
export type MoneySort = "amount" | "country" | "years";

/** US dollars on one basis, or null where no rate is known. */
export const usdOf = (figure: Pick<MoneyFigure, "usdConstant" | "usdCurrent">, basis: Basis) =>
  basis === "constant" ? figure.usdConstant : figure.usdCurrent;

export interface Choice {
  /** Lanes to show; none chosen means all. */
  stage: readonly LaneId[];
  region: string;
  definition: string;
  /** "all" or one status at adoption. */
  twinned: "all" | PlanStatus;
  basis: Basis;
  sort: MoneySort;
}

export interface Lane {
  id: LaneId;
  figures: MoneyFigure[];
  /** Plans with at least one figure in this lane, of `plans` chosen. */
  known: number;
  plans: number;
  /** Plans that a source calls costed, amount not seen; only for the cost. */
  unseen: number;
}

export const statusOf = (plan: FundingPlan | undefined, definition: string): PlanStatus | null =>
  plan?.status[definition] ?? null;

export function chosenPlans(plans: readonly FundingPlan[], choice: Choice): FundingPlan[] {
  return plans.filter(
    (p) =>
      (choice.region === "" || p.region === choice.region) &&
      (choice.twinned === "all" || statusOf(p, choice.definition) === choice.twinned),
  );
}

/** Figures of the chosen plans; money tied to no plan has no status at adoption, so a choice of status leaves it out. */
export function chosenMoney(
  money: readonly MoneyFigure[],
  plans: readonly FundingPlan[],
  choice: Choice,
): MoneyFigure[] {
  const ids = new Set(plans.map((p) => p.id));
  const inLane = (m: MoneyFigure) => choice.stage.length === 0 || choice.stage.includes(laneOf(m));
  return money
    .filter((m) => inLane(m) && (m.plan === null ? loose(m, choice) : ids.has(m.plan)))
    .sort((a, b) => compare(a, b, choice));
}

const loose = (m: MoneyFigure, choice: Choice) =>
  choice.twinned === "all" && (choice.region === "" || m.region === choice.region);

function compare(a: MoneyFigure, b: MoneyFigure, { sort, basis }: Choice): number {
  const byName = a.country.localeCompare(b.country, "en") || (a.period ?? "").localeCompare(b.period ?? "");
  if (sort === "country") return byName || a.id.localeCompare(b.id);
  if (sort === "years") return (a.priceYear ?? 9999) - (b.priceYear ?? 9999) || byName;
  // No rate known: last.
  return (usdOf(b, basis) ?? -1) - (usdOf(a, basis) ?? -1) || byName || a.id.localeCompare(b.id);
}

export function lanesOf(
  money: readonly MoneyFigure[],
  plans: readonly FundingPlan[],
  choice: Choice,
): Lane[] {
  const chosen = LANES.filter((id) => choice.stage.length === 0 || choice.stage.includes(id));
  // Money tied to no plan has nothing unknown to show: without a figure its lane says nothing.
  const drawn = chosen.filter((id) => id !== "country" || money.some((m) => laneOf(m) === id));
  return drawn.map((id) => {
    const figures = money.filter((m) => laneOf(m) === id);
    return {
      id,
      figures,
      known: new Set(figures.flatMap((m) => m.plan ?? [])).size,
      plans: plans.length,
      unseen: id === "cost" ? plans.filter((p) => p.costedUnseen).length : 0,
    };
  });
}

export interface Known {
  plans: number;
  /** Plans with a cost, an allocation or spending of their own. */
  own: number;
  /** Plans with nothing but programme money beside them. */
  besideOnly: number;
  /** Plans that a source calls costed or budgeted, amount not seen, and no other amount. */
  unseenOnly: number;
  none: number;
  gap: number;
}

/** How much is known of the money of these plans. */
export function knownOf(plans: readonly FundingPlan[], money: readonly MoneyFigure[]): Known {
  const own = new Set(money.filter((m) => m.scope === "plan").map((m) => m.plan));
  const beside = new Set(money.filter((m) => m.scope === "beside").map((m) => m.plan));
  const any = (p: FundingPlan) => own.has(p.id) || beside.has(p.id);
  return {
    plans: plans.length,
    own: plans.filter((p) => own.has(p.id)).length,
    besideOnly: plans.filter((p) => !own.has(p.id) && beside.has(p.id)).length,
    unseenOnly: plans.filter((p) => p.costedUnseen && !any(p)).length,
    none: plans.filter((p) => !any(p)).length,
    gap: plans.filter((p) => p.gap !== null).length,
  };
}
