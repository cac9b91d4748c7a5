import type { Engine } from "./assemble.ts";
import type { Cell } from "./cells.ts";
import { adjustedCell, type CellEstimate, controlsIn, plainCell, rangesOf } from "./panel-cell.ts";
import { type DesignFailure, designKey, makeDesign, type PanelDesign } from "./panel-design.ts";
import type { PanelSample } from "./panel-sample.ts";
import type { Control, Method } from "./types.ts";

/** Estimates cells of a panel in which every unit is observed at every time. */
export function panelEngine(sample: PanelSample, control: Control, method: Method, times: number): Engine {
  const { n, order } = sample;
  const deficient = new Set<string>();
  const plain = sample.covariates.length === 0 && sample.weights === null;
  // Weighted means need no propensity: without covariates all methods are the same.
  const own = sample.covariates.length === 0 ? "reg" : method;
  let design: PanelDesign | DesignFailure | null = null;
  let key = "";
  const estimate = (cell: Cell, out: Float64Array): CellEstimate => {
    const ranges = rangesOf(sample, cell, control);
    const treated = ranges.to - ranges.from;
    const controls = controlsIn(ranges, n);
    const without = (reason: CellEstimate["reason"], att: number | null = null): CellEstimate => ({
      att,
      treated,
      control: controls,
      reason,
    });
    if (cell.now === cell.base) return without("base_time", 0);
    if (controls === 0) return without("no_controls");
    if (plain) return plainCell(sample, cell, ranges, out);
    const wanted = designKey(sample, cell, ranges);
    if (!design || key !== wanted) {
      design = makeDesign(sample, cell, ranges, own);
      key = wanted;
    }
    if ("failure" in design) {
      if (design.failure === "rank_deficient") deficient.add(design.column);
      return without(design.failure);
    }
    return adjustedCell(sample, cell, design, own, out);
  };
  const backInOrder = (from: Float64Array) => {
    const out = new Float64Array(n);
    for (let j = 0; j < n; j++) out[order[j]!] = from[j]!;
    return out;
  };
  return {
    n,
    units: sample.units,
    first: backInOrder(sample.first),
    cluster: sample.cluster,
    weights: sample.weights ? backInOrder(sample.weights.subarray(0, n)) : null,
    observations: n * times,
    estimate,
    deficient,
  };
}
