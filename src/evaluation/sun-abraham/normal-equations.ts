import type { Panel } from "../core/panel.ts";
import { semidefiniteInverse } from "../regression/semidefinite.ts";
import { groupBlocks } from "./blocks.ts";
import type { Design } from "./design.ts";
import type { Solution } from "./solution.ts";

/** A coefficient that keeps less than this share of its column's square once those before it are out is collinear. */
const COLLINEAR = 1e-10;

/**
 * Any panel, slower than `separate`: unit effects are absorbed, time effects solved out, and the coefficients follow from a system of their own
 * size. Coefficients that are collinear with effects and coefficients before them are dropped.
 */
export function normalEquations(panel: Panel, design: Design): Solution {
  const { t } = panel;
  const { cells } = design;
  const groups = design.first.length + 1;
  const k = cells.length;
  const { blocks, right } = groupBlocks(panel, design);
  const total = new Float64Array(t * t);
  const totalRight = new Float64Array(t);
  for (let g = 0; g < groups; g++) {
    for (let p = 0; p < t * t; p++) total[p]! += blocks[g * t * t + p]!;
    for (let s = 0; s < t; s++) totalRight[s]! += right[g * t + s]!;
  }
  const timeInverse = semidefiniteInverse(total, t).inverse;
  const spread = products(blocks, timeInverse, groups, t);

  const system = new Float64Array(k * k);
  const rightSide = new Float64Array(k);
  for (let a = 0; a < k; a++) {
    const { cohort: g, time: s } = cells[a]!;
    const row = (g * t + s) * t;
    rightSide[a] = right[g * t + s]!;
    for (let u = 0; u < t; u++) rightSide[a]! -= spread[row + u]! * totalRight[u]!;
    for (let b = 0; b <= a; b++) {
      const { cohort: h, time: v } = cells[b]!;
      let value = g === h ? blocks[row + v]! : 0;
      for (let u = 0; u < t; u++) value -= spread[row + u]! * blocks[(h * t + u) * t + v]!;
      system[a * k + b] = value;
      system[b * k + a] = value;
    }
  }
  // Pivots are judged against the column before time effects came out, too: a column they span leaves rounding only.
  const { inverse, kept } = semidefiniteInverse(guarded(system, cells, blocks, t), k, COLLINEAR);
  const solve = (b: Float64Array): Float64Array => {
    const x = new Float64Array(k);
    for (let j = 0; j < k; j++) {
      const factor = b[j]!;
      if (factor !== 0) for (let i = 0; i < k; i++) x[i]! += inverse[j * k + i]! * factor;
    }
    return x;
  };
  const solved = solve(rightSide);

  /** Values of groups at times when coefficients are `x` and `b` stands on the right-hand side of the times. */
  function perGroup(x: Float64Array, b: Float64Array): Float64Array {
    const rest = Float64Array.from(b);
    cells.forEach(({ cohort, time }, j) => {
      if (x[j] === 0) return;
      for (let u = 0; u < t; u++) rest[u]! -= blocks[(cohort * t + u) * t + time]! * x[j]!;
    });
    const out = new Float64Array(groups * t);
    for (let s = 0; s < t; s++) {
      let value = 0;
      for (let u = 0; u < t; u++) value += timeInverse[s * t + u]! * rest[u]!;
      for (let g = 0; g < groups; g++) out[g * t + s] = value;
    }
    cells.forEach(({ cohort, time }, j) => {
      out[cohort * t + time]! += x[j]!;
    });
    return out;
  }

  const none = new Float64Array(t);
  return {
    coefficients: solved.map((value, j) => (kept[j] ? value : Number.NaN)),
    fitted: perGroup(solved, totalRight),
    influence: (weights) => perGroup(solve(weights), none),
    dropped: cells.map((_, j) => j).filter((j) => !kept[j]),
  };
}

/** Each group's block times the inverse of the time block. */
function products(blocks: Float64Array, inverse: Float64Array, groups: number, t: number): Float64Array {
  const out = new Float64Array(groups * t * t);
  for (let row = 0; row < groups * t; row++) {
    for (let u = 0; u < t; u++) {
      const left = blocks[row * t + u]!;
      if (left === 0) continue;
      for (let v = 0; v < t; v++) out[row * t + v]! += left * inverse[u * t + v]!;
    }
  }
  return out;
}

/** Sets columns to zero that time effects span: what is left of their diagonal is rounding. */
function guarded(
  system: Float64Array,
  cells: Design["cells"],
  blocks: Float64Array,
  t: number,
): Float64Array {
  const k = cells.length;
  cells.forEach(({ cohort, time }, j) => {
    const own = blocks[(cohort * t + time) * t + time]!;
    if (system[j * k + j]! > COLLINEAR * own) return;
    for (let m = 0; m < k; m++) {
      system[j * k + m] = 0;
      system[m * k + j] = 0;
    }
  });
  return system;
}
