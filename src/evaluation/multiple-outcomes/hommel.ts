/**
 * Hommel's (1988) adjusted p as the closed test with Simes' test for each intersection: the adjusted p of a hypothesis
 * is the largest Simes p over all sets that hold it. For a set of size k the worst case has the hypothesis and the
 * k − 1 largest other p, so that n sizes suffice.
 */
export function hommel(p: Float64Array): Float64Array {
  const order = [...p.keys()].sort((a, b) => p[a]! - p[b]! || a - b);
  const sorted = Float64Array.from(order, (at) => p[at]!);
  const n = p.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let largest = sorted[i]!;
    for (let k = 2; k <= n; k++) largest = Math.max(largest, simes(sorted, i, k));
    out[order[i]!] = Math.min(1, largest);
  }
  return out;
}

/** Simes p of the worst set of size k with hypothesis i: itself and the k − 1 largest others. */
function simes(sorted: Float64Array, i: number, k: number): number {
  const n = sorted.length;
  const start = n - k;
  // Hypothesis i is among the k largest anyway, or takes the first place before the k − 1 largest.
  let smallest = Number.POSITIVE_INFINITY;
  for (let rank = 1; rank <= k; rank++) {
    const value = i < start && rank === 1 ? sorted[i]! : sorted[start + rank - 1]!;
    smallest = Math.min(smallest, (k * value) / rank);
  }
  return smallest;
}
