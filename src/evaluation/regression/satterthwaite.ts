import type { Adjusted } from "./adjusted.ts";
import type { Fit } from "./fit.ts";
import type { Clusters } from "./leverage.ts";

/**
 * (tr P)² / tr(P²), P_gh = p_g'p_h, p_g = (I − H)_g'·A_g·X_g·(X'X)⁻¹·l. With γ = A_g X_g (X'X)⁻¹ l and m = Z_g'γ,
 * P_gh = 1{g = h}·|γ|² − m_g'(Z'Z)⁻¹m_h, so that neither P nor I − H is ever formed.
 * @param c index of the coefficient. @param inverse (Z'Z)⁻¹, width × width.
 */
export function satterthwaite(
  fit: Fit,
  clusters: Clusters,
  adjusted: readonly Adjusted[],
  inverse: Float64Array,
  width: number,
  c: number,
): number {
  const designs = clusters.designs.length;
  const own = new Float64Array(designs);
  const m = new Float64Array(designs * width);
  const solved = new Float64Array(designs * width);
  let trace = 0;
  let square = 0;
  for (let d = 0; d < designs; d++) {
    own[d] = informationOf(adjusted[d]!, fit, c, m, d * width);
    let shared = 0;
    for (let a = 0; a < width; a++) {
      let value = 0;
      for (let b = 0; b < width; b++) value += inverse[a * width + b]! * m[d * width + b]!;
      solved[d * width + a] = value;
      shared += m[d * width + a]! * value;
    }
    const { count } = clusters.designs[d]!;
    trace += count * (own[d]! - shared);
    square += count * (own[d]! ** 2 - 2 * own[d]! * shared);
  }
  const counts = Float64Array.from(clusters.designs, ({ count }) => count);
  square += designs <= width ? byPairs(m, solved, counts, width) : byColumns(m, solved, counts, width);
  return (trace * trace) / square;
}

/** Writes m = Z'γ at `to` and returns |γ|². */
function informationOf({ lever, g }: Adjusted, fit: Fit, c: number, m: Float64Array, to: number): number {
  const { k, bread } = fit;
  let own = 0;
  for (let i = 0; i < lever.rows; i++) {
    let gamma = 0;
    for (let j = 0; j < k; j++) gamma += g[i * k + j]! * bread[j * k + c]!;
    own += gamma * gamma;
    for (let a = 0; a < lever.width; a++) m[to + a]! += gamma * lever.z[i * lever.width + a]!;
  }
  return own;
}

/** Σ_gh (m_g'S m_h)², pair by pair of designs. */
function byPairs(m: Float64Array, solved: Float64Array, counts: Float64Array, width: number): number {
  let total = 0;
  for (let d = 0; d < counts.length; d++) {
    for (let e = 0; e <= d; e++) {
      let product = 0;
      for (let a = 0; a < width; a++) product += m[d * width + a]! * solved[e * width + a]!;
      total += (d === e ? 1 : 2) * counts[d]! * counts[e]! * product * product;
    }
  }
  return total;
}

/** The same as tr(B·B) with B = Σ m (S m)', when there are more designs than columns. */
function byColumns(m: Float64Array, solved: Float64Array, counts: Float64Array, width: number): number {
  const b = new Float64Array(width * width);
  for (let d = 0; d < counts.length; d++) {
    for (let i = 0; i < width; i++) {
      const left = counts[d]! * m[d * width + i]!;
      if (left === 0) continue;
      for (let j = 0; j < width; j++) b[i * width + j]! += left * solved[d * width + j]!;
    }
  }
  let trace = 0;
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) trace += b[i * width + j]! * b[j * width + i]!;
  }
  return trace;
}
