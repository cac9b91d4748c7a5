import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { adjustP } from "../../../src/evaluation/multiple-outcomes/adjust.ts";
import { permuteOutcomes } from "../../../src/evaluation/multiple-outcomes/permute-outcomes.ts";
import { romanoWolf } from "../../../src/evaluation/multiple-outcomes/romano-wolf.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { at, panelOf } from "../permutation/panels.ts";

/** Hommel by its definition: the largest Simes p over all sets that hold the hypothesis. */
function hommelSlow(p: number[]): number[] {
  return p.map((_, i) => {
    let largest = 0;
    for (let set = 1; set < 2 ** p.length; set++) {
      if (!(set & (1 << i))) continue;
      const members = p.filter((_, j) => set & (1 << j)).sort((a, b) => a - b);
      largest = Math.max(largest, Math.min(...members.map((q, r) => (members.length * q) / (r + 1))));
    }
    return largest;
  });
}

describe("adjustP", () => {
  const p = [0.04, 0.01, 0.03, 0.5];
  it.each([
    ["bonferroni", [0.16, 0.04, 0.12, 1]],
    ["holm", [0.09, 0.04, 0.09, 0.5]],
    ["hochberg", [0.08, 0.04, 0.08, 0.5]],
    ["BH", [0.16 / 3, 0.04, 0.16 / 3, 0.5]],
    ["BY", [(25 / 12) * (0.16 / 3), 0.25 / 3, (25 / 12) * (0.16 / 3), 1]],
  ] as const)("%s by hand", (method, expected) => {
    adjustP(p, method).forEach((value, j) => {
      expect(value).toBeCloseTo(at(expected, j), 12);
    });
  });

  it("hommel by all closed sets", () => {
    const random = seeded(3);
    for (let trial = 0; trial < 60; trial++) {
      const list = Array.from({ length: 1 + random.integer(6) }, () => random.uniform() ** 2);
      if (list.length > 2 && trial % 3 === 0) list[0] = at(list, 1);
      adjustP(list, "hommel").forEach((value, j) => {
        expect(value).toBeCloseTo(at(hommelSlow(list), j), 12);
      });
    }
  });

  it("leaves unknown p out of the count and in their place", () => {
    expect(adjustP([0.02, null, 0.01], "bonferroni")).toEqual([0.04, null, 0.02]);
    expect(adjustP([null], "hommel")).toEqual([null]);
    expect(adjustP([], "BH")).toEqual([]);
    expect(() => adjustP([1.2], "holm")).toThrow(/between 0 and 1/);
    expect(() => adjustP([Number.NaN], "holm")).toThrow(/between 0 and 1/);
  });
});

describe("romanoWolf", () => {
  // Four draws of three statistics.
  const draws = Float64Array.of(1, 0, 3, 2, 1, 0, 0.5, -2.5, 1, 0, 0, 0);
  it("steps down, by hand", () => {
    const result = romanoWolf([-2, 2.8, 1], draws);
    // Order 2.8, −2, 1. Maxima over all 3, 2, 2.5, 0; without the second 3, 2, 1, 0; the third alone 3, 0, 1, 0.
    expect(result.p).toEqual([3 / 5, 2 / 5, 3 / 5]);
    expect(result.singleStep).toEqual([4 / 5, 2 / 5, 4 / 5]);
    expect(result.raw).toEqual([2 / 5, 1 / 5, 3 / 5]);
  });
  it("never falls below the p of a stronger hypothesis", () => {
    // The first is stronger but its own draws are wild.
    const result = romanoWolf([3, 2], Float64Array.of(9, 0, 9, 0, 9, 0, 0, 0));
    expect(result.p).toEqual([4 / 5, 4 / 5]);
    expect(result.raw).toEqual([4 / 5, 1 / 5]);
  });
  it("takes the plain share of all draws there are, and an undefined draw as extreme", () => {
    expect(romanoWolf([2], Float64Array.of(2, 1, -3, 0), true).p).toEqual([2 / 4]);
    expect(romanoWolf([2], Float64Array.of(0, Number.NaN)).p).toEqual([2 / 3]);
    expect(() => romanoWolf([1, 2], Float64Array.of(1, 2, 3))).toThrow(/do not fit/);
    expect(() => romanoWolf([], Float64Array.of(1))).toThrow(/do not fit/);
    expect(() => romanoWolf([1], new Float64Array(0))).toThrow(/do not fit/);
  });
});

describe("permuteOutcomes", () => {
  const first = [3, 5, 0, 0, 0, 0, 0, 0];
  const a = panelOf({ first, times: 7, effect: 3 });
  const b = panelOf({ first, times: 7, seed: 2 });

  it("tests each outcome as the permutation test does", () => {
    const result = permuteOutcomes({ a, b });
    const alone = [a, b].map((panel) => permutationTest(panel, { statistic: "t" }));
    expect(result.exact).toBe(true);
    expect(result.draws).toBe(56);
    result.outcomes.forEach((outcome, j) => {
      expect(outcome.p).toBe(at(alone, j).p);
      expect(outcome.statistic).toBeCloseTo(at(alone, j).statistic as number, 10);
      expect(outcome.estimate).toBeCloseTo(at(alone, j).estimate, 10);
      expect(outcome.romanoWolf).toBeGreaterThanOrEqual(outcome.p);
      expect(outcome.holm).toBe(
        adjustP(
          result.outcomes.map((o) => o.p),
          "holm",
        )[j],
      );
    });
  });

  it("costs nothing for a second outcome that is the same", () => {
    const drawn = permuteOutcomes({ a, again: a }, { exact: false, draws: 300, random: seeded(1) });
    for (const outcome of drawn.outcomes) {
      expect(outcome.romanoWolf).toBe(outcome.p);
      expect(outcome.holm).toBe(Math.min(1, 2 * outcome.p));
    }
    expect(drawn.draws).toBe(300);
  });

  it("refuses outcomes of different units or dates", () => {
    const other = panelOf({ first: [3, 6, 0, 0, 0, 0, 0, 0], times: 7 });
    expect(() => permuteOutcomes({ a, other })).toThrow(/Outcome other/);
    expect(() => permuteOutcomes({ a, few: panelOf({ first: [3, 0, 0], times: 7 }) })).toThrow(/Outcome few/);
    expect(() => permuteOutcomes({})).toThrow(/no outcomes/);
  });
});
