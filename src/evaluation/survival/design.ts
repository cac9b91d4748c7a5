import { EvaluationError } from "../core/errors.ts";
import type { Spells } from "../core/spells.ts";
import { type RiskSets, riskSets } from "./risk-sets.ts";

/** Covariates of the rows at risk, centred and divided by their standard deviation, in the order of the risk sets. */
export interface CoxDesign {
  sets: RiskSets;
  n: number;
  k: number;
  names: readonly string[];
  /** n × k. */
  x: Float64Array;
  /** What was taken off and divided by; length k. */
  centre: Float64Array;
  scale: Float64Array;
  /** Largest minus smallest value, in the covariate's own unit. */
  range: Float64Array;
  weights: Float64Array | null;
  offset: Float64Array | null;
}

/** Values of a covariate by its name, `twinned` among them. @throws EvaluationError for a name that is not there. */
export function covariateOf(spells: Spells, name: string): Float64Array {
  if (name === "twinned" && spells.twinnedKnown) return spells.twinned;
  const found = spells.covariates.find((covariate) => covariate.name === name);
  if (found) return found.values;
  const known = [...(spells.twinnedKnown ? ["twinned"] : []), ...spells.covariates.map((c) => c.name)];
  throw new EvaluationError(
    `The spells have no covariate ${name}`,
    { column: name },
    known.length > 0 ? `There are: ${known.join(", ")}` : "Give covariates to makeSpells",
  );
}

/** @param columns each of length spells.n. */
export function coxDesign(
  spells: Spells,
  names: readonly string[],
  columns: readonly Float64Array[],
  strata: Int32Array | null,
  offset: Float64Array | null,
): CoxDesign {
  const sets = riskSets(spells, strata);
  if (sets.times.length === 0)
    throw new EvaluationError(
      "No spell ends with an event",
      { column: "event" },
      "Without events nothing can be estimated",
    );
  const n = sets.n;
  const k = columns.length;
  const x = new Float64Array(n * k);
  const centre = new Float64Array(k);
  const scale = new Float64Array(k);
  const range = new Float64Array(k);
  columns.forEach((column, j) => {
    standardise(column, sets.row, x, j, k, centre, scale, range);
  });
  return {
    sets,
    n,
    k,
    names,
    x,
    centre,
    scale,
    range,
    weights: spells.weights ? pick(spells.weights, sets.row) : null,
    offset: offset ? pick(offset, sets.row) : null,
  };
}

/** Only some of the columns. */
export function keepColumns(design: CoxDesign, keep: readonly number[]): CoxDesign {
  const { n, k } = design;
  const width = keep.length;
  const x = new Float64Array(n * width);
  for (let p = 0; p < n; p++) for (let j = 0; j < width; j++) x[p * width + j] = design.x[p * k + keep[j]!]!;
  const choose = (values: Float64Array) => Float64Array.from(keep, (j) => values[j]!);
  return {
    ...design,
    k: width,
    names: keep.map((j) => design.names[j]!),
    x,
    centre: choose(design.centre),
    scale: choose(design.scale),
    range: choose(design.range),
  };
}

function standardise(
  column: Float64Array,
  row: Int32Array,
  x: Float64Array,
  j: number,
  k: number,
  centre: Float64Array,
  scale: Float64Array,
  range: Float64Array,
): void {
  const n = row.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let total = 0;
  for (let p = 0; p < n; p++) {
    const value = column[row[p]!]!;
    total += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const mean = high > low ? total / n : low;
  let square = 0;
  for (let p = 0; p < n; p++) {
    const value = column[row[p]!]! - mean;
    square += value * value;
  }
  const spread = Math.sqrt(square / n);
  const unit = spread > 0 ? spread : 1;
  for (let p = 0; p < n; p++) x[p * k + j] = (column[row[p]!]! - mean) / unit;
  centre[j] = mean;
  scale[j] = unit;
  range[j] = high - low;
}

function pick(values: Float64Array, row: Int32Array): Float64Array {
  const out = new Float64Array(row.length);
  for (let p = 0; p < row.length; p++) out[p] = values[row[p]!]!;
  return out;
}
