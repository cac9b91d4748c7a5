import { describe, expect, it } from "vitest";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { kaplanMeier, type SurvivalCurve } from "../../../src/evaluation/survival/kaplan-meier.ts";
import { turnbull } from "../../../src/evaluation/survival/turnbull.ts";

const OPEN = Number.POSITIVE_INFINITY;
const masses = (pairs: readonly (readonly [number, number])[]) =>
  turnbull({ left: pairs.map(([l]) => l), right: pairs.map(([, r]) => r) });

describe("Turnbull", () => {
  it("equals Kaplan–Meier where times are exact or right-censored", () => {
    const stop = [1, 2, 2, 3, 3, 3, 5, 6, 6, 8, 9, 9];
    const event = [1, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0];
    const curve = kaplanMeier(makeSpells({ stop, event })).curves[0] as SurvivalCurve;
    const found = turnbull({ left: stop, right: stop.map((t, i) => (event[i] ? t : OPEN)) });
    expect([found.exact, found.interval, found.rightCensored]).toEqual([6, 0, 6]);
    for (const { left, right, survival } of found.intervals) {
      const theirs = right === OPEN ? 0 : curve.survival[curve.time.indexOf(left)];
      expect(survival).toBeCloseTo(theirs as number, 6);
    }
    expect(found.intervals.at(-1)).toMatchObject({ left: 9, right: OPEN });
  });

  it("shares mass out by hand: two overlapping intervals need only what they share", () => {
    const { intervals, loglik } = masses([
      [0, 3],
      [2, 5],
    ]);
    expect(intervals).toEqual([{ left: 2, right: 3, mass: 1, survival: 0 }]);
    expect(loglik).toBeCloseTo(0, 9);
  });

  it("finds the maximum of a likelihood worked out by hand", () => {
    // Spans (0,1], (1,2], (2,3] with a + b + c = 1: a² · (a + b) · (b + c) · c² is greatest at a = c = 1/2.
    const ends = masses([
      [0, 1],
      [0, 1],
      [2, 3],
      [0, 2],
      [1, 3],
      [2, 3],
    ]).intervals;
    expect(ends.map(({ left, right }) => [left, right])).toEqual([
      [0, 1],
      [2, 3],
    ]);
    for (const { mass } of ends) expect(mass).toBeCloseTo(0.5, 6);
    // With two exact times and one interval over both: a · b · (a + b), so half and half.
    const halves = masses([
      [1, 1],
      [2, 2],
      [0, 2],
    ]).intervals;
    for (const { mass } of halves) expect(mass).toBeCloseTo(0.5, 7);
    // One exact at 1, one known to lie after 1, one within (0, 3]: 1/2 at 1 and 1/2 in (1, 3].
    expect(
      masses([
        [1, 1],
        [1, OPEN],
        [0, 3],
      ]).intervals.map(({ left, right, survival }) => [left, right, Math.round(survival * 1e6) / 1e6]),
    ).toEqual([
      [1, 1, 0.5],
      [1, 3, 0],
    ]);
  });

  it("counts an event at the moment of another's censoring as before it", () => {
    const { intervals } = masses([
      [2, 2],
      [2, OPEN],
    ]);
    expect(intervals.map(({ left, right }) => [left, right])).toEqual([
      [2, 2],
      [2, OPEN],
    ]);
    expect(intervals[0]?.survival).toBeCloseTo(0.5, 8);
  });

  it("does not depend on the order, and no other distribution is likelier", () => {
    const pairs: [number, number][] = [
      [0, 2],
      [1, 4],
      [3, 3],
      [3, 7],
      [2, OPEN],
      [5, 6],
      [0, 5],
      [4, OPEN],
    ];
    const found = masses(pairs);
    expect(found.converged).toBe(true);
    expect(found.gap).toBeLessThanOrEqual(1e-9);
    const turned = masses([...pairs].reverse());
    expect(turned.loglik).toBeCloseTo(found.loglik, 9);
    turned.intervals.forEach(({ mass }, j) => {
      expect(mass).toBeCloseTo(found.intervals[j]?.mass as number, 6);
    });
    const logLikelihood = (mass: readonly number[]) =>
      pairs.reduce((sum, [l, r]) => {
        const inside = found.intervals.map((span) =>
          l === r
            ? span.left === l && span.right === r
            : (span.left === span.right ? span.left > l : span.left >= l) && span.right <= r,
        );
        return sum + Math.log(inside.reduce((p, yes, j) => p + (yes ? (mass[j] as number) : 0), 0));
      }, 0);
    const best = found.intervals.map(({ mass }) => mass);
    expect(logLikelihood(best)).toBeCloseTo(found.loglik, 5);
    best.forEach((most, from) => {
      best.forEach((_, to) => {
        if (from === to) return;
        const moved = best.map((m, j) => (j === from ? m * 0.9 : j === to ? m + most * 0.1 : m));
        expect(logLikelihood(moved)).toBeLessThanOrEqual(found.loglik + 1e-7);
      });
    });
  });

  it("says when it stopped before the maximum", () => {
    const early = turnbull({ left: [0, 1, 3, 3, 2], right: [2, 4, 3, 7, OPEN] }, { maxIterations: 1 });
    expect(early.converged).toBe(false);
    expect(early.warnings.map(({ code }) => code)).toEqual(["no_convergence"]);
  });

  it("refuses intervals that are none", () => {
    expect(() => masses([])).toThrow("no observation");
    expect(() => masses([[3, 2]])).toThrow("3 to 2");
    expect(() => masses([[Number.NaN, 2]])).toThrow("NaN");
    expect(() => turnbull({ left: [1, 2], right: [3] })).toThrow("2 entries");
  });
});
