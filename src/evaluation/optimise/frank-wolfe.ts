/** Stopping rule of the iteration. */
export interface FrankWolfeRule {
  /** Stop when a step lowers the objective by no more than this. */
  decrease: number;
  steps: number;
}

/**
 * Weights on the simplex by Frank–Wolfe steps with exact line search (Arkhangelsky et al. 2021, appendix), NOT run to
 * the minimum: published synthetic difference-in-differences numbers are iterates of this rule, first 100 steps from
 * equal weights, then weights up to a quarter of the largest set to zero, then on. For reproducing them only.
 * @param columns k columns of length m, followed by the target as column k.
 */
export function frankWolfeWeights(
  columns: Float64Array,
  k: number,
  m: number,
  zeta: number,
  rule: FrankWolfeRule,
): Float64Array<ArrayBuffer> {
  const weights = new Float64Array(k).fill(1 / k);
  run(columns, k, m, zeta, weights, { ...rule, steps: Math.min(100, rule.steps) });
  sparsify(weights);
  run(columns, k, m, zeta, weights, rule);
  return weights;
}

function run(
  columns: Float64Array,
  k: number,
  m: number,
  zeta: number,
  weights: Float64Array,
  rule: FrankWolfeRule,
): void {
  const ridge = m * zeta * zeta;
  const misfit = new Float64Array(m);
  const gradient = new Float64Array(k);
  let before = Number.POSITIVE_INFINITY;
  for (let step = 1; step <= rule.steps; step++) {
    residual(columns, k, m, weights, misfit);
    frankWolfeStep(columns, k, m, ridge, weights, misfit, gradient);
    residual(columns, k, m, weights, misfit);
    let value = 0;
    for (let i = 0; i < m; i++) value += misfit[i]! ** 2;
    value /= m;
    for (let j = 0; j < k; j++) value += zeta * zeta * weights[j]! ** 2;
    if (step > 1 && before - value <= rule.decrease) return;
    before = value;
  }
}

function frankWolfeStep(
  columns: Float64Array,
  k: number,
  m: number,
  ridge: number,
  weights: Float64Array,
  misfit: Float64Array,
  gradient: Float64Array,
): void {
  let towards = 0;
  for (let j = 0; j < k; j++) {
    let value = ridge * weights[j]!;
    for (let i = 0; i < m; i++) value += misfit[i]! * columns[j * m + i]!;
    gradient[j] = value;
    if (value < gradient[towards]!) towards = j;
  }
  let slope = 0;
  let length = 0;
  for (let j = 0; j < k; j++) {
    const move = (j === towards ? 1 : 0) - weights[j]!;
    slope += gradient[j]! * move;
    length += move * move;
  }
  if (length === 0) return;
  let curvature = ridge * length;
  for (let i = 0; i < m; i++) {
    // The misfit is the fitted value less the target, which the columns do not hold.
    const change = columns[towards * m + i]! - (misfit[i]! + columns[k * m + i]!);
    curvature += change * change;
  }
  const step = Math.min(1, Math.max(0, -slope / curvature));
  for (let j = 0; j < k; j++) weights[j]! += step * ((j === towards ? 1 : 0) - weights[j]!);
}

function residual(
  columns: Float64Array,
  k: number,
  m: number,
  weights: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < m; i++) out[i] = -columns[k * m + i]!;
  for (let j = 0; j < k; j++) {
    const w = weights[j]!;
    if (w === 0) continue;
    for (let i = 0; i < m; i++) out[i]! += w * columns[j * m + i]!;
  }
}

function sparsify(weights: Float64Array): void {
  const bar = Math.max(...weights) / 4;
  let total = 0;
  for (let j = 0; j < weights.length; j++) {
    if (weights[j]! <= bar) weights[j] = 0;
    total += weights[j]!;
  }
  for (let j = 0; j < weights.length; j++) weights[j]! /= total;
}
