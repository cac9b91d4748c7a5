/**
 * Turns the columns of a design into ones that are orthonormal over some of its rows: Σ w z zᵀ = (Σ w)·I over rows
 * `from` to `to`. Least squares, logit and their influence functions do not change with such a turn, and become both
 * stable and cheap. By modified Gram–Schmidt, twice over. Changed in place.
 * @param x rows × k, row-major; column 0 is the constant.
 * @returns −1, or the first column that depends on those before it.
 */
export function orthonormalise(
  x: Float64Array,
  k: number,
  from: number,
  to: number,
  weights: Float64Array | null,
  tolerance = 1e-7,
): number {
  const rows = x.length / k;
  let total = 0;
  for (let i = from; i < to; i++) total += weights ? weights[i]! : 1;
  for (let j = 0; j < k; j++) {
    const original = Math.sqrt(product(x, k, j, j, from, to, weights));
    for (let pass = 0; pass < 2; pass++) {
      for (let m = 0; m < j; m++) {
        const slope = product(x, k, m, j, from, to, weights) / total;
        for (let i = 0; i < rows; i++) x[i * k + j]! -= slope * x[i * k + m]!;
      }
    }
    const norm = Math.sqrt(product(x, k, j, j, from, to, weights));
    if (!(norm > tolerance * original)) return j;
    const scale = Math.sqrt(total) / norm;
    for (let i = 0; i < rows; i++) x[i * k + j]! *= scale;
  }
  return -1;
}

function product(
  x: Float64Array,
  k: number,
  a: number,
  b: number,
  from: number,
  to: number,
  weights: Float64Array | null,
): number {
  let total = 0;
  if (weights) for (let i = from; i < to; i++) total += weights[i]! * x[i * k + a]! * x[i * k + b]!;
  else for (let i = from; i < to; i++) total += x[i * k + a]! * x[i * k + b]!;
  return total;
}
