import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import { leastSquares } from "../numeric/qr.ts";

/** What covariates add to the fit on untreated cells. */
export interface CovariatePart {
  kept: readonly string[];
  coefficients: Float64Array;
  /** Each n × t: the covariate minus its own fit from untreated cells, as `left` is for the outcome. */
  adjusted: readonly Float64Array[];
  /** k × k: inverse of the weighted cross products of the adjusted covariates over untreated cells. */
  inverse: Float64Array;
  dropped: readonly Notice[];
}

/** A covariate keeps less than this share of its own size once unit and time effects are out: it is one of them. */
const CONSTANT = 1e-9;

/** Takes the covariates out of `left` (in place), with coefficients from untreated cells. */
export function adjustFor(
  panel: Panel,
  names: readonly string[],
  untreated: Uint8Array,
  left: Float64Array,
  leave: (values: Float64Array) => Float64Array,
): CovariatePart {
  const columns = names.map((name) => {
    const { values } = covariateOf(panel, name);
    const adjusted = leave(values);
    return size(adjusted, untreated) > CONSTANT * size(values, untreated)
      ? adjusted
      : new Float64Array(left.length);
  });
  const { x, y, rows } = stack(columns, left, untreated, panel.weights);
  const solved = leastSquares(x, rows, names.length, y);
  const at = names.map((_, j) => j).filter((j) => !solved.aliased[j]);
  const k = at.length;
  const inverse = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) inverse[a * k + b] = solved.xtxInverse[at[a]! * names.length + at[b]!]!;
  }
  const adjusted = at.map((j) => columns[j]!);
  const coefficients = Float64Array.from(at, (j) => solved.coef[j]!);
  for (let cell = 0; cell < left.length; cell++) {
    for (let a = 0; a < k; a++) left[cell]! -= coefficients[a]! * adjusted[a]![cell]!;
  }
  const out = names.filter((_, j) => solved.aliased[j]);
  const words = `${out.join(", ")} left out: given unit and time effects and the other covariates, nothing of it varies before treatment`;
  return {
    kept: at.map((j) => names[j]!),
    coefficients,
    adjusted,
    inverse,
    dropped: out.length > 0 ? [notice("collinear_covariates", words, { count: out.length, items: out })] : [],
  };
}

function covariateOf(panel: Panel, name: string) {
  const found = panel.covariates.find((covariate) => covariate.name === name);
  if (found) return found;
  const known = panel.covariates.map((covariate) => covariate.name).join(", ") || "none";
  throw new EvaluationError(
    `The panel has no covariate ${name}`,
    { column: name },
    `Covariates of this panel: ${known}`,
  );
}

function size(values: Float64Array, mask: Uint8Array): number {
  let largest = 0;
  for (let cell = 0; cell < mask.length; cell++) {
    if (mask[cell]) largest = Math.max(largest, Math.abs(values[cell]!));
  }
  return largest;
}

function stack(
  columns: readonly Float64Array[],
  left: Float64Array,
  untreated: Uint8Array,
  weights: Float64Array | null,
) {
  const k = columns.length;
  let rows = 0;
  for (const cell of untreated) rows += cell;
  const x = new Float64Array(rows * k);
  const y = new Float64Array(rows);
  let r = 0;
  for (let cell = 0; cell < untreated.length; cell++) {
    if (!untreated[cell]) continue;
    const root = weights ? Math.sqrt(weights[cell]!) : 1;
    for (let j = 0; j < k; j++) x[r * k + j] = root * columns[j]![cell]!;
    y[r++] = root * left[cell]!;
  }
  return { x, y, rows };
}
