import type { Random } from "../core/random.ts";
import { forEachDraw } from "./functionals.ts";
import type { Problem } from "./problem.ts";
import type { Scheme } from "./weights.ts";

/**
 * What a draw's t statistic is for every null value at once: numerator n0 + τ·n1, squared denominator d0 + τ·d1 + τ²·d2
 * (τ = β̂ − β₀). Without the null imposed n1, d1 and d2 are zero.
 */
export interface Draws {
  count: number;
  n0: Float64Array;
  n1: Float64Array;
  d0: Float64Array;
  d1: Float64Array;
  d2: Float64Array;
}

export function makeDraws(
  problem: Problem,
  scheme: Scheme,
  draws: number | "all",
  random: Random | null,
  imposed: boolean,
): Draws {
  const { rank, squares } = problem;
  // Where v² = 1 the sums of squares are the same in every draw.
  const functionals = scheme.unitSquare
    ? { ...problem.functionals, square: new Float64Array(0), squareCount: 0 }
    : problem.functionals;
  const count = draws === "all" ? 2 ** functionals.clusters : draws;
  const make = () => new Float64Array(count);
  const out: Draws = { count, n0: make(), n1: make(), d0: make(), d1: make(), d2: make() };
  const { linearCount } = functionals;
  const use = imposed ? useImposed : useFree;
  forEachDraw(functionals, scheme, draws, random, use);
  return out;

  function useFree(sums: Float64Array, from: number, draw: number): void {
    let d0 = scheme.unitSquare ? squares[0] : sums[from + linearCount]!;
    for (let r = 0; r < rank; r++) {
      const at = from + 1 + 2 * r;
      const f = sums[at]!;
      d0 += f * (f - 2 * sums[at + 1]!);
    }
    out.n0[draw] = sums[from]!;
    out.d0[draw] = d0;
  }

  function useImposed(sums: Float64Array, from: number, draw: number): void {
    const at = from + linearCount;
    let d0 = scheme.unitSquare ? squares[0] : sums[at]!;
    let d1 = scheme.unitSquare ? squares[1] : sums[at + 1]!;
    let d2 = scheme.unitSquare ? squares[2] : sums[at + 2]!;
    for (let r = 0; r < rank; r++) {
      const here = from + 2 + 4 * r;
      const f0 = sums[here]!;
      const f1 = sums[here + 1]!;
      const p0 = sums[here + 2]!;
      const p1 = sums[here + 3]!;
      d0 += f0 * (f0 - 2 * p0);
      d1 += 2 * (f0 * f1 - p0 * f1 - p1 * f0);
      d2 += f1 * (f1 - 2 * p1);
    }
    out.n0[draw] = sums[from]!;
    out.n1[draw] = sums[from + 1]!;
    out.d0[draw] = d0;
    out.d1[draw] = d1;
    out.d2[draw] = d2;
  }
}
