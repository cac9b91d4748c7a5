import { frankWolfeWeights } from "../optimise/frank-wolfe.ts";
import { simplexWeights } from "../optimise/simplex-weights.ts";

/** "exact": the minimum; "frank_wolfe": the unfinished iterate that published numbers rest on. */
export type Solver = "exact" | "frank_wolfe";

export interface FittedWeights {
  weights: Float64Array<ArrayBuffer>;
  /** Mean squared misfit plus penalty. */
  objective: number;
  /** The minimum lies at most this far below the objective. */
  gap: number;
}

export interface WeightProblem {
  /** k columns of length m, then the target as column k; overwritten. */
  columns: Float64Array;
  k: number;
  m: number;
  /** Penalty: zeta² times the squared length of the weights. */
  zeta: number;
  /** Let the target differ from the weighted columns by a constant. */
  intercept: boolean;
}

/** Weights on the simplex with which the columns come closest to the target in mean square. */
export function closestWeights(problem: WeightProblem, solver: Solver, noise: number): FittedWeights {
  const { columns, k, m, zeta } = problem;
  if (problem.intercept) for (let j = 0; j <= k; j++) centre(columns, j * m, m);
  const iterate =
    solver === "frank_wolfe"
      ? frankWolfeWeights(columns, k, m, zeta, { decrease: (1e-5 * noise) ** 2, steps: 10_000 })
      : null;
  // Differences to the target keep digits that the products of large levels would lose.
  const target = columns.slice(k * m, (k + 1) * m);
  for (let j = 0; j < k; j++) for (let i = 0; i < m; i++) columns[j * m + i]! -= target[i]!;
  const q = crossProducts(columns, k, m, zeta * zeta);
  const weights = iterate ?? Float64Array.from(simplexWeights(q, new Float64Array(k), k).weights);
  return { weights, ...judge(columns, k, m, zeta, weights) };
}

function crossProducts(columns: Float64Array, k: number, m: number, ridge: number): Float64Array {
  const q = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let i = 0; i < m; i++) product += columns[a * m + i]! * columns[b * m + i]!;
      q[a * k + b] = product / m;
      q[b * k + a] = product / m;
    }
    q[a * k + a]! += ridge;
  }
  return q;
}

/** Objective and duality gap, from the misfits themselves. */
function judge(
  columns: Float64Array,
  k: number,
  m: number,
  zeta: number,
  weights: Float64Array,
): { objective: number; gap: number } {
  const misfit = new Float64Array(m);
  let length = 0;
  for (let j = 0; j < k; j++) {
    length += weights[j]! ** 2;
    for (let i = 0; i < m; i++) misfit[i]! += weights[j]! * columns[j * m + i]!;
  }
  let square = 0;
  for (const value of misfit) square += value * value;
  const objective = square / m + zeta * zeta * length;
  let lowest = Number.POSITIVE_INFINITY;
  for (let j = 0; j < k; j++) {
    let slope = zeta * zeta * weights[j]!;
    for (let i = 0; i < m; i++) slope += (misfit[i]! * columns[j * m + i]!) / m;
    lowest = Math.min(lowest, slope);
  }
  return { objective, gap: Math.max(0, 2 * (objective - lowest)) };
}

function centre(x: Float64Array, from: number, count: number): void {
  let mean = 0;
  for (let i = 0; i < count; i++) mean += x[from + i]!;
  mean /= count;
  for (let i = 0; i < count; i++) x[from + i]! -= mean;
}
