import type { Panel } from "../core/panel.ts";
import { twoWay } from "../numeric/two-way.ts";
import { type Kernel, project, seriesOf, slotsOf } from "./kernel.ts";

/**
 * Static two-way fixed effects, as D'My / D'MD (Frisch–Waugh–Lovell) with M the projection off unit and time effects:
 * My is made once, and each assignment needs only the rows of its treated units.
 */
export function twfeKernel(panel: Panel): Kernel {
  const { n, t, observed } = panel;
  const slots = slotsOf(panel);
  const ways = twoWay(observed, n, t);
  const [outcome, treatment] = seriesOf(panel, slots);
  const outcomeTails = suffixSums(project(ways, outcome, observed), n, t);
  const treatmentTails = suffixSums(project(ways, treatment, observed), n, t);
  const denominator = panel.balanced
    ? balancedDenominator(panel, ways)
    : generalDenominator(panel, ways.timeBlock, slots.from);
  return {
    slots,
    evaluate(assigned, out) {
      let y = 0;
      let d = 0;
      for (let k = 0; k < assigned.length; k++) {
        const cell = assigned[k]! * t + slots.from[k]!;
        y += outcomeTails[cell]!;
        d += treatmentTails[cell]!;
      }
      const q = denominator(assigned);
      out[0] = y / q;
      if (out.length > 1) out[1] = d / q;
    },
  };
}

/** Entry (i, s): the sum over times s and later. */
function suffixSums(x: Float64Array, n: number, t: number): Float64Array {
  const out = Float64Array.from(x);
  for (let i = 0; i < n; i++) for (let s = t - 2; s >= 0; s--) out[i * t + s]! += out[i * t + s + 1]!;
  return out;
}

/** On a balanced panel D'MD is the same whichever units are treated. */
function balancedDenominator(panel: Panel, ways: ReturnType<typeof twoWay>): () => number {
  const [, treatment] = seriesOf({ ...panel, covariates: [] });
  let q = 0;
  for (const value of project(ways, treatment, panel.observed)) q += value * value;
  return () => q;
}

/** D'MD for one assignment: the treated rows decide it, with the time block solved for their column sums. */
function generalDenominator(
  panel: Panel,
  block: ReturnType<typeof twoWay>["timeBlock"],
  from: Int32Array,
): (assigned: Int32Array) => number {
  const { n, t, observed } = panel;
  const counts = suffixSums(Float64Array.from(observed), n, t);
  const kept = Int32Array.from(block.kept);
  const right = new Float64Array(kept.length);
  return (assigned) => {
    right.fill(0);
    let total = 0;
    for (let k = 0; k < assigned.length; k++) {
      const row = assigned[k]! * t;
      const start = from[k]!;
      const treated = counts[row + start]!;
      const share = counts[row] === 0 ? 0 : treated / counts[row]!;
      total += treated * (1 - share);
      for (let p = 0; p < kept.length; p++) {
        if (observed[row + kept[p]!]) right[p]! += (kept[p]! >= start ? 1 : 0) - share;
      }
    }
    const before = total;
    const solved = block.solve(right);
    for (let p = 0; p < right.length; p++) total -= right[p]! * solved[p]!;
    // Nothing but rounding is left where treatment is a matter of units and times alone: no effect is identified.
    return total > 1e-10 * before ? total : Number.NaN;
  };
}
