import { EvaluationError } from "../core/errors.ts";
import { leastSquares } from "../numeric/qr.ts";
import { dot } from "../numeric/sum.ts";
import { type Absorber, absorber } from "./absorb.ts";
import { type GridModel, patternSizes } from "./model.ts";

/** Least squares with effects absorbed. Rows are on the scale √weight; cells not in use are 0. */
export interface Fit {
  model: GridModel;
  absorbed: Absorber;
  /** Units of each pattern. */
  sizes: Float64Array;
  /** Columns kept, in the order of the model. */
  k: number;
  names: readonly string[];
  /** Columns left out because they are combinations of effects or of columns before them. */
  aliased: readonly string[];
  /** patterns × t × k, effects taken out. */
  x: Float64Array;
  /** n × t, effects taken out. */
  y: Float64Array;
  coef: Float64Array;
  /** n × t. */
  residuals: Float64Array;
  /** (X'X)⁻¹, k × k. */
  bread: Float64Array;
  observations: number;
  rss: number;
  /** Sum of squares of y once effects are out. */
  within: number;
}

/** @throws EvaluationError when no column is left. The model is not changed. */
export function fitGrid(model: GridModel): Fit {
  const { n, t, patterns } = model;
  const absorbed = absorber(model);
  const sizes = patternSizes(model.pattern, patterns);
  const y = scaledOutcome(model, absorbed.root);
  absorbed.residual(y, model.pattern, null);
  const { columns, gone } = absorbColumns(model, absorbed, sizes);
  const open = columns.map((_, j) => j).filter((j) => !gone[j]);
  const solved = solve(open, columns, y, model, sizes);
  const kept = open.filter((_, j) => !solved.aliased[j]);
  if (kept.length === 0) {
    throw new EvaluationError(
      "No column of the model varies once the effects are taken out",
      { column: model.names.join(", ") },
      "A panel needs cells that differ in treatment within units and within times",
    );
  }
  const k = kept.length;
  const x = new Float64Array(patterns * t * k);
  kept.forEach((column, j) => {
    const values = columns[column]!;
    for (let row = 0; row < patterns * t; row++) x[row * k + j] = values[row]!;
  });
  const position = kept.map((column) => open.indexOf(column));
  const coef = Float64Array.from(position, (j) => solved.coef[j]!);
  const bread = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      bread[a * k + b] = solved.xtxInverse[position[a]! * open.length + position[b]!]!;
    }
  }
  const residuals = residualsOf(model, x, y, coef);
  const names = kept.map((j) => model.names[j]!);
  const keptNames = new Set(names);
  const aliased = model.names.filter((name) => !keptNames.has(name));
  const observations = countCells(model, sizes);
  const rss = dot(residuals, residuals);
  return {
    model,
    absorbed,
    sizes,
    k,
    names,
    aliased,
    x,
    y,
    coef,
    residuals,
    bread,
    observations,
    rss,
    within: dot(y, y),
  };

  function scaledOutcome(m: GridModel, root: Float64Array): Float64Array {
    const out = new Float64Array(n * t);
    for (let i = 0; i < n; i++) {
      const row = m.pattern[i]! * t;
      for (let s = 0; s < t; s++) if (root[row + s]! > 0) out[i * t + s] = root[row + s]! * m.y[i * t + s]!;
    }
    return out;
  }
}

/** Each column without effects; `gone` where nothing but rounding is left of it. */
function absorbColumns(model: GridModel, absorbed: Absorber, sizes: Float64Array) {
  const { patterns, t } = model;
  const k = model.names.length;
  const all = Int32Array.from({ length: patterns }, (_, p) => p);
  const gone: boolean[] = [];
  const columns = model.names.map((_, j) => {
    const values = new Float64Array(patterns * t);
    for (let row = 0; row < patterns * t; row++) {
      if (absorbed.root[row]! > 0) values[row] = absorbed.root[row]! * model.x[row * k + j]!;
    }
    const before = dot(values, values);
    absorbed.residual(values, all, sizes);
    gone.push(!(dot(values, values) > 1e-14 * before));
    return values;
  });
  return { columns, gone };
}

/** Regression on the means of each pattern, rows × √size: the same coefficients as on every unit. */
function solve(
  open: readonly number[],
  columns: readonly Float64Array[],
  y: Float64Array,
  model: GridModel,
  sizes: Float64Array,
) {
  const { n, t, patterns } = model;
  const k = open.length;
  const x = new Float64Array(patterns * t * k);
  const right = new Float64Array(patterns * t);
  for (let i = 0; i < n; i++) {
    const row = model.pattern[i]! * t;
    for (let s = 0; s < t; s++) right[row + s]! += y[i * t + s]!;
  }
  for (let p = 0; p < patterns; p++) {
    const scale = Math.sqrt(sizes[p]!);
    for (let s = 0; s < t; s++) {
      const row = p * t + s;
      right[row]! /= scale;
      for (let j = 0; j < k; j++) x[row * k + j] = columns[open[j]!]![row]! * scale;
    }
  }
  return leastSquares(x, patterns * t, k, right);
}

function residualsOf(model: GridModel, x: Float64Array, y: Float64Array, coef: Float64Array): Float64Array {
  const { n, t, patterns } = model;
  const k = coef.length;
  const fitted = new Float64Array(patterns * t);
  for (let row = 0; row < patterns * t; row++) {
    let value = 0;
    for (let j = 0; j < k; j++) value += x[row * k + j]! * coef[j]!;
    fitted[row] = value;
  }
  const out = new Float64Array(n * t);
  for (let i = 0; i < n; i++) {
    const row = model.pattern[i]! * t;
    for (let s = 0; s < t; s++) out[i * t + s] = y[i * t + s]! - fitted[row + s]!;
  }
  return out;
}

function countCells(model: GridModel, sizes: Float64Array): number {
  let count = 0;
  for (let p = 0; p < model.patterns; p++) {
    for (let s = 0; s < model.t; s++) if (model.observed[p * model.t + s]) count += sizes[p]!;
  }
  return count;
}
