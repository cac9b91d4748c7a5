import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import { callawaySantAnnaKernel } from "../kernels/callaway-santanna-kernel.ts";
import { imputationKernel } from "../kernels/imputation-kernel.ts";
import type { Kernel } from "../kernels/kernel.ts";
import { twfeKernel } from "../kernels/twfe-kernel.ts";
import type { Estimator } from "./specification.ts";

/** @throws EvaluationError where a comparison with units never treated is asked of a panel that has none. */
export function needNever(panel: Panel): void {
  if (!panel.onlyLater) return;
  throw new EvaluationError(
    "Nobody here is never treated: only those treated later are compared",
    { column: "comparison", value: "not_yet" },
    "Choose an estimator that uses those not yet treated, or another comparison",
  );
}

/** The fast form of an estimator on a panel. @throws EvaluationError where the panel has nobody for it to compare. */
export function kernelOf(panel: Panel, estimator: Estimator): Kernel {
  switch (estimator) {
    case "twfe":
      return twfeKernel(panel);
    case "imputation":
      return imputationKernel(panel);
    case "cs_never":
      needNever(panel);
      return callawaySantAnnaKernel(panel, "never");
    case "cs_not_yet":
      return callawaySantAnnaKernel(panel, "not_yet");
  }
}

/** The effect at the observed assignment; null where it is not identified. */
export function estimateOf(panel: Panel, estimator: Estimator): number | null {
  if (estimator === "cs_never" && panel.onlyLater) return null;
  const kernel = kernelOf(panel, estimator);
  const out = new Float64Array(2);
  kernel.evaluate(kernel.slots.units, out);
  const estimate = out[0]! / out[1]!;
  return Number.isFinite(estimate) ? estimate : null;
}
