/** Weights that are not negative and sum to one, with the proof of how close to the minimum they are. */
export interface SimplexWeights {
  weights: Float64Array;
  /** w'Qw + 2c'w at the weights. */
  value: number;
  /** The minimum lies at most this far below `value` (Frank–Wolfe duality gap). */
  gap: number;
  iterations: number;
}

/** Relative to the mean diagonal of Q: below this, weights of equal fit are told apart by their spread only. */
const RIDGE_FLOOR = 1e-11;

/**
 * Minimises w'Qw + 2c'w over the unit simplex, exactly, by a primal active-set method: on the set of free weights the
 * equality-constrained minimum is found by Cholesky; weights that would turn negative leave, the one with the steepest
 * descent enters. Where Q is singular the answer of (nearly) least Euclidean length is given.
 * @param q n × n, symmetric, positive semidefinite. @param c length n.
 */
export function simplexWeights(q: Float64Array, c: Float64Array, n: number): SimplexWeights {
  let trace = 0;
  for (let j = 0; j < n; j++) trace += q[j * n + j]!;
  const ridge = (RIDGE_FLOOR * trace) / n + Number.MIN_VALUE;
  const free = new FreeSet(q, c, n, ridge);
  const weights = new Float64Array(n);
  const gradient = new Float64Array(n);
  const start = bestVertex(q, c, n);
  weights[start] = 1;
  free.add(start);
  const limit = 50 * n + 100;
  let iterations = 0;
  const scale = trace / n + largest(c);
  for (; iterations < limit; iterations++) {
    const level = descend(free, weights);
    gradientOf(q, c, n, ridge, weights, gradient);
    const entering = steepest(gradient, free, n, level - 1e-12 * scale);
    if (entering < 0 || !free.add(entering)) break;
  }
  return finish(q, c, n, weights, iterations);
}

/** Free weights, in order of entry, with the Cholesky factor of Q + ridge restricted to them. */
class FreeSet {
  readonly members: number[] = [];
  readonly inside: Uint8Array;
  private readonly factor: Float64Array;
  private readonly one: Float64Array;
  private readonly linear: Float64Array;

  constructor(
    private readonly q: Float64Array,
    private readonly c: Float64Array,
    private readonly n: number,
    private readonly ridge: number,
  ) {
    this.inside = new Uint8Array(n);
    this.factor = new Float64Array(n * n);
    this.one = new Float64Array(n);
    this.linear = new Float64Array(n);
  }

  /** @returns false where the weight cannot enter: its column depends on those inside. */
  add(j: number): boolean {
    if (!this.appendRow(j, this.members.length)) return false;
    this.members.push(j);
    this.inside[j] = 1;
    return true;
  }

  remove(position: number): void {
    const [j] = this.members.splice(position, 1);
    this.inside[j as number] = 0;
    for (let m = position; m < this.members.length; m++) this.appendRow(this.members[m]!, m);
  }

  private appendRow(j: number, row: number): boolean {
    const { q, n, factor: l, members } = this;
    let pivot = q[j * n + j]! + this.ridge;
    for (let m = 0; m < row; m++) {
      let value = q[j * n + members[m]!]!;
      for (let p = 0; p < m; p++) value -= l[row * n + p]! * l[m * n + p]!;
      value /= l[m * n + m]!;
      l[row * n + m] = value;
      pivot -= value * value;
    }
    if (!(pivot > this.ridge * 0.01)) return false;
    l[row * n + row] = Math.sqrt(pivot);
    return true;
  }

  /** Minimum over the free weights with sum one, into `target` (by position). @returns the multiplier of the sum. */
  solve(target: Float64Array): number {
    const k = this.members.length;
    for (let m = 0; m < k; m++) {
      this.one[m] = 1;
      this.linear[m] = -this.c[this.members[m]!]!;
    }
    this.backSolve(this.one, k);
    this.backSolve(this.linear, k);
    let sumOne = 0;
    let sumLinear = 0;
    for (let m = 0; m < k; m++) {
      sumOne += this.one[m]!;
      sumLinear += this.linear[m]!;
    }
    const level = (1 - sumLinear) / sumOne;
    for (let m = 0; m < k; m++) target[m] = this.linear[m]! + level * this.one[m]!;
    return level;
  }

  private backSolve(x: Float64Array, k: number): void {
    const { factor: l, n } = this;
    for (let i = 0; i < k; i++) {
      let value = x[i]!;
      for (let m = 0; m < i; m++) value -= l[i * n + m]! * x[m]!;
      x[i] = value / l[i * n + i]!;
    }
    for (let i = k - 1; i >= 0; i--) {
      let value = x[i]!;
      for (let m = i + 1; m < k; m++) value -= l[m * n + i]! * x[m]!;
      x[i] = value / l[i * n + i]!;
    }
  }
}

/** Moves to the minimum on the free set, dropping weights that reach zero on the way. @returns the multiplier. */
function descend(free: FreeSet, weights: Float64Array): number {
  const target = new Float64Array(weights.length);
  for (;;) {
    const level = free.solve(target);
    let step = 1;
    let blocking = -1;
    free.members.forEach((j, m) => {
      if (target[m]! > 0) return;
      const ratio = weights[j]! / (weights[j]! - target[m]!);
      // A weight that has just entered stands at zero and may not be asked to leave for want of room.
      if (ratio < step || (ratio === step && blocking < 0)) {
        step = ratio;
        blocking = m;
      }
    });
    free.members.forEach((j, m) => {
      weights[j] = weights[j]! + step * (target[m]! - weights[j]!);
    });
    if (blocking < 0) return level;
    weights[free.members[blocking]!] = 0;
    if (free.members.length === 1) return level;
    free.remove(blocking);
  }
}

function gradientOf(
  q: Float64Array,
  c: Float64Array,
  n: number,
  ridge: number,
  weights: Float64Array,
  out: Float64Array,
): void {
  for (let j = 0; j < n; j++) out[j] = c[j]! + ridge * weights[j]!;
  for (let i = 0; i < n; i++) {
    const w = weights[i]!;
    if (w === 0) continue;
    for (let j = 0; j < n; j++) out[j]! += w * q[i * n + j]!;
  }
}

function steepest(gradient: Float64Array, free: FreeSet, n: number, below: number): number {
  let best = -1;
  let lowest = below;
  for (let j = 0; j < n; j++) {
    if (free.inside[j] || gradient[j]! >= lowest) continue;
    lowest = gradient[j]!;
    best = j;
  }
  return best;
}

function bestVertex(q: Float64Array, c: Float64Array, n: number): number {
  let best = 0;
  for (let j = 1; j < n; j++) {
    if (q[j * n + j]! + 2 * c[j]! < q[best * n + best]! + 2 * c[best]!) best = j;
  }
  return best;
}

function largest(c: Float64Array): number {
  let out = 0;
  for (const value of c) out = Math.max(out, Math.abs(value));
  return out;
}

/** Weights made to sum to one exactly, and the duality gap g'w − min g of the problem without the floor. */
function finish(
  q: Float64Array,
  c: Float64Array,
  n: number,
  weights: Float64Array,
  iterations: number,
): SimplexWeights {
  let total = 0;
  for (const w of weights) total += w;
  for (let j = 0; j < n; j++) weights[j]! /= total;
  const gradient = new Float64Array(n);
  gradientOf(q, c, n, 0, weights, gradient);
  let lowest = Number.POSITIVE_INFINITY;
  let along = 0;
  let linear = 0;
  for (let j = 0; j < n; j++) {
    lowest = Math.min(lowest, gradient[j]!);
    along += gradient[j]! * weights[j]!;
    linear += c[j]! * weights[j]!;
  }
  return { weights, value: along + linear, gap: Math.max(0, 2 * (along - lowest)), iterations };
}
