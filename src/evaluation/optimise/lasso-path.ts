import { invert } from "./invert.ts";

/** Minimiser at one penalty; between neighbouring knots it changes linearly with the penalty. */
export interface Knot {
  penalty: number;
  u: Float64Array;
}

/**
 * All minimisers of ½u'Qu + g'u + λ‖u‖₁ as λ falls from where u = 0 to 0: homotopy (Osborne, Presnell and Turlach 2000).
 * Exact but for rounding; a coordinate enters when its gradient reaches λ and leaves when it returns to zero.
 * @param q k × k, symmetric, positive definite. @param g length k. @returns knots with falling penalty, the last at 0.
 */
export function lassoPath(q: Float64Array, g: Float64Array, k: number): Knot[] {
  const u = new Float64Array(k);
  const sign = new Int8Array(k);
  let penalty = 0;
  let entering = -1;
  for (let j = 0; j < k; j++) {
    if (Math.abs(g[j]!) > penalty) {
      penalty = Math.abs(g[j]!);
      entering = j;
    }
  }
  const knots: Knot[] = [{ penalty, u: u.slice() }];
  let active: number[] = [];
  let left = -1;
  for (let guard = 0; penalty > 0 && guard < 50 * k + 50; guard++) {
    if (entering >= 0) {
      active.push(entering);
      sign[entering] = gradientAt(q, g, k, u, entering) > 0 ? -1 : 1;
    }
    const direction = pathDirection(q, k, active, sign);
    const event = nextEvent({ q, g, k, u, active, direction, penalty, left });
    for (let a = 0; a < active.length; a++) u[active[a]!]! += event.step * direction[a]!;
    penalty -= event.step;
    left = -1;
    entering = event.entering;
    if (event.leaving >= 0) {
      left = active[event.leaving]!;
      u[left] = 0;
      sign[left] = 0;
      active = active.filter((_, a) => a !== event.leaving);
    }
    if (event.step >= 0 && entering < 0 && event.leaving < 0) penalty = 0;
    knots.push({ penalty, u: u.slice() });
  }
  return knots;
}

/** Change of the active coordinates as λ falls by one: Q_AA · d = sign. */
function pathDirection(q: Float64Array, k: number, active: readonly number[], sign: Int8Array): Float64Array {
  const size = active.length;
  const block = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) block[a * size + b] = q[active[a]! * k + active[b]!]!;
  const scale = Math.max(...active.map((j) => q[j * k + j]!), 1e-300);
  const inverse = invert(
    block.map((value) => value / scale),
    size,
  );
  const out = new Float64Array(size);
  if (!inverse) return out;
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) out[a]! += (inverse[a * size + b]! * sign[active[b]!]!) / scale;
  return out;
}

interface State {
  q: Float64Array;
  g: Float64Array;
  k: number;
  u: Float64Array;
  active: readonly number[];
  direction: Float64Array;
  penalty: number;
  /** Coordinate that has just left and stands at its bound. */
  left: number;
}

function nextEvent(state: State): { step: number; entering: number; leaving: number } {
  const { q, g, k, u, active, direction, penalty, left } = state;
  let step = penalty;
  let entering = -1;
  let leaving = -1;
  active.forEach((j, a) => {
    const zero = -u[j]! / direction[a]!;
    if (zero > 1e-14 * penalty && zero < step) {
      step = zero;
      leaving = a;
    }
  });
  for (let j = 0; j < k; j++) {
    if (active.includes(j)) continue;
    const gradient = gradientAt(q, g, k, u, j);
    let change = 0;
    for (let a = 0; a < active.length; a++) change += q[j * k + active[a]!]! * direction[a]!;
    // The bound ±λ falls by one a step while the gradient moves by `change`.
    for (const side of [1, -1]) {
      const gap = penalty - side * gradient;
      const speed = 1 + side * change;
      if (j === left && gap < 1e-9 * penalty) continue;
      if (!(speed > 1e-14)) continue;
      const reached = Math.max(0, gap / speed);
      if (reached < step) {
        step = reached;
        entering = j;
        leaving = -1;
      }
    }
  }
  return { step, entering, leaving };
}

function gradientAt(q: Float64Array, g: Float64Array, k: number, u: Float64Array, j: number): number {
  let value = g[j]!;
  for (let i = 0; i < k; i++) value += q[j * k + i]! * u[i]!;
  return value;
}

/** The minimiser at a penalty within the path. */
export function onPath(knots: readonly Knot[], penalty: number): Float64Array {
  const after = knots.findIndex((knot) => knot.penalty <= penalty);
  const low = knots[after < 0 ? knots.length - 1 : after] as Knot;
  const high = knots[Math.max(0, after - 1)] as Knot;
  const width = high.penalty - low.penalty;
  const share = width > 0 ? Math.min(1, (penalty - low.penalty) / width) : 0;
  return low.u.map((value, j) => value + share * (high.u[j]! - value));
}
