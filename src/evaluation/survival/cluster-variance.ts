import { EvaluationError } from "../core/errors.ts";
import type { Spells } from "../core/spells.ts";
import type { BinaryDesign } from "./binary-design.ts";
import type { BinaryFit } from "./binary-fit.ts";

/** B·M·B × G/(G − 1), B the model variance and M the sum over clusters of the scores' outer products. */
export function clusterVariance(rows: Spells, design: BinaryDesign, fit: BinaryFit): Float64Array {
  const { n, k, x } = design;
  const groups = rows.clusters.length;
  if (groups < 2)
    throw new EvaluationError("There is one cluster only", { column: "cluster" }, 'Use variance: "model"');
  const influence = new Float64Array(groups * k);
  for (let i = 0; i < n; i++) {
    const base = rows.cluster[i]! * k;
    for (let a = 0; a < k; a++) influence[base + a]! += fit.residual[i]! * x[i * k + a]!;
  }
  const out = new Float64Array(k * k);
  const moved = new Float64Array(k);
  for (let g = 0; g < groups; g++) {
    for (let a = 0; a < k; a++) {
      moved[a] = 0;
      for (let b = 0; b < k; b++) moved[a]! += fit.variance[a * k + b]! * influence[g * k + b]!;
    }
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) out[a * k + b]! += moved[a]! * moved[b]!;
  }
  return out.map((value) => (value * groups) / (groups - 1));
}
