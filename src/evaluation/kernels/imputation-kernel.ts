import type { Panel } from "../core/panel.ts";
import { DirectEffects } from "./imputation-direct.ts";
import { Rows } from "./imputation-rows.ts";
import { UpdatedEffects } from "./imputation-update.ts";
import { type Kernel, seriesOf, slotsOf } from "./kernel.ts";

/**
 * Imputation (Borusyak, Jaravel and Spiess): unit and time effects from untreated cells only, the effect being the mean
 * over treated cells of what they leave. An assignment changes the normal equations of the time effects only by the
 * rows of its treated units; on a balanced panel only their right-hand side.
 */
export function imputationKernel(panel: Panel): Kernel {
  const { n, t } = panel;
  const k = t - 1;
  const slots = slotsOf(panel);
  const rows = new Rows(panel, seriesOf(panel, slots));
  const usual = new Float64Array(k * k);
  const right = [new Float64Array(k), new Float64Array(k)] as const;
  for (let i = 0; i < n; i++) {
    rows.addNormal(i, t, 1, usual);
    for (const m of [0, 1] as const) rows.addRight(i, t, 1, m, right[m]);
  }
  // As they would be were all units in the slots observed throughout.
  for (const start of slots.from) rows.addComplete(start, usual);
  const updated = UpdatedEffects.of(rows, slots.from, usual, right);
  const direct = new DirectEffects(rows, slots.from, usual, right);
  return {
    slots,
    evaluate(assigned, out) {
      if (!updated?.evaluate(assigned, out)) direct.evaluate(assigned, out);
    },
  };
}
