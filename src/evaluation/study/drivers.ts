import { quantile } from "../numeric/quantile.ts";
import type { CurvePoint } from "./curve.ts";
import type { Specification } from "./specification.ts";

/** An axis of the curve; the outcome is none, as its units differ. */
export type CurveAxis = Exclude<keyof Specification, "outcome">;

export const CURVE_AXES: readonly CurveAxis[] = [
  "definition",
  "comparison",
  "estimator",
  "period",
  "covariates",
  "incomplete",
  "inference",
];

/** One value of an axis over all specifications that use it. */
export interface DriverValue {
  value: string;
  /** Specifications that use it, and those of them that identify an effect. */
  count: number;
  found: number;
  /** In the unit of the outcome; null where none identifies an effect. */
  median: number | null;
  /** Share of those found with p ≤ alpha, from 0 to 1. */
  rejecting: number | null;
}

export interface Driver {
  axis: CurveAxis;
  /**
   * Share of the variance of the estimates between the values of this axis alone (eta squared), from 0 to 1; null where
   * the estimates do not vary. Shares of several axes need not add up to 1: choices act together.
   */
  explained: number | null;
  values: DriverValue[];
}

/** What a specification chooses on an axis, as a text: "1997-2025", "none", "a+b". */
export function valueOn(axis: CurveAxis, specification: Specification): string {
  const value = specification[axis];
  if (typeof value === "string") return value;
  return axis === "period" ? value.join("-") : value.length === 0 ? "none" : value.join("+");
}

/** What moves the estimates of a curve of one outcome, the strongest axis first; values in the order of the points. */
export function drivers(points: readonly CurvePoint[], alpha = 0.05): Driver[] {
  const all = CURVE_AXES.map((axis): Driver => {
    const groups = new Map<string, CurvePoint[]>();
    for (const point of points) {
      const value = valueOn(axis, point.specification);
      const group = groups.get(value);
      if (group) group.push(point);
      else groups.set(value, [point]);
    }
    return {
      axis,
      explained: etaSquared([...groups.values()].map(estimatesOf)),
      values: [...groups].map(([value, group]) => driverValue(value, group, alpha)),
    };
  });
  return all.sort((a, b) => (b.explained ?? -1) - (a.explained ?? -1));
}

const estimatesOf = (points: readonly CurvePoint[]) =>
  points.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));

function driverValue(value: string, group: readonly CurvePoint[], alpha: number): DriverValue {
  const estimates = estimatesOf(group);
  const rejecting = group.filter(({ p }) => p !== null && p <= alpha).length;
  const found = estimates.length;
  return {
    value,
    count: group.length,
    found,
    median: found === 0 ? null : quantile(estimates, 0.5, 7),
    rejecting: found === 0 ? null : rejecting / found,
  };
}

/** Sum of squares between groups over the total sum of squares. */
function etaSquared(groups: readonly (readonly number[])[]): number | null {
  const all = groups.flat();
  const mean = meanOf(all);
  const total = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  // Rounding leaves a trace of a variance where all values are the same.
  if (!(total > 1e-24 * Math.max(1, mean * mean) * all.length)) return null;
  const between = groups.reduce(
    (sum, group) => sum + (group.length === 0 ? 0 : group.length * (meanOf(group) - mean) ** 2),
    0,
  );
  return between / total;
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
