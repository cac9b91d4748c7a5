import { eigenSymmetric } from "../numeric/symmetric.ts";
import type { Fit } from "./fit.ts";

/** Units that enter a cluster-robust variance together, and which clusters have the same design. */
export interface Clusters {
  /** n: 0-based cluster of each unit. */
  of: Int32Array;
  count: number;
  /** One entry per distinct design: its units (as patterns) and how many clusters have it. */
  designs: { patterns: number[]; count: number }[];
  /** Design of each cluster. */
  design: Int32Array;
}

/** Clusters with the same patterns in the same number share one decomposition. */
export function clustersOf(fit: Fit, of: Int32Array, count: number): Clusters {
  if (count === of.length && of.every((g, i) => g === i)) return unitsAsClusters(fit, of);
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < of.length; i++) members[of[i]!]!.push(fit.model.pattern[i]!);
  const known = new Map<string, number>();
  const designs: Clusters["designs"] = [];
  const design = new Int32Array(count);
  members.forEach((patterns, g) => {
    patterns.sort((a, b) => a - b);
    const key = patterns.join(",");
    let at = known.get(key);
    if (at === undefined) {
      at = designs.length;
      known.set(key, at);
      designs.push({ patterns, count: 0 });
    }
    designs[at]!.count++;
    design[g] = at;
  });
  return { of, count, designs, design };
}

/** Each unit its own cluster: designs are the patterns. */
function unitsAsClusters(fit: Fit, of: Int32Array): Clusters {
  const designs = Array.from(fit.sizes, (count, p) => ({ patterns: [p], count }));
  return { of, count: of.length, designs, design: fit.model.pattern };
}

/**
 * The block of the hat matrix of one cluster, unit effects apart: H = U·diag(λ)·U', with the columns of the model and
 * the time effects (both free of unit effects). λ = 1 marks a direction that only this cluster informs.
 */
export interface Leverage {
  rows: number;
  rank: number;
  /** rows × rank, orthonormal columns. */
  vectors: Float64Array;
  values: Float64Array;
  /** rows × width: time dummies and columns of the model. */
  z: Float64Array;
  width: number;
}

/** Block diagonal of the time block's inverse and the bread: (Z'Z)⁻¹, width × width. */
export function designInverse(fit: Fit): { inverse: Float64Array; width: number } {
  const { k, bread } = fit;
  const times = fit.absorbed.parameters.time > 0 ? fit.model.t : 0;
  const width = times + k;
  const inverse = new Float64Array(width * width);
  for (let a = 0; a < times; a++) {
    for (let b = 0; b < times; b++) inverse[a * width + b] = fit.absorbed.timeInverse[a * times + b]!;
  }
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) inverse[(times + a) * width + times + b] = bread[a * k + b]!;
  }
  return { inverse, width };
}

export function leverage(
  fit: Fit,
  patterns: readonly number[],
  inverse: Float64Array,
  width: number,
): Leverage {
  const z = designRows(fit, patterns, width);
  const rows = patterns.length * fit.model.t;
  return rows <= width ? byRows(z, rows, width, inverse) : byColumns(z, rows, width, inverse);
}

/** Rows of a cluster: time dummies without unit effects, then the model's columns. */
function designRows(fit: Fit, patterns: readonly number[], width: number): Float64Array {
  const { k, x } = fit;
  const { t } = fit.model;
  const { root, basis, width: unitWidth } = fit.absorbed;
  const times = width - k;
  const z = new Float64Array(patterns.length * t * width);
  patterns.forEach((p, at) => {
    for (let s = 0; s < t; s++) {
      const row = (at * t + s) * width;
      const here = p * t + s;
      for (let u = 0; u < times; u++) {
        let value = s === u ? root[here]! : 0;
        for (let b = 0; b < unitWidth; b++) {
          value -= basis[here * unitWidth + b]! * basis[(p * t + u) * unitWidth + b]! * root[p * t + u]!;
        }
        z[row + u] = value;
      }
      for (let j = 0; j < k; j++) z[row + times + j] = x[here * k + j]!;
    }
  });
  return z;
}

function byRows(z: Float64Array, rows: number, width: number, inverse: Float64Array): Leverage {
  const half = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    for (let m = 0; m < width; m++) {
      const left = z[i * width + m]!;
      if (left === 0) continue;
      for (let j = 0; j < width; j++) half[i * width + j]! += left * inverse[m * width + j]!;
    }
  }
  const hat = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = i; j < rows; j++) {
      let value = 0;
      for (let m = 0; m < width; m++) value += half[i * width + m]! * z[j * width + m]!;
      hat[i * rows + j] = value;
      hat[j * rows + i] = value;
    }
  }
  const { values, vectors } = eigenSymmetric(hat, rows);
  return { rows, rank: rows, vectors, values, z, width };
}

/** For clusters with more rows than the design has columns: the smaller problem S^½·Z'Z·S^½. */
function byColumns(z: Float64Array, rows: number, width: number, inverse: Float64Array): Leverage {
  const factor = symmetricRoot(inverse, width);
  const b = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    for (let m = 0; m < width; m++) {
      const left = z[i * width + m]!;
      if (left === 0) continue;
      for (let j = 0; j < width; j++) b[i * width + j]! += left * factor[m * width + j]!;
    }
  }
  const cross = new Float64Array(width * width);
  for (let i = 0; i < rows; i++) {
    for (let a = 0; a < width; a++) {
      const left = b[i * width + a]!;
      if (left === 0) continue;
      for (let c = 0; c < width; c++) cross[a * width + c]! += left * b[i * width + c]!;
    }
  }
  const { values, vectors } = eigenSymmetric(cross, width);
  const open = Array.from(values.keys()).filter((m) => values[m]! > 1e-13);
  const rank = open.length;
  const out = new Float64Array(rows * rank);
  for (let i = 0; i < rows; i++) {
    open.forEach((m, r) => {
      let value = 0;
      for (let j = 0; j < width; j++) value += b[i * width + j]! * vectors[j * width + m]!;
      out[i * rank + r] = value / Math.sqrt(values[m]!);
    });
  }
  return { rows, rank, vectors: out, values: Float64Array.from(open, (m) => values[m]!), z, width };
}

function symmetricRoot(a: Float64Array, k: number): Float64Array {
  const { values, vectors } = eigenSymmetric(a, k);
  const out = new Float64Array(k * k);
  for (let m = 0; m < k; m++) {
    if (!(values[m]! > 0)) continue;
    const scale = Math.sqrt(values[m]!);
    for (let i = 0; i < k; i++) {
      const left = scale * vectors[i * k + m]!;
      for (let j = 0; j < k; j++) out[i * k + j]! += left * vectors[j * k + m]!;
    }
  }
  return out;
}
