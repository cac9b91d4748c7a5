import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";

export interface SignFlip {
  p: number;
  exact: boolean;
  /** Sign patterns looked at. */
  patterns: number;
  /** 2/2^q: what p is when all estimates agree in sign. */
  smallest: number;
}

const EXACT_LIMIT = 22;
const TIE = 1e-10;

/**
 * Sign-change test of a zero mean (Canay, Romano and Shaikh 2017): the share of the 2^q sign patterns whose sum is as
 * large in size as the observed one. Above 22 estimates, random patterns, p = (1 + #)/(draws + 1).
 * @throws EvaluationError when random patterns are needed and no generator is given.
 */
export function signFlip(
  estimates: Float64Array,
  options: { draws?: number; random?: Random } = {},
): SignFlip {
  const q = estimates.length;
  let observed = 0;
  for (const value of estimates) observed += value;
  const least = Math.abs(observed) * (1 - TIE);
  const smallest = 2 / 2 ** q;
  if (q <= EXACT_LIMIT) {
    const patterns = 2 ** q;
    return { p: (2 * countHalf(estimates, least)) / patterns, exact: true, patterns, smallest };
  }
  const { draws = 99_999, random } = options;
  if (!random) {
    throw new EvaluationError(
      `${q} estimates have too many sign patterns to go through`,
      { column: "random" },
      "Pass random: seeded(1)",
    );
  }
  let count = 1;
  for (let b = 0; b < draws; b++) {
    let sum = 0;
    let bits = 0;
    for (let j = 0; j < q; j++) {
      if (j % 32 === 0) bits = random.uint32();
      sum += bits & 1 ? estimates[j]! : -estimates[j]!;
      bits >>>= 1;
    }
    if (Math.abs(sum) >= least) count++;
  }
  return { p: count / (draws + 1), exact: false, patterns: draws, smallest };
}

/** Patterns with the last sign fixed: the mirror image of each has the same size. Gray code changes one sign a step. */
function countHalf(estimates: Float64Array, least: number): number {
  const free = estimates.length - 1;
  const signs = new Int8Array(free).fill(1);
  let sum = 0;
  for (const value of estimates) sum += value;
  let count = 0;
  const patterns = 2 ** free;
  for (let code = 1; ; code++) {
    if (Math.abs(sum) >= least) count++;
    if (code === patterns) return count;
    const flip = 31 - Math.clz32(code & -code);
    signs[flip]! *= -1;
    // Summed anew now and then, so that rounding does not build up.
    if ((code & 1023) === 0) {
      sum = estimates[free]!;
      for (let j = 0; j < free; j++) sum += signs[j]! * estimates[j]!;
    } else {
      sum += 2 * signs[flip]! * estimates[flip]!;
    }
  }
}
