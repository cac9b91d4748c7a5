import { type Panel, treatedCell } from "../core/panel.ts";
import { type LeastSquares, leastSquares } from "../numeric/qr.ts";
import { dot } from "../numeric/sum.ts";
import { twoWay } from "../numeric/two-way.ts";
import { covariateValues } from "../regression/panel-regression.ts";
import { noVariation } from "./checks.ts";

/**
 * Static two-way fixed effects, partialled out (Frisch–Waugh–Lovell): β = Σ D̃Ỹ / Q. All arrays are n × t, row-major, 0
 * in cells not observed. With weights they are on the scale √w, so that the sums below stay plain sums.
 */
export interface TwfeParts {
  n: number;
  t: number;
  beta: number;
  /** Σ D̃². */
  q: number;
  /** D̃: the treatment after unit and time effects (and covariates). */
  treatment: Float64Array;
  /** Ỹ: the outcome after the same. */
  outcome: Float64Array;
  /** Ỹ − β·D̃. */
  residuals: Float64Array;
  /** D: 1 where treated; not weighted, set in unobserved cells too. */
  raw: Float64Array;
}

/**
 * The pieces on which permutation, Conley–Taber and the wild bootstrap build. The input is not changed.
 * @throws EvaluationError when a covariate is unknown or the treatment does not vary within units and times.
 */
export function twfeParts(panel: Panel, options: { covariates?: readonly string[] } = {}): TwfeParts {
  const { n, t, observed } = panel;
  const effects = twoWay(observed, n, t, panel.weights);
  const raw = treatmentCells(panel);
  const treatment = raw.slice();
  const outcome = panel.outcome.slice();
  for (let cell = 0; cell < n * t; cell++) if (!observed[cell]) outcome[cell] = 0;
  effects.demean(treatment);
  effects.demean(outcome);
  const covariates = covariateColumns(panel, options.covariates ?? []);
  for (const values of covariates) effects.demean(values);
  if (panel.weights) for (const x of [treatment, outcome, ...covariates]) scaleByRoot(x, panel.weights);
  const before = dot(raw, raw);
  if (covariates.length > 0) partialOut(covariates, [treatment, outcome]);
  const q = dot(treatment, treatment);
  if (!(q > 1e-12 * Math.max(1, before))) {
    throw noVariation();
  }
  const beta = dot(treatment, outcome) / q;
  const residuals = outcome.map((y, cell) => y - beta * treatment[cell]!);
  return { n, t, beta, q, treatment, outcome, residuals, raw };
}

/** D, n × t: 1 where the unit is treated at the time. */
function treatmentCells(panel: Panel): Float64Array {
  const { n, t } = panel;
  const d = new Float64Array(n * t);
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) if (treatedCell(panel, i, s)) d[i * t + s] = 1;
  }
  return d;
}

/** Copies of the named covariates, 0 where the cell is not observed. @throws EvaluationError for an unknown name. */
export function covariateColumns(panel: Panel, names: readonly string[]): Float64Array[] {
  return names.map((name) =>
    covariateValues(panel, name).map((value, cell) => (panel.observed[cell] ? value : 0)),
  );
}

function scaleByRoot(x: Float64Array, weights: Float64Array): void {
  for (let cell = 0; cell < x.length; cell++) {
    if (x[cell] !== 0) x[cell]! *= Math.sqrt(weights[cell]!);
  }
}

/** Replaces each target by its residual from the columns. */
function partialOut(columns: readonly Float64Array[], targets: readonly Float64Array[]): void {
  const rows = columns[0]!.length;
  const k = columns.length;
  const x = new Float64Array(rows * k);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) x[i * k + j] = column[i]!;
  });
  for (const target of targets) {
    const fit: LeastSquares = leastSquares(x, rows, k, target);
    target.set(fit.residuals);
  }
}
