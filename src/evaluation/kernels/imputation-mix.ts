import type { Columns } from "./imputation-columns.ts";

/**
 * Which columns an assignment brings into the normal equations, and by which weights: those that come in first, then
 * those that go out.
 */
export class Mix {
  count = 0;
  readonly columns: Int32Array;
  /** One over each weight; negative for what goes out. */
  readonly inverse: Float64Array;
  private readonly late: Float64Array;
  private readonly dated: Float64Array;
  private readonly dates: readonly number[];

  constructor(
    private readonly of: Columns,
    private readonly complete: Uint8Array,
    private readonly from: Int32Array,
    private readonly t: number,
    /** Most columns. */
    readonly most: number,
  ) {
    this.columns = new Int32Array(most + 1);
    this.inverse = new Float64Array(most + 1);
    this.late = new Float64Array(t);
    this.dated = new Float64Array(t);
    this.dates = [...new Set(from)];
  }

  /** @returns false where there would be too many. */
  fill(assigned: Int32Array): boolean {
    this.count = 0;
    const units = this.comeIn(assigned);
    if (units === 0) return true;
    this.comeInByDate();
    this.goOut(assigned);
    // The usual equations put in units observed throughout.
    this.add(this.of.start(this.t), -this.t / units);
    return this.count <= this.most;
  }

  private comeIn(assigned: Int32Array): number {
    const { complete, from, of, late, dated } = this;
    late.fill(0);
    dated.fill(0);
    let units = 0;
    for (let j = 0; j < assigned.length; j++) {
      const i = assigned[j]!;
      if (complete[i]) continue;
      const change = of.change(i, from[j]!);
      this.add(change.whole, change.observed);
      units++;
      dated[from[j]!]! += 1;
      for (let p = 0; p < change.late.length; p++) late[change.late[p]!]! += 1;
    }
    return units;
  }

  /** The usual equations took out cells before a date (none that count at the first times), and all cells after it. */
  private comeInByDate(): void {
    const { dates, dated, late, of, t } = this;
    for (let d = 0; d < dates.length; d++) {
      const date = dates[d]!;
      if (date > 1 && dated[date]! > 0) this.add(of.start(date), date / dated[date]!);
    }
    for (let p = 0; p < t - 1; p++) if (late[p]! > 0) this.add(of.single(p), 1 / late[p]!);
  }

  private goOut(assigned: Int32Array): void {
    const { complete, from, of } = this;
    for (let j = 0; j < assigned.length; j++) {
      const i = assigned[j]!;
      if (complete[i]) continue;
      const { early, before } = of.change(i, from[j]!);
      if (early >= 0) this.add(early, -before);
    }
  }

  private add(column: number, inverse: number): void {
    if (this.count <= this.most) {
      this.columns[this.count] = column;
      this.inverse[this.count] = inverse;
      this.count++;
    }
  }
}
