import { describe, expect, it } from "vitest";
import { conleyTaber } from "../../../src/evaluation/conley-taber/conley-taber.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { restrictTo } from "../../../src/evaluation/core/restrict.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { estimateOf, makeDesign } from "../../../src/evaluation/power/design.ts";
import {
  conleyTaberDetector,
  cr2Detector,
  drawAssignments,
  permutationDetector,
} from "../../../src/evaluation/power/detection.ts";
import { donorPool } from "../../../src/evaluation/power/donor-pool.ts";
import { minimumDetectableEffect } from "../../../src/evaluation/power/minimum-detectable.ts";
import { contrastVariance, timesNeeded, treatedNeeded } from "../../../src/evaluation/power/needed.ts";
import { powerCurve, powerOf, smallestDetectable } from "../../../src/evaluation/power/power-curve.ts";
import { simulateNullPanel } from "../../../src/evaluation/power/simulate-panel.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { at, panelOf } from "../permutation/panels.ts";

const codes = (result: { warnings: readonly { code: string }[] }) => result.warnings.map((w) => w.code);

/** Three dates on 14 untreated series, given to series 5, 9 and 2. */
const untreated = simulateNullPanel({ units: 17, years: 9, treated: 3, rho: 0.5 }, seeded(8));
const pool = donorPool(untreated, { donors: "never" });
const design = makeDesign(pool);
const assigned = Int32Array.of(5, 9, 2);
const explicit = (effect: number) => {
  const donors = restrictTo(untreated, { units: Array.from({ length: 14 }, (_, i) => i + 3) });
  const first = new Float64Array(14).fill(Number.POSITIVE_INFINITY);
  assigned.forEach((i, k) => {
    first[i] = at(untreated.first, k);
  });
  const outcome = donors.outcome.map((y, cell) =>
    at(donors.times, cell % 9) >= at(first, Math.floor(cell / 9)) ? y + effect : y,
  );
  return { ...donors, first, outcome };
};
const estimate = estimateOf(design, assigned);

describe("detectors", () => {
  it("give the estimate of two-way fixed effects", () => {
    const result = twfe(explicit(0));
    expect(pool.n).toBe(14);
    expect(estimate).toBeCloseTo(result.estimate, 12);
  });

  it("permutation: finds exactly what a permutation test of that panel finds", () => {
    const found = permutationDetector(design, 30_000, 0.9, seeded(1))(assigned, estimate);
    const { low, high } = permutationTest(explicit(0), { level: 0.9 });
    expect(Math.abs(found.above + (low as number))).toBeLessThan(0.05);
    expect(Math.abs(found.below + (high as number))).toBeLessThan(0.05);
    expect(permutationTest(explicit(found.above + 0.1), { interval: false }).p).toBeLessThanOrEqual(0.1);
    expect(permutationTest(explicit(found.above - 0.1), { interval: false }).p).toBeGreaterThan(0.1);
    expect(permutationTest(explicit(found.below - 0.1), { interval: false }).p).toBeLessThanOrEqual(0.1);
    expect(permutationTest(explicit(found.below + 0.1), { interval: false }).p).toBeGreaterThan(0.1);
  });

  it("Conley–Taber: finds exactly what Conley–Taber on that panel finds", () => {
    const found = conleyTaberDetector(design, 40_000, 0.9, seeded(1))(assigned, estimate);
    const p = (effect: number) => conleyTaber(explicit(effect)).p;
    expect(p(found.above + 0.05)).toBeLessThanOrEqual(0.1);
    expect(p(found.above - 0.05)).toBeGreaterThan(0.1);
    expect(p(found.below - 0.05)).toBeLessThanOrEqual(0.1);
    expect(p(found.below + 0.05)).toBeGreaterThan(0.1);
  });

  it("CR2: the interval of the regression, in closed form", () => {
    const found = cr2Detector(design, 0.95)?.(assigned, estimate);
    const [report] = twfe(explicit(0), { variance: [{ type: "cr2" }] }).variances;
    expect(found?.above).toBeCloseTo(-(report?.inference[0]?.low as number), 8);
    expect(found?.below).toBeCloseTo(-(report?.inference[0]?.high as number), 8);
    expect(cr2Detector(makeDesign(pool, Int32Array.of(4)), 0.95)).toBeNull();
  });

  it("draw distinct units evenly", () => {
    const drawn = drawAssignments(5, 2, 5000, seeded(1));
    const counts = new Map<string, number>();
    for (let b = 0; b < 5000; b++) {
      const key = [...drawn.subarray(2 * b, 2 * b + 2)].join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(20);
    for (const count of counts.values()) expect(Math.abs(count - 250)).toBeLessThan(70);
  });
});

describe("power of found ranges", () => {
  const detections = [1, 2, 3, 4, 5].map((above) => ({ above, below: above - 8 }));
  it("counts panels that find the effect, either way", () => {
    expect(powerOf(detections, 3.5)).toBe(3 / 5);
    expect(powerOf(detections, 3)).toBe(2 / 5);
    expect(powerOf(detections, -6.5)).toBe(4 / 5);
    expect(powerOf(detections, -3)).toBe(0);
    expect(powerOf([], 1)).toBe(0);
  });
  it("takes the smallest effect with the power asked for", () => {
    expect(smallestDetectable(detections, 0.8)).toBe(4);
    expect(smallestDetectable(detections, 0.6)).toBe(3);
    expect(smallestDetectable(detections, 0.61)).toBe(4);
    const never = [...detections, { above: Number.POSITIVE_INFINITY, below: Number.NEGATIVE_INFINITY }];
    expect(smallestDetectable(never, 0.9)).toBeNull();
    expect(smallestDetectable(never, 0.8)).toBe(5);
  });
});

describe("powerCurve", () => {
  const panel = simulateNullPanel({ units: 60, years: 15, treated: 4, rho: 0.6 }, seeded(2));

  it.each(["permutation", "conley-taber", "cr2"] as const)("%s rises with the effect", (test) => {
    const options = { test, sims: 300, draws: 199, effects: [0, 1, 2, 4, -2] };
    const result = powerCurve(panel, { ...options, random: seeded(1) });
    const [zero, one, two, four, minus] = result.curve.map((row) => row.power) as [
      number,
      number,
      number,
      number,
      number,
    ];
    expect(result.size).toBe(zero);
    expect(zero).toBeLessThan(0.11);
    expect(zero).toBeGreaterThan(0.005);
    expect(one).toBeGreaterThan(zero);
    expect(two).toBeGreaterThan(one);
    expect(four).toBeGreaterThan(0.95);
    expect(Math.abs(minus - two)).toBeLessThan(0.15);
    expect(result.detectable).toBeGreaterThan(1);
    expect(result.detectable).toBeLessThan(4);
    expect(result.detectableDown).toBeLessThan(-1);
    const near = powerCurve(panel, {
      ...options,
      random: seeded(1),
      effects: [(result.detectable as number) - 1e-9, (result.detectable as number) + 1e-9],
    });
    expect(near.curve.map((row) => row.power >= 0.8)).toEqual([false, true]);
    expect(powerCurve(panel, { ...options, random: seeded(1) })).toEqual(result);
    expect(result.source).toBe("never");
    expect(result.donors).toBe(56);
  });

  it("agrees with the standard deviation that theory gives", () => {
    const result = powerCurve(panel, { random: seeded(3), sims: 2000, draws: 99 });
    const approx = minimumDetectableEffect({ se: result.spread }).normal;
    expect((result.detectable as number) / approx).toBeGreaterThan(0.9);
    expect((result.detectable as number) / approx).toBeLessThan(1.4);
  });

  it("falls back on residuals where there are few never-treated units, and says so", () => {
    const all = simulateNullPanel({ units: 30, years: 12, treated: 25, rho: 0.5 }, seeded(2));
    const result = powerCurve(all, { random: seeded(1), sims: 50, draws: 99 });
    expect(result.source).toBe("residuals");
    expect(result.donors).toBe(30);
    expect(codes(result)).toContain("power_from_residuals");
    expect(() => powerCurve(all, { random: seeded(1), donors: "never" })).toThrow(/too few/);
  });

  it("leaves units with gaps out, and takes covariates away first", () => {
    const first = [3, 4, ...new Array(20).fill(0)];
    const gappy = panelOf({ first, times: 8, gaps: 0.02, seed: 5 });
    const result = powerCurve(gappy, { random: seeded(1), sims: 50, draws: 99 });
    const gaps = result.warnings.find((w) => w.code === "power_without_incomplete_units")?.count as number;
    expect(gaps).toBeGreaterThan(0);
    expect(result.donors).toBeLessThan(20);
    const loud = panelOf({
      first,
      times: 8,
      more: (rows, random) => {
        const x = rows.map(() => 20 * random.normal());
        return { covariates: { x, twice: x.map((value) => 2 * value + 1) } };
      },
    });
    const outcome = loud.outcome.map((y, cell) => y + (loud.covariates[0]?.values[cell] as number));
    const noisy = { ...loud, outcome };
    const raw = powerCurve(noisy, { random: seeded(1), sims: 200, draws: 99 });
    const clean = powerCurve(noisy, { random: seeded(1), sims: 200, draws: 99, covariates: ["x", "twice"] });
    expect(clean.spread).toBeLessThan(raw.spread / 2);
    expect(clean.spread).toBeCloseTo(
      powerCurve(loud, { random: seeded(1), sims: 200, draws: 99, covariates: ["x"] }).spread,
      8,
    );
  });

  it("finds nothing by CR2 with one treated unit, and refuses impossible requests", () => {
    const one = simulateNullPanel({ units: 30, years: 10, treated: 1, rho: 0.5 }, seeded(2));
    const result = powerCurve(one, { random: seeded(1), test: "cr2", effects: [5] });
    expect(codes(result)).toContain("cr2_undefined");
    expect(result.curve[0]?.power).toBe(0);
    expect(result.detectable).toBeNull();
    const coarse = powerCurve(one, { random: seeded(1), draws: 9, sims: 20 });
    expect(codes(coarse)).toContain("no_detectable_effect");
    expect(() => powerCurve(one, { random: seeded(1), sims: 0 })).toThrow(/whole numbers/);
    expect(() => powerCurve(one, { random: seeded(1), power: 1 })).toThrow(/between 0 and 1/);
    expect(() => powerCurve(panelOf({ first: [0, 0, 0], times: 5 }), { random: seeded(1) })).toThrow(
      /no dates/,
    );
  });
});

describe("what would be needed", () => {
  const panel = simulateNullPanel({ units: 80, years: 15, treated: 3, rho: 0.6 }, seeded(4));
  const options = () => ({ random: seeded(1), sims: 200, draws: 99 });

  it("more treated units for smaller effects", () => {
    const large = treatedNeeded(panel, 6, options());
    expect([large.treated, large.more]).toEqual([3, 0]);
    const small = treatedNeeded(panel, 1.5, options());
    expect(small.more).toBeGreaterThan(0);
    expect(small.treated).toBe(3 + (small.more as number));
    const reached = small.tried.find((row) => row.treated === small.treated);
    expect(reached?.power).toBeGreaterThanOrEqual(0.8);
    expect(small.tried.find((row) => row.treated === (small.treated as number) - 1)?.power).toBeLessThan(0.8);
    const tiny = treatedNeeded(panel, 0.01, options());
    expect([tiny.treated, tiny.more]).toEqual([null, null]);
    expect(() => treatedNeeded(panel, 0, options())).toThrow(/other than zero/);
  });

  it("more times, but never beyond what the times before allow", () => {
    const now = timesNeeded(panel, 2, 2);
    expect(now.more).toBe(0);
    expect(now.rho).toBeGreaterThan(0.35);
    expect(now.rho).toBeLessThan(0.8);
    const closer = timesNeeded(panel, (2 + now.limit) / 2, 2);
    expect(closer.more).toBeGreaterThan(1);
    expect(timesNeeded(panel, now.limit * 0.99, 2).more).toBeNull();
  });

  it("variance of a before–after contrast, by summing the autocovariances", () => {
    for (const [before, after, rho] of [
      [1, 1, 0],
      [3, 5, 0.7],
      [4, 2, -0.4],
    ] as const) {
      const w = Array.from({ length: before + after }, (_, s) => (s < before ? -1 / before : 1 / after));
      let slow = 0;
      w.forEach((a, s) => {
        w.forEach((b, u) => {
          slow += a * b * rho ** Math.abs(s - u);
        });
      });
      expect(contrastVariance(before, after, rho)).toBeCloseTo(slow, 12);
    }
  });
});
