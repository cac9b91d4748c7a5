import type { Inference, Notice } from "../core/result.ts";
import { notice } from "../core/result.ts";
import { normal, studentT } from "../numeric/distributions.ts";
import { covariance, type Groupings } from "./covariance.ts";
import type { Fit } from "./fit.ts";
import type { Covariance, Variance } from "./variance.ts";

export interface Term {
  term: string;
  estimate: number;
}

/** All terms under one variance; lists in the order of the result's terms. */
export interface VarianceReport {
  /** Such as "cluster", "cluster_by_strata", "newey_west_lag2". */
  name: string;
  variance: Variance;
  clusters: number | null;
  inference: Inference[];
  /** Terms × terms; null where not defined. */
  covariance: (number | null)[][];
  /** CR2 only: the standard error which, with normal quantiles, gives the interval (Imbens and Kolesár 2016). */
  adjustedSe?: (number | null)[];
  /** Jackknife only: range of each estimate when one cluster at a time is left out. */
  leaveOneOut?: ({ low: number; high: number } | null)[];
}

/** Names a variance for tables and messages. */
export function varianceName(variance: Variance): string {
  if (variance.type === "driscoll_kraay" || variance.type === "newey_west") {
    return `${variance.type}_lag${variance.lag}${sscName(variance.ssc)}`;
  }
  if (variance.type === "iid" || variance.type === "hc1") return variance.type;
  const by = variance.by && variance.by !== "cluster" ? `_by_${variance.by}` : "";
  const ssc = variance.type === "cluster" || variance.type === "twoway" ? sscName(variance.ssc) : "";
  return `${variance.type}${by}${ssc}`;
}

function sscName(ssc: string | undefined): string {
  return ssc && ssc !== "nonnested" ? `_ssc_${ssc}` : "";
}

/** Two-sided test of zero and interval of one estimate. */
export function inferenceOf(estimate: number, variance: number, df: number, level: number): Inference {
  const se = Math.sqrt(variance);
  const statistic = estimate / se;
  const half = studentT.quantile((1 + level) / 2, df) * se;
  return {
    se,
    statistic,
    df,
    p: studentT.twoSided(statistic, df),
    low: estimate - half,
    high: estimate + half,
    level,
  };
}

const undefinedInference = (level: number): Inference => ({
  se: null,
  statistic: null,
  df: null,
  p: null,
  low: null,
  high: null,
  level,
});

/** Reports of all asked variances, and notices on what of them is not to be believed. @param order kept columns as shown. */
export function reportVariances(
  fit: Fit,
  variances: readonly Variance[],
  groupings: Groupings,
  level: number,
  order: readonly number[],
): { reports: VarianceReport[]; warnings: Notice[]; covariances: Covariance[] } {
  const warnings: Notice[] = [];
  const covariances = variances.map((variance) => covariance(fit, variance, groupings));
  const reports = covariances.map((one) => {
    const name = varianceName(one.variance);
    warnings.push(...noticesOf(one, name, fit, order));
    return reportOf(one, name, fit, level, order);
  });
  return { reports, warnings, covariances };
}

function reportOf(
  one: Covariance,
  name: string,
  fit: Fit,
  level: number,
  order: readonly number[],
): VarianceReport {
  const { k } = fit;
  const inference = order.map((j) =>
    one.defined[j]
      ? inferenceOf(fit.coef[j]!, one.matrix[j * k + j]!, one.df[j]!, level)
      : undefinedInference(level),
  );
  const matrix = order.map((a) =>
    order.map((b) => (one.defined[a] && one.defined[b] ? one.matrix[a * k + b]! : null)),
  );
  const report: VarianceReport = {
    name,
    variance: one.variance,
    clusters: one.clusters,
    inference,
    covariance: matrix,
  };
  if (one.variance.type === "cr2") {
    report.adjustedSe = inference.map(({ se, df }) =>
      se === null || df === null ? null : (se * studentT.quantile(0.975, df)) / normal.quantile(0.975),
    );
  }
  if (one.without) report.leaveOneOut = order.map((j) => rangeWithout(one, k, j));
  return report;
}

function rangeWithout(one: Covariance, k: number, j: number): { low: number; high: number } | null {
  if (!one.defined[j] || !one.without) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = j; at < one.without.length; at += k) {
    low = Math.min(low, one.without[at]!);
    high = Math.max(high, one.without[at]!);
  }
  return { low, high };
}

/** Below this, tests with G − 1 degrees of freedom are known to reject too often. */
const FEW_CLUSTERS = 10;

function noticesOf(one: Covariance, name: string, fit: Fit, order: readonly number[]): Notice[] {
  const out: Notice[] = [];
  const missing = order.filter((j) => !one.defined[j]).map((j) => fit.names[j]!);
  if (missing.length > 0) {
    const single = one.variance.type === "cr2" || one.variance.type === "jackknife";
    const why = single ? "they hang on a single cluster" : "its estimate is negative";
    const words = `No standard error (${name}) for ${missing.join(", ")}: ${why}`;
    out.push(notice(`${one.variance.type}_undefined`, words, { count: missing.length, items: missing }));
  }
  if (one.clusters !== null && one.clusters < FEW_CLUSTERS) {
    const words = `Only ${one.clusters} clusters (${name}): the standard error is likely too small`;
    out.push(notice("few_clusters", words, { count: one.clusters }));
  }
  return out;
}
