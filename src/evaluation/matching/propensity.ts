import { leastSquares } from "../numeric/qr.ts";
import type { Design } from "./design.ts";
import type { Propensity } from "./types.ts";

const MAX_ITERATIONS = 50;

/**
 * Propensity score by logistic regression of treatment on the covariates: iteratively reweighted least squares by
 * pivoted QR, until the deviance stands still. Collinear covariates get a null coefficient.
 */
export function propensityOf(design: Design): Propensity {
  const { treated, variables } = design;
  const columns = variables.filter((variable) => !variable.reference);
  const n = treated.length;
  const k = columns.length + 1;
  const x = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    x[i * k] = 1;
    columns.forEach((column, j) => {
      x[i * k + j + 1] = column.values[i]!;
    });
  }
  let eta = Float64Array.from(treated, (d) => Math.log((d + 0.5) / (1.5 - d)));
  let coef = new Float64Array(k);
  let deviance = Number.POSITIVE_INFINITY;
  let converged = false;
  let iterations = 0;
  while (!converged && iterations < MAX_ITERATIONS) {
    iterations++;
    coef = Float64Array.from(step(x, n, k, treated, eta));
    eta = linear(x, n, k, coef);
    const now = devianceOf(treated, eta);
    converged = Math.abs(now - deviance) < 1e-10 * (Math.abs(now) + 0.1);
    deviance = now;
  }
  const names = ["(Intercept)", ...columns.map((column) => column.name)];
  return {
    coef: names.map((name, j) => ({ name, value: Number.isNaN(coef[j]!) ? null : coef[j]! })),
    scores: eta.map((value) => 1 / (1 + Math.exp(-value))),
    logOdds: eta,
    iterations,
    converged,
    separated: eta.some((value) => Math.abs(value) > 30) || !converged,
  };
}

/** One weighted least squares step on the working response. */
function step(x: Float64Array, n: number, k: number, d: Uint8Array, eta: Float64Array): Float64Array {
  const weighted = new Float64Array(n * k);
  const response = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const p = 1 / (1 + Math.exp(-eta[i]!));
    const variance = Math.max(p * (1 - p), 1e-16);
    const root = Math.sqrt(variance);
    for (let j = 0; j < k; j++) weighted[i * k + j] = root * x[i * k + j]!;
    response[i] = root * (eta[i]! + (d[i]! - p) / variance);
  }
  // The tolerance has to shrink with the weights as scores approach 0 or 1.
  return leastSquares(weighted, n, k, response, 1e-11).coef;
}

function linear(x: Float64Array, n: number, k: number, coef: Float64Array): Float64Array<ArrayBuffer> {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let value = 0;
    for (let j = 0; j < k; j++) if (!Number.isNaN(coef[j]!)) value += x[i * k + j]! * coef[j]!;
    out[i] = value;
  }
  return out;
}

function devianceOf(d: Uint8Array, eta: Float64Array): number {
  let total = 0;
  for (let i = 0; i < d.length; i++) {
    const signed = d[i] ? eta[i]! : -eta[i]!;
    total += 2 * (signed > 0 ? Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed)) - signed);
  }
  return total;
}
