/** The regression solved, in the form that any weighted sum of coefficients and its variance need. */
export interface Solution {
  /** Coefficients in the order of the design; NaN = dropped as collinear. */
  coefficients: Float64Array;
  /** Groups × t: fitted value of each group up to unit effects. */
  fitted: Float64Array;
  /**
   * For weights on the coefficients: groups × t, what a unit of weighted residual of a group at a time adds to the
   * weighted sum of coefficients. A unit's contribution to the error is the inner product with its weighted residuals.
   */
  influence(weights: Float64Array): Float64Array;
  /** Indices of coefficients dropped as collinear. */
  dropped: readonly number[];
}
