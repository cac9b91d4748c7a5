import { describe, expect, test } from "vitest";
import { drivers } from "../../src/evaluation/study/drivers.ts";
import { pointsCsv } from "../../src/web/curve/figures.ts";
import { inWordsOf, namesOf, signed } from "../../src/web/curve/labels.ts";
import { curveLayout } from "../../src/web/curve/layout.ts";
import { sortedPoints, summaryOf } from "../../src/web/curve/summary.ts";
import {
  type CurveWords,
  curveTitle,
  doubles,
  driversTitle,
  identified,
  range,
  rejecting,
  rejectingWith,
  standing,
} from "../../src/web/curve/words.ts";
import { CURVE_DATA, curvePoint, SPECIFICATION } from "./curve-fixture.ts";

const names = namesOf(CURVE_DATA);
const words: CurveWords = { unit: "percentage points", better: "lower", digits: 2, smallest: 5, names };

const points = [
  curvePoint({}, 1),
  curvePoint({ estimator: "twfe" }, -2, 0.05),
  curvePoint({ estimator: "cs_never" }, 6, 0.01),
  curvePoint({ comparison: "matched" }, null),
  curvePoint({ comparison: "matched", estimator: "twfe" }, null, 1, "Nobody is left; here are 2 and 0"),
  curvePoint({ comparison: "all" }, null, 1, "No data"),
];
const summary = summaryOf(points);

describe("what a curve says", () => {
  test("sorted, counted, with reasons that differ in numbers only put together", () => {
    expect(summary.found.map(({ estimate }) => estimate)).toEqual([-2, 1, 6]);
    expect(summary).toMatchObject({
      count: 6,
      rejecting: 2,
      distinct: 3,
      low: -2,
      median: 1,
      high: 6,
      positive: 2,
    });
    expect(summary.reasons).toEqual([
      { reason: "Nobody is left", count: 2 },
      { reason: "No data", count: 1 },
    ]);
  });

  test("in words", () => {
    expect(curveTitle(summary, words)).toBe(
      "2 of 3 specifications reject “no effect” at 5%; estimates run from −2.00 to +6.00",
    );
    expect(identified(summary)).toBe("3 of 6 specifications identify an effect; 3 do not:");
    expect(rejecting(summary)).toContain("2 of 3 (66.7%) have p ≤ 0.05");
    expect(rejecting(summary)).toContain("these are not 3 tests");
    expect(range(summary, words)).toContain(
      "2 of 3 (67%) lie above zero, on the side that would be for the worse.",
    );
    expect(range(summary, words)).toContain(
      "1 reaches the smallest effect of interest, 5 in either direction",
    );
    expect(range(summary, { ...words, smallest: 7 })).toContain("None reaches");
    expect(range(summary, { ...words, smallest: null })).toContain("names no smallest effect");
  });

  test("where the specification decided beforehand stands, or why it is not there", () => {
    const planned = summary.found.find(({ key }) => key === curvePoint({}, 1).key);
    expect(standing(summary, planned, true, words)).toContain(
      "gives +1.00 (p = 0.500): 1 of 3 estimates lie below it",
    );
    expect(standing(summary, undefined, true, words)).toContain("not among those shown");
    expect(standing(summary, undefined, false, words)).toContain("says nothing about this outcome");
  });

  test("nothing identified is said as such", () => {
    const none = summaryOf([curvePoint({}, null)]);
    expect(curveTitle(none, words)).toBe("No specification identifies an effect");
    expect(none).toMatchObject({ low: null, median: null, high: null });
    expect(driversTitle(drivers([curvePoint({}, null)]), names)).toBe("No single choice moves the estimates");
  });

  test("definitions with the same estimates throughout are named", () => {
    const same = [
      ...points,
      ...points.map((one) => curvePoint({ ...one.specification, definition: "strict" }, one.estimate)),
    ];
    expect(doubles(summaryOf(same), names)).toContain(
      "“Main” and “Strict” give the same estimates throughout",
    );
    const other = [...points, curvePoint({ definition: "strict" }, 1.01)];
    expect(doubles(summaryOf(other), names)).toBeNull();
  });

  test("what drives it", () => {
    expect(driversTitle(drivers(points), names)).toBe(
      "The estimator moves the estimates most (alone 100% of their variance); the median is lowest with “Two-way fixed effects”, highest with “Callaway–Sant’Anna, never twinned”",
    );
    expect(rejectingWith(drivers(points), names)).toContain("Of the 2 specifications that reject");
    expect(rejectingWith(drivers([curvePoint({}, 1)]), names)).toBeNull();
  });

  test("one specification in words", () => {
    expect(inWordsOf({ ...SPECIFICATION, covariates: ["wealth"] }, names)).toBe(
      "Main; compared with: all countries with a plan; imputation; 2001–2010; adjusted for wealth; countries with missing years kept, with the years they have; chance drawn among all compared",
    );
  });

  test("zero has no sign", () => {
    expect([0.001, -0.001, 0.5, -0.5].map((v) => signed(v, 2))).toEqual(["0.00", "0.00", "+0.50", "−0.50"]);
  });

  test("the file has every specification, with the reason where there is no number", () => {
    const lines = pointsCsv(points, { draws: 99, seed: 1 }).trim().split(/\r?\n/);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toContain("outcome,definition,comparison,estimator,period");
    expect(lines[2]).toContain("-2,0.05,3,12,,99,1");
    expect(lines[6]).toContain("No data");
  });
});

describe("the drawing", () => {
  const found = sortedPoints(points);
  const specifications = points.map(({ specification }) => specification);

  test("has room for zero and the smallest effect of interest, whatever the estimates", () => {
    const { y, curve } = curveLayout(found, specifications, 1000, 20);
    for (const value of [-20, 0, 20]) {
      expect(y(value)).toBeGreaterThanOrEqual(curve.top);
      expect(y(value)).toBeLessThanOrEqual(curve.bottom);
    }
  });

  test("every place along the curve belongs to the specification drawn there", () => {
    const { x, at, left, right } = curveLayout(found, specifications, 1000, null);
    expect(found.map((_, k) => at(x(k)))).toEqual([0, 1, 2]);
    expect([at(left - 50), at(right + 50)]).toEqual([0, 2]);
  });

  test("a row for every value tried, also where nothing was identified; ticks by share of a column", () => {
    const { rows, columns } = curveLayout(found, specifications, 1000, null);
    expect(columns).toBe(3);
    const row = (axis: string, value: string) => [
      ...(rows.find((one) => one.axis === axis && one.value === value)?.shares ?? []),
    ];
    expect(row("p", "rejects")).toEqual([1, 0, 1]);
    expect(row("estimator", "imputation")).toEqual([0, 1, 0]);
    expect(row("comparison", "matched")).toEqual([0, 0, 0]);
    const many = Array.from({ length: 4000 }, (_, k) =>
      curvePoint({ definition: k % 4 === 0 ? "main" : "strict" }, k, 0.5),
    );
    const wide = curveLayout(
      sortedPoints(many),
      many.map(({ specification }) => specification),
      1034,
      null,
    );
    expect(wide.columns).toBe(800);
    const strict = wide.rows.find(({ value }) => value === "strict")?.shares ?? new Float32Array();
    expect(strict.every((share) => share > 0.5 && share <= 1)).toBe(true);
  });

  test("an empty curve can be laid out, also on a narrow screen", () => {
    const { rows, height, right, left } = curveLayout([], specifications, 300, null);
    expect(right).toBeGreaterThan(left);
    expect(height).toBeGreaterThan(300);
    expect(rows.length).toBeGreaterThan(7);
  });
});
