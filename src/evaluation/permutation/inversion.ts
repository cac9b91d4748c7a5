import { type NullDistribution, TIE } from "./null-distribution.ts";

export interface ConfidenceSet {
  /** null = without bound. */
  low: number | null;
  high: number | null;
  /** False where some value between low and high is rejected: then low to high is the hull. */
  convex: boolean;
}

/**
 * The nulls τ with p(τ) > 1 − level, in one pass. An assignment with |β_π(D)| ≤ 1 (always so for least squares, by
 * Cauchy–Schwarz) speaks for the null exactly where τ lies between its two breakpoints (β̂ − b)/(1 − c) and
 * (β̂ + b)/(1 + c), and β̂ itself lies between them. So p falls on either side of β̂, and the set is an interval.
 */
export function betaConfidenceSet(distribution: NullDistribution, level: number): ConfidenceSet {
  const { observed, columns, count, total, exact } = distribution;
  const estimate = observed[0]!;
  const [values, shares] = columns as [Float64Array, Float64Array];
  const lows = new Float64Array(count);
  const highs = new Float64Array(count);
  for (let b = 0; b < count; b++) {
    const c = shares[b]!;
    if (!(Math.abs(c) < 1 - TIE)) {
      // The observed dates themselves, their mirror image, or an undefined draw: never evidence against any null.
      lows[b] = Number.NEGATIVE_INFINITY;
      highs[b] = Number.POSITIVE_INFINITY;
      continue;
    }
    const one = (estimate - values[b]!) / (1 - c);
    const other = (estimate + values[b]!) / (1 + c);
    lows[b] = Math.min(one, other);
    highs[b] = Math.max(one, other);
  }
  lows.sort();
  highs.sort();
  // The set reaches as far as more than α·total assignments (the observed one among them) still agree.
  const needed = Math.floor((1 - level) * total * (1 + TIE)) + (exact ? 1 : 0);
  if (needed === 0 || needed > count) return { low: null, high: null, convex: true };
  return { low: finite(lows[needed - 1]!), high: finite(highs[count - needed]!), convex: true };
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);
