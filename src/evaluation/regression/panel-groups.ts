import { EvaluationError } from "../core/errors.ts";
import type { Panel } from "../core/panel.ts";
import type { Groupings } from "./covariance.ts";
import type { Variance } from "./variance.ts";

/** The ways of clustering a panel allows. @throws EvaluationError for a variance that asks for another. */
export function panelGroupings(panel: Panel, variances: readonly Variance[]): Groupings {
  const groupings: Groupings = {
    unit: { of: Int32Array.from({ length: panel.n }, (_, i) => i), count: panel.n },
    cluster: { of: panel.cluster, count: panel.clusters.length },
  };
  if (panel.strata) groupings.strata = { of: panel.strata, count: panel.strataLabels.length };
  for (const variance of variances) checkVariance(variance, groupings, panel.t);
  return groupings;
}

export function checkVariance(variance: Variance, groupings: Groupings, times: number): void {
  if ("lag" in variance) {
    if (!Number.isInteger(variance.lag) || variance.lag < 0 || variance.lag >= times) {
      throw new EvaluationError(
        `A lag of ${variance.lag} is not possible with ${times} times`,
        { column: "lag" },
        "Give a whole number from 0 to the number of times less one",
      );
    }
    return;
  }
  if (variance.type === "iid" || variance.type === "hc1") return;
  const by = variance.by ?? "cluster";
  const found = groupings[by];
  if (!found) {
    throw new EvaluationError(
      `There are no ${by} to cluster by`,
      { column: by },
      "Name the column when the panel is made",
    );
  }
  if (found.count < 2) {
    throw new EvaluationError(
      "There is only one cluster",
      { column: by },
      "A clustered variance needs at least two clusters",
    );
  }
}
