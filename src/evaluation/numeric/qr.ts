/** A factorised design: Householder reflections with limited column pivoting. */
export interface Qr {
  n: number;
  k: number;
  rank: number;
  /** Columns in the order used; those from `rank` on are linear combinations of the ones before. */
  pivot: Int32Array;
  /** Column-major n × k: reflections below the diagonal, R above. */
  factors: Float64Array;
  diagonal: Float64Array;
}

/**
 * QR of a row-major n × k matrix. A column whose remaining norm falls below `tolerance` times its own norm is moved to
 * the end and counts as aliased, so that of several collinear columns the first ones are kept (the rule of LINPACK's
 * dqrdc2, by which R decides too).
 */
export function qr(x: Float64Array, n: number, k: number, tolerance = 1e-7): Qr {
  const columns: Float64Array[] = [];
  const original = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    const column = new Float64Array(n);
    let square = 0;
    for (let i = 0; i < n; i++) {
      const value = x[i * k + j]!;
      column[i] = value;
      square += value * value;
    }
    columns.push(column);
    original[j] = Math.sqrt(square);
  }
  const pivot = Int32Array.from({ length: k }, (_, j) => j);
  const diagonal = new Float64Array(k);
  let rank = k;
  let j = 0;
  while (j < rank) {
    if (j >= n) {
      rank = j;
      break;
    }
    const column = columns[j]!;
    const norm = tailNorm(column, j);
    const scale = original[j]!;
    if (!(norm > tolerance * scale) || scale === 0) {
      moveToEnd(columns, original, pivot, j);
      rank--;
      continue;
    }
    reflect(columns, j, norm, diagonal);
    j++;
  }
  const factors = new Float64Array(n * k);
  for (let c = 0; c < k; c++) factors.set(columns[c]!, c * n);
  return { n, k, rank, pivot, factors, diagonal };
}

function tailNorm(column: Float64Array, from: number): number {
  let largest = 0;
  for (let i = from; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i]!));
  if (largest === 0) return 0;
  let square = 0;
  for (let i = from; i < column.length; i++) square += (column[i]! / largest) ** 2;
  return largest * Math.sqrt(square);
}

function moveToEnd(columns: Float64Array[], original: Float64Array, pivot: Int32Array, j: number): void {
  const [column] = columns.splice(j, 1);
  columns.push(column as Float64Array);
  const norm = original[j]!;
  const index = pivot[j]!;
  original.copyWithin(j, j + 1);
  pivot.copyWithin(j, j + 1);
  original[original.length - 1] = norm;
  pivot[pivot.length - 1] = index;
}

/** Householder step j: afterwards column j holds the reflection in its tail and `diagonal[j]` the entry of R. */
function reflect(columns: Float64Array[], j: number, norm: number, diagonal: Float64Array): void {
  const column = columns[j]!;
  const n = column.length;
  const signed = column[j]! > 0 ? norm : -norm;
  for (let i = j; i < n; i++) column[i]! /= signed;
  column[j]! += 1;
  for (let c = j + 1; c < columns.length; c++) applyReflection(column, j, columns[c]!);
  diagonal[j] = -signed;
}

function applyReflection(reflection: Float64Array, j: number, target: Float64Array): void {
  const n = reflection.length;
  let product = 0;
  for (let i = j; i < n; i++) product += reflection[i]! * target[i]!;
  product = -product / reflection[j]!;
  for (let i = j; i < n; i++) target[i]! += product * reflection[i]!;
}

/** Least squares by a given factorisation. Coefficients of aliased columns are NaN. */
export interface LeastSquares {
  rank: number;
  pivot: Int32Array;
  aliased: boolean[];
  coef: Float64Array;
  residuals: Float64Array;
  /** (X'X)⁻¹, k × k, rows and columns of aliased coefficients zero. */
  xtxInverse: Float64Array;
}

/** Solves min ‖y − X·b‖. @param x row-major n × k. @param y length n. */
export function leastSquares(
  x: Float64Array,
  n: number,
  k: number,
  y: Float64Array,
  tolerance = 1e-7,
): LeastSquares {
  const factored = qr(x, n, k, tolerance);
  const { rank, pivot, factors, diagonal } = factored;
  const work = Float64Array.from(y);
  for (let j = 0; j < rank; j++) applyReflection(factors.subarray(j * n, (j + 1) * n), j, work);
  const coef = new Float64Array(k).fill(Number.NaN);
  const solved = backSolve(factored, work);
  const aliased = new Array<boolean>(k).fill(true);
  for (let j = 0; j < rank; j++) {
    coef[pivot[j]!] = solved[j]!;
    aliased[pivot[j]!] = false;
  }
  const residuals = Float64Array.from(y);
  for (let i = 0; i < n; i++) {
    let fitted = 0;
    for (let j = 0; j < rank; j++) fitted += x[i * k + pivot[j]!]! * solved[j]!;
    residuals[i]! -= fitted;
  }
  return { rank, pivot, aliased, coef, residuals, xtxInverse: crossInverse(factored) };

  function backSolve(f: Qr, rightSide: Float64Array): Float64Array {
    const out = new Float64Array(f.rank);
    for (let i = f.rank - 1; i >= 0; i--) {
      let value = rightSide[i]!;
      for (let m = i + 1; m < f.rank; m++) value -= f.factors[m * n + i]! * out[m]!;
      out[i] = value / diagonal[i]!;
    }
    return out;
  }
}

/** (R'R)⁻¹ spread back to the original column order. */
function crossInverse({ n, k, rank, pivot, factors, diagonal }: Qr): Float64Array {
  const r = new Float64Array(rank * rank);
  for (let j = 0; j < rank; j++) {
    for (let i = j; i >= 0; i--) {
      let value = i === j ? 1 : 0;
      for (let m = i + 1; m <= j; m++) value -= factors[m * n + i]! * r[m * rank + j]!;
      r[i * rank + j] = value / diagonal[i]!;
    }
  }
  const out = new Float64Array(k * k);
  for (let a = 0; a < rank; a++) {
    for (let b = a; b < rank; b++) {
      let value = 0;
      for (let m = b; m < rank; m++) value += r[a * rank + m]! * r[b * rank + m]!;
      out[pivot[a]! * k + pivot[b]!] = value;
      out[pivot[b]! * k + pivot[a]!] = value;
    }
  }
  return out;
}
