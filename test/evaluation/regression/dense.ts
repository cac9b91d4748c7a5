import { EigenvalueDecomposition, Matrix, pseudoInverse } from "ml-matrix";
import type { Panel } from "../../../src/evaluation/core/panel.ts";

/** The same regression with every dummy written out: slow, and with nothing of the engine in it. */
export interface Dense {
  rows: { unit: number; time: number }[];
  /** (X'X)⁺X': coefficients × rows. */
  inverse: Matrix;
  hat: Matrix;
  y: number[];
  beta: number[];
  residuals: number[];
}

export function dense(
  panel: Panel,
  columns: readonly ((unit: number, time: number) => number)[],
  options: { trends?: boolean; without?: (unit: number) => boolean; outcome?: readonly number[] } = {},
): Dense {
  const { n, t } = panel;
  const rows: { unit: number; time: number }[] = [];
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      if (panel.observed[i * t + s] && !options.without?.(i)) rows.push({ unit: i, time: s });
    }
  }
  const root = rows.map(({ unit, time }) => Math.sqrt(panel.weights?.[unit * t + time] ?? 1));
  const x = new Matrix(
    rows.map(({ unit, time }, r) =>
      [
        ...columns.map((column) => column(unit, time)),
        ...Array.from({ length: n }, (_, i) => (i === unit ? 1 : 0)),
        ...Array.from({ length: t }, (_, s) => (s === time ? 1 : 0)),
        ...(options.trends ? Array.from({ length: n }, (_, i) => (i === unit ? time - (t - 1) / 2 : 0)) : []),
      ].map((value) => value * (root[r] as number)),
    ),
  );
  const y = rows.map(
    ({ unit, time }, r) =>
      (options.outcome?.[r] ?? (panel.outcome[unit * t + time] as number)) * (root[r] as number),
  );
  const inverse = pseudoInverse(x, 1e-10);
  const hat = x.mmul(inverse);
  const beta = inverse.mmul(Matrix.columnVector(y)).to1DArray();
  const fitted = hat.mmul(Matrix.columnVector(y)).to1DArray();
  return { rows, inverse, hat, y, beta, residuals: y.map((value, r) => value - (fitted[r] as number)) };
}

/** Rows of the design's inverse that belong to coefficient c: what each observation adds to it. */
export const influence = (d: Dense, c: number): number[] => d.inverse.getRow(c);

/** Σ over groups of (Σ r·e)². */
export function clustered(d: Dense, c: number, group: (r: number) => number | string): number {
  const sums = new Map<number | string, number>();
  influence(d, c).forEach((weight, r) => {
    sums.set(group(r), (sums.get(group(r)) ?? 0) + weight * (d.residuals[r] as number));
  });
  return [...sums.values()].reduce((total, value) => total + value ** 2, 0);
}

/** CR2 and its Satterthwaite degrees of freedom, formula by formula. */
export function denseCr2(
  d: Dense,
  c: number,
  group: (r: number) => number,
): { variance: number; df: number } {
  const N = d.rows.length;
  const rest = Matrix.eye(N).sub(d.hat);
  const groups = [...new Set(d.rows.map((_, r) => group(r)))];
  let variance = 0;
  const p: Matrix[] = [];
  for (const g of groups) {
    const at = d.rows.flatMap((_, r) => (group(r) === g ? [r] : []));
    const block = rest.selection(at, at);
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(block, {
      assumeSymmetric: true,
    });
    const root = Matrix.zeros(at.length, at.length);
    realEigenvalues.forEach((value, m) => {
      if (value < 1e-9) return;
      const vector = eigenvectorMatrix.getColumnVector(m);
      root.add(vector.mmul(vector.transpose()).mul(1 / Math.sqrt(value)));
    });
    const weights = Matrix.columnVector(at.map((r) => influence(d, c)[r] as number));
    const adjusted = root.mmul(weights);
    const e = Matrix.columnVector(at.map((r) => d.residuals[r] as number));
    variance += adjusted.transpose().mmul(e).get(0, 0) ** 2;
    p.push(
      rest
        .selection(
          Array.from({ length: N }, (_, r) => r),
          at,
        )
        .mmul(adjusted),
    );
  }
  let trace = 0;
  let square = 0;
  p.forEach((a, i) => {
    p.forEach((b, j) => {
      const product = a.transpose().mmul(b).get(0, 0);
      if (i === j) trace += product;
      square += product ** 2;
    });
  });
  return { variance, df: trace ** 2 / square };
}
