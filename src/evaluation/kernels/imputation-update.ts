import { cholesky, cholInverse } from "../numeric/cholesky.ts";
import { Columns, sumsInto } from "./imputation-columns.ts";
import { Mix } from "./imputation-mix.ts";
import type { Rows } from "./imputation-rows.ts";

/** Usual equations with a smaller pivot than this, as a share of the diagonal, are not built upon. */
const SOUND = 1e-6;
/** A pivot of the update below this share of its own size: the assignment is solved directly. */
const CLEAR = 1e-4;

/**
 * An assignment by a low-rank update of the usual normal equations U, those of slots filled with units observed
 * throughout (Woodbury): N = U + V·D·Vᵀ, the columns V being the observed cells of the incomplete units. What comes in
 * (D > 0) stands first, so that the update can be factored without pivoting: its first block is positive definite and,
 * as N is, what is left of the rest negative definite.
 */
export class UpdatedEffects {
  private readonly k: number;
  private readonly columns: Columns;
  private readonly mix: Mix;
  /**
   * Of each unit in each slot: U⁻¹ times its right-hand sides, its own effects, and, against a unit observed throughout
   * in the same slot (which has none), its cells, U⁻¹ times what it asks, and what it asks.
   */
  private readonly blocks: (Float64Array | undefined)[] = [];
  /** The same of all units untreated and of slots filled with units observed throughout. */
  private readonly base: Float64Array;
  private readonly sum: Float64Array;
  private readonly sums: readonly [Float64Array, Float64Array, Float64Array];
  private readonly lower: Float64Array;
  private readonly pivots: Float64Array;
  /** L⁻¹Vᵀ times the three vectors that were added up. */
  private readonly solved: readonly [Float64Array, Float64Array, Float64Array];
  private readonly raw: Float64Array;

  private constructor(
    private readonly rows: Rows,
    private readonly from: Int32Array,
    private readonly inverse: Float64Array,
    right: readonly [Float64Array, Float64Array],
    most: number,
  ) {
    const { k } = rows;
    this.k = k;
    this.columns = new Columns(rows, inverse, new Set(from).size);
    this.mix = new Mix(this.columns, rows.complete, from, k + 1, most);
    this.base = new Float64Array(4 * k + 3);
    this.sum = new Float64Array(4 * k + 3);
    for (const m of [0, 1] as const) multiply(inverse, k, right[m], this.base, m * k);
    for (const start of from) this.addAsks(completeAsks(k, start), k + 1 - start, this.base, 1);
    this.sums = [new Float64Array(k + 2), new Float64Array(k + 2), new Float64Array(k + 2)];
    this.lower = new Float64Array(most * most);
    this.pivots = new Float64Array(most);
    this.solved = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
    this.raw = new Float64Array(most);
  }

  /** Null where the usual equations are singular, or a slot's date leaves it nothing to compare with. */
  static of(
    rows: Rows,
    from: Int32Array,
    usual: Float64Array,
    right: readonly [Float64Array, Float64Array],
  ): UpdatedEffects | null {
    const l = from.includes(0) ? null : cholesky(usual, rows.k, SOUND);
    // With more columns than this an update takes longer than equations of its own.
    const most = Math.max(1, Math.floor(0.8 * rows.k));
    return l && new UpdatedEffects(rows, from, cholInverse(l, rows.k), right, most);
  }

  /** As `DirectEffects.evaluate`. @returns false, having written nothing, where the assignment is to be solved directly. */
  evaluate(assigned: Int32Array, out: Float64Array): boolean {
    const { k, sum, sums, solved, pivots, mix } = this;
    if (!mix.fill(assigned)) return false;
    this.addUp(assigned);
    const both = out.length > 1;
    if (mix.count > 0) {
      sumsInto(sum, 0, k, sums[0]);
      if (both) sumsInto(sum, k, k, sums[1]);
      sumsInto(sum, 2 * k + 3, k, sums[2]);
      if (!this.factor(both)) return false;
    }
    const cells = sum[2 * k + 2]!;
    const asks = 3 * k + 3;
    for (let m = 0; m < (both ? 2 : 1); m++) {
      let drop = 0;
      for (let p = 0; p < k; p++) drop += sum[asks + p]! * sum[m * k + p]!;
      const mine = solved[m as 0 | 1];
      for (let a = 0; a < mix.count; a++) drop -= (mine[a]! * solved[2][a]!) / pivots[a]!;
      out[m] = (sum[2 * k + m]! - drop) / cells;
    }
    return true;
  }

  private addUp(assigned: Int32Array): void {
    const { sum, from, blocks, k } = this;
    sum.set(this.base);
    for (let j = 0; j < assigned.length; j++) {
      const key = assigned[j]! * (k + 1) + from[j]!;
      const block = blocks[key] ?? this.makeBlock(assigned[j]!, from[j]!, key);
      for (let p = 0; p < block.length; p++) sum[p]! += block[p]!;
    }
  }

  private makeBlock(i: number, from: number, key: number): Float64Array {
    const { k, inverse, rows } = this;
    const { right, asks, own, cells } = rows.piece(i, from);
    const block = new Float64Array(rows.complete[i] ? 2 * k + 2 : 4 * k + 3);
    for (const m of [0, 1] as const) {
      multiply(inverse, k, right[m], block, m * k);
      block[2 * k + m] = own[m];
    }
    if (!rows.complete[i]) {
      this.addAsks(asks, cells, block, 1);
      this.addAsks(completeAsks(k, from), k + 1 - from, block, -1);
    }
    this.blocks[key] = block;
    return block;
  }

  private addAsks(asks: Float64Array, cells: number, to: Float64Array, sign: number): void {
    const { k } = this;
    to[2 * k + 2]! += sign * cells;
    const signed = asks.map((value) => sign * value);
    multiply(this.inverse, k, signed, to, 2 * k + 3);
    for (let p = 0; p < k; p++) to[3 * k + 3 + p]! += signed[p]!;
  }

  /** L·diag(pivots)·Lᵀ = D⁻¹ + VᵀU⁻¹V, row by row. @returns false where a pivot is not clear. */
  private factor(both: boolean): boolean {
    const { mix, columns, lower, pivots, raw, k, sum, sums, solved } = this;
    const { count } = mix;
    for (let a = 0; a < count; a++) {
      const column = mix.columns[a]!;
      const row = a * count;
      const size = mix.inverse[a]!;
      let pivot = size + columns.product(column, column);
      let outcome = columns.times(column, sum, 0, sums[0]);
      let treatment = both ? columns.times(column, sum, k, sums[1]) : 0;
      let asks = columns.times(column, sum, 2 * k + 3, sums[2]);
      for (let b = 0, before = 0; b < a; b++, before += count) {
        let value = columns.product(mix.columns[b]!, column);
        for (let m = 0; m < b; m++) value -= raw[m]! * lower[before + m]!;
        raw[b] = value;
        const entry = value / pivots[b]!;
        lower[row + b] = entry;
        pivot -= value * entry;
        outcome -= entry * solved[0][b]!;
        treatment -= entry * solved[1][b]!;
        asks -= entry * solved[2][b]!;
      }
      if (!(size > 0 ? pivot > CLEAR * size : pivot < CLEAR * size)) return false;
      pivots[a] = pivot;
      solved[0][a] = outcome;
      solved[1][a] = treatment;
      solved[2][a] = asks;
    }
    return true;
  }
}

/** What a unit observed throughout asks of the time effects. */
function completeAsks(k: number, from: number): Float64Array {
  return Float64Array.from({ length: k }, (_, p) => (p + 1 < from ? -(k + 1 - from) / from : 1));
}

/** Adds a symmetric matrix times x to `out` from `at` on. */
function multiply(a: Float64Array, k: number, x: Float64Array, out: Float64Array, at: number): void {
  for (let p = 0; p < k; p++) {
    const value = x[p]!;
    if (value === 0) continue;
    for (let q = 0; q < k; q++) out[at + q]! += value * a[p * k + q]!;
  }
}
