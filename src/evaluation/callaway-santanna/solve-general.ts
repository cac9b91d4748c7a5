/** LU factors of a square matrix with row exchanges. */
interface Factors {
  lu: Float64Array;
  rows: Int32Array;
}

/**
 * Solves A·x = b for a k × k matrix, unless its reciprocal condition number in the 1-norm falls to the rounding unit.
 * @returns null where A counts as singular.
 */
export function solveUnlessSingular(a: Float64Array, k: number, b: Float64Array): Float64Array | null {
  const factors = factorise(a, k);
  if (!factors) return null;
  let inverseNorm = 0;
  const unit = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    unit.fill(0);
    unit[j] = 1;
    inverseNorm = Math.max(inverseNorm, absoluteSum(substitute(factors, k, unit)));
  }
  let norm = 0;
  for (let j = 0; j < k; j++) {
    let total = 0;
    for (let i = 0; i < k; i++) total += Math.abs(a[i * k + j]!);
    norm = Math.max(norm, total);
  }
  if (!(1 / (norm * inverseNorm) > Number.EPSILON)) return null;
  return substitute(factors, k, b);
}

function factorise(a: Float64Array, k: number): Factors | null {
  const lu = Float64Array.from(a);
  const rows = Int32Array.from({ length: k }, (_, i) => i);
  for (let j = 0; j < k; j++) {
    let best = j;
    for (let i = j + 1; i < k; i++) if (Math.abs(lu[i * k + j]!) > Math.abs(lu[best * k + j]!)) best = i;
    if (!(Math.abs(lu[best * k + j]!) > 0)) return null;
    if (best !== j) exchange(lu, rows, k, j, best);
    for (let i = j + 1; i < k; i++) {
      const factor = lu[i * k + j]! / lu[j * k + j]!;
      lu[i * k + j] = factor;
      for (let m = j + 1; m < k; m++) lu[i * k + m]! -= factor * lu[j * k + m]!;
    }
  }
  return { lu, rows };
}

function exchange(lu: Float64Array, rows: Int32Array, k: number, a: number, b: number): void {
  for (let m = 0; m < k; m++) {
    const kept = lu[a * k + m]!;
    lu[a * k + m] = lu[b * k + m]!;
    lu[b * k + m] = kept;
  }
  const row = rows[a]!;
  rows[a] = rows[b]!;
  rows[b] = row;
}

function substitute({ lu, rows }: Factors, k: number, b: Float64Array): Float64Array {
  const x = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let value = b[rows[i]!]!;
    for (let m = 0; m < i; m++) value -= lu[i * k + m]! * x[m]!;
    x[i] = value;
  }
  for (let i = k - 1; i >= 0; i--) {
    let value = x[i]!;
    for (let m = i + 1; m < k; m++) value -= lu[i * k + m]! * x[m]!;
    x[i] = value / lu[i * k + i]!;
  }
  return x;
}

function absoluteSum(x: Float64Array): number {
  let total = 0;
  for (const value of x) total += Math.abs(value);
  return total;
}
