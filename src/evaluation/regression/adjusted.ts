import type { Leverage } from "./leverage.ts";

/** Rows of the model of one design, adjusted by (I − H)^power. */
export interface Adjusted {
  lever: Leverage;
  /** rows × k. */
  g: Float64Array;
}
