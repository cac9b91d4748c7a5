import { describe, expect, it } from "vitest";
import { type Random, seeded } from "../../../src/evaluation/core/random.ts";
import { ibragimovMuller, testOfGroups } from "../../../src/evaluation/ibragimov-muller/ibragimov-muller.ts";
import { signFlip } from "../../../src/evaluation/ibragimov-muller/sign-flip.ts";
import { panelOf } from "../permutation/panels.ts";
import { placeOf } from "../permutation/place-of.ts";

describe("ibragimovMuller", () => {
  it("says what was asked, and warns only of what there is", () => {
    const panel = panelOf({ first: [3, 4, 4, 5, 5, 6, 0, 0, 0], times: 8 });
    const result = ibragimovMuller(panel, { level: 0.9 });
    expect(result.call).toEqual({ method: "ibragimovMuller", options: { level: 0.9 } });
    // Six estimates: the smallest sign-change p is 2/64.
    expect(result.warnings).toEqual(panel.notices);
  });

  it("has the standard error of a mean of independent estimates", () => {
    const { se, statistic } = testOfGroups(Float64Array.of(1, 2, 6));
    // Squares about 3: 4 + 1 + 9 = 14; 14/2/3.
    expect(se).toBeCloseTo(Math.sqrt(14 / 6), 12);
    expect(statistic).toBeCloseTo(3 / Math.sqrt(14 / 6), 12);
  });

  it("warns where the smallest sign-change p cannot reach the level, not where it just does", () => {
    const four = Float64Array.of(1, 2, 3, 4);
    const at = (level: number) => testOfGroups(four, { level }).warnings;
    expect(at(0.95)).toEqual([expect.objectContaining({ code: "smallest_sign_change_p", count: 4 })]);
    expect(at(0.875)).toEqual([]);
    expect(at(0.876)).toHaveLength(1);
  });

  it("tells estimates that differ in the last digits only from ones that vary", () => {
    expect(testOfGroups(Float64Array.of(1e6, 1e6 * (1 + 1e-12))).se).not.toBeNull();
    expect(testOfGroups(Float64Array.of(1e6, 1e6 + 1e-10)).se).toBeNull();
    expect(testOfGroups(Float64Array.of(1e-6, 1.1e-6)).se).toBeCloseTo(0.05e-6, 12);
    // All zero: nothing varies, though nothing is smaller than nothing.
    expect(testOfGroups(Float64Array.of(0, 0)).se).toBeNull();
    expect(placeOf(() => testOfGroups(new Float64Array(0)))).toEqual({ column: "estimates" });
  });
});

describe("signFlip", () => {
  it("gives the same whichever way the estimates point", () => {
    const x = Array.from({ length: 12 }, (_, j) => Math.sin(3 * j) + 0.5);
    const there = signFlip(Float64Array.from(x));
    expect(signFlip(Float64Array.from(x, (value) => -value))).toEqual(there);
    expect(there.p).toBeGreaterThan(2 / 2 ** 12);
  });

  it("counts by arithmetic where all estimates are alike", () => {
    // |sum of ±1| = 13 in two patterns of 2^13, whatever was added and taken away on the way.
    const alike = signFlip(new Float64Array(13).fill(0.1));
    expect(alike.p).toBe(2 / 2 ** 13);
    // A mean of zero is reached by every pattern.
    expect(signFlip(Float64Array.of(1, -1, 2, -2)).p).toBe(1);
  });

  it("does not lose the ties of long walks to rounding", () => {
    // Nineteen thirds and one of size 1e7: patterns with the observed sum in size are the one and its mirror.
    const mixed = Float64Array.from({ length: 18 }, (_, j) => (j === 0 ? 1e7 : 1 / 3));
    expect(signFlip(mixed).p).toBe(2 / 2 ** 18);
  });

  it("goes through all patterns up to 22 estimates and draws above", () => {
    expect(signFlip(new Float64Array(22).fill(1))).toMatchObject({ exact: true, p: 2 / 2 ** 22 });
    const many = new Float64Array(23).fill(1);
    expect(placeOf(() => signFlip(many))).toEqual({ column: "random" });
    expect(signFlip(many, { random: seeded(1), draws: 50 })).toMatchObject({ exact: false, patterns: 50 });
  });

  it("takes one bit for each sign from words of 32", () => {
    // Words that alternate between all plus and all minus: 33 estimates need two words a draw.
    let calls = 0;
    const random = { uint32: () => (calls++ % 2 === 0 ? 0xffffffff : 0) } as Random;
    const x = Float64Array.from({ length: 33 }, (_, j) => (j === 32 ? 100 : 1));
    // Sums 32 − 100 = −68 in every draw against 132 observed.
    expect(signFlip(x, { random, draws: 9 }).p).toBe(1 / 10);
    expect(calls).toBe(18);
    // With the last one pointing the other way the observed sum is −68 itself, and each of nine draws is ±132.
    const back = Float64Array.from(x, (value, j) => (j === 32 ? -value : value));
    expect(signFlip(back, { random, draws: 9 }).p).toBe(1);
  });

  it("counts a drawn pattern that just reaches the observed sum", () => {
    const random = { uint32: () => 0xffffffff } as Random;
    expect(signFlip(new Float64Array(23).fill(1), { random, draws: 9 }).p).toBe(1);
    const low = { uint32: () => 0x55555555 } as Random;
    // Every other sign: 12 plus, 11 minus.
    expect(signFlip(new Float64Array(23).fill(1), { random: low, draws: 9 }).p).toBe(1 / 10);
  });
});
