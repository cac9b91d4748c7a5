import type { CurvePoint } from "../../src/evaluation/study/curve.ts";
import { keyOf, type Specification } from "../../src/evaluation/study/specification.ts";
import type { WorkbenchData } from "../../src/web/data/workbench.ts";

/** Controls of a small world: two definitions, one outcome in the plan and one outside it. */
export const CURVE_DATA: WorkbenchData = {
  asOf: "2026-01-01",
  years: [2001, 2010],
  definitions: [
    { id: "main", label: "Main", statement: "Those that count." },
    { id: "strict", label: "Strict", statement: "Fewer." },
  ],
  outcomes: ["share", "index"].map((id) => ({
    id,
    label: id === "share" ? "Share" : "Index",
    unit: id === "share" ? "percentage points" : "points of an index from 0 to 1",
    better: "higher",
    known: [2001, 2010],
    definition: "",
    caution: null,
    sources: [{ label: "Somebody", asOf: "2026" }],
  })),
  covariates: [{ id: "wealth", label: "Wealth", unit: "log" }],
  plan: {
    planId: "AP0",
    title: "Plan",
    dated: "2026-01-01",
    seenBefore: "",
    question: "",
    alpha: 0.05,
    power: 0.8,
    multiplicity: "holm",
    leastTreated: 3,
    pretrendAlpha: 0.1,
    specification: {
      definition: "main",
      comparison: "with_plans",
      estimator: "imputation",
      inference: "permutation",
      covariates: [],
      incomplete: "keep",
    },
    outcomes: [{ outcome: "share", period: [2001, 2010], smallestEffect: 5, reason: "" }],
    renewal: { smallestHazardRatio: 1.5, ties: "efron", reason: "" },
    draws: 999,
    seed: 1325,
  },
  sha256: "0",
  countries: [],
};

export const SPECIFICATION: Specification = {
  definition: "main",
  outcome: "share",
  comparison: "with_plans",
  estimator: "imputation",
  inference: "permutation",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
};

/** A point of the curve; no estimate means that nothing is identified. */
export function curvePoint(
  change: Partial<Specification>,
  estimate: number | null,
  p = 0.5,
  reason = "Nobody is left; here are 0 and 0",
): CurvePoint {
  const specification = { ...SPECIFICATION, ...change };
  const found = estimate !== null;
  return {
    key: keyOf(specification),
    specification,
    estimate,
    p: found ? p : null,
    treated: found ? 3 : null,
    units: found ? 12 : null,
    reason: found ? null : reason,
  };
}
