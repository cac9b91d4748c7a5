import type { Random } from "../core/random.ts";
import { studentT } from "../numeric/distributions.ts";
import { betaConfidenceSet } from "../permutation/inversion.ts";
import { type Design, estimateOf } from "./design.ts";

/** An effect δ added to the treated cells is found where δ > above or δ < below. */
export interface Detection {
  above: number;
  below: number;
}

export type PowerTest = "permutation" | "conley-taber" | "cr2";

/** The chosen test on one assignment of dates to untreated series, for every effect at once. */
export type Detector = (assigned: Int32Array, estimate: number) => Detection;

/** Slots filled with distinct units of a pool: `count` rows. */
export function drawAssignments(n: number, slots: number, count: number, random: Random): Int32Array {
  const out = new Int32Array(count * slots);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let b = 0; b < count; b++) {
    for (let k = 0; k < slots; k++) {
      const from = k + random.integer(n - k);
      const unit = order[from]!;
      order[from] = order[k]!;
      order[k] = unit;
      out[b * slots + k] = unit;
    }
  }
  return out;
}

/**
 * Permutation of β. On y + δD the test rejects exactly when 0 is outside the confidence set of y moved by δ, so one
 * inversion a panel serves every δ; and as only the place of the effect changes, β_π(y) is computed once for all panels.
 */
export function permutationDetector(design: Design, draws: number, level: number, random: Random): Detector {
  const { n, slots, cohort, cohorts, gram, base, q } = design;
  const reference = drawAssignments(n, slots, draws, random);
  const values = new Float64Array(draws);
  for (let b = 0; b < draws; b++) {
    values[b] = estimateOf(design, reference.subarray(b * slots, (b + 1) * slots));
  }
  let constant = 0;
  for (const g of cohort) constant += base[g]!;
  const shares = new Float64Array(draws);
  const holds = new Int32Array(n).fill(-1);
  return (assigned, estimate) => {
    for (let k = 0; k < slots; k++) holds[assigned[k]!] = cohort[k]!;
    for (let b = 0; b < draws; b++) {
      let total = constant;
      for (let k = 0; k < slots; k++) {
        const other = holds[reference[b * slots + k]!]!;
        if (other >= 0) total += gram[cohort[k]! * cohorts + other]!;
      }
      shares[b] = total / q;
    }
    for (let k = 0; k < slots; k++) holds[assigned[k]!] = -1;
    const set = betaConfidenceSet(
      {
        statistic: "beta",
        observed: Float64Array.of(estimate, 1),
        columns: [values, shares],
        count: draws,
        total: draws + 1,
        exact: false,
        undefined: 0,
        identity: 0,
      },
      level,
    );
    return {
      above: set.low === null ? Number.POSITIVE_INFINITY : -set.low,
      below: set.high === null ? Number.NEGATIVE_INFINITY : -set.high,
    };
  };
}

/** Conley–Taber: residuals, and so the distribution of chance, do not depend on the effect. */
export function conleyTaberDetector(design: Design, draws: number, level: number, random: Random): Detector {
  const { n, slots, cohort, cohorts, y, base, square } = design;
  const free = n - slots;
  const tuples = Int32Array.from({ length: draws * slots }, () => random.integer(free));
  const sizes = new Float64Array(draws);
  const k = new Float64Array(cohorts * free);
  const taken = new Uint8Array(n);
  const rank = Math.min(draws, Math.floor((1 - level) * draws * (1 + 1e-10)) + 1);
  return (assigned, estimate) => {
    for (const unit of assigned) taken[unit] = 1;
    let at = 0;
    for (let i = 0; i < n; i++) {
      if (taken[i]) continue;
      for (let g = 0; g < cohorts; g++) {
        k[g * free + at] = (y[g * n + i]! - estimate * base[g]!) / square;
      }
      at++;
    }
    for (const unit of assigned) taken[unit] = 0;
    for (let b = 0; b < draws; b++) {
      let total = 0;
      for (let j = 0; j < slots; j++) total += k[cohort[j]! * free + tuples[b * slots + j]!]!;
      sizes[b] = Math.abs(total);
    }
    sizes.sort();
    const critical = sizes[draws - rank]!;
    return { above: critical - estimate, below: -critical - estimate };
  };
}

/**
 * CR2 with Satterthwaite degrees of freedom in closed form for one regressor on a balanced panel (Bell and McCaffrey
 * 2002; Imbens and Kolesár 2016): with h = |D̃_i|²/Q, a = (1 − 1/n − h)^(−1/2), V = Σ (a·s)²/Q².
 * @returns null where it is not defined: a single treated unit.
 */
export function cr2Detector(design: Design, level: number): Detector | null {
  const { n, slots, cohort, cohorts, y, y0, gram, base, flat, q } = design;
  if (slots < 2) return null;
  const rowSquare = Float64Array.from(
    { length: cohorts },
    (_, g) => gram[g * cohorts + g]! + 2 * base[g]! + flat,
  );
  const scale = (square: number) => 1 / Math.sqrt(1 - 1 / n - square / q);
  const flatScale = scale(flat);
  const scales = rowSquare.map(scale);
  const critical = studentT.quantile((1 + level) / 2, satterthwaite(design, rowSquare));
  return (assigned, estimate) => {
    let total = 0;
    for (let i = 0; i < n; i++) total += (flatScale * (y0[i]! - estimate * flat)) ** 2;
    for (let k = 0; k < slots; k++) {
      const i = assigned[k]!;
      const g = cohort[k]!;
      total -= (flatScale * (y0[i]! - estimate * flat)) ** 2;
      total += (scales[g]! * (y[g * n + i]! + y0[i]! - estimate * rowSquare[g]!)) ** 2;
    }
    const margin = (critical * Math.sqrt(total)) / q;
    return { above: margin - estimate, below: -margin - estimate };
  };
}

/** df = (tr P)²/Σ P_jk², P_jk = a_j a_k (1{j=k}|u_j|² − u_j·u_k/n − Q h_j h_k), u the rows of D̃. */
export function satterthwaite(design: Design, rowSquare: Float64Array): number {
  const { n, slots, cohort, cohorts, gram, base, flat, q } = design;
  // One row for each slot, and one that stands for all untreated units.
  const size = slots + 1;
  const count = (j: number) => (j < slots ? 1 : n - slots);
  const product = (j: number, k: number) => {
    const left = j < slots ? base[cohort[j]!]! : 0;
    const right = k < slots ? base[cohort[k]!]! : 0;
    const both = j < slots && k < slots ? gram[cohort[j]! * cohorts + cohort[k]!]! : 0;
    return both + left + right + flat;
  };
  const norm = (j: number) => (j < slots ? rowSquare[cohort[j]!]! : flat);
  const a2 = (j: number) => 1 / (1 - 1 / n - norm(j) / q);
  let trace = 0;
  let squares = 0;
  for (let j = 0; j < size; j++) {
    const own = a2(j) * (norm(j) - norm(j) / n - norm(j) ** 2 / q);
    trace += count(j) * own;
    squares += count(j) * own * own;
    for (let k = 0; k < size; k++) {
      const pairs = j === k ? count(j) * (count(j) - 1) : count(j) * count(k);
      if (pairs > 0) squares += pairs * a2(j) * a2(k) * (product(j, k) / n + (norm(j) * norm(k)) / q) ** 2;
    }
  }
  return (trace * trace) / squares;
}
