import { EvaluationError } from "../core/errors.ts";
import { hommel } from "./hommel.ts";

export type Adjustment = "bonferroni" | "holm" | "hochberg" | "hommel" | "BH" | "BY";

/**
 * p-values adjusted for their number: Bonferroni, Holm (1979), Hochberg (1988) and Hommel (1988) bound the chance of
 * any false finding; BH (Benjamini and Hochberg 1995) and BY (Benjamini and Yekutieli 2001) the share of false ones.
 * A p that is null is left out and stays null. @throws EvaluationError for a p outside 0 to 1.
 */
export function adjustP(p: readonly (number | null)[], method: Adjustment): (number | null)[] {
  const known = p.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  for (const { value } of known) {
    if (!(value >= 0 && value <= 1)) {
      throw new EvaluationError(
        "A p-value lies between 0 and 1",
        { column: "p", value: String(value) },
        "Pass null where there is no p-value",
      );
    }
  }
  const adjusted = adjustKnown(
    Float64Array.from(known, (entry) => entry.value),
    method,
  );
  const out: (number | null)[] = p.map(() => null);
  known.forEach(({ at }, j) => {
    out[at] = adjusted[j]!;
  });
  return out;
}

function adjustKnown(p: Float64Array, method: Adjustment): Float64Array {
  const m = p.length;
  switch (method) {
    case "bonferroni":
      return p.map((value) => Math.min(1, m * value));
    case "holm":
      return stepDown(p, (rank) => m - rank + 1);
    case "hochberg":
      return stepUp(p, (rank) => m - rank + 1);
    case "BH":
      return stepUp(p, (rank) => m / rank);
    case "BY": {
      let harmonic = 0;
      for (let j = 1; j <= m; j++) harmonic += 1 / j;
      return stepUp(p, (rank) => (harmonic * m) / rank);
    }
    case "hommel":
      return hommel(p);
  }
}

export function ascending(p: Float64Array): number[] {
  return [...p.keys()].sort((a, b) => p[a]! - p[b]! || a - b);
}

/** From the smallest p up: none smaller than the one before. @param factor of the rank, 1 = smallest p. */
function stepDown(p: Float64Array, factor: (rank: number) => number): Float64Array {
  const out = new Float64Array(p.length);
  let running = 0;
  ascending(p).forEach((at, k) => {
    running = Math.max(running, Math.min(1, factor(k + 1) * p[at]!));
    out[at] = running;
  });
  return out;
}

/** From the largest p down: none larger than the one before. */
function stepUp(p: Float64Array, factor: (rank: number) => number): Float64Array {
  const out = new Float64Array(p.length);
  const order = ascending(p);
  let running = 1;
  for (let k = order.length - 1; k >= 0; k--) {
    running = Math.min(running, factor(k + 1) * p[order[k]!]!);
    out[order[k]!] = running;
  }
  return out;
}
