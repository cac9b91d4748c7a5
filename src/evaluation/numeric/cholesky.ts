/**
 * Lower factor L of a symmetric positive definite A = L·Lᵀ (k × k, row-major); null where A is not positive
 * definite up to `tolerance` times its diagonal.
 */
export function cholesky(a: Float64Array, k: number, tolerance = 1e-12): Float64Array | null {
  const l = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    let diagonal = a[j * k + j]!;
    const floor = tolerance * Math.abs(diagonal);
    for (let m = 0; m < j; m++) diagonal -= l[j * k + m]! ** 2;
    if (!(diagonal > floor)) return null;
    const root = Math.sqrt(diagonal);
    l[j * k + j] = root;
    for (let i = j + 1; i < k; i++) {
      let value = a[i * k + j]!;
      for (let m = 0; m < j; m++) value -= l[i * k + m]! * l[j * k + m]!;
      l[i * k + j] = value / root;
    }
  }
  return l;
}

/** Solves L·Lᵀ·x = b. @returns a new vector of length k. */
export function cholSolve(l: Float64Array, k: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < k; i++) {
    let value = x[i]!;
    for (let m = 0; m < i; m++) value -= l[i * k + m]! * x[m]!;
    x[i] = value / l[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i--) {
    let value = x[i]!;
    for (let m = i + 1; m < k; m++) value -= l[m * k + i]! * x[m]!;
    x[i] = value / l[i * k + i]!;
  }
  return x;
}

/** (L·Lᵀ)⁻¹, k × k. */
export function cholInverse(l: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  const unit = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = cholSolve(l, k, unit);
    for (let i = 0; i < k; i++) inverse[i * k + j] = column[i]!;
  }
  return inverse;
}

/** log det(L·Lᵀ). */
export function logDet(l: Float64Array, k: number): number {
  let total = 0;
  for (let j = 0; j < k; j++) total += Math.log(l[j * k + j]!);
  return 2 * total;
}
