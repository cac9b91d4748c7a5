import { quantile } from "../../evaluation/numeric/quantile.ts";
import type { CurvePoint } from "../../evaluation/study/curve.ts";
import { CURVE_AXES, valueOn } from "../../evaluation/study/drivers.ts";

/** A point with an effect. */
export type FoundPoint = CurvePoint & { estimate: number; p: number };

export interface CurveSummary {
  count: number;
  /** By estimate, lowest first. */
  found: readonly FoundPoint[];
  /** Why the others identify no effect, most frequent first. */
  reasons: readonly { reason: string; count: number }[];
  rejecting: number;
  /** Estimates that differ from each other. */
  distinct: number;
  low: number | null;
  median: number | null;
  high: number | null;
  positive: number;
  /** Definitions that give the same estimates throughout: together they count more than once. */
  twins: readonly (readonly string[])[];
}

/** The level at which a specification counts as rejecting "no effect". */
export const ALPHA = 0.05;

export const rejects = ({ p }: FoundPoint) => p <= ALPHA;

/** Those with an effect by estimate, lowest first; ties by name, so that every run gives the same picture. */
export const sortedPoints = (points: readonly CurvePoint[]): FoundPoint[] =>
  points
    .filter((point): point is FoundPoint => point.estimate !== null && point.p !== null)
    .sort((a, b) => a.estimate - b.estimate || (a.key < b.key ? -1 : 1));

export function summaryOf(points: readonly CurvePoint[]): CurveSummary {
  const found = sortedPoints(points);
  const estimates = found.map(({ estimate }) => estimate);
  return {
    count: points.length,
    found,
    reasons: reasonsOf(points),
    rejecting: found.filter(rejects).length,
    distinct: new Set(estimates.map(rounded)).size,
    low: estimates[0] ?? null,
    median: estimates.length === 0 ? null : quantile(estimates, 0.5, 7),
    high: estimates.at(-1) ?? null,
    positive: estimates.filter((one) => one > 0).length,
    twins: twinsOf(points),
  };
}

/** Two ways to the same sum may differ in the last digits. */
const rounded = (value: number) => value.toPrecision(9);

function reasonsOf(points: readonly CurvePoint[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of points) {
    if (reason === null) continue;
    // What differs from one specification to the next is no reason of its own.
    const [general = reason] = reason.split("; here ");
    counts.set(general, (counts.get(general) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** Definitions whose estimates agree for every set of the other choices: they say the same of these data. */
function twinsOf(points: readonly CurvePoint[]): string[][] {
  const marks = new Map<string, string[]>();
  for (const { specification, estimate } of points) {
    if (estimate === null) continue;
    const rest = OTHERS.map((one) => valueOn(one, specification));
    const mark = `${rest.join("|")}=${rounded(estimate)}`;
    const list = marks.get(specification.definition);
    if (list) list.push(mark);
    else marks.set(specification.definition, [mark]);
  }
  const groups = new Map<string, string[]>();
  for (const [value, list] of marks) {
    const all = list.sort().join("\n");
    groups.set(all, [...(groups.get(all) ?? []), value]);
  }
  return [...groups.values()].filter((values) => values.length > 1);
}

const OTHERS = CURVE_AXES.filter((axis) => axis !== "definition");
