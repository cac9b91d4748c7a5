import { describe, expect, it } from "vitest";
import { inferencer } from "../../../src/evaluation/imputation/infer.ts";

const nothing = { se: null, statistic: null, df: null, p: null, low: null, high: null, level: 0.95 };

describe("inferencer", () => {
  it("makes the test and interval of Student's t", () => {
    // t.975 with 10 degrees of freedom is 2.228138852.
    const row = inferencer(10, 0.95)(3, 1.5);
    expect(row).toMatchObject({ se: 1.5, statistic: 2, df: 10, level: 0.95 });
    expect(row.p).toBeCloseTo(0.07338803, 7);
    expect(row.low).toBeCloseTo(3 - 1.5 * 2.228138852, 8);
    expect(row.high).toBeCloseTo(3 + 1.5 * 2.228138852, 8);
  });

  it.each([
    ["no estimate", Number.NaN, 1, 5],
    ["no standard error", 1, Number.NaN, 5],
    ["an infinite standard error", 1, Number.POSITIVE_INFINITY, 5],
    ["a standard error of zero", 1, 0, 5],
    ["zero of zero", 0, 0, 5],
    ["a standard error of rounding", -1, 1e-13, 5],
    ["no degrees of freedom", 1, 1, 0],
    ["degrees of freedom that are not known", 1, 1, Number.NaN],
  ])("is silent with %s", (_, estimate, se, df) => {
    expect(inferencer(df, 0.95)(estimate, se)).toEqual(nothing);
  });
});
