import { cholesky, cholSolve } from "../numeric/cholesky.ts";
import { fDist } from "../numeric/distributions.ts";

export interface WaldTest {
  /** F = b'V⁻¹b / q. */
  statistic: number;
  df1: number;
  df2: number;
  p: number;
}

/** Joint test that all of `b` are zero; null where V cannot be inverted. @param v q × q. */
export function waldTest(b: ArrayLike<number>, v: Float64Array, df2: number): WaldTest | null {
  const q = b.length;
  if (q === 0 || !(df2 > 0)) return null;
  // Scaled to a correlation matrix, so that the test of singularity does not depend on units.
  const scale = Float64Array.from({ length: q }, (_, j) => Math.sqrt(v[j * q + j]!));
  const correlation = v.map((value, at) => value / (scale[Math.floor(at / q)]! * scale[at % q]!));
  const factor = cholesky(correlation, q, 1e-9);
  if (!factor) return null;
  const z = Float64Array.from({ length: q }, (_, j) => b[j]! / scale[j]!);
  const solved = cholSolve(factor, q, z);
  let statistic = 0;
  for (let j = 0; j < q; j++) statistic += (z[j]! * solved[j]!) / q;
  return { statistic, df1: q, df2, p: fDist.upper(statistic, q, df2) };
}
