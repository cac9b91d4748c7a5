import type { Rows } from "./imputation-rows.ts";

/** What an incomplete unit in a slot changes in the normal equations, against one that is observed throughout. */
export interface Change {
  /** Column of ones where observed: comes in with weight 1 / observed. */
  whole: number;
  observed: number;
  /** Column of ones where observed before the slot's date: goes out with weight 1 / before; −1 without such cells. */
  early: number;
  before: number;
  /** Places (time − 1) of missing cells from the slot's date on. */
  late: Int32Array;
}

/** Products of so many columns are kept at most: more would not stay at hand. */
const MOST_KEPT = 640;

/**
 * Columns of a low-rank update, made on demand and known by number. A column is a vector over times: ones before an
 * end, none at missing times; time 0 has no place in it. A single time is its negative, with end 0: only products of a
 * column with itself count.
 */
export class Columns {
  private readonly ends: number[] = [];
  private readonly missing: Int32Array[] = [];
  /** U⁻¹ times the column, and its sums over the times before each. */
  private readonly solved: Float64Array[] = [];
  private readonly sums: Float64Array[] = [];
  private readonly changes: (Change | undefined)[] = [];
  private readonly wholes: (number | undefined)[] = [];
  private readonly starts: (number | undefined)[] = [];
  private readonly singles: (number | undefined)[] = [];
  private readonly kept: number;
  private readonly products: Float64Array;

  constructor(
    private readonly rows: Rows,
    private readonly inverse: Float64Array,
    dates: number,
  ) {
    const incomplete = rows.complete.length - rows.complete.reduce((sum, one) => sum + one, 0);
    this.kept = Math.min(MOST_KEPT, (incomplete + 1) * (dates + 1) + rows.k);
    this.products = new Float64Array(this.kept * this.kept).fill(Number.NaN);
  }

  /** Ones before a time. */
  start(end: number): number {
    this.starts[end] ??= this.make(end, []);
    return this.starts[end];
  }

  /** A single time, by its place. */
  single(place: number): number {
    this.singles[place] ??= this.make(0, [place]);
    return this.singles[place];
  }

  change(i: number, from: number): Change {
    const key = i * this.rows.panel.t + from;
    return this.changes[key] ?? this.makeChange(i, from, key);
  }

  /** aᵀU⁻¹b. */
  product(a: number, b: number): number {
    const { kept, products } = this;
    if (a >= kept || b >= kept) return this.times(a, this.solved[b]!, 0, this.sums[b]!);
    const known = products[a * kept + b]!;
    if (!Number.isNaN(known)) return known;
    const value = this.times(a, this.solved[b]!, 0, this.sums[b]!);
    products[a * kept + b] = value;
    products[b * kept + a] = value;
    return value;
  }

  /** Column times the vector that stands in x from `at` on, whose sums are at hand. */
  times(column: number, x: Float64Array, at: number, sums: Float64Array): number {
    const missing = this.missing[column]!;
    let total = sums[this.ends[column]!]!;
    for (let p = 0; p < missing.length; p++) total -= x[at + missing[p]!]!;
    return total;
  }

  private makeChange(i: number, from: number, key: number): Change {
    const { t, observed } = this.rows.panel;
    const missing: number[] = [];
    let before = 0;
    let count = 0;
    for (let s = 0; s < t; s++) {
      if (!observed[i * t + s]) {
        if (s > 0) missing.push(s - 1);
        continue;
      }
      count++;
      if (s < from) before++;
    }
    this.wholes[i] ??= this.make(t, missing);
    const early = missing.filter((p) => p + 1 < from);
    const change = {
      whole: this.wholes[i],
      observed: count,
      early: before === 0 ? -1 : this.make(from, early),
      before,
      late: Int32Array.from(missing.filter((p) => p + 1 >= from)),
    };
    this.changes[key] = change;
    return change;
  }

  private make(end: number, missing: readonly number[]): number {
    const { k } = this.rows;
    const solved = new Float64Array(k);
    const { inverse } = this;
    for (let p = 0; p + 1 < end; p++) for (let q = 0; q < k; q++) solved[q]! += inverse[p * k + q]!;
    for (const p of missing) for (let q = 0; q < k; q++) solved[q]! -= inverse[p * k + q]!;
    const sums = new Float64Array(k + 2);
    sumsInto(solved, 0, k, sums);
    this.ends.push(end);
    this.missing.push(Int32Array.from(missing));
    this.solved.push(solved);
    this.sums.push(sums);
    return this.ends.length - 1;
  }
}

/** Sums over the times before each of the vector that stands in x from `at` on; k + 2 entries. */
export function sumsInto(x: Float64Array, at: number, k: number, out: Float64Array): void {
  let total = 0;
  out[0] = 0;
  out[1] = 0;
  for (let p = 0; p < k; p++) {
    total += x[at + p]!;
    out[p + 2] = total;
  }
}
