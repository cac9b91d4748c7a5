import { EvaluationError } from "../core/errors.ts";

/** One entry per hypothesis, in the order given. */
export interface RomanoWolf {
  /** Step-down: adjusted for the hypotheses not yet rejected. */
  p: number[];
  /** Adjusted for all hypotheses at once. */
  singleStep: number[];
  raw: number[];
}

const TIE = 1e-10;

/**
 * Step-down p-values from the joint null distribution of the statistics (Romano and Wolf 2005, 2016): hypotheses in
 * order of |t|; p_j = (1 + #{draws whose largest |t*| over the remaining ones reaches |t_j|})/(B + 1), none smaller
 * than the one before. Keeps the correlation between outcomes.
 * @param t observed statistics. @param draws B × k, row-major, drawn under the null. @param exact all draws there are,
 * the observed one among them: then p is the plain share.
 */
export function romanoWolf(t: ArrayLike<number>, draws: Float64Array, exact = false): RomanoWolf {
  const k = t.length;
  const b = draws.length / k;
  if (k === 0 || !Number.isInteger(b) || b === 0) {
    throw new EvaluationError(
      "The draws do not fit the number of hypotheses",
      { column: "draws" },
      "Give one column of draws for each statistic",
    );
  }
  const size = Float64Array.from(t, Math.abs);
  const order = [...size.keys()].sort((x, y) => size[y]! - size[x]! || x - y);
  const raw = new Float64Array(k);
  const single = new Float64Array(k);
  const step = new Float64Array(k);
  for (let row = 0; row < b; row++) {
    // From the weakest hypothesis up, the running maximum is the maximum over those not yet dealt with.
    let largest = 0;
    for (let j = k - 1; j >= 0; j--) {
      const at = order[j]!;
      const value = reach(draws[row * k + at]!);
      const needed = size[at]! * (1 - TIE);
      if (value >= needed) raw[at]!++;
      largest = Math.max(largest, value);
      if (largest >= needed) step[at]!++;
    }
    for (let at = 0; at < k; at++) if (largest >= size[at]! * (1 - TIE)) single[at]!++;
  }
  const extra = exact ? 0 : 1;
  const share = (count: number) => (extra + count) / (b + extra);
  const p = new Array<number>(k).fill(0);
  let running = 0;
  for (const at of order) {
    running = Math.max(running, share(step[at]!));
    p[at] = running;
  }
  return { p, singleStep: Array.from(single, share), raw: Array.from(raw, share) };
}

/** An undefined statistic counts as extreme. */
const reach = (value: number) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value));
