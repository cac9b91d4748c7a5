import { cholSolve } from "../numeric/cholesky.ts";
import type { Cell } from "./cells.ts";
import { orthonormalise } from "./orthonormal.ts";
import type { Ranges } from "./panel-cell.ts";
import type { PanelSample } from "./panel-sample.ts";
import { type Propensity, propensity } from "./propensity.ts";
import type { Method } from "./types.ts";

/** Everything in a 2×2 that does not depend on the outcome; shared by cells of the same units and covariates. */
export interface PanelDesign {
  key: string;
  /** Units in the cell, the treated first. */
  members: Int32Array;
  treated: number;
  k: number;
  /** Members × k: constant and covariates, turned to be orthonormal over the controls. */
  z: Float64Array;
  weights: Float64Array | null;
  treatedWeight: number;
  controlWeight: number;
  treatedMean: Float64Array;
  propensity: Propensity | null;
  oddsTotal: number;
  oddsMean: Float64Array;
  solveInformation: (b: Float64Array) => Float64Array;
}

export type DesignFailure = { failure: "rank_deficient"; column: string } | { failure: "no_overlap" };

/** Cells with the same key have the same design. */
export function designKey(sample: PanelSample, cell: Cell, ranges: Ranges): string {
  const moves = sample.weights !== null || sample.covariates.some((covariate) => !covariate.constant);
  return [cell.g, ranges.lowFrom, ranges.highFrom, moves ? cell.earlier : ""].join(" ");
}

export function makeDesign(
  sample: PanelSample,
  cell: Cell,
  ranges: Ranges,
  method: Method,
): PanelDesign | DesignFailure {
  const members = membersOf(ranges, sample.n);
  const treated = ranges.to - ranges.from;
  const k = 1 + sample.covariates.length;
  const weights = sample.weights ? gather(sample.weights, members, cell.earlier * sample.n) : null;
  const z = rawDesign(sample, members, cell.earlier * sample.n, k);
  const deficient = orthonormalise(z, k, treated, members.length, weights);
  if (deficient >= 0) {
    return { failure: "rank_deficient", column: sample.covariates[deficient - 1]?.name ?? "constant" };
  }
  const score = method === "reg" ? null : propensity(z, k, treated, weights);
  if (method !== "reg" && !score) return { failure: "no_overlap" };
  const all = weights ?? new Float64Array(members.length).fill(1);
  const ofTreated = weightedMean(z, k, 0, all.subarray(0, treated));
  const odds = score ? weightedMean(z, k, treated, score.odds) : { total: 0, mean: new Float64Array(k) };
  return {
    key: designKey(sample, cell, ranges),
    members,
    treated,
    k,
    z,
    weights,
    treatedWeight: ofTreated.total,
    controlWeight: weightedMean(z, k, treated, all.subarray(treated)).total,
    treatedMean: ofTreated.mean,
    propensity: score,
    oddsTotal: odds.total,
    oddsMean: odds.mean,
    solveInformation: (b) => cholSolve(score?.information as Float64Array, k, b),
  };
}

function membersOf({ from, to, lowFrom, lowTo, highFrom }: Ranges, n: number): Int32Array {
  const members = new Int32Array(to - from + (lowTo - lowFrom) + (n - highFrom));
  let at = 0;
  for (let j = from; j < to; j++) members[at++] = j;
  for (let j = lowFrom; j < lowTo; j++) members[at++] = j;
  for (let j = highFrom; j < n; j++) members[at++] = j;
  return members;
}

function rawDesign(sample: PanelSample, members: Int32Array, offset: number, k: number): Float64Array {
  const z = new Float64Array(members.length * k);
  for (let i = 0; i < members.length; i++) {
    z[i * k] = 1;
    for (let j = 1; j < k; j++) z[i * k + j] = sample.covariates[j - 1]!.values[offset + members[i]!]!;
  }
  return z;
}

function gather(values: Float64Array, members: Int32Array, offset: number): Float64Array {
  return Float64Array.from(members, (j) => values[offset + j]!);
}

/** Of the rows of z from `offset` on. */
export function weightedMean(z: Float64Array, k: number, offset: number, weights: Float64Array) {
  const mean = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    total += w;
    for (let j = 0; j < k; j++) mean[j]! += w * z[(offset + i) * k + j]!;
  }
  for (let j = 0; j < k; j++) mean[j]! /= total;
  return { total, mean };
}
