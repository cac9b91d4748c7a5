import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { slotsOf } from "../kernels/kernel.ts";
import { placeboInTime } from "../leave-one-out/placebo-in-time.ts";
import { estimateOf, kernelOf } from "./kernel-of.ts";
import { type KernelTestOptions, permuteKernel } from "./permute-kernel.ts";
import type { Estimator } from "./specification.ts";

export interface Pretrend {
  /** Times by which the dates were moved forward. */
  lead: number;
  estimate: number;
  p: number;
  /** Treated units that have a time before the early date. */
  treated: number;
}

/**
 * Placebo in time with its randomization p-value: an effect found before treatment cannot come from it. Null where no
 * treated unit has enough times before.
 */
export function pretrend(
  panel: Panel,
  estimator: Estimator,
  options: KernelTestOptions & { lead?: number } = {},
): Pretrend | null {
  const { lead = 3 } = options;
  try {
    const early = placeboInTime(panel, lead, (one) => estimateOf(one, estimator) ?? Number.NaN);
    if (early.estimate === null) return null;
    const { estimate, p } = permuteKernel(early.panel, kernelOf(early.panel, estimator), options);
    return { lead, estimate, p, treated: slotsOf(early.panel).units.length };
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}
