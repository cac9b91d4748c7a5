/** A generalised inverse that leaves collinear columns out. */
export interface SemidefiniteInverse {
  /** k × k; rows and columns of left-out columns are zero. */
  inverse: Float64Array;
  kept: Uint8Array;
  rank: number;
}

/**
 * Inverse of a symmetric positive semidefinite k × k matrix over a set of independent columns: taken in order, a column
 * whose remaining pivot falls below `tolerance` times its diagonal is left out (so the first of collinear ones stay).
 */
export function semidefiniteInverse(a: Float64Array, k: number, tolerance = 1e-11): SemidefiniteInverse {
  const l = new Float64Array(k * k);
  const kept = new Uint8Array(k);
  let rank = 0;
  for (let j = 0; j < k; j++) {
    let pivot = a[j * k + j]!;
    const floor = tolerance * pivot;
    for (let m = 0; m < j; m++) pivot -= l[j * k + m]! ** 2;
    if (!(pivot > floor) || pivot <= 0) {
      l.fill(0, j * k, j * k + j);
      continue;
    }
    kept[j] = 1;
    rank++;
    const root = Math.sqrt(pivot);
    l[j * k + j] = root;
    for (let i = j + 1; i < k; i++) {
      let value = a[i * k + j]!;
      for (let m = 0; m < j; m++) value -= l[i * k + m]! * l[j * k + m]!;
      l[i * k + j] = value / root;
    }
  }
  return { inverse: inverseFrom(l, kept, k), kept, rank };
}

function inverseFrom(l: Float64Array, kept: Uint8Array, k: number): Float64Array {
  // Rows of the inverse of L, over the kept columns only.
  const r = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    if (!kept[j]) continue;
    for (let i = j; i < k; i++) {
      if (!kept[i]) continue;
      let value = i === j ? 1 : 0;
      for (let m = j; m < i; m++) value -= l[i * k + m]! * r[m * k + j]!;
      r[i * k + j] = value / l[i * k + i]!;
    }
  }
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = i; j < k; j++) {
      let value = 0;
      for (let m = j; m < k; m++) value += r[m * k + i]! * r[m * k + j]!;
      out[i * k + j] = value;
      out[j * k + i] = value;
    }
  }
  return out;
}
