import type { GridModel } from "./model.ts";
import { patternSizes } from "./model.ts";
import { semidefiniteInverse } from "./semidefinite.ts";

/** Takes unit effects (and trends) and time effects out of columns, exactly; all on the scale √weight. */
export interface Absorber {
  /** √weight of each cell, 0 where not in use; patterns × t. */
  root: Float64Array;
  /** Orthonormal columns of the unit effects within a pattern's rows; patterns × t × width. */
  basis: Float64Array;
  width: number;
  /** Generalised inverse of the time block, t × t (zero where there are no time effects). */
  timeInverse: Float64Array;
  /**
   * Parameters taken out: levels and slopes of units, times but one. As fixest does, no more is deducted where trends or
   * unconnected cells make further time effects redundant.
   */
  parameters: { unit: number; time: number; trend: number };
  /** Residual of rows (each t long, of the given patterns, already × √weight) in place. */
  residual(x: Float64Array, pattern: ArrayLike<number>, counts: Float64Array | null): void;
}

export function absorber(model: GridModel): Absorber {
  const { t, patterns } = model;
  const root = rootWeights(model);
  const width = model.effects === "none" ? 0 : model.trends ? 2 : 1;
  const { basis, used, trend } = unitBasis(model, root, width);
  const sizes = patternSizes(model.pattern, patterns);
  const block = model.effects === "twoWay" ? timeBlock(root, basis, sizes, patterns, t, width) : null;
  const inverted = block ? semidefiniteInverse(block, t) : null;
  const timeInverse = inverted?.inverse ?? new Float64Array(t * t);

  function projectUnits(x: Float64Array, row: number, p: number): void {
    for (let b = 0; b < width; b++) {
      let product = 0;
      for (let s = 0; s < t; s++) product += basis[(p * t + s) * width + b]! * x[row + s]!;
      for (let s = 0; s < t; s++) x[row + s]! -= product * basis[(p * t + s) * width + b]!;
    }
  }

  function residual(x: Float64Array, pattern: ArrayLike<number>, counts: Float64Array | null): void {
    const rows = pattern.length;
    const right = new Float64Array(t);
    for (let i = 0; i < rows; i++) {
      const p = pattern[i]!;
      projectUnits(x, i * t, p);
      if (!inverted) continue;
      const count = counts ? counts[i]! : 1;
      for (let s = 0; s < t; s++) right[s]! += count * root[p * t + s]! * x[i * t + s]!;
    }
    if (!inverted) return;
    const time = new Float64Array(t);
    for (let s = 0; s < t; s++) {
      for (let u = 0; u < t; u++) time[s]! += timeInverse[s * t + u]! * right[u]!;
    }
    for (let i = 0; i < rows; i++) {
      const p = pattern[i]!;
      for (let s = 0; s < t; s++) x[i * t + s]! -= root[p * t + s]! * time[s]!;
      projectUnits(x, i * t, p);
    }
  }

  return {
    root,
    basis,
    width,
    timeInverse,
    parameters: { unit: used, time: inverted ? timesInUse(root, t) - 1 : 0, trend },
    residual,
  };
}

function rootWeights(model: GridModel): Float64Array {
  const root = new Float64Array(model.patterns * model.t);
  for (let cell = 0; cell < root.length; cell++) {
    if (model.observed[cell]) root[cell] = model.weights ? Math.sqrt(model.weights[cell]!) : 1;
  }
  return root;
}

/** Level and, if asked, slope of each pattern by Gram–Schmidt; a slope needs two times. */
function unitBasis(model: GridModel, root: Float64Array, width: number) {
  const { t, patterns, times } = model;
  const basis = new Float64Array(patterns * t * Math.max(width, 0));
  const sizes = patternSizes(model.pattern, patterns);
  const middle = ((times[0] ?? 0) + (times[t - 1] ?? 0)) / 2;
  let used = 0;
  let trend = 0;
  for (let p = 0; p < patterns && width > 0; p++) {
    let total = 0;
    let moment = 0;
    for (let s = 0; s < t; s++) {
      const w = root[p * t + s]! ** 2;
      total += w;
      moment += w * (times[s]! - middle);
    }
    if (total === 0) continue;
    used += sizes[p]!;
    for (let s = 0; s < t; s++) basis[(p * t + s) * width] = root[p * t + s]! / Math.sqrt(total);
    if (width < 2) continue;
    let square = 0;
    for (let s = 0; s < t; s++) square += (root[p * t + s]! * (times[s]! - middle - moment / total)) ** 2;
    if (!(square > 0)) continue;
    trend += sizes[p]!;
    for (let s = 0; s < t; s++) {
      basis[(p * t + s) * width + 1] =
        (root[p * t + s]! * (times[s]! - middle - moment / total)) / Math.sqrt(square);
    }
  }
  return { basis, used, trend };
}

function timesInUse(root: Float64Array, t: number): number {
  const used = new Uint8Array(t);
  for (let cell = 0; cell < root.length; cell++) if (root[cell]! > 0) used[cell % t] = 1;
  return used.reduce((total, one) => total + one, 0);
}

/** Cross products of the time dummies once unit effects are out. */
function timeBlock(
  root: Float64Array,
  basis: Float64Array,
  sizes: Float64Array,
  patterns: number,
  t: number,
  width: number,
): Float64Array {
  const a = new Float64Array(t * t);
  for (let p = 0; p < patterns; p++) {
    const size = sizes[p]!;
    for (let s = 0; s < t; s++) {
      const left = size * root[p * t + s]!;
      if (left === 0) continue;
      a[s * t + s]! += left * root[p * t + s]!;
      for (let b = 0; b < width; b++) {
        const scaled = left * basis[(p * t + s) * width + b]!;
        for (let u = 0; u < t; u++) {
          a[s * t + u]! -= scaled * basis[(p * t + u) * width + b]! * root[p * t + u]!;
        }
      }
    }
  }
  return a;
}
