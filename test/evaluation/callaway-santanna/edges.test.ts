import { describe, expect, it } from "vitest";
import { aggregate } from "../../../src/evaluation/callaway-santanna/aggregate.ts";
import { multiplierBootstrap } from "../../../src/evaluation/callaway-santanna/bootstrap.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import { clusterSums, interval, standardError } from "../../../src/evaluation/callaway-santanna/inference.ts";
import { pretest } from "../../../src/evaluation/callaway-santanna/pretest.ts";
import type { GroupTime, Influence } from "../../../src/evaluation/callaway-santanna/types.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { placeOf } from "../permutation/place-of.ts";
import { codes, panelFrom, panelOf, simulate } from "./support.ts";

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

describe("an estimate that does not vary", () => {
  // Everybody treated moves by exactly 1, nobody else moves.
  const still = callawaySantAnna(
    panelOf(
      [
        [0, 0, 1, 1],
        [2, 2, 3, 3],
        [5, 5, 5, 5],
        [4, 4, 4, 4],
      ],
      [2003, 2003, 0, 0],
    ),
  );

  it.each(["simple", "dynamic", "group", "calendar"] as const)("has no test of its mean: %s", (type) => {
    expect(aggregate(still, { type }).overall).toEqual({
      att: 1,
      se: null,
      statistic: null,
      p: null,
      low: null,
      high: null,
    });
  });

  it("has no interval, nor has a missing one", () => {
    expect(interval(1, null, 0.95)).toEqual({ low: null, high: null });
    expect(interval(null, 1, 0.95)).toEqual({ low: null, high: null });
    expect(interval(10, 2, 0.95, 3)).toEqual({ low: 4, high: 16 });
  });

  it("is told from one that varies by little", () => {
    expect(standardError(Float64Array.of(1e-6, -1e-6), null, 2)).toBeCloseTo(Math.SQRT1_2 * 1e-6, 12);
    expect(standardError(Float64Array.of(1e-7, -1e-7), null, 2)).toBeNull();
    // Within clusters it cancels.
    expect(standardError(Float64Array.of(1, -1, 2, -2), Int32Array.of(0, 0, 1, 1), 2)).toBeNull();
    expect([...clusterSums(Float64Array.of(1, 2, 4), Int32Array.of(1, 0, 1), 2)]).toEqual([2, 5]);
  });
});

describe("the call of an aggregate", () => {
  it("holds its own options and those of the estimate", () => {
    const result = callawaySantAnna(panelFrom(simulate(40, [0, 2003, 2004])));
    expect(aggregate(result, { type: "dynamic", min: -1, max: 1, balance: 0, level: 0.8 }).call).toEqual({
      method: "aggregate",
      options: {
        type: "dynamic",
        balance: 0,
        min: -1,
        max: 1,
        level: 0.8,
        of: { method: "callawaySantAnna", options: result.call.options },
      },
    });
    expect(aggregate(result).call.options).toMatchObject({ type: "dynamic", min: null, max: null });
  });
});

describe("the test of the cells before treatment", () => {
  const cell = (att: number | null): GroupTime => ({
    group: 5,
    time: 3,
    base: 2,
    post: false,
    att,
    se: null,
    low: null,
    high: null,
    treated: 2,
    control: 2,
    reason: null,
  });

  it("needs every one of them", () => {
    const influence = influenceOf([
      [1, -1, 2, 0],
      [1, 1, -1, 0],
    ]);
    expect(pretest([cell(1), cell(null)], influence).reason).toBe("cells_not_identified");
    expect(pretest([cell(1), cell(2)], influence).reason).toBeNull();
  });

  it("needs more units, or clusters, than cells", () => {
    const two = influenceOf([
      [1, -1],
      [1, 1],
    ]);
    expect(pretest([cell(1), cell(2)], two)).toMatchObject({ reason: "singular_covariance", p: null });
    const four = [
      [1, 0, 2, 0],
      [0, 1, 0, 3],
    ];
    expect(pretest([cell(1), cell(2)], influenceOf(four)).reason).toBeNull();
    expect(pretest([cell(1), cell(2)], influenceOf(four, [0, 1, 0, 1])).reason).toBe("singular_covariance");
    const three = pretest([cell(1), cell(2)], influenceOf(four, [0, 1, 2, 1]));
    // Sums 1, 0, 2 and 0, 4, 0: V = diag(5, 16)/4; n·a'V⁻¹a = 4·(4/5 + 4·4/16).
    expect(three.statistic).toBeCloseTo(4 * (4 / 5 + 1), 12);
    expect(three.df).toBe(2);
  });
});

describe("the bootstrap", () => {
  it("sums every column by cluster", () => {
    const own = multiplierBootstrap(
      influenceOf(
        [
          [1, 2, 3, 6],
          [10, 20, 30, 60],
          [0, 1, 0, 0],
        ],
        [0, 1, 0, 1],
      ),
      { weights: Float64Array.from([1, 1, 1, -1, -1, 1]), keepDraws: true },
    );
    expect([...(own.values as Float64Array)]).toEqual([6, 60, 0.5, -2, -20, -0.5, 2, 20, 0.5]);
  });

  it("has no standard error where the middle half of the draws is one value", () => {
    // Four draws of one unit, all alike.
    const own = multiplierBootstrap(influenceOf([[1], [2]]), {
      weights: Float64Array.from([1, 1, 1, 1]),
      level: 0.5,
    });
    expect(own.se).toEqual([null, null]);
    expect(codes(own.warnings)).toEqual(["band_not_defined"]);
  });

  it("takes draws that are all but zero for zero", () => {
    const tiny = multiplierBootstrap(influenceOf([[1e-5, 1e-5]]), {
      weights: Float64Array.from([1, 1, -1, -1, 1, -1]),
    });
    expect(tiny.se).toEqual([null]);
    const small = multiplierBootstrap(influenceOf([[1e-3, 1e-3]]), {
      weights: Float64Array.from([1, 1, -1, -1, 1, -1]),
    });
    expect(small.se[0]).toBeGreaterThan(0);
  });

  it("leaves a band alone that is wide enough and not too wide", () => {
    // Draws ±1 but for one that is `far`: the quartiles are ±1, the largest decides.
    const band = (far: number) => {
      const weights = Float64Array.from({ length: 20 }, (_, b) => (b === 0 ? far : b % 2 ? 1 : -1));
      return multiplierBootstrap(influenceOf([[1]]), { weights, level: 0.99 });
    };
    const fine = band(5);
    expect(fine).toMatchObject({ uniform: true, warnings: [] });
    expect(fine.critical).toBeCloseTo((5 / 2) * IQR, 12);
    expect(fine.se[0]).toBeCloseTo(2 / IQR, 12);
    expect(codes(band(12).warnings)).toEqual(["band_very_wide"]);
  });

  it("says which option does not fit", () => {
    const influence = influenceOf([[1, 2]]);
    expect(placeOf(() => multiplierBootstrap(influence, { weights: new Float64Array(3) }))).toEqual({
      column: "weights",
    });
    expect(() => multiplierBootstrap(influence, { draws: 0, random: seeded(1) })).toThrow(
      /a whole number from 1 up/,
    );
  });
});
