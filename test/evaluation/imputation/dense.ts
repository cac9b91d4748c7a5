import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { leastSquares } from "../../../src/evaluation/numeric/qr.ts";

/** A cell of the panel with its row of the full design matrix: the slow way, for comparison. */
export interface DenseCell {
  i: number;
  s: number;
  y: number;
  weight: number;
  x: number[];
}

/** Cells in use with unit dummies, time dummies (but the first) and further columns. */
export function denseCells(
  panel: Panel,
  more: (i: number, s: number) => readonly number[],
  include: (i: number, s: number) => boolean = () => true,
): DenseCell[] {
  const { n, t } = panel;
  const out: DenseCell[] = [];
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      const cell = i * t + s;
      if (!panel.observed[cell] || !include(i, s)) continue;
      const x = new Array<number>(n + t - 1).fill(0);
      x[i] = 1;
      if (s > 0) x[n + s - 1] = 1;
      out.push({
        i,
        s,
        y: panel.outcome[cell] as number,
        weight: panel.weights?.[cell] ?? 1,
        x: [...x, ...more(i, s)],
      });
    }
  }
  return out;
}

/** Weighted least squares on the cells. */
export function denseFit(cells: readonly DenseCell[]) {
  const k = cells[0]?.x.length ?? 0;
  const x = Float64Array.from(cells.flatMap((cell) => cell.x.map((value) => value * Math.sqrt(cell.weight))));
  const y = Float64Array.from(cells, (cell) => cell.y * Math.sqrt(cell.weight));
  const solved = leastSquares(x, cells.length, k, y);
  const coef = Array.from(solved.coef, (value) => (Number.isNaN(value) ? 0 : value));
  const predict = (row: readonly number[]) =>
    row.reduce((sum, value, j) => sum + value * (coef[j] as number), 0);
  const inverse = (a: number, b: number) => solved.xtxInverse[a * k + b] as number;
  return { k, rank: solved.rank, coef, aliased: solved.aliased, predict, inverse };
}

/** Sum over clusters of the squared sum of contributions. */
export function clusteredSquare(panel: Panel, parts: readonly { i: number; value: number }[]): number {
  const sums = new Map<number, number>();
  for (const { i, value } of parts)
    sums.set(panel.cluster[i] as number, (sums.get(panel.cluster[i] as number) ?? 0) + value);
  return [...sums.values()].reduce((total, value) => total + value * value, 0);
}

/** Standard error of Σ weights·coefficients of a dense regression, clustered, times `factor`. */
export function sandwich(
  panel: Panel,
  cells: readonly DenseCell[],
  fit: ReturnType<typeof denseFit>,
  weights: readonly number[],
  factor: number,
): number {
  const direction = Array.from({ length: fit.k }, (_, a) =>
    weights.reduce((sum, weight, b) => sum + (weight === 0 ? 0 : weight * fit.inverse(a, b)), 0),
  );
  const parts = cells.map((cell) => ({
    i: cell.i,
    value:
      cell.weight *
      (cell.y - fit.predict(cell.x)) *
      cell.x.reduce((sum, value, a) => sum + value * (direction[a] as number), 0),
  }));
  return Math.sqrt(factor * clusteredSquare(panel, parts));
}
