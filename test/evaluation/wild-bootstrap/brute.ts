import { Matrix } from "ml-matrix";
import type { Dense } from "../regression/dense.ts";

/** The wild cluster bootstrap as its definition says: make a new outcome, fit again, studentise. */
export function bruteDraws(
  d: Dense,
  /** The same rows without the tested column. */
  restricted: Dense,
  column: readonly number[],
  group: (r: number) => number,
  vectors: readonly (readonly number[])[],
  nullValue: number | null,
): number[] {
  const influence = d.inverse.getRow(0);
  const y = Matrix.columnVector(d.y);
  const shift = Matrix.columnVector(column.map((value) => value * (nullValue ?? 0)));
  // Fitted values and residuals under the null, or of the full model where it is not imposed.
  const base = nullValue === null ? d.hat.mmul(y) : restricted.hat.mmul(Matrix.sub(y, shift)).add(shift);
  const errors = Matrix.sub(y, base).to1DArray();
  const centre = nullValue ?? (d.beta[0] as number);
  return vectors.map((v) => {
    const outcome = Matrix.columnVector(
      base.to1DArray().map((fit, r) => fit + (v[group(r)] as number) * (errors[r] as number)),
    );
    const residuals = Matrix.sub(outcome, d.hat.mmul(outcome)).to1DArray();
    const beta = influence.reduce((total, weight, r) => total + weight * outcome.get(r, 0), 0);
    const sums = new Map<number, number>();
    influence.forEach((weight, r) => {
      sums.set(group(r), (sums.get(group(r)) ?? 0) + weight * (residuals[r] as number));
    });
    const variance = [...sums.values()].reduce((total, value) => total + value ** 2, 0);
    return (beta - centre) / Math.sqrt(variance);
  });
}

/** All sign vectors of G clusters; bit g of the index is cluster g. */
export const signVectors = (G: number): number[][] =>
  Array.from({ length: 2 ** G }, (_, index) =>
    Array.from({ length: G }, (_, g) => ((index >> g) & 1 ? 1 : -1)),
  );
