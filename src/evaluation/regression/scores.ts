import type { Fit } from "./fit.ts";

/** Σ X'e of each group of units; groups × k. @param group n: 0-based group of each unit. */
export function unitScores(fit: Fit, group: ArrayLike<number>, groups: number): Float64Array {
  const { k, x, residuals } = fit;
  const { n, t, pattern } = fit.model;
  const scores = new Float64Array(groups * k);
  for (let i = 0; i < n; i++) {
    const to = group[i]! * k;
    let row = pattern[i]! * t * k;
    for (let s = 0; s < t; s++, row += k) {
      const e = residuals[i * t + s]!;
      if (e === 0) continue;
      for (let j = 0; j < k; j++) scores[to + j]! += e * x[row + j]!;
    }
  }
  return scores;
}

/** Σ X'e of each time; t × k. */
export function timeScores(fit: Fit): Float64Array {
  const { k, x, residuals } = fit;
  const { n, t, pattern, patterns } = fit.model;
  const sums = new Float64Array(patterns * t);
  for (let i = 0; i < n; i++) {
    const row = pattern[i]! * t;
    for (let s = 0; s < t; s++) sums[row + s]! += residuals[i * t + s]!;
  }
  const scores = new Float64Array(t * k);
  for (let p = 0; p < patterns; p++) {
    for (let s = 0; s < t; s++) {
      const e = sums[p * t + s]!;
      const row = (p * t + s) * k;
      for (let j = 0; j < k; j++) scores[s * k + j]! += e * x[row + j]!;
    }
  }
  return scores;
}

/** Σ e²·xx' over cells (the meat of White's variance); k × k. */
export function cellMeat(fit: Fit): Float64Array {
  const { k, x, residuals } = fit;
  const { n, t, pattern, patterns } = fit.model;
  const squares = new Float64Array(patterns * t);
  for (let i = 0; i < n; i++) {
    const row = pattern[i]! * t;
    for (let s = 0; s < t; s++) squares[row + s]! += residuals[i * t + s]! ** 2;
  }
  const meat = new Float64Array(k * k);
  for (let row = 0; row < patterns * t; row++) addOuter(meat, k, x, row * k, x, row * k, squares[row]!);
  return meat;
}

/** Σ s s' over the rows of a table of scores; k × k. */
export function meatOf(scores: Float64Array, k: number): Float64Array {
  const meat = new Float64Array(k * k);
  for (let row = 0; row < scores.length; row += k) {
    for (let a = 0; a < k; a++) {
      const left = scores[row + a]!;
      for (let b = a; b < k; b++) meat[a * k + b]! += left * scores[row + b]!;
    }
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) meat[a * k + b] = meat[b * k + a]!;
  return meat;
}

/** meat += weight · a b', of vectors that start at given places. */
export function addOuter(
  meat: Float64Array,
  k: number,
  a: Float64Array,
  fromA: number,
  b: Float64Array,
  fromB: number,
  weight: number,
): void {
  if (weight === 0) return;
  for (let i = 0; i < k; i++) {
    const left = weight * a[fromA + i]!;
    if (left === 0) continue;
    for (let j = 0; j < k; j++) meat[i * k + j]! += left * b[fromB + j]!;
  }
}

/** bread · meat · bread × factor; k × k. */
export function sandwich(bread: Float64Array, meat: Float64Array, k: number, factor = 1): Float64Array {
  const left = multiply(bread, meat, k);
  const out = multiply(left, bread, k);
  for (let a = 0; a < k; a++) {
    for (let b = a; b < k; b++) {
      const value = (factor * (out[a * k + b]! + out[b * k + a]!)) / 2;
      out[a * k + b] = value;
      out[b * k + a] = value;
    }
  }
  return out;
}

function multiply(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let m = 0; m < k; m++) {
      const left = a[i * k + m]!;
      for (let j = 0; j < k; j++) out[i * k + j]! += left * b[m * k + j]!;
    }
  }
  return out;
}
