import type { Panel } from "../core/panel.ts";
import { completeUnits, type Series } from "./kernel.ts";

/** A unit in a slot: what it changes on the right-hand side, what it asks of the time effects, and its own part. */
export interface Piece {
  /** Change of the right-hand sides, of outcome and treatment. */
  right: readonly [Float64Array, Float64Array];
  /** The unit's effects fall by this times the time effects. */
  asks: Float64Array;
  /** The unit's effects with time effects of zero, of outcome and treatment. */
  own: readonly [number, number];
  /** Treated cells with an effect. */
  cells: number;
}

/** A unit's part in the normal equations of the time effects (time 0 has none), its own effect absorbed. */
export class Rows {
  /** 1 where a unit is observed at every time. */
  readonly complete: Uint8Array;
  readonly k: number;
  private readonly known: (Piece | undefined)[] = [];

  constructor(
    readonly panel: Panel,
    private readonly series: Series,
  ) {
    this.complete = completeUnits(panel);
    this.k = panel.t - 1;
  }

  /** What unit i in a slot means; kept, as the same pairs come up again and again. */
  piece(i: number, from: number): Piece {
    const key = i * this.panel.t + from;
    const known = this.known[key];
    if (known) return known;
    const right = [new Float64Array(this.k), new Float64Array(this.k)] as const;
    for (const m of [0, 1] as const) {
      this.addRight(i, this.panel.t, -1, m, right[m]);
      this.addRight(i, from, 1, m, right[m]);
    }
    const piece = { right, ...this.effects(i, from) };
    this.known[key] = piece;
    return piece;
  }

  /** What a unit observed throughout changes by moving into a slot: only its cells before `until` are left. */
  addComplete(until: number, a: Float64Array): void {
    const { t } = this.panel;
    const k = t - 1;
    for (let s = 1; s < t; s++) {
      for (let u = 1; u < t; u++) {
        const own = s === u ? 1 : 0;
        a[(s - 1) * k + u - 1]! -= own - 1 / t;
        if (s < until && u < until) a[(s - 1) * k + u - 1]! += own - 1 / until;
      }
    }
  }

  /** From the observed cells before time index `until`. */
  addNormal(i: number, until: number, sign: number, a: Float64Array): void {
    const { t, observed } = this.panel;
    const k = t - 1;
    let count = 0;
    for (let s = 0; s < until; s++) count += observed[i * t + s]!;
    for (let s = 1; s < until; s++) {
      if (!observed[i * t + s]) continue;
      a[(s - 1) * k + s - 1]! += sign;
      for (let u = 1; u < until; u++) if (observed[i * t + u]) a[(s - 1) * k + u - 1]! -= sign / count;
    }
  }

  addRight(i: number, until: number, sign: number, m: 0 | 1, b: Float64Array): void {
    const { t, observed } = this.panel;
    const x = this.series[m];
    const row = i * t;
    let count = 0;
    let sum = 0;
    for (let s = 0; s < until; s++) {
      count += observed[row + s]!;
      sum += x[row + s]!;
    }
    if (count === 0) return;
    const mean = sum / count;
    for (let s = 1; s < until; s++) if (observed[row + s]) b[s - 1]! += sign * (x[row + s]! - mean);
  }

  /** The mean of what treated cells leave is a sum over cells; nothing without untreated cells. */
  private effects(i: number, from: number): Omit<Piece, "right"> {
    const { t, observed } = this.panel;
    const asks = new Float64Array(this.k);
    const row = i * t;
    let before = 0;
    let after = 0;
    for (let s = 0; s < t; s++) {
      if (!observed[row + s]) continue;
      if (s < from) before++;
      else after++;
    }
    if (before === 0) return { asks, own: [0, 0], cells: 0 };
    const own: [number, number] = [0, 0];
    for (let s = 0; s < t; s++) {
      if (!observed[row + s]) continue;
      const weight = s < from ? -after / before : 1;
      if (s > 0) asks[s - 1] = weight;
      for (const m of [0, 1] as const) own[m] += weight * this.series[m][row + s]!;
    }
    return { asks, own, cells: after };
  }
}
