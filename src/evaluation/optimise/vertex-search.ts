import { invert } from "./invert.ts";

/**
 * Linear programs over one polyhedron, {γ ≥ 0 : Wᵀγ = e₁} with W of m rows and p columns, for many objectives y in
 * turn: max y'γ, which by duality is min η subject to y ≤ W·(η, δ). Keeps the last vertex, so that an objective near the
 * last one costs a pivot or none. Dense simplex with an explicit inverse; meant for a few dozen rows.
 */
export class VertexSearch {
  /** Value at the optimum; −Infinity where the polyhedron is empty. */
  value = Number.NEGATIVE_INFINITY;
  /** The optimal γ, length m. */
  readonly vertex: Float64Array;
  readonly feasible: boolean;
  /** Rows in the basis; m + i stands for the i-th artificial row. */
  private readonly basis: Int32Array;
  private readonly inBasis: Uint8Array;
  /** Inverse of the basis rows of W: p × p. */
  private readonly inverse: Float64Array;
  /** γ of the basis rows. */
  private readonly level: Float64Array;
  private readonly price: Float64Array;
  private readonly direction: Float64Array;
  private pivots = 0;

  constructor(
    private readonly w: Float64Array,
    readonly m: number,
    readonly p: number,
  ) {
    this.vertex = new Float64Array(m);
    this.basis = Int32Array.from({ length: p }, (_, i) => m + i);
    this.inBasis = new Uint8Array(m + p).fill(1, m);
    this.inverse = new Float64Array(p * p);
    for (let i = 0; i < p; i++) this.inverse[i * p + i] = 1;
    this.level = new Float64Array(p);
    this.level[0] = 1;
    this.price = new Float64Array(p);
    this.direction = new Float64Array(p);
    this.feasible = this.findFeasible();
  }

  /** Maximises y'γ; then `value` and `vertex` hold the optimum. @param y length m. */
  solve(y: Float64Array): void {
    if (!this.feasible) return;
    this.optimise(y, 0);
    this.readVertex();
    let value = 0;
    for (let i = 0; i < this.p; i++) value += this.cost(y, 0, this.basis[i]!) * this.level[i]!;
    this.value = value;
  }

  /**
   * How far t may move from `now` so that the vertex stays optimal for the objective at + slope · t.
   * Call after `solve` with that objective at `now`.
   */
  range(at: Float64Array, slope: Float64Array, now: number): { low: number; high: number } {
    return { low: this.reach(at, slope, now, -1), high: this.reach(at, slope, now, 1) };
  }

  private reach(at: Float64Array, slope: Float64Array, now: number, side: 1 | -1): number {
    const basis = this.basis.slice();
    const inverse = this.inverse.slice();
    const level = this.level.slice();
    let limit = now;
    for (let guard = 0; guard < 20 * this.m; guard++) {
      const blocking = this.firstViolated(at, slope, side, limit);
      if (blocking.row < 0) {
        limit = side * Number.POSITIVE_INFINITY;
        break;
      }
      limit = side > 0 ? Math.max(limit, blocking.t) : Math.min(limit, blocking.t);
      this.directionOf(blocking.row);
      // Another basis of the same vertex: walk on. A true change of vertex: this is the limit.
      const leaving = this.leavingRow(1e-11);
      if (leaving < 0 || this.level[leaving]! > 1e-11) break;
      this.pivot(leaving, blocking.row);
    }
    this.restore(basis, inverse, level);
    return limit;
  }

  /** The row outside the basis whose reduced value first reaches zero as t moves to `side` from `from`. */
  private firstViolated(at: Float64Array, slope: Float64Array, side: 1 | -1, from: number) {
    const first = this.prices(at, 0).slice();
    const second = this.prices(slope, 0).slice();
    let row = -1;
    let t = side * Number.POSITIVE_INFINITY;
    for (let j = 0; j < this.m; j++) {
      if (this.inBasis[j]) continue;
      let a = at[j]!;
      let b = slope[j]!;
      for (let c = 0; c < this.p; c++) {
        a -= this.w[j * this.p + c]! * first[c]!;
        b -= this.w[j * this.p + c]! * second[c]!;
      }
      if (!(side * b > 1e-11)) continue;
      const zero = -a / b;
      const reached = side > 0 ? Math.max(zero, from) : Math.min(zero, from);
      if (side * (reached - t) < 0) {
        t = reached;
        row = j;
      }
    }
    return { row, t };
  }

  private restore(basis: Int32Array, inverse: Float64Array, level: Float64Array): void {
    for (const j of this.basis) this.inBasis[j] = 0;
    this.basis.set(basis);
    for (const j of basis) this.inBasis[j] = 1;
    this.inverse.set(inverse);
    this.level.set(level);
  }

  /** First phase: artificial rows are priced −1 and leave; those that cannot are redundant and stay at zero. */
  private findFeasible(): boolean {
    const zero = new Float64Array(this.m);
    this.optimise(zero, -1);
    for (let i = 0; i < this.p; i++) {
      if (this.basis[i]! < this.m) continue;
      if (this.level[i]! > 1e-9) return false;
      const row = this.rowWithPivot(i);
      if (row < 0) continue;
      this.directionOf(row);
      this.pivot(i, row);
    }
    return true;
  }

  private rowWithPivot(position: number): number {
    for (let j = 0; j < this.m; j++) {
      if (this.inBasis[j]) continue;
      this.directionOf(j);
      if (Math.abs(this.direction[position]!) > 1e-9) return j;
    }
    return -1;
  }

  private cost(y: Float64Array, artificial: number, row: number): number {
    return row < this.m ? y[row]! : artificial;
  }

  /** Solution x of basis rows · x = basis costs: the (η, δ) that goes with the vertex. */
  private prices(y: Float64Array, artificial: number): Float64Array {
    const { p, price, inverse, basis } = this;
    price.fill(0);
    for (let i = 0; i < p; i++) {
      const cost = this.cost(y, artificial, basis[i]!);
      if (cost === 0) continue;
      for (let c = 0; c < p; c++) price[c]! += inverse[c * p + i]! * cost;
    }
    return price;
  }

  private optimise(y: Float64Array, artificial: number): void {
    const { m, p, w } = this;
    let scale = 1e-300;
    for (let j = 0; j < m; j++) scale = Math.max(scale, Math.abs(y[j]!));
    const tolerance = 1e-11 * (artificial === 0 ? scale : 1);
    for (let guard = 0; guard < 200 * (m + p); guard++) {
      const price = this.prices(y, artificial);
      let entering = -1;
      let most = tolerance;
      for (let j = 0; j < m; j++) {
        if (this.inBasis[j]) continue;
        let gain = y[j]!;
        for (let c = 0; c < p; c++) gain -= w[j * p + c]! * price[c]!;
        if (gain <= most) continue;
        entering = j;
        // After many steps take the first that gains (Bland), so that a degenerate vertex cannot turn in circles.
        if (guard > 20 * (m + p)) break;
        most = gain;
      }
      if (entering < 0) return;
      this.directionOf(entering);
      const leaving = this.leavingRow(1e-11);
      if (leaving < 0) return;
      this.pivot(leaving, entering);
    }
  }

  /** How the basis levels fall as row j enters: solves basisᵀ · d = W_j. */
  private directionOf(j: number): void {
    const { p, w, inverse, direction } = this;
    direction.fill(0);
    for (let c = 0; c < p; c++) {
      const value = w[j * p + c]!;
      if (value === 0) continue;
      for (let i = 0; i < p; i++) direction[i]! += inverse[c * p + i]! * value;
    }
  }

  private leavingRow(tolerance: number): number {
    let leaving = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.p; i++) {
      if (this.direction[i]! <= tolerance) continue;
      const ratio = Math.max(0, this.level[i]!) / this.direction[i]!;
      if (ratio < least || (ratio === least && this.basis[i]! < this.basis[leaving]!)) {
        least = ratio;
        leaving = i;
      }
    }
    return leaving;
  }

  private pivot(position: number, entering: number): void {
    const { p, inverse, direction, level } = this;
    const scale = direction[position]!;
    const step = level[position]! / scale;
    for (let i = 0; i < p; i++) level[i] = i === position ? step : level[i]! - step * direction[i]!;
    for (let c = 0; c < p; c++) {
      const value = inverse[c * p + position]! / scale;
      for (let i = 0; i < p; i++) {
        if (i !== position) inverse[c * p + i]! -= value * direction[i]!;
      }
      inverse[c * p + position] = value;
    }
    this.inBasis[this.basis[position]!] = 0;
    this.basis[position] = entering;
    this.inBasis[entering] = 1;
    if (++this.pivots % 100 === 0) this.refactor();
  }

  /** Inverts the basis anew, so that rounding does not pile up over thousands of objectives. */
  private refactor(): void {
    const { p, m, w, basis } = this;
    const rows = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      const row = basis[i]!;
      if (row >= m) rows[i * p + (row - m)] = 1;
      else rows.set(w.subarray(row * p, (row + 1) * p), i * p);
    }
    const inverse = invert(rows, p);
    if (!inverse) return;
    this.inverse.set(inverse);
    // γ of the basis solves basisᵀ · γ = e₁: the first row of the inverse.
    for (let i = 0; i < p; i++) this.level[i] = inverse[i]!;
  }

  private readVertex(): void {
    this.vertex.fill(0);
    for (let i = 0; i < this.p; i++) {
      if (this.basis[i]! < this.m) this.vertex[this.basis[i]!] = Math.max(0, this.level[i]!);
    }
  }
}
