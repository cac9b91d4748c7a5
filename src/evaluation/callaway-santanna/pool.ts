import { cholesky, cholSolve } from "../numeric/cholesky.ts";

/** A run of rows. */
export interface Group {
  from: number;
  to: number;
}

/** Rows of a 2×2 of repeated cross-sections: treated at base, treated now, controls at base, controls now. */
export interface Pool {
  rows: number;
  k: number;
  /** Rows × k, row-major. */
  z: Float64Array;
  outcome: Float64Array;
  /** Unit whose influence the row adds to. */
  unit: Int32Array;
  weights: Float64Array | null;
  groups: readonly [Group, Group, Group, Group];
}

export interface Regression {
  beta: Float64Array;
  /** Adds sign · gradientᵀ · (influence of beta) to ψ of the rows regressed on. */
  influence: (gradient: Float64Array, sign: number, psi: Float64Array) => void;
}

export function linear(z: Float64Array, k: number, i: number, b: Float64Array): number {
  let total = 0;
  for (let j = 0; j < k; j++) total += z[i * k + j]! * b[j]!;
  return total;
}

export function fitted(pool: Pool, beta: Float64Array): Float64Array {
  const out = new Float64Array(pool.rows);
  for (let i = 0; i < pool.rows; i++) out[i] = linear(pool.z, pool.k, i, beta);
  return out;
}

/** Weighted least squares of the outcome on z within a group; null where z is rank deficient there. */
export function regress(pool: Pool, { from, to }: Group): Regression | null {
  const { z, k, outcome, weights } = pool;
  const matrix = new Float64Array(k * k);
  const right = new Float64Array(k);
  for (let i = from; i < to; i++) {
    const w = weights ? weights[i]! : 1;
    for (let a = 0; a < k; a++) {
      const scaled = w * z[i * k + a]!;
      right[a]! += scaled * outcome[i]!;
      for (let b = 0; b < k; b++) matrix[a * k + b]! += scaled * z[i * k + b]!;
    }
  }
  const factor = cholesky(matrix, k, 1e-11);
  if (!factor) return null;
  const beta = cholSolve(factor, k, right);
  return {
    beta,
    influence(gradient, sign, psi) {
      const solved = cholSolve(factor, k, gradient);
      for (let i = from; i < to; i++) {
        const w = weights ? weights[i]! : 1;
        psi[i]! += sign * w * (outcome[i]! - linear(z, k, i, beta)) * linear(z, k, i, solved);
      }
    },
  };
}

/**
 * Mean of `values` over a group by `weights` (one a row of the pool; null = all 1); adds its influence,
 * sign · w/Σw · (value − mean), to ψ.
 */
export function meanOf(
  group: Group,
  values: Float64Array,
  weights: Float64Array | null,
  sign: number,
  psi: Float64Array,
): number {
  let total = 0;
  let mean = 0;
  for (let i = group.from; i < group.to; i++) {
    const w = weights ? weights[i]! : 1;
    total += w;
    mean += w * values[i]!;
  }
  mean /= total;
  for (let i = group.from; i < group.to; i++) {
    const w = weights ? weights[i]! : 1;
    psi[i]! += ((sign * w) / total) * (values[i]! - mean);
  }
  return mean;
}

/** Mean of z over a group by `weights`. */
export function centre(pool: Pool, group: Group, weights: Float64Array | null): Float64Array {
  return directions(pool, group, weights, null);
}

/** How the mean of `values` by odds moves with the coefficients of the log odds: Σ w(value − mean)z/Σw. */
export function oddsGradient(
  pool: Pool,
  group: Group,
  values: Float64Array,
  odds: Float64Array,
  mean: number,
): Float64Array {
  return directions(
    pool,
    group,
    odds,
    values.map((value) => value - mean),
  );
}

function directions(
  { z, k }: Pool,
  { from, to }: Group,
  weights: Float64Array | null,
  values: Float64Array | null,
): Float64Array {
  const out = new Float64Array(k);
  let total = 0;
  for (let i = from; i < to; i++) {
    const w = weights ? weights[i]! : 1;
    total += w;
    const scaled = values ? w * values[i]! : w;
    for (let j = 0; j < k; j++) out[j]! += scaled * z[i * k + j]!;
  }
  return out.map((value) => value / total);
}
