import type { Label, Panel } from "../core/panel.ts";
import { populationSd } from "../numeric/spread.ts";
import { type Block, blocksOf, placeboBlock } from "./block.ts";
import { rmspeOf } from "./describe-fit.ts";
import { fitBlock, type SyntheticMethod } from "./fit.ts";
import { rankP } from "./placebo.ts";
import type { Solver } from "./weights.ts";

export interface ControlPlacebo {
  unit: Label;
  estimate: number;
  rmspeBefore: number;
  rmspeRatio: number;
}

export interface CohortPlacebos {
  cohort: number;
  estimate: number;
  rmspeRatio: number;
  rows: readonly ControlPlacebo[];
  /** Standard deviation of the placebo estimates, divisor their number. */
  sd: number;
  /** Rank of the estimate by distance from zero. */
  p: number;
  /** Rank of the ratio of errors after to before (Abadie, Diamond and Hainmueller 2010). */
  ratioP: number;
  smallestP: number;
}

/**
 * For each cohort: the estimate that each single control would get had it been treated at the cohort's start, the
 * others serving as its controls; and where the cohort ranks among them.
 */
export function placeboEach(
  panel: Panel,
  options: { method?: SyntheticMethod; solver?: Solver } = {},
): CohortPlacebos[] {
  const { method = "sdid", solver = "exact" } = options;
  const { panel: kept, blocks } = blocksOf(panel);
  return blocks.map((block) => {
    const own = fitBlock(block, method, solver);
    const rows = block.controls.map((i, row) => onControl(kept.units[i]!, block, row, method, solver));
    const estimates = Float64Array.from(rows, (row) => row.estimate);
    const ratio = rmspeOf(own).ratio;
    return {
      cohort: block.cohort,
      estimate: own.estimate,
      rmspeRatio: ratio,
      rows,
      sd: populationSd(estimates),
      p: rankP(own.estimate, estimates),
      ratioP: rankP(
        ratio,
        Float64Array.from(rows, (row) => row.rmspeRatio),
      ),
      smallestP: 1 / (rows.length + 1),
    };
  });
}

function onControl(
  unit: Label,
  block: Block,
  row: number,
  method: SyntheticMethod,
  solver: Solver,
): ControlPlacebo {
  const fit = fitBlock(placeboBlock(block, [row], [row]), method, solver);
  const { before, ratio } = rmspeOf(fit);
  return { unit, estimate: fit.estimate, rmspeBefore: before, rmspeRatio: ratio };
}
