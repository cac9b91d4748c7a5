import { describe, expect, test } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import type { Kernel } from "../../../src/evaluation/kernels/kernel.ts";
import { slotsOf } from "../../../src/evaluation/kernels/kernel.ts";
import { detectableEffect, permuteKernel } from "../../../src/evaluation/study/permute-kernel.ts";

/** Unit 0 of `units` is treated in the second of two years; what is estimated depends on who sits in its place. */
function oneTreated(units: number, strata?: string[]): Panel {
  const rows = Array.from({ length: 2 * units }, (_, r) => ({ unit: r >> 1, time: 1 + (r & 1) }));
  return makePanel({
    unit: rows.map(({ unit }) => unit),
    time: rows.map(({ time }) => time),
    outcome: rows.map(() => 0),
    firstTreated: rows.map(({ unit }) => (unit === 0 ? 2 : 0)),
    ...(strata ? { strata: rows.map(({ unit }) => strata[unit] ?? "") } : {}),
  });
}

const kernelOf = (panel: Panel, values: number[], shares: number[]): Kernel => ({
  slots: slotsOf(panel),
  evaluate: ([unit = -1], out) => {
    out[0] = values[unit] ?? Number.NaN;
    out[1] = shares[unit] ?? Number.NaN;
  },
});

describe("the test of any linear estimator", () => {
  test("is in units of the effect: everything is divided by the estimator's value on the treatment", () => {
    const panel = oneTreated(5);
    const result = permuteKernel(panel, kernelOf(panel, [3, 1, -2, 0, 0.5], [0.5, 0, 0, 0, 0]));
    expect(result.estimate).toBe(6);
    expect([...result.distribution]).toEqual([-4, 0, 1, 2, 6]);
    expect(result).toMatchObject({ p: 0.2, exact: true, draws: 5, level: 0.95, warnings: expect.any(Array) });
    // Mean 1, squares 25 + 1 + 0 + 1 + 25.
    expect(result.spread).toBeCloseTo(Math.sqrt(52 / 5), 12);
  });

  test("its set holds the effects that more than the level's rest of assignments agree with", () => {
    const panel = oneTreated(5);
    // Breakpoints of c = 0 are estimate ± |b|: 6 ± 4, 6 ± 2, 6 ± 1, 6 ± 0, and the observed one without bound.
    const kernel = kernelOf(panel, [6, 2, -4, 0, 1], [1, 0, 0, 0, 0]);
    expect(permuteKernel(panel, kernel, { level: 0.7 })).toMatchObject({ low: 2, high: 10, level: 0.7 });
    expect(permuteKernel(panel, kernel, { level: 0.5 })).toMatchObject({ low: 4, high: 8 });
    expect(permuteKernel(panel, kernel)).toMatchObject({ low: null, high: null });
  });

  test("assignments that identify nothing count against an effect and are told", () => {
    const panel = oneTreated(5);
    const result = permuteKernel(panel, kernelOf(panel, [3, 1, Number.NaN, 0, Number.NaN], [1, 0, 0, 0, 0]));
    expect(result.p).toBeCloseTo(3 / 5, 12);
    expect([...result.distribution]).toEqual([0, 1, 3]);
    expect(result.warnings).toContainEqual(expect.objectContaining({ code: "undefined_draws", count: 2 }));
    const whole = permuteKernel(panel, kernelOf(panel, [3, 1, 1, 0, 1], [1, 0, 0, 0, 0]));
    expect(whole.warnings.map(({ code }) => code)).not.toContain("undefined_draws");
  });

  test("keeps to the stratum only where asked", () => {
    const panel = oneTreated(5, ["n", "n", "n", "s", "s"]);
    const kernel = kernelOf(panel, [3, 1, -2, 5, 5], [1, 0, 0, 0, 0]);
    expect(permuteKernel(panel, kernel, { strata: true })).toMatchObject({ draws: 3, p: 1 / 3 });
    expect(permuteKernel(panel, kernel)).toMatchObject({ draws: 5, p: 3 / 5 });
  });
});

describe("the smallest effect that could be seen", () => {
  test("counts a value that just reaches the critical one", () => {
    // Critical value 10 (the 19th of 20 by size is 1, the 20th 10): 0.95 × 20 = 19 values lie at or below 1.
    const twenty = Float64Array.from([...new Array(19).fill(1), 10]);
    expect(detectableEffect(twenty)).toBeCloseTo(0, 6);
    // Critical value 4 of ±: 16 of 20 must reach it.
    const even = Float64Array.from({ length: 20 }, (_, k) => (k < 10 ? -1 - (k % 4) : 1 + (k % 4))).sort();
    // |b| goes to 4; b + δ ≥ 4 for the 16 largest b, of which the smallest is −3.
    const reach = even[4] ?? Number.NaN;
    expect(detectableEffect(even)).toBeCloseTo(4 - reach, 6);
  });

  test("asks for more where more power is asked for", () => {
    const spread = Float64Array.from({ length: 101 }, (_, k) => k - 50);
    expect(detectableEffect(spread, 0.05, 0.5)).toBeLessThan(detectableEffect(spread, 0.05, 0.8));
    expect(detectableEffect(spread, 0.05, 0.8)).toBeLessThan(detectableEffect(spread, 0.05, 0.95));
  });
});
