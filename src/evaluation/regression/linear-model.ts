import { EvaluationError } from "../core/errors.ts";
import type { Label } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import type { Grouping, Groupings } from "./covariance.ts";
import { fitGrid } from "./fit.ts";
import type { GridModel } from "./model.ts";
import { checkVariance } from "./panel-groups.ts";
import { aliasNotices, checkLevel, type RegressionResult, summaryOf } from "./panel-regression.ts";
import { reportVariances } from "./report.ts";
import type { Variance } from "./variance.ts";

/** Columns of equal length, one entry an observation. */
export interface LinearInput {
  outcome: ArrayLike<number | null>;
  terms: Readonly<Record<string, ArrayLike<number | null>>>;
  /** Default: each observation by itself. */
  cluster?: ArrayLike<Label>;
  weights?: ArrayLike<number>;
  /** Default true. */
  intercept?: boolean;
}

/** Name of the column of ones. */
export const INTERCEPT = "(Intercept)";

/**
 * Ordinary (or weighted) least squares on a plain list of observations, with an intercept. Observations with a missing
 * value are left out and counted. Kinds of variance that need times are refused.
 */
export function linearModel(
  input: LinearInput,
  options: { variance?: readonly Variance[]; level?: number } = {},
): RegressionResult {
  const { variance = [input.cluster ? { type: "cluster" } : { type: "iid" }], level = 0.95 } = options;
  checkLevel(level);
  const { model, grouping, dropped } = linearGrid(input);
  const unit = { of: Int32Array.from({ length: model.n }, (_, i) => i), count: model.n };
  const groupings: Groupings = { unit, cluster: grouping };
  for (const one of variance) {
    if ("lag" in one || one.type === "twoway") {
      throw new EvaluationError(
        `Variance ${one.type} needs units and times`,
        { column: "variance" },
        "Use panelRegression",
      );
    }
    checkVariance(one, groupings, 1);
  }
  const fit = fitGrid(model);
  const order = fit.names.map((_, j) => j);
  const { reports, warnings } = reportVariances(fit, variance, groupings, level, order);
  return {
    call: {
      method: "linearModel",
      options: { terms: Object.keys(input.terms), intercept: input.intercept ?? true, variance, level },
    },
    used: {
      units: model.n,
      treated: 0,
      never: model.n,
      times: 1,
      observations: model.n,
      clusters: grouping.count,
    },
    dropped: [...dropped, ...aliasNotices(fit.aliased)],
    warnings,
    ...summaryOf(fit, order),
    r2Within: 1 - fit.rss / (input.intercept === false ? fit.within : centredSquares(model)),
    variances: reports,
  };
}

/** Weighted Σ (y − ȳ)²: what the intercept alone leaves. */
function centredSquares({ y, weights }: GridModel): number {
  let total = 0;
  let mass = 0;
  y.forEach((value, i) => {
    const w = weights ? weights[i]! : 1;
    total += w * value;
    mass += w;
  });
  return y.reduce((sum, value, i) => sum + (weights ? weights[i]! : 1) * (value - total / mass) ** 2, 0);
}

/** The same observations as a grid of one time. */
export function linearGrid(input: LinearInput): { model: GridModel; grouping: Grouping; dropped: Notice[] } {
  const names = Object.keys(input.terms);
  const rows = input.outcome.length;
  for (const [name, column] of Object.entries({ ...input.terms, ...optional(input) })) {
    if (column.length !== rows) {
      const what = `Column ${name} has ${column.length} values, the outcome ${rows}`;
      throw new EvaluationError(what, { column: name }, "Give columns of equal length");
    }
  }
  const columns = names.map((name) => input.terms[name] as ArrayLike<number | null>);
  const kept: number[] = [];
  for (let r = 0; r < rows; r++) {
    const known = [input.outcome, ...columns].every((column) => Number.isFinite(column[r] ?? Number.NaN));
    if (known && (input.weights?.[r] ?? 1) > 0) kept.push(r);
  }
  const withOnes = input.intercept ?? true;
  const k = names.length + (withOnes ? 1 : 0);
  const x = new Float64Array(kept.length * k);
  kept.forEach((r, i) => {
    if (withOnes) x[i * k] = 1;
    columns.forEach((column, j) => {
      x[i * k + k - names.length + j] = column[r] as number;
    });
  });
  const n = kept.length;
  const count = rows - n;
  const dropped =
    count > 0
      ? [notice("rows_without_value", `${count} rows left out: a value is not known`, { count })]
      : [];
  const model: GridModel = {
    n,
    t: 1,
    pattern: Int32Array.from({ length: n }, (_, i) => i),
    patterns: n,
    observed: new Uint8Array(n).fill(1),
    weights: input.weights ? Float64Array.from(kept, (r) => input.weights?.[r] as number) : null,
    names: withOnes ? [INTERCEPT, ...names] : names,
    x,
    y: Float64Array.from(kept, (r) => input.outcome[r] as number),
    effects: "none",
    trends: false,
    times: [0],
  };
  return { model, grouping: groupsOf(kept, input.cluster), dropped };
}

function optional(input: LinearInput): Record<string, ArrayLike<unknown>> {
  return {
    ...(input.cluster ? { cluster: input.cluster } : {}),
    ...(input.weights ? { weights: input.weights } : {}),
  };
}

function groupsOf(kept: readonly number[], cluster: ArrayLike<Label> | undefined): Grouping {
  if (!cluster) return { of: Int32Array.from(kept.keys()), count: kept.length };
  const seen = new Map<Label, number>();
  const of = Int32Array.from(kept, (r) => {
    const label = cluster[r] as Label;
    if (!seen.has(label)) seen.set(label, seen.size);
    return seen.get(label) as number;
  });
  return { of, count: seen.size };
}
