import type { CoxDesign } from "./design.ts";

/** Sums over a risk set and over those of it who die; r = weight × exp(η − shift). */
export interface RiskSums {
  /** Σ r, Σ r·x, Σ r·x·x′ (lower triangle) over all at risk. */
  s0: number;
  s1: Float64Array;
  s2: Float64Array;
  /** The same over those who die now. */
  d0: number;
  d1: Float64Array;
  d2: Float64Array;
  /** Σ weight, Σ weight·x and Σ weight·(η − shift) of those who die. */
  weight: number;
  dx: Float64Array;
  eta: number;
  deaths: number;
}

export interface Risk {
  eta: Float64Array;
  /** weight × exp(η − shift). */
  r: Float64Array;
  shift: number;
}

/** η = x′β + offset; the largest is taken off before exp. @param beta in standardised units. */
export function riskOf(design: CoxDesign, beta: Float64Array): Risk {
  const { n, k, x, weights, offset } = design;
  const eta = new Float64Array(n);
  const r = new Float64Array(n);
  let shift = Number.NEGATIVE_INFINITY;
  for (let p = 0; p < n; p++) {
    let value = offset ? offset[p]! : 0;
    for (let j = 0; j < k; j++) value += x[p * k + j]! * beta[j]!;
    eta[p] = value;
    if (value > shift) shift = value;
  }
  for (let p = 0; p < n; p++) {
    eta[p]! -= shift;
    r[p] = Math.exp(eta[p]!) * (weights ? weights[p]! : 1);
  }
  return { eta, r, shift };
}

/** Below this share of the largest sum so far, what removals left may be rounding: the sum is taken anew. */
const WORN = 1e-9;

/**
 * Visits every event time from the latest to the first of each stratum. Rows join at their stop and leave at their
 * start, so that the whole costs O(rows). The sums are reused: read them during the visit only.
 */
export function sweep(
  design: CoxDesign,
  risk: Risk,
  second: boolean,
  visit: (e: number, sums: RiskSums) => void,
): void {
  const { k, x, weights, sets } = design;
  const { r, eta } = risk;
  const { toOffset, fromOffset, byFrom, stratumOf, event, from } = sets;
  const m = sets.times.length;
  const sums = emptySums(k);
  const { s1, s2, d1, d2, dx } = sums;
  let peak = 0;
  let stratumEnd = m;

  const add = (p: number, sign: number) => {
    const weight = sign * r[p]!;
    sums.s0 += weight;
    const base = p * k;
    for (let a = 0; a < k; a++) {
      const wa = weight * x[base + a]!;
      s1[a]! += wa;
      if (second) for (let b = 0; b <= a; b++) s2[a * k + b]! += wa * x[base + b]!;
    }
  };
  const clear = () => {
    sums.s0 = 0;
    s1.fill(0);
    s2.fill(0);
    peak = 0;
  };
  const addDeath = (p: number) => {
    const weight = r[p]!;
    const own = weights ? weights[p]! : 1;
    sums.deaths++;
    sums.weight += own;
    sums.eta += own * eta[p]!;
    sums.d0 += weight;
    const base = p * k;
    for (let a = 0; a < k; a++) {
      const xa = x[base + a]!;
      dx[a]! += own * xa;
      d1[a]! += weight * xa;
      if (second) for (let b = 0; b <= a; b++) d2[a * k + b]! += weight * xa * x[base + b]!;
    }
  };

  for (let e = m - 1; e >= 0; e--) {
    if (e === m - 1 || stratumOf[e] !== stratumOf[e + 1]) {
      clear();
      stratumEnd = e + 1;
    } else {
      for (let q = fromOffset[e + 1]!; q < fromOffset[e + 2]!; q++) add(byFrom[q]!, -1);
    }
    sums.deaths = sums.weight = sums.eta = sums.d0 = 0;
    dx.fill(0);
    d1.fill(0);
    d2.fill(0);
    for (let p = toOffset[e]!; p < toOffset[e + 1]!; p++) {
      add(p, 1);
      if (event[p]) addDeath(p);
    }
    if (sums.s0 > peak) peak = sums.s0;
    else if (sums.s0 < WORN * peak) {
      clear();
      for (let p = toOffset[e]!; p < toOffset[stratumEnd]!; p++) if (from[p]! <= e) add(p, 1);
      peak = sums.s0;
    }
    visit(e, sums);
  }
}

function emptySums(k: number): RiskSums {
  return {
    s0: 0,
    s1: new Float64Array(k),
    s2: new Float64Array(k * k),
    d0: 0,
    d1: new Float64Array(k),
    d2: new Float64Array(k * k),
    weight: 0,
    dx: new Float64Array(k),
    eta: 0,
    deaths: 0,
  };
}
