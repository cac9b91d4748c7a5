import type { Cell } from "./cells.ts";
import type { PanelDesign } from "./panel-design.ts";
import { firstAbove, type PanelSample } from "./panel-sample.ts";
import type { CellReason, Control, Method } from "./types.ts";

export interface CellEstimate {
  att: number | null;
  treated: number;
  control: number;
  reason: CellReason | null;
}

/** Ranges of units: the cohort, and the controls before and after it. */
export interface Ranges {
  from: number;
  to: number;
  /** Controls: lowFrom … lowTo and highFrom … n. */
  lowFrom: number;
  lowTo: number;
  highFrom: number;
}

export function rangesOf(sample: PanelSample, cell: Cell, control: Control): Ranges {
  const { first, n } = sample;
  const to = firstAbove(first, cell.group);
  let from = to;
  while (from > 0 && first[from - 1] === cell.group) from--;
  const start = firstAbove(first, control === "never" ? Number.MAX_VALUE : cell.controlAfter);
  // In cells before treatment the cohort itself stands among those not treated yet.
  if (start >= to) return { from, to, lowFrom: start, lowTo: start, highFrom: Math.min(start, n) };
  return { from, to, lowFrom: start, lowTo: from, highFrom: to };
}

export function controlsIn(ranges: Ranges, n: number): number {
  return ranges.lowTo - ranges.lowFrom + (n - ranges.highFrom);
}

/** Differences of means; writes the influence function into `out` (length n, zero before). */
export function plainCell(sample: PanelSample, cell: Cell, ranges: Ranges, out: Float64Array): CellEstimate {
  const { n, outcome, order } = sample;
  const { from, to, lowFrom, lowTo, highFrom } = ranges;
  const now = cell.now * n;
  const base = cell.base * n;
  const treated = to - from;
  const control = controlsIn(ranges, n);
  const meanOf = (a: number, b: number) => {
    let total = 0;
    for (let j = a; j < b; j++) total += outcome[now + j]! - outcome[base + j]!;
    return total;
  };
  const write = (a: number, b: number, mean: number, scale: number) => {
    for (let j = a; j < b; j++) out[order[j]!] = scale * (outcome[now + j]! - outcome[base + j]! - mean);
  };
  const change = meanOf(from, to) / treated;
  const trend = (meanOf(lowFrom, lowTo) + meanOf(highFrom, n)) / control;
  write(from, to, change, n / treated);
  write(lowFrom, lowTo, trend, -n / control);
  write(highFrom, n, trend, -n / control);
  return { att: change - trend, treated, control, reason: null };
}

/**
 * Outcome regression, normalised inverse propensity weighting, or both (Sant'Anna and Zhao 2020, panel data): the three
 * differ in which of the two first steps they take, and each step taken adds its term to the influence function.
 */
export function adjustedCell(
  sample: PanelSample,
  cell: Cell,
  design: PanelDesign,
  method: Method,
  out: Float64Array,
): CellEstimate {
  const { n, outcome, order } = sample;
  const { members, treated, z, k, weights } = design;
  const rows = members.length;
  const r = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const j = members[i]!;
    r[i] = outcome[cell.now * n + j]! - outcome[cell.base * n + j]!;
  }
  const regress = method !== "ipw";
  if (regress) subtractFit(r, design);
  const w = (i: number) => (weights ? weights[i]! : 1);
  let gain = 0;
  for (let i = 0; i < treated; i++) gain += w(i) * r[i]!;
  gain /= design.treatedWeight;

  const score = design.propensity;
  let trend = 0;
  if (score) {
    for (let i = treated; i < rows; i++) trend += score.odds[i - treated]! * r[i]!;
    trend /= design.oddsTotal;
  }
  const slope = regress ? regressionGradient(design) : null;
  const tilt = score ? propensityGradient(design, r, trend) : null;

  for (let i = 0; i < rows; i++) {
    let value: number;
    if (i < treated) value = (w(i) * (r[i]! - gain)) / design.treatedWeight;
    else {
      value = score ? (-score.odds[i - treated]! * (r[i]! - trend)) / design.oddsTotal : 0;
      if (slope) value -= (w(i) * r[i]! * product(z, i, slope, k)) / design.controlWeight;
    }
    if (score && tilt) value -= w(i) * ((i < treated ? 1 : 0) - score.p[i]!) * product(z, i, tilt, k);
    out[order[members[i]!]!] = n * value;
  }
  return { att: gain - trend, treated, control: rows - treated, reason: null };
}

/** Takes the controls' regression on z off all rows; z is orthonormal over the controls. */
function subtractFit(r: Float64Array, design: PanelDesign): void {
  const { z, k, treated, weights, controlWeight } = design;
  const beta = new Float64Array(k);
  for (let i = treated; i < r.length; i++) {
    const value = weights ? weights[i]! * r[i]! : r[i]!;
    for (let j = 0; j < k; j++) beta[j]! += value * z[i * k + j]!;
  }
  for (let j = 0; j < k; j++) beta[j]! /= controlWeight;
  for (let i = 0; i < r.length; i++) r[i]! -= product(z, i, beta, k);
}

/** How the estimate moves with the regression's coefficients: mean z of the treated less that of weighted controls. */
function regressionGradient(design: PanelDesign): Float64Array {
  return design.treatedMean.map((value, j) => value - (design.propensity ? design.oddsMean[j]! : 0));
}

/** The information's inverse times the movement of the weighted control mean with the logit's coefficients. */
function propensityGradient(design: PanelDesign, r: Float64Array, trend: number): Float64Array {
  const { z, k, treated, propensity, oddsTotal } = design;
  const moved = new Float64Array(k);
  const odds = propensity?.odds as Float64Array;
  for (let i = treated; i < r.length; i++) {
    const value = odds[i - treated]! * (r[i]! - trend);
    for (let j = 0; j < k; j++) moved[j]! += value * z[i * k + j]!;
  }
  return design.solveInformation(moved.map((value) => value / oddsTotal));
}

function product(z: Float64Array, i: number, b: Float64Array, k: number): number {
  let total = 0;
  for (let j = 0; j < k; j++) total += z[i * k + j]! * b[j]!;
  return total;
}
