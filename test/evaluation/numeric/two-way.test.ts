import { describe, expect, test } from "vitest";
import { twoWay } from "../../../src/evaluation/numeric/two-way.ts";

/** 1 where observed. */
const mask = (...rows: string[]) => Uint8Array.from(rows.join("").split("").map(Number));

describe("projection off unit and time effects", () => {
  test("leaves what no effects explain, balanced", () => {
    const ways = twoWay(mask("11", "11"), 2, 2);
    const x = Float64Array.from([0, 0, 0, 1]);
    ways.demean(x);
    expect([...x]).toEqual([0.25, -0.25, -0.25, 0.25]);
    expect(ways.absorbed).toBe(3);
  });

  test("is zero on effects themselves, on any pattern of cells", () => {
    const observed = mask("1101", "0111", "1110", "1011");
    const ways = twoWay(observed, 4, 4);
    const effects = Float64Array.from({ length: 16 }, (_, c) =>
      observed[c] ? 3 * Math.floor(c / 4) + 7 * (c % 4) : 99,
    );
    ways.demean(effects);
    for (const value of effects) expect(value).toBeCloseTo(0, 11);
    expect(ways.absorbed).toBe(7);
  });

  test("is the residual of a regression on dummies", () => {
    // lm(y ~ factor(unit) + factor(time)) on five of six cells, by hand: with one cell missing the fit has one degree.
    const observed = mask("111", "110");
    const y = Float64Array.from([1, 2, 4, 3, 7, 0]);
    const ways = twoWay(observed, 2, 3);
    const x = Float64Array.from(y);
    ways.demean(x);
    // Residuals are orthogonal to each dummy and sum to zero within them.
    expect((x[0] as number) + (x[1] as number) + (x[2] as number)).toBeCloseTo(0, 12);
    expect((x[0] as number) + (x[3] as number)).toBeCloseTo(0, 12);
    expect((x[1] as number) + (x[4] as number)).toBeCloseTo(0, 12);
    expect(x[2]).toBeCloseTo(0, 12);
    // The 2 × 2 that identifies them: (7 − 3) − (2 − 1) = 3, a quarter to each cell.
    expect(x[4]).toBeCloseTo(0.75, 12);
    expect(x[5]).toBe(0);
  });

  test("weights count as repeated cells", () => {
    const observed = mask("111", "111", "111");
    const weights = Float64Array.from([1, 2, 1, 1, 1, 3, 2, 1, 1]);
    const y = Float64Array.from([1, 5, 2, 8, 3, 4, 7, 6, 0]);
    const weighted = Float64Array.from(y);
    twoWay(observed, 3, 3, weights).demean(weighted);
    for (let i = 0; i < 3; i++) {
      let row = 0;
      let column = 0;
      for (let s = 0; s < 3; s++) {
        row += (weights[i * 3 + s] as number) * (weighted[i * 3 + s] as number);
        column += (weights[s * 3 + i] as number) * (weighted[s * 3 + i] as number);
      }
      expect(row).toBeCloseTo(0, 12);
      expect(column).toBeCloseTo(0, 12);
    }
  });

  test("counts components that cannot be compared", () => {
    const ways = twoWay(mask("1100", "1100", "0011", "0011"), 4, 4);
    expect(ways.components.count).toBe(2);
    expect(ways.absorbed).toBe(6);
    expect([...ways.components.unit]).toEqual([0, 0, 1, 1]);
  });

  test("gives effects that impute, NaN where nothing is observed", () => {
    const observed = mask("111", "110", "000");
    const y = Float64Array.from([10, 12, 15, 20, 22, 0, 0, 0, 0]);
    const { unit, time } = twoWay(observed, 3, 3).effects(y);
    expect((unit[1] as number) + (time[2] as number)).toBeCloseTo(25, 11);
    expect(unit[2]).toBeNaN();
    expect(time[0]).toBe(0);
  });
});
