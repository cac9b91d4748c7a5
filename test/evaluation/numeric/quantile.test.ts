import { describe, expect, test } from "vitest";
import { quantile, quantileSorted } from "../../../src/evaluation/numeric/quantile.ts";

const SORTED = [1, 1, 2, 3, 4, 5, 6, 9];

describe("quantiles", () => {
  // quantile(c(3, 1, 4, 1, 5, 9, 2, 6), type = 7) in R: 1, 1.75, 3.5, 5.25, 9.
  test.each([
    [0, 1],
    [0.25, 1.75],
    [0.5, 3.5],
    [0.75, 5.25],
    [1, 9],
  ])("of type 7 at %d", (p, expected) => {
    expect(quantileSorted(SORTED, p, 7)).toBeCloseTo(expected, 12);
  });

  // The same with type = 1: 1, 1, 3, 5, 9.
  test.each([
    [0, 1],
    [0.25, 1],
    [0.26, 2],
    [0.5, 3],
    [0.75, 5],
    [0.76, 6],
    [1, 9],
  ])("of type 1 at %d", (p, expected) => {
    expect(quantileSorted(SORTED, p, 1)).toBe(expected);
  });

  test("of type 1 keep n·p that is whole but for rounding on its own value", () => {
    // 100 × 0.29 is 28.999999999999996, 100 × 0.57 is 56.99999999999999.
    const hundred = Array.from({ length: 100 }, (_, k) => k + 1);
    for (let k = 1; k <= 100; k++) expect(quantileSorted(hundred, k / 100, 1), `${k}`).toBe(k);
  });

  test("take values in any order and leave them there", () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    expect(quantile(values, 0.5, 7)).toBe(3.5);
    expect(values).toEqual([3, 1, 4, 1, 5, 9, 2, 6]);
    expect(quantile([7], 0.25, 7)).toBe(7);
  });

  test("refuse what has no answer", () => {
    expect(() => quantileSorted([], 0.5, 7)).toThrow(RangeError);
    expect(() => quantileSorted([1], 1.01, 1)).toThrow(RangeError);
    expect(() => quantileSorted([1], Number.NaN, 7)).toThrow(RangeError);
  });
});
