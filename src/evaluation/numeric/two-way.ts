import { EvaluationError } from "../core/errors.ts";
import { cholesky, cholSolve } from "./cholesky.ts";

/** Projects off unit and time effects, exactly, on any pattern of observed cells. */
export interface TwoWay {
  /** Changes `x` (n × t) in place to its residual from unit and time effects; unobserved cells become 0. */
  demean(x: Float64Array): void;
  /** Number of parameters absorbed: units + times in use − connected components. */
  absorbed: number;
  /**
   * The effects themselves, for imputing other cells: the first identified time of each connected component has effect
   * 0. NaN where a unit or a time has no observed cell.
   */
  effects(y: Float64Array): { unit: Float64Array; time: Float64Array };
  /** The normal equations of the time effects, units absorbed: which times have an effect of their own, and a solver. */
  timeBlock: { kept: readonly number[]; solve(right: Float64Array): Float64Array };
  /** Component of each unit and time (cells of two components cannot be compared); −1 where unobserved. */
  components: { unit: Int32Array; time: Int32Array; count: number };
}

/**
 * Weighted two-way within transformation. Units are absorbed, and the remaining (times − components) normal equations
 * are solved by Cholesky: no iteration, no tolerance to choose.
 * @param observed n × t, row-major, 1 = cell in use. @param weights n × t, positive where observed.
 */
export function twoWay(
  observed: Uint8Array,
  n: number,
  t: number,
  weights: Float64Array | null = null,
): TwoWay {
  const components = findComponents(observed, n, t);
  const balanced = weights === null && observed.every((cell) => cell === 1);
  const unitTotal = new Float64Array(n);
  const w = (cell: number) => (weights === null ? 1 : weights[cell]!);
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) if (observed[i * t + s]) unitTotal[i]! += w(i * t + s);
  }
  const { kept, position } = keptTimes(components, t);
  const factor = balanced ? null : normalFactor();

  let used = 0;
  for (const component of components.unit) if (component >= 0) used++;
  for (const component of components.time) if (component >= 0) used++;

  function normalFactor(): Float64Array {
    const k = kept.length;
    const a = new Float64Array(k * k);
    for (let i = 0; i < n; i++) {
      if (unitTotal[i] === 0) continue;
      for (let s = 0; s < t; s++) {
        const p = position[s]!;
        if (p < 0 || !observed[i * t + s]) continue;
        const left = w(i * t + s);
        a[p * k + p]! += left;
        for (let u = 0; u < t; u++) {
          const q = position[u]!;
          if (q < 0 || !observed[i * t + u]) continue;
          a[p * k + q]! -= (left * w(i * t + u)) / unitTotal[i]!;
        }
      }
    }
    const l = cholesky(a, k, 1e-13);
    if (!l) {
      throw new EvaluationError(
        "Unit and time effects cannot be told apart in these cells",
        {},
        "Check the weights: they must be positive numbers of similar size",
      );
    }
    return l;
  }

  function timeEffects(x: Float64Array): Float64Array {
    const k = kept.length;
    const right = new Float64Array(k);
    for (let i = 0; i < n; i++) {
      if (unitTotal[i] === 0) continue;
      const mean = unitMean(x, i);
      for (let s = 0; s < t; s++) {
        const p = position[s]!;
        if (p >= 0 && observed[i * t + s]) right[p]! += w(i * t + s) * (x[i * t + s]! - mean);
      }
    }
    const solved = cholSolve(factor as Float64Array, k, right);
    const time = new Float64Array(t);
    for (let p = 0; p < k; p++) time[kept[p]!] = solved[p]!;
    return time;
  }

  function unitMean(x: Float64Array, i: number, time?: Float64Array): number {
    let total = 0;
    for (let s = 0; s < t; s++) {
      const cell = i * t + s;
      if (observed[cell]) total += w(cell) * (x[cell]! - (time ? time[s]! : 0));
    }
    return total / unitTotal[i]!;
  }

  function demeanBalanced(x: Float64Array): void {
    const columns = new Float64Array(t);
    for (let i = 0; i < n; i++) {
      let total = 0;
      for (let s = 0; s < t; s++) total += x[i * t + s]!;
      const mean = total / t;
      for (let s = 0; s < t; s++) {
        x[i * t + s]! -= mean;
        columns[s]! += x[i * t + s]!;
      }
    }
    for (let s = 0; s < t; s++) columns[s]! /= n;
    for (let i = 0; i < n; i++) for (let s = 0; s < t; s++) x[i * t + s]! -= columns[s]!;
  }

  function demeanGeneral(x: Float64Array): void {
    const time = timeEffects(x);
    for (let i = 0; i < n; i++) {
      const mean = unitTotal[i]! > 0 ? unitMean(x, i, time) : 0;
      for (let s = 0; s < t; s++) {
        const cell = i * t + s;
        x[cell] = observed[cell] ? x[cell]! - time[s]! - mean : 0;
      }
    }
  }

  function effectsOf(y: Float64Array) {
    const time = factor ? timeEffects(y) : balancedTimes(y, n, t);
    const unit = new Float64Array(n).fill(Number.NaN);
    for (let i = 0; i < n; i++) if (unitTotal[i]! > 0) unit[i] = unitMean(y, i, time);
    for (let s = 0; s < t; s++) if (components.time[s]! < 0) time[s] = Number.NaN;
    return { unit, time };
  }

  return {
    demean: balanced ? demeanBalanced : demeanGeneral,
    absorbed: used - components.count,
    effects: effectsOf,
    timeBlock: { kept, solve: (right) => cholSolve(factor ?? normalFactor(), kept.length, right) },
    components,
  };
}

function balancedTimes(y: Float64Array, n: number, t: number): Float64Array {
  const time = new Float64Array(t);
  for (let i = 0; i < n; i++) for (let s = 0; s < t; s++) time[s]! += y[i * t + s]! / n;
  const first = time[0]!;
  for (let s = 0; s < t; s++) time[s]! -= first;
  return time;
}

/** The times with an effect of their own (all but the first of each component), and where each stands among them. */
function keptTimes(components: TwoWay["components"], t: number) {
  const kept: number[] = [];
  const position = new Int32Array(t).fill(-1);
  const seen = new Set<number>();
  for (let s = 0; s < t; s++) {
    const component = components.time[s]!;
    if (component < 0) continue;
    if (!seen.has(component)) {
      seen.add(component);
      continue;
    }
    position[s] = kept.length;
    kept.push(s);
  }
  return { kept, position };
}

/** Connected components of the graph between units and times, by union–find on the times. */
function findComponents(observed: Uint8Array, n: number, t: number): TwoWay["components"] {
  const parent = Int32Array.from({ length: t }, (_, s) => s);
  const root = (s: number): number => {
    let at = s;
    while (parent[at] !== at) at = parent[at]!;
    parent[s] = at;
    return at;
  };
  const seen = new Uint8Array(t);
  const firstOf = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      if (!observed[i * t + s]) continue;
      seen[s] = 1;
      if (firstOf[i]! < 0) firstOf[i] = s;
      else parent[root(s)] = root(firstOf[i]!);
    }
  }
  const ids = new Map<number, number>();
  const time = new Int32Array(t).fill(-1);
  for (let s = 0; s < t; s++) {
    if (!seen[s]) continue;
    const r = root(s);
    if (!ids.has(r)) ids.set(r, ids.size);
    time[s] = ids.get(r) as number;
  }
  const unit = firstOf.map((s) => (s < 0 ? -1 : time[s]!));
  return { unit, time, count: ids.size };
}
