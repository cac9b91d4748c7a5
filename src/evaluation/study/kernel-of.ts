import type { Panel } from "../core/panel.ts";
import { callawaySantAnnaKernel } from "../kernels/callaway-santanna-kernel.ts";
import { imputationKernel } from "../kernels/imputation-kernel.ts";
import type { Kernel } from "../kernels/kernel.ts";
import { twfeKernel } from "../kernels/twfe-kernel.ts";
import type { Estimator } from "./specification.ts";

/** The fast form of an estimator on a panel. */
export function kernelOf(panel: Panel, estimator: Estimator): Kernel {
  switch (estimator) {
    case "twfe":
      return twfeKernel(panel);
    case "imputation":
      return imputationKernel(panel);
    case "cs_never":
      return callawaySantAnnaKernel(panel, "never");
    case "cs_not_yet":
      return callawaySantAnnaKernel(panel, "not_yet");
  }
}

/** The effect at the observed assignment; null where it is not identified. */
export function estimateOf(panel: Panel, estimator: Estimator): number | null {
  const kernel = kernelOf(panel, estimator);
  const out = new Float64Array(2);
  kernel.evaluate(kernel.slots.units, out);
  const estimate = out[0]! / out[1]!;
  return Number.isFinite(estimate) ? estimate : null;
}
