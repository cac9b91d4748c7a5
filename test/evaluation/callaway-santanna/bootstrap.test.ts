import { describe, expect, it } from "vitest";
import { multiplierBootstrap } from "../../../src/evaluation/callaway-santanna/bootstrap.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import {
  randomSigns,
  signedSums,
  weightedSums,
} from "../../../src/evaluation/callaway-santanna/signed-sums.ts";
import type { Influence } from "../../../src/evaluation/callaway-santanna/types.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { codes, panelFrom, simulate } from "./support.ts";

const IQR = 2 * 0.6744897501960817;

function influenceOf(columns: number[][], cluster: number[] | null = null): Influence {
  const n = columns[0]?.length as number;
  return {
    n,
    columns: columns.length,
    values: Float64Array.from(columns.flat()),
    units: Array.from({ length: n }, (_, i) => i),
    cluster: cluster ? Int32Array.from(cluster) : null,
    clusters: cluster ? Math.max(...cluster) + 1 : n,
  };
}

describe("signed sums by tables", () => {
  it.each([
    [1, 1, 1],
    [7, 3, 5],
    [8, 8, 4],
    [33, 9, 10],
    [100, 17, 3],
  ])("equal the plain ones: %i units, %i columns, %i draws", (n, columns, draws) => {
    const random = seeded(n);
    const values = Float64Array.from({ length: n * columns }, () => random.normal());
    const signs = randomSigns(n, draws, seeded(9));
    const weights = new Float64Array(n * draws);
    for (let b = 0; b < draws; b++) {
      for (let i = 0; i < n; i++) {
        const word = signs[Math.floor(i / 32) * draws + b] as number;
        weights[b * n + i] = (word >>> (i % 32)) & 1 ? 1 : -1;
      }
    }
    const fast = signedSums(values, n, columns, signs, draws);
    const plain = weightedSums(values, n, columns, weights, draws);
    expect(fast).toHaveLength(columns * draws);
    plain.forEach((value, at) => {
      expect(fast[at]).toBeCloseTo(value, 10);
    });
  });

  it("signs are even: about half are plus", () => {
    let plus = 0;
    for (const word of randomSigns(320, 100, seeded(3)))
      for (let bit = 0; bit < 32; bit++) plus += (word >>> bit) & 1;
    expect(Math.abs(plus / 32_000 - 0.5)).toBeLessThan(0.02);
  });

  it("columns that are zero for a whole word are skipped without harm", () => {
    const values = new Float64Array(64);
    values[40] = 2;
    const out = signedSums(values, 64, 1, randomSigns(64, 20, seeded(1)), 20);
    expect([...new Set([...out].map(Math.abs))]).toEqual([2]);
  });
});

describe("with given weights", () => {
  // Four units, four draws. Sums: column 0: 4, 2, −2, −4 (…/√4); column 1 is zero.
  const influence = influenceOf([
    [1, 1, 1, 1],
    [0, 0, 0, 0],
    [2, 0, 0, 0],
  ]);
  const weights = Float64Array.from([1, 1, 1, 1, 1, 1, 1, -1, -1, 1, -1, -1, -1, -1, -1, -1]);

  it("scale, standard error and critical value follow by hand", () => {
    const own = multiplierBootstrap(influence, { weights, keepDraws: true, level: 0.5 });
    expect([...(own.values as Float64Array)]).toEqual([2, 0, 1, 1, 0, 1, -1, 0, -1, -2, 0, -1]);
    // Type 1 quartiles of −2, −1, 1, 2 are −2 and 1; of −1, −1, 1, 1 they are −1 and 1.
    expect(own.se[0]).toBeCloseTo(3 / IQR / 2, 12);
    expect(own.se[1]).toBeNull();
    expect(own.se[2]).toBeCloseTo(2 / IQR / 2, 12);
    // Largest |t|: max(2/3, 1/2)·IQR twice and 1/2·IQR twice; the type 1 median is the smaller. Pointwise is 0.674.
    expect(own.critical).toBeCloseTo(IQR / 2, 12);
    expect(own).toMatchObject({ draws: 4, level: 0.5 });
  });

  it("falls back to the pointwise value where the uniform one is below it", () => {
    const own = multiplierBootstrap(influence, { weights, level: 0.95 });
    expect(own).toMatchObject({
      uniform: false,
      critical: expect.closeTo(1.959963984540054, 10),
      values: null,
    });
    expect(codes(own.warnings)).toEqual(["band_below_pointwise"]);
  });

  it("and where nothing varies", () => {
    const own = multiplierBootstrap(influenceOf([[0, 0, 0, 0]]), { weights });
    expect(own).toMatchObject({
      uniform: false,
      se: [null],
      critical: expect.closeTo(1.959963984540054, 10),
    });
    expect(codes(own.warnings)).toEqual(["band_not_defined"]);
  });

  it("columns without an estimate have no standard error and do not enter the band", () => {
    const holed = influenceOf([
      [1, 1, 1, 1],
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    ]);
    const own = multiplierBootstrap(holed, { weights, level: 0.5 });
    const alone = multiplierBootstrap(influenceOf([[1, 1, 1, 1]]), { weights, level: 0.5 });
    expect(own.se).toEqual([alone.se[0], null]);
    expect(own.critical).toBe(alone.critical);
  });

  it("one weight a cluster multiplies the cluster's sum", () => {
    const clustered = influenceOf([[1, 2, 3, 6]], [0, 1, 0, 1]);
    const own = multiplierBootstrap(clustered, {
      weights: Float64Array.from([1, 1, 1, -1, -1, 1]),
      keepDraws: true,
    });
    expect([...(own.values as Float64Array)]).toEqual([12 / 2, -4 / 2, 4 / 2]);
    expect(own.draws).toBe(3);
  });

  it("a critical value of 7 or more is doubted", () => {
    // One unit in ten thousand draws far out: most draws are small against the largest.
    const draws = 40;
    const far = new Float64Array(draws * 2);
    for (let b = 0; b < draws; b++) far.set(b < 10 ? [50, 0] : [b % 2 ? 1 : -1, 0], b * 2);
    const own = multiplierBootstrap(influenceOf([[1, 1]]), { weights: far });
    expect(own.uniform).toBe(true);
    expect(own.critical).toBeGreaterThan(7);
    expect(codes(own.warnings)).toEqual(["band_very_wide"]);
  });

  it("weights that do not fit are refused", () => {
    expect(() => multiplierBootstrap(influence, { weights: new Float64Array(5) })).toThrow(
      /whole draws of 4/,
    );
    expect(() => multiplierBootstrap(influence, { weights: new Float64Array(0) })).toThrow(/whole draws/);
    expect(() => multiplierBootstrap(influence, { draws: 0, random: seeded(1) })).toThrow(/draws/);
    expect(() => multiplierBootstrap(influence, { draws: 1.5, random: seeded(1) })).toThrow(/draws/);
    expect(() => multiplierBootstrap(influence, { level: 0, random: seeded(1) })).toThrow(/level/);
  });
});

describe("with random signs", () => {
  const result = callawaySantAnna(panelFrom(simulate(120, [0, 0, 2003, 2004])));

  it("the same seed gives the same bits, another one others, and the influence is not changed", () => {
    const copy = structuredClone(result.influence);
    const run = (seed: number) => multiplierBootstrap(result.influence, { draws: 200, random: seeded(seed) });
    expect(run(4)).toEqual(run(4));
    expect(run(4).se).not.toEqual(run(5).se);
    expect(result.influence).toEqual(copy);
  });

  it("standard errors come close to the analytic ones and the band is wider than an interval", () => {
    const own = multiplierBootstrap(result.influence, { draws: 4000, random: seeded(8) });
    result.cells.forEach((cell, k) => {
      expect((own.se[k] as number) / (cell.se as number)).toBeGreaterThan(0.9);
      expect((own.se[k] as number) / (cell.se as number)).toBeLessThan(1.1);
    });
    expect(own.uniform).toBe(true);
    expect(own.critical).toBeGreaterThan(2.2);
    expect(own.critical).toBeLessThan(3.2);
    expect(multiplierBootstrap(result.influence, { random: seeded(8) }).draws).toBe(1000);
  });
});
