import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { betaConfidenceSet } from "../../../src/evaluation/permutation/inversion.ts";
import { studentisedConfidenceSet } from "../../../src/evaluation/permutation/inversion-t.ts";
import {
  type NullDistribution,
  pValues,
  statisticAt,
} from "../../../src/evaluation/permutation/null-distribution.ts";

/** From rows of the evaluator's output; drawn unless `exact`. */
function distributionOf(observed: number[], rows: number[][], exact = false): NullDistribution {
  return {
    statistic: observed.length === 5 ? "t" : "beta",
    observed: Float64Array.from(observed),
    columns: observed.map((_, c) => Float64Array.from(rows, (row) => row[c] as number)),
    count: rows.length,
    total: rows.length + (exact ? 0 : 1),
    exact,
    undefined: rows.filter((row) => Number.isNaN(row[0])).length,
    identity: 0,
  };
}

describe("p of a null", () => {
  it("counts ties up to rounding, on both sides and on each", () => {
    const rows = [[2], [-2], [2 * (1 - 1e-12)], [2 * (1 - 1e-8)], [0], [3]].map(([b]) => [b as number, 0]);
    const p = pValues(distributionOf([2, 1], rows), 0);
    expect(p).toEqual({ twoSided: 5 / 7, upper: 4 / 7, lower: 6 / 7 });
    expect(pValues(distributionOf([-2, 1], rows), 0)).toEqual({
      twoSided: 5 / 7,
      upper: 7 / 7,
      lower: 2 / 7,
    });
  });

  it("takes off the effect from estimate and draw alike", () => {
    const one = distributionOf([5, 1], [[3, 0.5]]);
    // At τ = 2: 3 against 2. At τ = 4: 1 against 1. At τ = 6: −1 against 0.
    expect([2, 4, 6].map((tau) => pValues(one, tau).twoSided)).toEqual([1 / 2, 1, 1 / 2]);
  });

  it("divides by a standard error that changes with the null", () => {
    // 6 − 2·1 over √(9 − 2·2·1 + 4·1).
    expect(statisticAt(Float64Array.of(6, 1, 9, 1, 1), 2, "t")).toBe(4 / 3);
    expect(statisticAt(Float64Array.of(6, 1, 9, 1, 1), 2, "beta")).toBe(4);
    expect(statisticAt(Float64Array.of(2, 1, 0, 0, 0), 2, "t")).toBe(0);
    expect(statisticAt(Float64Array.of(2, 1, -1e-20, 0, 0), 0, "t")).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("confidence set of the estimate", () => {
  const random = seeded(11);
  const rows = Array.from({ length: 39 }, (_, b) => [
    3 * random.normal(),
    b % 13 === 0 ? Number.NaN : 1.8 * random.uniform() - 0.9,
  ]).map(([b, c]) => (Number.isNaN(c) ? [Number.NaN, Number.NaN] : [b as number, c as number]));

  it.each([
    [false, 0.9],
    [false, 0.75],
    [false, 0.5],
    [true, 0.9],
    [true, 0.75],
    [true, 0.5],
  ])("holds what is not rejected, exact %s, level %f", (exact, level) => {
    const estimate = 2.5;
    const all = exact ? [...rows, [estimate, 1]] : rows;
    const distribution = distributionOf([estimate, 1], all, exact);
    const { low, high, convex } = betaConfidenceSet(distribution, level) as { low: number; high: number } & {
      convex: boolean;
    };
    expect(convex).toBe(true);
    const kept = (tau: number) => pValues(distribution, tau).twoSided > 1 - level + 1e-12;
    const near = 1e-6;
    expect([low - near, low + near, high - near, high + near].map(kept)).toEqual([false, true, true, false]);
    for (let tau = -30; tau <= 30; tau += 0.37) expect(kept(tau)).toBe(tau > low && tau < high);
  });

  it("takes the mirror image of the dates as no evidence, and an effect too large for a bound as none", () => {
    // Three draws, 4 in all: at level 0.75 the set ends at the outermost but none, at 0.5 at the next.
    const three = [
      [1, 0],
      [-4, -1],
      [2, 0],
    ];
    const at = (level: number) => betaConfidenceSet(distributionOf([5, 1], three), level);
    expect(at(0.75)).toEqual({ low: null, high: null, convex: true });
    expect(at(0.5)).toEqual({ low: 3, high: 7, convex: true });
    expect(at(0.25)).toEqual({ low: 4, high: 6, convex: true });
    // Fewer assignments than the level asks for.
    expect(at(0.9)).toEqual({ low: null, high: null, convex: true });
    expect(betaConfidenceSet(distributionOf([5, 1], [[1, 0]]), 0.4)).toMatchObject({ low: 4, high: 6 });
    expect(betaConfidenceSet(distributionOf([5, 1], []), 0.05)).toMatchObject({ low: null, high: null });
  });
});

describe("confidence set of the studentised statistic", () => {
  const identity = [0, 1, 1, 0, 0];
  const keptBy = (distribution: NullDistribution, level: number) => (tau: number) =>
    pValues(distribution, tau).twoSided > 1 - level + 1e-12;

  it("is found around the estimate, on either side, at any scale", () => {
    for (const scale of [1e-6, 1, 1e6]) {
      // Observed (10s − τ)/s; the draw is 3 in size at any τ.
      const own = [10 * scale, 1, scale * scale, 0, 0];
      const two = distributionOf(own, [own, [3 * scale, 0, scale * scale, 0, 0]], true);
      const set = studentisedConfidenceSet(two, 0.5);
      expect(set.convex).toBe(true);
      expect((set.low as number) / scale).toBeCloseTo(7, 7);
      expect((set.high as number) / scale).toBeCloseTo(13, 7);
    }
  });

  it("reaches over a gap of rejected effects, and says so", () => {
    // Extreme where (6 − 2τ)² ≥ τ²(1 + τ²/1000): up to 2, and again from 6 to about 50.
    const two = distributionOf(identity, [identity, [6, 2, 1, 0, 0.001]], true);
    const set = studentisedConfidenceSet(two, 0.5);
    const kept = keptBy(two, 0.5);
    expect(set.convex).toBe(false);
    expect(kept(4)).toBe(false);
    const { low, high } = set as { low: number; high: number };
    expect(high).toBeGreaterThan(40);
    expect(low).toBeLessThan(-50);
    expect([low - 1e-6, low + 1e-6, high - 1e-6, high + 1e-6].map(kept)).toEqual([false, true, true, false]);
    // The other way round the gap lies below.
    const mirrored = distributionOf(identity, [identity, [-6, 2, 1, 0, 0.001]], true);
    const other = studentisedConfidenceSet(mirrored, 0.5);
    expect(other.convex).toBe(false);
    expect(other.low).toBeCloseTo(-high, 7);
    expect(other.high).toBeCloseTo(-low, 7);
  });

  it("has no bound on a side where the draws never let go", () => {
    const always = distributionOf(identity, [identity, identity], true);
    expect(studentisedConfidenceSet(always, 0.5)).toEqual({ low: null, high: null, convex: true });
    // (8 + 2τ)² against τ² over 1: extreme for τ above −8/3 and below −8, so never let go above.
    const above = distributionOf(identity, [identity, [8, -1, 1, 0, 0]], true);
    const set = studentisedConfidenceSet(above, 0.5);
    expect(set.high).toBeNull();
    expect(set.low).toBeCloseTo(-4, 8);
    const nothing = distributionOf([0, 1, 0, 0, 0], [[1, 0, 1, 0, 0]]);
    expect(studentisedConfidenceSet(nothing, 0.5)).toEqual({ low: null, high: null, convex: true });
  });

  it("closes on the estimate where every other effect is rejected", () => {
    const far = distributionOf(identity, [identity, [0, 0, 1, 0, 0]], true);
    const { low, high } = studentisedConfidenceSet(far, 0.5) as { low: number; high: number };
    expect(Math.abs(low)).toBeLessThan(1e-9);
    expect(Math.abs(high)).toBeLessThan(1e-9);
  });
});
