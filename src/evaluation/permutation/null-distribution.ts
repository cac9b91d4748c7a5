import type { Evaluator } from "./evaluator.ts";
import type { ReferenceDraws } from "./reference-draws.ts";

/** Every assignment's statistic as a function of the null τ (see `Evaluator`), and the observed one's. */
export interface NullDistribution {
  statistic: "beta" | "t";
  observed: Float64Array;
  /** `count` draws, one array for each entry of the evaluator's output. */
  columns: Float64Array[];
  count: number;
  /** What p is a share of. */
  total: number;
  exact: boolean;
  /** Assignments that identify nothing; they count against the effect. */
  undefined: number;
  /** Assignments equal to the observed one. */
  identity: number;
}

/** Evaluates all reference assignments. @param treated the observed assignment. */
export function nullDistribution(
  evaluator: Evaluator,
  reference: ReferenceDraws,
  treated: Int32Array,
): NullDistribution {
  const { width } = evaluator;
  const observed = new Float64Array(width);
  evaluator.evaluate(treated, observed);
  const columns = Array.from({ length: width }, () => new Float64Array(reference.count));
  const out = new Float64Array(width);
  let at = 0;
  let undefinedDraws = 0;
  let identity = 0;
  reference.visit((assigned) => {
    evaluator.evaluate(assigned, out);
    for (let c = 0; c < width; c++) columns[c]![at] = out[c]!;
    if (Number.isNaN(out[0]!)) undefinedDraws++;
    if (same(assigned, treated)) identity++;
    at++;
  });
  return {
    statistic: width === 5 ? "t" : "beta",
    observed,
    columns,
    count: reference.count,
    total: reference.total,
    exact: reference.exact,
    undefined: undefinedDraws,
    identity,
  };
}

function same(a: Int32Array, b: Int32Array): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** Equal up to rounding counts as equal: the same assignment can be summed in another order. */
export const TIE = 1e-10;

export interface PValues {
  twoSided: number;
  /** Share of assignments with a statistic as large or larger. */
  upper: number;
  lower: number;
}

/** p for the null "the effect is τ for every treated unit and time". */
export function pValues(distribution: NullDistribution, tau: number): PValues {
  const { columns, count, total, exact } = distribution;
  const reference = statisticAt(distribution.observed, tau, distribution.statistic);
  const slack = TIE * Math.abs(reference);
  const least = Math.abs(reference) - slack;
  const start = exact ? 0 : 1;
  let twoSided = start;
  let upper = start;
  let lower = start;
  const row = new Float64Array(columns.length);
  for (let b = 0; b < count; b++) {
    for (let c = 0; c < row.length; c++) row[c] = columns[c]![b]!;
    const value = statisticAt(row, tau, distribution.statistic);
    // Written so that an undefined draw (NaN) counts as extreme.
    if (!(Math.abs(value) < least)) twoSided++;
    if (!(value < reference - slack)) upper++;
    if (!(value > reference + slack)) lower++;
  }
  return { twoSided: twoSided / total, upper: upper / total, lower: lower / total };
}

/** β_π(y − τD), or its ratio to the CR0 standard error. */
export function statisticAt(row: Float64Array, tau: number, statistic: "beta" | "t"): number {
  const value = row[0]! - tau * row[1]!;
  if (statistic === "beta") return value;
  const variance = row[2]! - 2 * tau * row[3]! + tau * tau * row[4]!;
  return value === 0 ? 0 : value / Math.sqrt(Math.max(0, variance));
}
