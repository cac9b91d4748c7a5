import type { Panel } from "../core/panel.ts";
import type { Design } from "./design.ts";

/** Per group: cross products of its time dummies and with the outcome, unit effects absorbed. */
export function groupBlocks(panel: Panel, design: Design) {
  const { n, t, observed, outcome, weights } = panel;
  const groups = design.first.length + 1;
  const blocks = new Float64Array(groups * t * t);
  const right = new Float64Array(groups * t);
  const w = new Float64Array(t);
  for (let i = 0; i < n; i++) {
    const row = i * t;
    let total = 0;
    let mean = 0;
    for (let s = 0; s < t; s++) {
      w[s] = observed[row + s] ? (weights ? weights[row + s]! : 1) : 0;
      total += w[s]!;
      if (w[s]! > 0) mean += w[s]! * outcome[row + s]!;
    }
    if (total === 0) continue;
    mean /= total;
    const g = design.group[i]!;
    for (let s = 0; s < t; s++) {
      if (w[s] === 0) continue;
      right[g * t + s]! += w[s]! * (outcome[row + s]! - mean);
      const to = (g * t + s) * t;
      blocks[to + s]! += w[s]!;
      const share = w[s]! / total;
      for (let u = 0; u < t; u++) blocks[to + u]! -= share * w[u]!;
    }
  }
  return { blocks, right };
}
