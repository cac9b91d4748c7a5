import type { Panel } from "../core/panel.ts";
import type { Design } from "./design.ts";
import type { Solution } from "./solution.ts";

/**
 * Balanced, unweighted panel with a reference group: each coefficient is the 2×2 difference of a cohort's and the
 * reference group's means between a time and the cohort's reference time.
 */
export function closedForm(panel: Panel, design: Design): Solution {
  const { n, t, outcome } = panel;
  const { cells, group, reference, sizes } = design;
  const never = design.first.length;
  const means = new Float64Array((never + 1) * t);
  for (let i = 0; i < n; i++) {
    const to = group[i]! * t;
    for (let s = 0; s < t; s++) means[to + s]! += outcome[i * t + s]!;
  }
  for (let g = 0; g <= never; g++) for (let s = 0; s < t; s++) means[g * t + s]! /= sizes[g]!;

  const change = (g: number, s: number, r: number) => means[g * t + s]! - means[g * t + r]!;
  const coefficients = Float64Array.from(
    cells,
    ({ cohort, time }) => change(cohort, time, reference[cohort]!) - change(never, time, reference[cohort]!),
  );

  function influence(weights: Float64Array): Float64Array {
    const out = new Float64Array((never + 1) * t);
    cells.forEach(({ cohort, time }, k) => {
      const weight = weights[k]!;
      if (weight === 0) return;
      const r = reference[cohort]!;
      out[cohort * t + time]! += weight / sizes[cohort]!;
      out[cohort * t + r]! -= weight / sizes[cohort]!;
      out[never * t + time]! -= weight / sizes[never]!;
      out[never * t + r]! += weight / sizes[never]!;
    });
    return out;
  }

  return { coefficients, fitted: means, influence, dropped: [] };
}
