import { describe, expect, test } from "vitest";
import type { CurvePoint } from "../../../src/evaluation/study/curve.ts";
import { CURVE_AXES, drivers, valueOn } from "../../../src/evaluation/study/drivers.ts";
import { keyOf, type Specification } from "../../../src/evaluation/study/specification.ts";

const base: Specification = {
  definition: "main",
  outcome: "share",
  comparison: "with_plans",
  estimator: "imputation",
  inference: "permutation",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
};

function point(change: Partial<Specification>, estimate: number | null, p: number | null = 0.5): CurvePoint {
  const specification = { ...base, ...change };
  const found = estimate !== null;
  return {
    key: keyOf(specification),
    specification,
    estimate,
    p: found ? p : null,
    treated: found ? 3 : null,
    units: found ? 12 : null,
    reason: found ? null : "Nothing to compare",
  };
}

const of = (points: readonly CurvePoint[], axis: string) => {
  const found = drivers(points).find((one) => one.axis === axis);
  if (!found) throw new Error(`No axis ${axis}`);
  return found;
};

describe("what drives the estimates", () => {
  const four = [
    point({ comparison: "all", estimator: "twfe" }, 1),
    point({ comparison: "all", estimator: "cs_never" }, 2, 0.04),
    point({ comparison: "matched", estimator: "twfe" }, 5),
    point({ comparison: "matched", estimator: "cs_never" }, 6, 0.05),
  ];

  test("eta squared by hand: two axes without interaction share all the variance", () => {
    // Mean 3.5; total 17; between comparisons 4 × 2² = 16; between estimators 4 × 0.5² = 1.
    expect(of(four, "comparison").explained).toBeCloseTo(16 / 17, 12);
    expect(of(four, "estimator").explained).toBeCloseTo(1 / 17, 12);
    expect(of(four, "definition").explained).toBeCloseTo(0, 12);
  });

  test("the strongest axis stands first, and every axis stands there", () => {
    const all = drivers(four).map(({ axis }) => axis);
    expect(all[0]).toBe("comparison");
    expect([...all].sort()).toEqual([...CURVE_AXES].sort());
  });

  test("each value has its median, its number and the share with p of at most alpha", () => {
    expect(of(four, "estimator").values).toEqual([
      { value: "twfe", count: 2, found: 2, median: 3, rejecting: 0 },
      { value: "cs_never", count: 2, found: 2, median: 4, rejecting: 1 },
    ]);
    const strict = drivers(four, 0.04).find(({ axis }) => axis === "estimator");
    expect(strict?.values[1]?.rejecting).toBe(0.5);
  });

  test("what identifies no effect is counted, not averaged", () => {
    const points = [...four, point({ comparison: "same_region", estimator: "twfe" }, null)];
    expect(of(points, "comparison").values.at(-1)).toEqual({
      value: "same_region",
      count: 1,
      found: 0,
      median: null,
      rejecting: null,
    });
    expect(of(points, "comparison").explained).toBeCloseTo(16 / 17, 12);
  });

  test("estimates that do not vary are explained by nothing, nor are none", () => {
    expect(of([point({}, 0.1), point({ estimator: "twfe" }, 0.1)], "estimator").explained).toBeNull();
    expect(of([], "estimator")).toEqual({ axis: "estimator", explained: null, values: [] });
  });

  test("the unit of the outcome does not matter", () => {
    const scaled = four.map((one) => ({ ...one, estimate: (one.estimate ?? 0) * 1e-6 - 0.001 }));
    expect(of(scaled, "comparison").explained).toBeCloseTo(16 / 17, 6);
  });
});

test("a value on an axis as a text", () => {
  const specification: Specification = { ...base, covariates: ["wealth", "age"] };
  expect(valueOn("period", specification)).toBe("2001-2010");
  expect(valueOn("covariates", specification)).toBe("wealth+age");
  expect(valueOn("covariates", base)).toBe("none");
  expect(valueOn("incomplete", base)).toBe("keep");
});
