import { EvaluationError } from "../core/errors.ts";
import { type Panel, usedOf } from "../core/panel.ts";
import { type Notice, notice, type ResultBase } from "../core/result.ts";
import { meanOver, refuse, type TimingGroup, timingGroups } from "./groups.ts";

export type ComparisonType = "treated_vs_never" | "earlier_vs_later" | "later_vs_earlier" | "later_vs_always";

/** One difference in differences of two groups. */
export interface TwoByTwo {
  /** First treated time of the group that becomes treated. */
  treated: number;
  /** First treated time of the group it is compared with. */
  untreated: number | "never";
  type: ComparisonType;
  estimate: number;
  /** Share of the two-way fixed effects coefficient; all add up to 1. */
  weight: number;
}

export interface TypeTotal {
  type: ComparisonType;
  comparisons: number;
  weight: number;
  /** Weighted mean of the estimates of this type. */
  estimate: number;
}

export interface GoodmanBacon extends ResultBase {
  twoByTwos: readonly TwoByTwo[];
  totals: readonly TypeTotal[];
  weightSum: number;
  /** Sum of weight × estimate. */
  weightedSum: number;
  /** The static two-way fixed effects coefficient, computed on its own. */
  twfe: number;
  /** Weight of comparisons whose control group is itself treated already. */
  weightOnTreatedControls: number;
}

const TYPES: readonly ComparisonType[] = [
  "treated_vs_never",
  "earlier_vs_later",
  "later_vs_earlier",
  "later_vs_always",
];

/**
 * Splits the static two-way fixed effects coefficient into all its 2×2 differences in differences (Goodman-Bacon 2021).
 * Units treated from the first time on act as an always-treated control group.
 * @throws EvaluationError for an unbalanced or weighted panel, and where no group changes its treatment.
 */
export function goodmanBacon(panel: Panel): GoodmanBacon {
  refuse(panel);
  const groups = timingGroups(panel);
  const rows = allComparisons(groups, panel);
  if (rows.length === 0) {
    throw new EvaluationError(
      "No group can be compared: treatment starts for nobody, or for all units at once",
      {},
      "The decomposition needs units that become treated, and units treated at another time or never",
    );
  }
  const twfe = coefficient(groups, panel.t);
  // Σ of the raw weights is n·t·Σ D̃²: dividing by that, not by their own sum, leaves "they add up to 1" to be checked.
  const scale = panel.n * panel.t * twfe.square;
  const twoByTwos = rows.map((row) => ({ ...row, weight: row.weight / scale }));
  const weightSum = twoByTwos.reduce((total, row) => total + row.weight, 0);
  const weightedSum = twoByTwos.reduce((total, row) => total + row.weight * row.estimate, 0);
  checkInvariants(twoByTwos, weightSum, weightedSum, twfe.estimate);
  const onTreated = twoByTwos.filter(({ type }) => type === "later_vs_earlier" || type === "later_vs_always");
  return {
    call: { method: "goodmanBacon", options: {} },
    used: usedOf(panel),
    dropped: panel.dropped,
    warnings: [...panel.notices, ...warningsOf(panel)],
    twoByTwos,
    totals: totalsOf(twoByTwos),
    weightSum,
    weightedSum,
    twfe: twfe.estimate,
    weightOnTreatedControls: onTreated.reduce((total, row) => total + row.weight, 0),
  };
}

function allComparisons(groups: readonly TimingGroup[], panel: Panel): TwoByTwo[] {
  const { t, times } = panel;
  const rows: TwoByTwo[] = [];
  for (const treated of groups) {
    if (treated.from === 0 || treated.from === t) continue;
    for (const control of groups) {
      if (control === treated) continue;
      // The window in which the control group keeps its own treatment.
      const start = control.from < treated.from ? control.from : 0;
      const stop = control.from < treated.from ? t : control.from;
      const change = (group: TimingGroup) =>
        meanOver(group, treated.from, stop) - meanOver(group, start, treated.from);
      rows.push({
        treated: times[treated.from]!,
        untreated: control.from === t ? "never" : times[control.from]!,
        type: typeOf(treated, control, t),
        estimate: change(treated) - change(control),
        weight: rawWeight(treated, control, start, stop),
      });
    }
  }
  return rows;
}

function typeOf(treated: TimingGroup, control: TimingGroup, t: number): ComparisonType {
  if (control.from === t) return "treated_vs_never";
  if (control.from === 0) return "later_vs_always";
  return treated.from < control.from ? "earlier_vs_later" : "later_vs_earlier";
}

/**
 * Squared size of the subsample times the variance of treatment in it: with units u and v and, of the window's times,
 * a before and b after, this is u·v·a·b (all three formulas of the paper come down to it).
 */
function rawWeight(treated: TimingGroup, control: TimingGroup, start: number, stop: number): number {
  return treated.units * control.units * (treated.from - start) * (stop - treated.from);
}

/** Static two-way fixed effects from group means; `square` is the sum of squared residual treatment. */
function coefficient(groups: readonly TimingGroup[], t: number): { estimate: number; square: number } {
  const n = groups.reduce((total, group) => total + group.units, 0);
  const shareAt = Float64Array.from(
    { length: t },
    (_, s) => groups.reduce((total, { from, units }) => total + (s >= from ? units : 0), 0) / n,
  );
  const share = shareAt.reduce((total, value) => total + value, 0) / t;
  let product = 0;
  let square = 0;
  for (const { from, units, means } of groups) {
    for (let s = 0; s < t; s++) {
      const residual = (s >= from ? 1 : 0) - (t - from) / t - shareAt[s]! + share;
      product += units * residual * means[s]!;
      square += units * residual * residual;
    }
  }
  return { estimate: product / square, square };
}

/** What theory promises; a breach is a fault of this program, not of the data. */
function checkInvariants(
  rows: readonly TwoByTwo[],
  weightSum: number,
  weightedSum: number,
  twfe: number,
): void {
  const size = rows.reduce((total, row) => total + row.weight * Math.abs(row.estimate), Math.abs(twfe));
  if (!(Math.abs(weightSum - 1) <= 1e-8)) {
    throw new Error(`Goodman-Bacon weights add up to ${weightSum}, not to 1`);
  }
  // Outcomes far from zero cost digits: sums over times of values of this size.
  if (!(Math.abs(weightedSum - twfe) <= 1e-7 * size + 1e-9)) {
    throw new Error(`Goodman-Bacon decomposition adds up to ${weightedSum}, not to the coefficient ${twfe}`);
  }
}

function totalsOf(rows: readonly TwoByTwo[]): TypeTotal[] {
  const totals: TypeTotal[] = [];
  for (const type of TYPES) {
    const ofType = rows.filter((row) => row.type === type);
    if (ofType.length === 0) continue;
    const weight = ofType.reduce((total, row) => total + row.weight, 0);
    const product = ofType.reduce((total, row) => total + row.weight * row.estimate, 0);
    totals.push({ type, comparisons: ofType.length, weight, estimate: product / weight });
  }
  return totals;
}

function warningsOf(panel: Panel): Notice[] {
  if (panel.covariates.length === 0) return [];
  const items = panel.covariates.map(({ name }) => name);
  return [
    notice("covariates_ignored", `The decomposition is that of the regression without ${items.join(", ")}`, {
      items,
      count: items.length,
    }),
  ];
}
