import fc from "fast-check";
import { expect, test } from "vitest";
import { testOfGroups } from "../../../src/evaluation/ibragimov-muller/ibragimov-muller.ts";
import { studentT } from "../../../src/evaluation/numeric/distributions.ts";
import { check } from "./support/check.ts";

/** Whole tenths, so that sums tie now and then. */
const estimates = fc
  .array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 7 })
  .map((list) => Float64Array.from(list, (value) => value / 10));

/** All sign patterns of the estimates. */
function patterns(values: Float64Array): Float64Array[] {
  return Array.from({ length: 2 ** values.length }, (_, code) =>
    values.map((value, j) => ((code >> j) & 1 ? -value : value)),
  );
}

const pOf = (values: Float64Array) => testOfGroups(values).signChange.p;

test("the sign-change test is exact: over all sign patterns p ≤ α at most as often as α", () => {
  check(
    estimates,
    (values) => {
      const found = patterns(values).map(pOf);
      for (const alpha of new Set(found)) {
        const rejected = found.filter((p) => p <= alpha + 1e-12).length;
        expect(rejected / found.length).toBeLessThanOrEqual(alpha + 1e-12);
      }
    },
    40,
  );
});

test("its p is the share of patterns with a sum as large, ties counted", () => {
  check(
    estimates,
    (values) => {
      // In tenths sums are whole numbers, so that ties are ties.
      const size = (list: Float64Array) =>
        Math.abs(list.reduce((sum, value) => sum + Math.round(value * 10), 0));
      const all = patterns(values);
      const share = all.filter((list) => size(list) >= size(values)).length / all.length;
      expect(pOf(values)).toBeCloseTo(share, 12);
    },
    40,
  );
});

test("estimates that agree in sign have the smallest p there is, and no others have it", () => {
  check(estimates, (values) => {
    const { p, smallest } = testOfGroups(values).signChange;
    const agree = values.every((value) => value > 0) || values.every((value) => value < 0);
    if (agree) expect(p).toBe(smallest);
    else if (values.every((value) => value !== 0)) expect(p).toBeGreaterThan(smallest);
  });
});

test("the interval of the t-test holds exactly the means the test does not reject", () => {
  check(estimates, (values) => {
    const level = 0.9;
    const { low, high, p, se, estimate, df } = testOfGroups(values, { level });
    if (se === null || low === null || high === null || p === null || df === null) return;
    expect(p > 1 - level).toBe(low < 0 && 0 < high);
    expect(studentT.twoSided((estimate - low) / se, df)).toBeCloseTo(1 - level, 10);
  });
});
