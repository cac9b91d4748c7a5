import type { Panel } from "../core/panel.ts";
import { cholesky, cholSolve } from "../numeric/cholesky.ts";
import { completeUnits, type Kernel, type Series, seriesOf, slotsOf } from "./kernel.ts";

/**
 * Imputation (Borusyak, Jaravel and Spiess): unit and time effects from untreated cells only, the effect being the mean
 * over treated cells of what they leave. An assignment changes the normal equations of the time effects only by the
 * rows of its treated units; on a balanced panel only their right-hand side.
 */
export function imputationKernel(panel: Panel): Kernel {
  const { n, t } = panel;
  const k = t - 1;
  const slots = slotsOf(panel);
  const series = seriesOf(panel, slots);
  const rows = new Rows(panel, series);
  const normalAll = new Float64Array(k * k);
  const rightAll = [new Float64Array(k), new Float64Array(k)] as const;
  for (let i = 0; i < n; i++) {
    rows.addNormal(i, t, 1, normalAll);
    for (const m of [0, 1] as const) rows.addRight(i, t, 1, m, rightAll[m]);
  }
  const factorOf = panel.balanced
    ? constantFactor(rows, slots, normalAll, k)
    : changingFactor(rows, slots.from, normalAll, k, t);
  const changes = [new RightChanges(rows, 0, k, t), new RightChanges(rows, 1, k, t)] as const;
  const right = new Float64Array(k);
  const total = new Float64Array(2);

  function effect(assigned: Int32Array, l: Float64Array, m: 0 | 1): number {
    right.set(rightAll[m]);
    for (let j = 0; j < assigned.length; j++) {
      const change = changes[m].of(assigned[j]!, slots.from[j]!);
      for (let p = 0; p < k; p++) right[p]! += change[p]!;
    }
    const time = cholSolve(l, k, right);
    total.fill(0);
    for (let j = 0; j < assigned.length; j++) rows.addEffects(assigned[j]!, slots.from[j]!, m, time, total);
    return total[0]! / total[1]!;
  }

  return {
    slots,
    evaluate(assigned, out) {
      const l = factorOf(assigned);
      out[0] = l ? effect(assigned, l, 0) : Number.NaN;
      if (out.length > 1) out[1] = l ? effect(assigned, l, 1) : Number.NaN;
    },
  };
}

/** On a balanced panel the matrix is the same whichever units are treated. */
function constantFactor(rows: Rows, slots: Kernel["slots"], all: Float64Array, k: number) {
  const normal = Float64Array.from(all);
  slots.units.forEach((i, j) => {
    rows.addNormal(i, k + 1, -1, normal);
    rows.addNormal(i, slots.from[j]!, 1, normal);
  });
  const l = cholesky(normal, k, 1e-11);
  return () => l;
}

/**
 * The matrix as it would be were all units in the slots observed throughout, and for the others what they change in it:
 * kept, as the same pairs come up again and again; lower triangles only.
 */
function changingFactor(rows: Rows, from: Int32Array, all: Float64Array, k: number, t: number) {
  const usual = Float64Array.from(all);
  for (const start of from) rows.addComplete(start, usual);
  const packed = lowerOf(usual, k);
  const changes: (Float64Array | undefined)[] = [];
  const work = new Float64Array(packed.length);
  const normal = new Float64Array(k * k);
  const changeOf = (i: number, start: number) => {
    const key = i * t + start;
    let change = changes[key];
    if (!change) {
      const whole = new Float64Array(k * k);
      rows.addComplete(start, whole);
      for (let p = 0; p < whole.length; p++) whole[p] = -whole[p]!;
      rows.addNormal(i, t, -1, whole);
      rows.addNormal(i, start, 1, whole);
      change = lowerOf(whole, k);
      changes[key] = change;
    }
    return change;
  };
  return (assigned: Int32Array) => {
    work.set(packed);
    for (let j = 0; j < assigned.length; j++) {
      if (rows.complete[assigned[j]!]) continue;
      const change = changeOf(assigned[j]!, from[j]!);
      for (let p = 0; p < work.length; p++) work[p]! += change[p]!;
    }
    for (let i = 0, at = 0; i < k; i++) for (let j = 0; j <= i; j++) normal[i * k + j] = work[at++]!;
    return cholesky(normal, k, 1e-11);
  };
}

function lowerOf(a: Float64Array, k: number): Float64Array {
  const out = new Float64Array((k * (k + 1)) / 2);
  for (let i = 0, at = 0; i < k; i++) for (let j = 0; j <= i; j++) out[at++] = a[i * k + j]!;
  return out;
}

/** By how much a unit in a slot changes the right-hand side. */
class RightChanges {
  private readonly known: (Float64Array | undefined)[] = [];
  constructor(
    private readonly rows: Rows,
    private readonly m: 0 | 1,
    private readonly k: number,
    private readonly t: number,
  ) {}

  of(i: number, from: number): Float64Array {
    const key = i * this.t + from;
    let change = this.known[key];
    if (!change) {
      change = new Float64Array(this.k);
      this.rows.addRight(i, this.t, -1, this.m, change);
      this.rows.addRight(i, from, 1, this.m, change);
      this.known[key] = change;
    }
    return change;
  }
}

/** A unit's part in the normal equations of the time effects (time 0 has none), its own effect absorbed. */
class Rows {
  /** 1 where a unit is observed at every time. */
  readonly complete: Uint8Array;

  constructor(
    private readonly panel: Panel,
    private readonly series: Series,
  ) {
    this.complete = completeUnits(panel);
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

  /** Adds to out[0] what unit i's treated cells leave, to out[1] their number; nothing without untreated cells. */
  addEffects(i: number, from: number, m: 0 | 1, time: Float64Array, out: Float64Array): void {
    const { t, observed } = this.panel;
    const x = this.series[m];
    const row = i * t;
    let before = 0;
    let after = 0;
    let sumBefore = 0;
    let sumAfter = 0;
    for (let s = 0; s < t; s++) {
      if (!observed[row + s]) continue;
      const rest = x[row + s]! - (s > 0 ? time[s - 1]! : 0);
      if (s < from) {
        before++;
        sumBefore += rest;
      } else {
        after++;
        sumAfter += rest;
      }
    }
    if (before === 0) return;
    out[0]! += sumAfter - (after * sumBefore) / before;
    out[1]! += after;
  }
}
