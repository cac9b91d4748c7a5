import type { Random } from "../core/random.ts";

/** Ways to choose k of n, or Infinity above 2⁵³. */
export function choices(n: number, k: number): number {
  let out = 1;
  for (let j = 1; j <= k; j++) {
    out = (out * (n - k + j)) / j;
    if (out > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
  }
  return Math.round(out);
}

/** Every subset of k of 0..n−1, in lexicographic order. */
export function* subsets(n: number, k: number): Generator<number[]> {
  if (k > n) return;
  const chosen = Array.from({ length: k }, (_, j) => j);
  for (;;) {
    yield [...chosen];
    let at = k - 1;
    while (at >= 0 && chosen[at] === n - k + at) at--;
    if (at < 0) return;
    chosen[at]!++;
    for (let j = at + 1; j < k; j++) chosen[j] = chosen[j - 1]! + 1;
  }
}

/** k distinct numbers of 0..n−1 in random order. */
export function drawSubset(n: number, k: number, random: Random): number[] {
  const pool = Array.from({ length: n }, (_, j) => j);
  for (let j = 0; j < k; j++) {
    const other = j + random.integer(n - j);
    const kept = pool[j]!;
    pool[j] = pool[other]!;
    pool[other] = kept;
  }
  return pool.slice(0, k);
}
