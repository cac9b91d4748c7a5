import type { Rows } from "./imputation-rows.ts";

/** Below this share of its diagonal a pivot is rounding: the time effects cannot be told. */
const NOTHING = 1e-11;

/**
 * An assignment by its own normal equations, factored anew: what the treated units ask of the time effects is solved
 * for once and serves both series.
 */
export class DirectEffects {
  private readonly k: number;
  /** Lower triangle, row by row, were all units in the slots observed throughout. */
  private readonly usual: Float64Array;
  private readonly changes: (Float64Array | undefined)[] = [];
  private readonly work: Float64Array;
  private readonly asks: Float64Array;
  private readonly right: readonly [Float64Array, Float64Array];

  constructor(
    private readonly rows: Rows,
    private readonly from: Int32Array,
    usual: Float64Array,
    private readonly rightAll: readonly [Float64Array, Float64Array],
  ) {
    const { k } = rows;
    this.k = k;
    this.usual = lowerOf(usual, k);
    this.work = new Float64Array(this.usual.length);
    this.asks = new Float64Array(k);
    this.right = [new Float64Array(k), new Float64Array(k)];
  }

  /** Writes the effects on outcome and treatment; NaN where nothing is identified. */
  evaluate(assigned: Int32Array, out: Float64Array): void {
    const { rows, from, asks, right, k } = this;
    const own = [0, 0];
    let cells = 0;
    asks.fill(0);
    for (const m of [0, 1] as const) right[m].set(this.rightAll[m]);
    for (let j = 0; j < assigned.length; j++) {
      const piece = rows.piece(assigned[j]!, from[j]!);
      own[0]! += piece.own[0];
      own[1]! += piece.own[1];
      cells += piece.cells;
      for (let p = 0; p < k; p++) {
        asks[p]! += piece.asks[p]!;
        right[0][p]! += piece.right[0][p]!;
        right[1][p]! += piece.right[1][p]!;
      }
    }
    const found = this.solve(assigned);
    for (let m = 0; m < Math.min(2, out.length); m++) {
      let drop = 0;
      for (let p = 0; p < k; p++) drop += asks[p]! * right[m as 0 | 1][p]!;
      out[m] = found ? (own[m]! - drop) / cells : Number.NaN;
    }
  }

  /** Puts N⁻¹ times `asks` in its place. @returns false where N is singular. */
  private solve(assigned: Int32Array): boolean {
    const { work, rows, from, asks, k } = this;
    work.set(this.usual);
    for (let j = 0; j < assigned.length; j++) {
      if (rows.complete[assigned[j]!]) continue;
      const change = this.changeOf(assigned[j]!, from[j]!);
      for (let p = 0; p < work.length; p++) work[p]! += change[p]!;
    }
    if (!factor(work, k)) return false;
    solveFactored(work, k, asks);
    return true;
  }

  /** By how much a unit in a slot differs from one observed throughout; lower triangle. */
  private changeOf(i: number, start: number): Float64Array {
    const { t } = this.rows.panel;
    const key = i * t + start;
    const known = this.changes[key];
    if (known) return known;
    const whole = new Float64Array(this.k * this.k);
    this.rows.addComplete(start, whole);
    for (let p = 0; p < whole.length; p++) whole[p] = -whole[p]!;
    this.rows.addNormal(i, t, -1, whole);
    this.rows.addNormal(i, start, 1, whole);
    const change = lowerOf(whole, this.k);
    this.changes[key] = change;
    return change;
  }
}

function lowerOf(a: Float64Array, k: number): Float64Array {
  const out = new Float64Array((k * (k + 1)) / 2);
  for (let i = 0, at = 0; i < k; i++) for (let j = 0; j <= i; j++) out[at++] = a[i * k + j]!;
  return out;
}

/** Cholesky in place on a packed lower triangle. @returns false where it is not positive definite. */
function factor(a: Float64Array, k: number): boolean {
  for (let i = 0; i < k; i++) {
    const row = (i * (i + 1)) / 2;
    const floor = NOTHING * Math.abs(a[row + i]!);
    for (let j = 0, other = 0; j < i; j++, other += j) {
      let value = a[row + j]!;
      for (let m = 0; m < j; m++) value -= a[row + m]! * a[other + m]!;
      a[row + j] = value / a[other + j]!;
    }
    let diagonal = a[row + i]!;
    for (let m = 0; m < i; m++) diagonal -= a[row + m]! * a[row + m]!;
    if (!(diagonal > floor)) return false;
    a[row + i] = Math.sqrt(diagonal);
  }
  return true;
}

function solveFactored(l: Float64Array, k: number, x: Float64Array): void {
  for (let i = 0, row = 0; i < k; i++, row += i) {
    let value = x[i]!;
    for (let m = 0; m < i; m++) value -= l[row + m]! * x[m]!;
    x[i] = value / l[row + i]!;
  }
  for (let i = k - 1; i >= 0; i--) {
    const row = (i * (i + 1)) / 2;
    const value = x[i]! / l[row + i]!;
    x[i] = value;
    for (let m = 0; m < i; m++) x[m]! -= l[row + m]! * value;
  }
}
