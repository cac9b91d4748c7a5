import { cholesky, cholSolve } from "../numeric/cholesky.ts";
import { chiSquare } from "../numeric/distributions.ts";

export interface ChiSquareTest {
  stat: number;
  df: number;
  p: number;
}

export function chiSquareTest(stat: number, df: number): ChiSquareTest {
  return { stat, df, p: chiSquare.upper(Math.max(0, stat), df) };
}

/** β′V⁻¹β. */
export function waldStatistic(coef: Float64Array, vcov: Float64Array, k: number): number {
  const factor = cholesky(vcov, k, 1e-14);
  if (factor === null) return Number.NaN;
  return cholSolve(factor, k, coef).reduce((sum, value, j) => sum + value * coef[j]!, 0);
}
