import { describe, expect, it } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { ibragimovMuller, testOfGroups } from "../../../src/evaluation/ibragimov-muller/ibragimov-muller.ts";
import { signFlip } from "../../../src/evaluation/ibragimov-muller/sign-flip.ts";
import { at, panelOf, plainTwfe } from "../permutation/panels.ts";

const codes = (result: { warnings: readonly { code: string }[] }) => result.warnings.map((w) => w.code);

describe("ibragimovMuller", () => {
  it("compares each treated unit's change with that of the never-treated", () => {
    // Times 1 to 4. Never: changes of +1 a year and none, on average half a year's step.
    const outcomes = [
      [0, 0, 5, 5],
      [1, 1, 1, 9],
      [0, 1, 2, 3],
      [7, 7, 7, 7],
    ];
    const first = [3, 4, 0, 0];
    const panel = makePanel({
      unit: outcomes.flatMap((row, i) => row.map(() => i)),
      time: outcomes.flatMap((row) => row.map((_, s) => s + 1)),
      outcome: outcomes.flat(),
      firstTreated: outcomes.flatMap((row, i) => row.map(() => at(first, i))),
    });
    const result = ibragimovMuller(panel);
    // Never-treated on average 3.5, 4, 4.5, 5: from before to after 1 at time 3, and 1 at time 4.
    expect(result.groups.map((group) => group.unit)).toEqual([0, 1]);
    expect(at(result.groups, 0).estimate).toBeCloseTo(4, 12);
    expect(at(result.groups, 1).estimate).toBeCloseTo(7, 12);
    expect(result.q).toBe(2);
    expect(result.estimate).toBeCloseTo(5.5, 12);
    expect(result.se).toBeCloseTo(1.5, 12);
    expect(result.statistic).toBeCloseTo(5.5 / 1.5, 12);
    expect(result.df).toBe(1);
    // Student's t with 1 degree of freedom is Cauchy.
    expect(result.p).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(5.5 / 1.5), 10);
    expect(result.high).toBeCloseTo(5.5 + 1.5 * 12.706204736174, 8);
    expect(result.low).toBeCloseTo(5.5 - 1.5 * 12.706204736174, 8);
    expect(result.signChange).toEqual({ p: 0.5, exact: true, patterns: 4, smallest: 0.5 });
    expect(codes(result)).toContain("smallest_sign_change_p");
  });

  it("agrees with two-way fixed effects of one treated unit, and keeps to known cells with gaps", () => {
    const panel = panelOf({ first: [4, 0, 0, 0, 0], times: 7 });
    expect(at(ibragimovMuller(panel).groups, 0).estimate).toBeCloseTo(plainTwfe(panel).beta, 10);
    const gappy = panelOf({ first: [4, 0, 0, 0, 0], times: 7, gaps: 0.15, seed: 3 });
    expect(Number.isFinite(ibragimovMuller(gappy).estimate)).toBe(true);
  });

  it("leaves out treated units not seen both before and after", () => {
    const panel = panelOf({ first: [4, 1, 3, 0, 0], times: 6 });
    const result = ibragimovMuller(panel);
    expect(result.groups.map((group) => group.unit)).toEqual([0, 2]);
    expect(result.warnings.find((w) => w.code === "treated_without_before_and_after")?.items).toEqual([1]);
    expect(() => ibragimovMuller(panelOf({ first: [1, 0, 0], times: 4 }))).toThrow(/both before and after/);
    expect(() => ibragimovMuller(panelOf({ first: [2, 3], times: 4 }))).toThrow(/never treated/);
  });

  it("prints no t-test where there is none", () => {
    const one = testOfGroups(Float64Array.of(2));
    expect([one.se, one.p, one.low, one.estimate]).toEqual([null, null, null, 2]);
    expect(codes(one)).toContain("one_estimate");
    const equal = testOfGroups(Float64Array.of(2, 2, 2));
    expect([equal.se, equal.p]).toEqual([null, null]);
    expect(codes(equal)).toContain("no_variation");
    expect(() => testOfGroups(new Float64Array(0))).toThrow(/at least one/);
    expect(() => testOfGroups(Float64Array.of(1, Number.NaN))).toThrow(/numbers/);
    expect(codes(testOfGroups(Float64Array.of(1, 2, 3, 4, 5, 6)))).not.toContain("smallest_sign_change_p");
    expect(codes(testOfGroups(Float64Array.of(1, 2, 3, 4, 5)))).toContain("smallest_sign_change_p");
  });
});

describe("signFlip", () => {
  const slow = (x: number[]) => {
    const target = Math.abs(x.reduce((sum, value) => sum + value, 0));
    let count = 0;
    for (let code = 0; code < 2 ** x.length; code++) {
      const sum = x.reduce((total, value, j) => total + (code & (1 << j) ? value : -value), 0);
      if (Math.abs(sum) >= target - 1e-9) count++;
    }
    return count / 2 ** x.length;
  };

  it("goes through all sign patterns", () => {
    for (const x of [
      [1],
      [3, -1],
      [1, 2, -4, 0.5, 2],
      [1, 1, 1, -1, -1, 1],
      Array.from({ length: 13 }, (_, j) => Math.sin(j) + 0.4),
    ]) {
      const result = signFlip(Float64Array.from(x));
      expect(result.p).toBeCloseTo(slow(x), 12);
      expect(result.patterns).toBe(2 ** x.length);
    }
  });

  it("draws patterns when there are too many", () => {
    const x = Float64Array.from({ length: 30 }, (_, j) => Math.cos(7 * j) + 0.2);
    expect(() => signFlip(x)).toThrow(/too many sign patterns/);
    const drawn = signFlip(x, { draws: 20_000, random: seeded(1) });
    expect(drawn.exact).toBe(false);
    // Sum of ±x is near normal: p = 2(1 − Φ(|Σx|/√Σx²)).
    const z = Math.abs(x.reduce((a, b) => a + b, 0)) / Math.sqrt(x.reduce((a, b) => a + b * b, 0));
    expect(z).toBeGreaterThan(1);
    expect(z).toBeLessThan(2.2);
    expect(drawn.p).toBeGreaterThan(0.02);
    expect(drawn.p).toBeLessThan(0.35);
    expect(signFlip(x, { draws: 20_000, random: seeded(1) })).toEqual(drawn);
    const wide = Float64Array.from({ length: 40 }, () => 1);
    expect(signFlip(wide, { draws: 99, random: seeded(1) }).p).toBe(1 / 100);
  });
});
