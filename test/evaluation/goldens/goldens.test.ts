import { describe, expect, test } from "vitest";
import { ADAPTERS } from "./adapters.ts";
import { adapterFor, goldenCases } from "./cases.ts";
import { describeDeviation, deviationOf, deviationsOf } from "./compare.ts";

const cases = goldenCases();

describe("reference values", () => {
  test("the repository's own cases are at hand", () => {
    expect(cases.filter(({ kept }) => kept).length).toBeGreaterThanOrEqual(71);
  });

  test.each(cases.map(({ golden, data }) => [golden.id, golden, data] as const))(
    "%s",
    async (_, golden, data) => {
      const adapter = adapterFor(ADAPTERS, golden);
      expect(adapter, `no adapter for method ${golden.method}`).toBeDefined();
      const comparisons = (await adapter?.run(golden, data)) ?? [];
      expect(comparisons.length).toBeGreaterThan(0);
      const bad = deviationsOf(golden, comparisons).filter(({ ratio }) => !(ratio <= 1));
      expect(bad.slice(0, 10).map(describeDeviation)).toEqual([]);
    },
    120_000,
  );
});

describe("the comparison itself", () => {
  const golden = { tolerance: { abs: 1e-8, rel: 1e-6 } } as never;
  const ratio = (ours: number | null, theirs: number | null) =>
    deviationOf(golden, { what: "x", ours, theirs }).ratio;

  test("counts a deviation in units of the larger of the two tolerances", () => {
    expect(ratio(100 + 1e-5, 100)).toBeCloseTo(0.1, 3);
    expect(ratio(1e-9, 0)).toBeCloseTo(0.1, 6);
    expect(ratio(2e-8, 0)).toBeCloseTo(2, 6);
  });

  test("null meets null only, and NaN nothing", () => {
    expect(ratio(null, null)).toBe(0);
    expect(ratio(null, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(ratio(1, null)).toBe(Number.POSITIVE_INFINITY);
    expect(ratio(Number.NaN, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(ratio(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(0);
  });
});
