import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { analyse } from "../../../src/evaluation/study/analyse.ts";
import { detectableEffect } from "../../../src/evaluation/study/permute-kernel.ts";
import { ESTIMATORS, type Specification } from "../../../src/evaluation/study/specification.ts";
import { toyStudy } from "./toy-study.ts";

const SPECIFICATION: Specification = {
  definition: "main",
  outcome: "share",
  comparison: "with_plans",
  estimator: "imputation",
  inference: "permutation",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
};
const run = (change: Partial<Specification> = {}, options = {}, seed = 1) =>
  analyse(toyStudy(options), { ...SPECIFICATION, ...change }, { random: seeded(seed), draws: 499 });

describe("one specification", () => {
  test.each(ESTIMATORS)("%s finds a constant effect without noise exactly", (estimator) => {
    expect(run({ estimator }).estimate).toBeCloseTo(2, 10);
  });

  test.each(ESTIMATORS)("%s finds it with missing cells too", (estimator) => {
    const missing: [number, number][] = [
      [4, 2],
      [0, 7],
      [7, 0],
    ];
    expect(run({ estimator }, { missing }).estimate).toBeCloseTo(2, 10);
  });

  test.each(ESTIMATORS)("%s finds it with a covariate that does nothing", (estimator) => {
    expect(run({ estimator, covariates: ["wealth"] }).estimate).toBeCloseTo(2, 10);
  });

  test("a clear effect is told from chance, and the truth lies in the set", () => {
    const { test: chance, conleyTaber } = run({}, { noise: 0.3 });
    expect(chance.p).toBeLessThan(0.02);
    expect(chance.low ?? Number.NaN).toBeLessThan(2);
    expect(chance.high ?? Number.NaN).toBeGreaterThan(2);
    expect(conleyTaber?.p ?? 1).toBeLessThan(0.05);
  });

  test("without an effect the set holds zero and the placebo is quiet", () => {
    const { test: chance, pretrend } = run({}, { noise: 1, effect: 0 });
    expect(chance.p).toBeGreaterThan(0.05);
    expect(chance.low ?? 0).toBeLessThan(0);
    expect(chance.high ?? 0).toBeGreaterThan(0);
    expect(pretrend?.lead).toBe(3);
    expect(pretrend?.treated).toBe(3);
  });

  test("names who is treated and who is compared, and leaves each treated one out once", () => {
    const { treated, compared, leaveOneOut, used } = run();
    expect(treated).toEqual([
      { unit: "A", since: 2005 },
      { unit: "B", since: 2006 },
      { unit: "C", since: 2006 },
    ]);
    expect(compared).toHaveLength(9);
    expect(leaveOneOut.map(({ unit }) => unit)).toEqual(["A", "B", "C"]);
    expect(used).toMatchObject({ units: 12, treated: 3, never: 9 });
  });

  test("says when a cohort has one unit", () => {
    expect(run().warnings).toContainEqual(
      expect.objectContaining({ code: "one_unit_cohort", items: [2005] }),
    );
  });

  test("the same seed gives the same bits, another seed other draws", () => {
    const noisy = { noise: 1, countries: 26, twinned: { 0: 2004, 1: 2005, 2: 2006, 3: 2007, 4: 2008 } };
    const one = run({}, noisy, 5);
    expect(run({}, noisy, 5)).toEqual(one);
    expect(run({}, noisy, 6).test.distribution).not.toEqual(one.test.distribution);
  });

  test("permutation within regions keeps dates in their region", () => {
    const inRegion = run({ inference: "permutation_in_region" }, { noise: 1 });
    // Two of the treated are in the North, one in the South: 6 × 5 ordered pairs × 6.
    expect(inRegion.test).toMatchObject({ exact: true, draws: 180 });
    expect(run({}, { noise: 1 }).test).toMatchObject({ exact: true, draws: 660 });
  });
});

describe("the smallest effect that could be seen", () => {
  test("moves a known distribution past its own critical value", () => {
    // |b| has its 95th percentile at 95; b + δ ≥ 95 (or ≤ −95) for 80 of 100 from δ = 75 on.
    const distribution = Float64Array.from({ length: 100 }, (_, k) => k + 1);
    expect(detectableEffect(distribution)).toBeCloseTo(74, 6);
  });

  test("grows with the scale of chance", () => {
    const random = seeded(3);
    const draws = Float64Array.from({ length: 2000 }, () => random.normal()).sort();
    const one = detectableEffect(draws);
    expect(one).toBeGreaterThan(2.6);
    expect(one).toBeLessThan(3);
    expect(detectableEffect(draws.map((value) => 3 * value))).toBeCloseTo(3 * one, 8);
    expect(detectableEffect(draws, 0.05, 0.9)).toBeGreaterThan(one);
    expect(detectableEffect(draws, 0.01)).toBeGreaterThan(one);
  });
});
