import type { Panel } from "../core/panel.ts";
import { semidefiniteInverse } from "../regression/semidefinite.ts";
import { groupBlocks } from "./blocks.ts";
import type { Design } from "./design.ts";
import type { Solution } from "./solution.ts";

/**
 * The saturated regression falls apart into a two-way fit within each group: a coefficient is the difference of a
 * cohort's and the reference group's changes between a time and the cohort's reference time. On a balanced panel these
 * are differences of means.
 * @returns null where a group's own cells do not connect its times, so that groups have to lean on one another.
 */
export function separate(panel: Panel, design: Design): Solution | null {
  const { t } = panel;
  const { cells, reference } = design;
  const never = design.first.length;
  if (reference.some((s) => s < 0)) return null;
  const { blocks, right } = groupBlocks(panel, design);
  const inverses: Float64Array[] = [];
  for (let g = 0; g <= never; g++) {
    const { inverse, rank } = semidefiniteInverse(blocks.subarray(g * t * t, (g + 1) * t * t), t);
    const times = g === never ? t : 1 + cells.filter(({ cohort }) => cohort === g).length;
    if (rank !== times - 1) return null;
    inverses.push(inverse);
  }

  const solve = (g: number, b: Float64Array, out: Float64Array) => {
    const inverse = inverses[g]!;
    for (let s = 0; s < t; s++) {
      for (let u = 0; u < t; u++) out[g * t + s]! += inverse[s * t + u]! * b[u]!;
    }
  };
  const fitted = new Float64Array((never + 1) * t);
  for (let g = 0; g <= never; g++) solve(g, right.subarray(g * t, (g + 1) * t), fitted);
  const change = (g: number, s: number, r: number) => fitted[g * t + s]! - fitted[g * t + r]!;

  return {
    coefficients: Float64Array.from(cells, ({ cohort, time }) => {
      const r = reference[cohort]!;
      return change(cohort, time, r) - change(never, time, r);
    }),
    fitted,
    influence(weights) {
      const contrast = new Float64Array((never + 1) * t);
      const used = new Set<number>();
      cells.forEach(({ cohort, time }, k) => {
        const weight = weights[k]!;
        if (weight === 0) return;
        const r = reference[cohort]!;
        used.add(cohort).add(never);
        contrast[cohort * t + time]! += weight;
        contrast[cohort * t + r]! -= weight;
        contrast[never * t + time]! -= weight;
        contrast[never * t + r]! += weight;
      });
      const out = new Float64Array((never + 1) * t);
      for (const g of used) solve(g, contrast.subarray(g * t, (g + 1) * t), out);
      return out;
    },
    dropped: [],
  };
}
