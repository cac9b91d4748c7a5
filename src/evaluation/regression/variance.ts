/**
 * Which parameters a small-sample factor (n − 1)/(n − K) counts: "nonnested" = not the effects that lie within the
 * clusters (the default of fixest), "all" = every parameter (as Stata's areg), "none" = no factor at all, not even
 * G/(G − 1).
 */
export type SmallSample = "nonnested" | "all" | "none";

/** Whose errors may be correlated: each unit's, those of the panel's clusters, or of the panel's strata. */
export type ClusterBy = "unit" | "cluster" | "strata";

/** How the covariance of the coefficients is estimated. */
export type Variance =
  | { type: "iid" }
  /** White (1980) with n/(n − K). */
  | { type: "hc1" }
  /** Liang–Zeger: CR1, or CR0 with `ssc: "none"`. */
  | { type: "cluster"; by?: ClusterBy; ssc?: SmallSample }
  /** Cameron, Gelbach and Miller (2011): unit + time − cell. */
  | { type: "twoway"; by?: ClusterBy; ssc?: SmallSample }
  | { type: "driscoll_kraay"; lag: number; ssc?: SmallSample }
  | { type: "newey_west"; lag: number; ssc?: SmallSample }
  /** CR2 with Satterthwaite degrees of freedom. */
  | { type: "cr2"; by?: ClusterBy }
  /** Leave one cluster out: CV3J. */
  | { type: "jackknife"; by?: ClusterBy };

/** A covariance of all coefficients, with what is needed to test each of them. */
export interface Covariance {
  variance: Variance;
  /** k × k, row-major. */
  matrix: Float64Array;
  /** k: degrees of freedom of the t distribution. */
  df: Float64Array;
  /** k: false where the number is not to be shown. */
  defined: boolean[];
  clusters: number | null;
  /** Only for the jackknife: estimates without each cluster, clusters × k. */
  without?: Float64Array;
}

/** The default everywhere: clustered by the panel's clusters, as fixest. */
export const CLUSTERED: Variance = { type: "cluster" };
