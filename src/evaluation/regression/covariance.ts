import type { Fit } from "./fit.ts";
import { driscollKraayMeat, neweyWestMeat } from "./kernel.ts";
import { clustersOf } from "./leverage.ts";
import { cellMeat, meatOf, sandwich, timeScores, unitScores } from "./scores.ts";
import { cr2, jackknife } from "./small-cluster.ts";
import type { ClusterBy, Covariance, SmallSample, Variance } from "./variance.ts";

/** Groups of units for each way of clustering that is possible. */
export interface Grouping {
  of: Int32Array;
  count: number;
}

export type Groupings = Partial<Record<ClusterBy, Grouping>> & { cluster: Grouping };

/** Covariance of the coefficients of a fit. `grouping` must hold the clusters that `variance` names. */
export function covariance(fit: Fit, variance: Variance, groupings: Groupings): Covariance {
  const { k } = fit;
  const same = (matrix: Float64Array, df: number, clusters: number | null): Covariance => ({
    variance,
    matrix,
    df: new Float64Array(k).fill(df),
    defined: Array.from({ length: k }, (_, j) => matrix[j * k + j]! >= 0),
    clusters,
  });
  switch (variance.type) {
    case "iid": {
      const df = fit.observations - countParameters(fit, "all", false, false);
      return same(
        fit.bread.map((value) => (value * fit.rss) / df),
        df,
        null,
      );
    }
    case "hc1": {
      const df = fit.observations - countParameters(fit, "all", false, false);
      return same(sandwich(fit.bread, cellMeat(fit), k, fit.observations / df), df, null);
    }
    case "cluster": {
      const { of, count } = grouping(groupings, variance.by);
      const factor = smallSample(fit, variance.ssc, count, true, false);
      return same(sandwich(fit.bread, meatOf(unitScores(fit, of, count), k), k, factor), count - 1, count);
    }
    case "twoway": {
      const { of, count } = grouping(groupings, variance.by);
      const times = fit.model.t;
      const smaller = Math.min(count, times);
      const meat = meatOf(unitScores(fit, of, count), k);
      const byTime = meatOf(timeScores(fit), k);
      const both = count === fit.model.n ? cellMeat(fit) : crossMeat(fit, of, count);
      const total = meat.map((value, at) => value + byTime[at]! - both[at]!);
      const factor = smallSample(fit, variance.ssc, smaller, true, true);
      return same(sandwich(fit.bread, total, k, factor), smaller - 1, smaller);
    }
    case "driscoll_kraay": {
      const times = fit.model.t;
      const factor = smallSample(fit, variance.ssc, times, false, false);
      return same(sandwich(fit.bread, driscollKraayMeat(fit, variance.lag), k, factor), times - 1, times);
    }
    case "newey_west": {
      const factor = smallSample(fit, variance.ssc, fit.model.t, false, false);
      return same(
        sandwich(fit.bread, neweyWestMeat(fit, variance.lag), k, factor),
        fit.model.t - 1,
        fit.model.t,
      );
    }
    case "cr2": {
      const { of, count } = grouping(groupings, variance.by);
      return { variance, clusters: count, ...cr2(fit, clustersOf(fit, of, count)) };
    }
    case "jackknife": {
      const { of, count } = grouping(groupings, variance.by);
      const result = jackknife(fit, clustersOf(fit, of, count));
      return { variance, clusters: count, ...result, df: new Float64Array(k).fill(count - 1) };
    }
  }
}

function grouping(groupings: Groupings, by: ClusterBy = "cluster"): Grouping {
  return groupings[by] ?? groupings.cluster;
}

/**
 * Parameters K of the model. With levels of units (or times) nested in the clusters, those but one are not counted: they
 * cost no information on differences within clusters. Trends count (as in fixest).
 */
function countParameters(fit: Fit, ssc: SmallSample, unitsNested: boolean, timesNested: boolean): number {
  const { parameters } = fit.absorbed;
  const all = fit.k + parameters.unit + parameters.trend + parameters.time;
  if (ssc === "all") return all;
  let nested = 0;
  if (unitsNested && parameters.unit > 0) nested += parameters.unit - 1;
  if (timesNested && fit.model.effects === "twoWay") nested += parameters.time;
  return all - nested;
}

function smallSample(
  fit: Fit,
  ssc: SmallSample = "nonnested",
  clusters: number,
  unitsNested: boolean,
  timesNested: boolean,
): number {
  if (ssc === "none") return 1;
  const n = fit.observations;
  const parameters = countParameters(fit, ssc, unitsNested, timesNested);
  return ((clusters / (clusters - 1)) * (n - 1)) / (n - parameters);
}

/** Scores summed over the units of a cluster at one time. */
function crossMeat(fit: Fit, of: Int32Array, count: number): Float64Array {
  const { k, x, residuals } = fit;
  const { n, t, pattern } = fit.model;
  const scores = new Float64Array(count * t * k);
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      const to = (of[i]! * t + s) * k;
      const row = (pattern[i]! * t + s) * k;
      for (let j = 0; j < k; j++) scores[to + j]! += residuals[i * t + s]! * x[row + j]!;
    }
  }
  return meatOf(scores, k);
}
