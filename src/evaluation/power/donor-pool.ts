import { EvaluationError } from "../core/errors.ts";
import { alwaysTreated, everTreated, type Panel, treatedCell, unitsWhere } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { type Notice, notice } from "../core/result.ts";
import { dot } from "../numeric/sum.ts";
import { twoWay } from "../numeric/two-way.ts";
import { covariateColumns, twfeParts } from "../twfe/parts.ts";

/** Series in which nothing happened, and the dates to be tried out on them. */
export interface DonorPool {
  n: number;
  t: number;
  /** n × t, unit and time effects taken out. */
  outcome: Float64Array;
  /** Index of the first treated time of each treated unit of the data. */
  starts: Int32Array;
  source: "never" | "residuals";
  notices: Notice[];
}

export interface DonorOptions {
  /**
   * "never": the never-treated units' own series; "residuals": all units' residuals from two-way fixed effects, which
   * are somewhat too quiet. "auto" (default): the first where there are at least three never-treated units, and 10 in
   * all, for each treated one.
   */
  donors?: "auto" | "never" | "residuals";
  covariates?: readonly string[];
}

/**
 * The series on which effects can be tried out: complete ones only.
 * @throws EvaluationError when no unit is first treated within the period or too few complete series remain.
 */
export function donorPool(panel: Panel, options: DonorOptions = {}): DonorPool {
  const { donors = "auto", covariates = [] } = options;
  const treated = unitsWhere(panel, (i) => everTreated(panel, i) && !alwaysTreated(panel, i));
  const starts = Int32Array.from(treated, (i) => panel.times.findIndex((_, s) => treatedCell(panel, i, s)));
  if (starts.length === 0) {
    throw new EvaluationError(
      "No unit is first treated within the period, so there are no dates to try out",
      {},
      "Check the first-treated column",
    );
  }
  const complete = unitsWhere(panel, (i) => isComplete(panel, i));
  const never = complete.filter((i) => !everTreated(panel, i));
  const enough = never.length >= Math.max(10, 3 * starts.length);
  const source = donors === "auto" ? (enough ? "never" : "residuals") : donors;
  const units = source === "never" ? never : complete;
  if (units.length < starts.length + 2) {
    throw new EvaluationError(
      `${units.length} complete series are too few to try out ${starts.length} dates`,
      {},
      "Fill gaps, or choose a period in which more units are observed",
    );
  }
  const all =
    source === "residuals" ? twfeParts(panel, { covariates }).residuals : adjusted(panel, covariates);
  const unscaled = unweighted(panel, all, source);
  const outcome = new Float64Array(units.length * panel.t);
  units.forEach((i, at) => {
    outcome.set(unscaled.subarray(i * panel.t, (i + 1) * panel.t), at * panel.t);
  });
  twoWay(new Uint8Array(outcome.length).fill(1), units.length, panel.t).demean(outcome);
  return {
    n: units.length,
    t: panel.t,
    outcome,
    starts,
    source,
    notices: describe(panel, complete.length, source),
  };
}

function isComplete(panel: Panel, i: number): boolean {
  for (let s = 0; s < panel.t; s++) if (!panel.observed[i * panel.t + s]) return false;
  return true;
}

/** The outcome, less what the covariates explain of it among the never-treated. */
function adjusted(panel: Panel, covariates: readonly string[]): Float64Array {
  const outcome = panel.outcome.slice();
  if (covariates.length === 0) return outcome;
  const never = unitsWhere(panel, (i) => !everTreated(panel, i));
  const part = restrictTo(panel, { units: never });
  const ways = twoWay(part.observed, part.n, part.t);
  const y = Float64Array.from(part.outcome, (value, cell) => (part.observed[cell] ? value : 0));
  ways.demean(y);
  // One covariate after another, each cleared of those before (Gram–Schmidt), on the never-treated and on all cells.
  const inner = covariateColumns(part, covariates);
  const outer = covariateColumns(panel, covariates);
  inner.forEach((column, a) => {
    const before = Math.sqrt(dot(column, column));
    ways.demean(column);
    for (let b = 0; b < a; b++) clear(column, inner[b]!, outer[a]!, outer[b]!);
    const square = dot(column, column);
    if (!(Math.sqrt(square) > 1e-7 * before)) {
      column.fill(0);
      return;
    }
    const slope = dot(column, y) / square;
    for (let cell = 0; cell < outcome.length; cell++) outcome[cell]! -= slope * outer[a]![cell]!;
  });
  return outcome;
}

function clear(inner: Float64Array, other: Float64Array, outer: Float64Array, otherOuter: Float64Array) {
  const square = dot(other, other);
  if (square === 0) return;
  const slope = dot(inner, other) / square;
  for (let cell = 0; cell < inner.length; cell++) inner[cell]! -= slope * other[cell]!;
  for (let cell = 0; cell < outer.length; cell++) outer[cell]! -= slope * otherOuter[cell]!;
}

/** Residuals of a weighted fit come on the scale √w. */
function unweighted(panel: Panel, x: Float64Array, source: DonorPool["source"]): Float64Array {
  const weights = panel.weights;
  if (!weights || source === "never") return x;
  return x.map((value, cell) => (value === 0 ? 0 : value / Math.sqrt(weights[cell]!)));
}

function describe(panel: Panel, complete: number, source: DonorPool["source"]): Notice[] {
  const out: Notice[] = [];
  const partial = panel.n - complete;
  if (partial > 0) {
    const words = `${partial} units with gaps are not used for power`;
    out.push(notice("power_without_incomplete_units", words, { count: partial }));
  }
  if (source === "residuals") {
    out.push(
      notice(
        "power_from_residuals",
        "Too few never-treated units: power comes from all units' residuals and is somewhat optimistic",
      ),
    );
  }
  if (panel.weights) {
    out.push(notice("power_without_weights", "Power is computed without the panel's weights"));
  }
  return out;
}
