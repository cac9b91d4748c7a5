import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { affineFamily, standardError } from "../../../src/evaluation/honest/affine-estimators.ts";
import { foldedQuantile } from "../../../src/evaluation/honest/folded-normal.ts";
import { checkEventStudy } from "../../../src/evaluation/honest/input.ts";
import { honestRelativeMagnitudes } from "../../../src/evaluation/honest/relative-magnitudes.ts";
import { aboutPost, relativeMagnitudes } from "../../../src/evaluation/honest/relative-magnitudes-set.ts";
import { honestSmoothness } from "../../../src/evaluation/honest/smoothness.ts";
import { truncatedUpper } from "../../../src/evaluation/honest/truncated-normal.ts";
import { normal } from "../../../src/evaluation/numeric/distributions.ts";
import { rGenerator } from "./r-generator.ts";

const Z = 1.959963984540054;

/** Equal variances, equal correlations. */
function covariance(k: number, variance: number, correlation: number): number[] {
  return Array.from({ length: k * k }, (_, at) =>
    Math.floor(at / k) === at % k ? variance : correlation * variance,
  );
}

const study = {
  beta: [0.1, -0.05, 0.02, 1.2, 1.4, 1.3],
  sigma: covariance(6, 0.04, 0.4),
  numPre: 3,
  numPost: 3,
};
const used = (treated: number) => ({
  units: 100,
  treated,
  never: 100 - treated,
  times: 20,
  observations: 2000,
});

describe("relative magnitudes", () => {
  const run = (more: object = {}) =>
    honestRelativeMagnitudes({ ...study, mbar: [0, 0.5, 1, 2], skipBreakdown: true, ...more });

  it("writes the set of violations as inequalities", () => {
    // One period before and after: |δ₁| ≤ M̄·δ₋₁-to-0 change, which is −δ₋₁.
    const set = relativeMagnitudes(1, 1, 2, 0, 1);
    expect(set.rows).toBe(3);
    const rows = [0, 1, 2].map((r) => [...set.a.slice(2 * r, 2 * r + 2)].map((value) => value + 0));
    expect(rows).toContainEqual([2, 1]);
    expect(rows).toContainEqual([2, -1]);
    expect(rows).toContainEqual([2, 0]);
    expect(aboutPost(set, 1).rows).toBe(2);
    expect(aboutPost(relativeMagnitudes(4, 3, 1, 2, -1), 4).rows).toBe(6);
  });

  it("widens with M̄ and holds the interval under parallel trends at M̄ = 0 or nearly", () => {
    const { bounds, original, estimate } = run();
    expect(original.low).toBeCloseTo(1.2 - Z * 0.2, 12);
    expect(estimate).toBe(1.2);
    for (let i = 1; i < bounds.length; i++) {
      expect(bounds[i]?.low).toBeLessThanOrEqual(bounds[i - 1]?.low as number);
      expect(bounds[i]?.high).toBeGreaterThanOrEqual(bounds[i - 1]?.high as number);
    }
    expect(bounds[0]?.low).toBeGreaterThan(original.low - 0.1);
    expect(bounds[0]?.high).toBeLessThan(original.high + 0.1);
    expect(bounds.every(({ open }) => !open)).toBe(true);
  });

  it("without noise gives the identified set", () => {
    // Largest change before: 0.2; so δ₁ lies within ±M̄·0.2 of 0, and δ₂ within ±2·M̄·0.2.
    const exact = { beta: [0.1, -0.1, 0, 1, 2], sigma: covariance(5, 1e-8, 0), numPre: 3, numPost: 2 };
    const first = honestRelativeMagnitudes({
      ...exact,
      mbar: [0.5, 2],
      grid: { low: 0, high: 3, points: 3001 },
      skipBreakdown: true,
    });
    expect(first.bounds[0]?.low).toBeCloseTo(0.9, 2);
    expect(first.bounds[0]?.high).toBeCloseTo(1.1, 2);
    expect(first.bounds[1]?.low).toBeCloseTo(0.6, 2);
    expect(first.bounds[1]?.high).toBeCloseTo(1.4, 2);
    const second = honestRelativeMagnitudes({
      ...exact,
      target: [0, 1],
      mbar: [1],
      grid: { low: 0, high: 3, points: 3001 },
      skipBreakdown: true,
    });
    expect(second.bounds[0]?.low).toBeCloseTo(1.6, 2);
    expect(second.bounds[0]?.high).toBeCloseTo(2.4, 2);
    const average = honestRelativeMagnitudes({
      ...exact,
      target: [0.5, 0.5],
      mbar: [1],
      grid: { low: 0, high: 3, points: 3001 },
      skipBreakdown: true,
    });
    expect(average.bounds[0]?.low).toBeCloseTo(1.5 - 0.3, 2);
    expect(average.bounds[0]?.high).toBeCloseTo(1.5 + 0.3, 2);
  });

  it("covers at its level where the violation is as large as allowed", () => {
    const random = seeded(17);
    let covered = 0;
    const runs = 200;
    for (let b = 0; b < runs; b++) {
      // δ = (0.3, 0): δ₁ = 0.3 is the worst allowed at M̄ = 1; the effect is 0.
      const beta = [0.3 + 0.1 * random.normal(), 0.3 + 0.1 * random.normal()];
      const { bounds } = honestRelativeMagnitudes({
        beta,
        sigma: covariance(2, 0.01, 0),
        numPre: 1,
        numPost: 1,
        mbar: [1],
        grid: { low: -1, high: 1, points: 3 },
        draws: 500,
        skipBreakdown: true,
      });
      // Of −1, 0 and 1 only 0 can be accepted.
      if (bounds[0]?.low === 0) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.9);
    expect(covered / runs).toBeLessThan(0.995);
  });

  it("breaks down where zero enters the interval", () => {
    const { breakdown } = honestRelativeMagnitudes({ ...study, mbar: [] });
    expect(breakdown).toBeGreaterThan(0);
    const low = (mbar: number) =>
      honestRelativeMagnitudes({
        ...study,
        mbar: [mbar],
        grid: { low: -4, high: 4, points: 801 },
        skipBreakdown: true,
      }).bounds[0]?.low as number;
    expect(low((breakdown as number) - 0.02)).toBeGreaterThan(0);
    expect(low((breakdown as number) + 0.03)).toBeLessThanOrEqual(1e-9);
    const nothing = { ...study, beta: [0.1, -0.05, 0.02, 0.1, 0, 0] };
    expect(honestRelativeMagnitudes({ ...nothing, mbar: [] }).breakdown).toBe(0);
  });

  it("does not depend on the basis of the nuisance, mirrors with the sign, repeats bit by bit", () => {
    const mirrored = run({ beta: study.beta.map((value) => -value) });
    const plain = run();
    plain.bounds.forEach(({ low, high }, i) => {
      expect(mirrored.bounds[i]?.low).toBeCloseTo(-(high as number), 1);
      expect(mirrored.bounds[i]?.high).toBeCloseTo(-(low as number), 1);
    });
    expect(run().bounds).toEqual(plain.bounds);
    expect(run({ random: seeded(1) }).bounds).toEqual(run({ random: seeded(1) }).bounds);
  });

  it("says when an interval leaves the grid, and when the covariance is not to be believed", () => {
    const narrow = run({ grid: { low: 1.1, high: 1.3, points: 11 }, used: used(6) });
    expect(narrow.bounds[1]?.open).toBe(true);
    expect(narrow.warnings.map(({ code }) => code)).toEqual(["covariance_few_treated", "open_interval"]);
    expect(run({ used: used(30) }).warnings).toEqual([]);
    expect(run().warnings.map(({ code }) => code)).toEqual(["covariance_unchecked"]);
    expect(run({ mbar: [0.5], grid: { low: 50, high: 60, points: 5 } }).bounds).toEqual([
      { mbar: 0.5, low: null, high: null, open: false },
    ]);
  });

  it("refuses what does not fit together", () => {
    expect(() => run({ mbar: [-1] })).toThrow(/below zero/);
    expect(() => run({ numPre: 0, numPost: 6 })).toThrow(/numPre is 0/);
    expect(() => run({ numPost: 4 })).toThrow(/entries/);
    expect(() => run({ target: [1, 0] })).toThrow(/target/);
    expect(() => run({ target: [0, 0, 0] })).toThrow(/target/);
    expect(() => run({ grid: { points: 1 } })).toThrow(/grid/);
    expect(() => run({ level: 1 })).toThrow(/level/);
    expect(() => run({ beta: [0, 0, 0, 0, 0, Number.NaN] })).toThrow(/not a number/);
    expect(() => run({ sigma: study.sigma.map((value, at) => (at === 1 ? 0 : value)) })).toThrow(/symmetric/);
    expect(() => run({ sigma: study.sigma.map((value, at) => (at === 0 ? 0 : value)) })).toThrow(/variance/);
  });
});

describe("smoothness", () => {
  it("at M = 0 is the best linear extrapolation: by hand with one period before", () => {
    // The only estimator is β₁ + β₋₁: its trend weights cancel.
    const { bounds } = honestSmoothness({
      beta: [-0.5, 2],
      sigma: [0.04, 0.01, 0.01, 0.09],
      numPre: 1,
      numPost: 1,
      m: [0, 0.2],
    });
    const se = Math.sqrt(0.04 + 0.09 + 2 * 0.01);
    expect(bounds[0]?.estimate).toBeCloseTo(1.5, 12);
    expect(bounds[0]?.se).toBeCloseTo(se, 12);
    expect(bounds[0]?.low).toBeCloseTo(1.5 - Z * se, 8);
    // A bend of 0.2 at the reference moves δ₁ + δ₋₁ by 0.2.
    expect(bounds[1]?.bias).toBeCloseTo(0.2, 12);
    expect(bounds[1]?.high).toBeCloseTo(1.5 + se * foldedQuantile(0.95, 0.2 / se), 8);
  });

  it("is unbiased under any straight trend, and its worst bias is that of the worst bends", () => {
    const target = [0.2, 0.3, 0.5];
    const { bounds } = honestSmoothness({ ...study, target, m: [0, 0.05, 0.3] });
    for (const { weights, bias, m, se } of bounds) {
      const all = [...weights, ...target];
      const period = [-3, -2, -1, 1, 2, 3];
      const onPath = (delta: (t: number) => number) =>
        all.reduce((x, w, i) => x + w * delta(period[i] as number), 0);
      expect(onPath((t) => t)).toBeCloseTo(0, 10);
      let worst = 0;
      for (const bend of [-2, -1, 0, 1, 2]) {
        // A path straight up to the bend and from it on, rising by one more a period beyond it on the side away from 0.
        const hinge = (t: number) => (bend >= 0 ? Math.max(0, t - bend) : Math.max(0, bend - t));
        worst += Math.abs(onPath(hinge)) * m;
      }
      expect(bias).toBeCloseTo(worst, 8);
      expect(se).toBeCloseTo(standardError(checkEventStudy({ ...study, target }), weights), 12);
    }
  });

  it("has no shorter interval among other unbiased-under-trend estimators", () => {
    const checked = checkEventStudy(study);
    const family = affineFamily(checked);
    const random = seeded(8);
    const { bounds } = honestSmoothness({ ...study, m: [0, 0.02, 0.1, 0.5] });
    for (const { m, low, high } of bounds) {
      for (let b = 0; b < 500; b++) {
        const u = Float64Array.from({ length: 2 }, () => 0.6 * random.normal());
        const se = standardError(checked, family.weights(u));
        const bias = m * (family.fixedBias + Math.abs(u[0] as number) + Math.abs(u[1] as number));
        expect(2 * se * foldedQuantile(0.95, bias / se)).toBeGreaterThan(high - low - 1e-9);
      }
    }
  });

  it("widens with M and breaks down where zero enters", () => {
    const result = honestSmoothness({ ...study, m: [0, 0.1, 0.2, 0.4] });
    const lengths = result.bounds.map(({ low, high }) => high - low);
    expect([...lengths].sort((a, b) => a - b)).toEqual(lengths);
    const low = (m: number) => honestSmoothness({ ...study, m: [m] }).bounds[0]?.low as number;
    const breakdown = result.breakdown as number;
    expect(low(breakdown * 0.95)).toBeGreaterThan(0);
    expect(low(breakdown * 1.05)).toBeLessThan(0);
    expect(honestSmoothness({ ...study, beta: [0, 0, 0, 0.1, 0, 0], m: [] }).breakdown).toBe(0);
    expect(() => honestSmoothness({ ...study, m: [-1] })).toThrow(/below zero/);
  });
});

describe("distributions", () => {
  it("folded normal: known quantiles, and its own distribution function", () => {
    expect(foldedQuantile(0.95, 0)).toBeCloseTo(Z, 10);
    expect(foldedQuantile(0.95, 50)).toBeCloseTo(50 + 1.6448536269514722, 8);
    for (const bias of [0.1, 0.7, 2, 5]) {
      const c = foldedQuantile(0.9, bias);
      expect(normal.cdf(c - bias) - normal.cdf(-c - bias)).toBeCloseTo(0.9, 12);
    }
    expect(foldedQuantile(0.95, -2)).toBe(foldedQuantile(0.95, 2));
  });

  it("truncated normal tail: by definition, and far out where the tail underflows", () => {
    expect(truncatedUpper(1, 0, 2)).toBeCloseTo((normal.cdf(2) - normal.cdf(1)) / (normal.cdf(2) - 0.5), 12);
    expect(truncatedUpper(1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)).toBeCloseTo(
      normal.upper(1),
      14,
    );
    expect(truncatedUpper(3, 0, 2)).toBe(1);
    expect(truncatedUpper(-1, 0, 2)).toBe(1);
    // Beyond a the excess is nearly exponential with rate a.
    expect(truncatedUpper(50.02, 50, Number.POSITIVE_INFINITY)).toBeCloseTo(Math.exp(-1), 2);
    expect(truncatedUpper(50, 50, 51)).toBeCloseTo(1, 12);
    expect(truncatedUpper(30.1, 30.0001, 31)).toBeCloseTo(
      truncatedUpper(30.1, 29.9999, 31) * Math.exp(0.0002 * -30),
      1,
    );
  });

  it("draws what R draws", () => {
    const r = rGenerator(0);
    expect([r.normal(), r.normal(), r.normal()].map((x) => Number(x.toFixed(12)))).toEqual([
      1.262954284881, -0.326233360706, 1.329799262923,
    ]);
    const uniform = rGenerator(42);
    expect(uniform.uniform()).toBeCloseTo(0.914806043496355, 14);
  });
});
