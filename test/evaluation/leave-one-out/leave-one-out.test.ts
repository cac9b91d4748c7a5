import { describe, expect, it } from "vitest";
import { everTreated } from "../../../src/evaluation/core/panel.ts";
import { leaveOneOut } from "../../../src/evaluation/leave-one-out/leave-one-out.ts";
import { placeboInSpace } from "../../../src/evaluation/leave-one-out/placebo-in-space.ts";
import { placeboInTime } from "../../../src/evaluation/leave-one-out/placebo-in-time.ts";
import { twfeParts } from "../../../src/evaluation/twfe/parts.ts";
import { at, panelOf, plainTwfe } from "../permutation/panels.ts";

const codes = (result: { warnings: readonly { code: string }[] }) => result.warnings.map((w) => w.code);
const beta = (panel: Parameters<typeof twfeParts>[0]) => twfeParts(panel).beta;

describe("leaveOneOut", () => {
  it("estimates without each treated unit and names the one that matters most", () => {
    const panel = panelOf({ first: [4, 4, 5, 0, 0, 0], times: 8 });
    const before = structuredClone(panel);
    // Unit 1 alone has an effect.
    const outcome = panel.outcome.map((y, cell) =>
      Math.floor(cell / 8) === 1 && cell % 8 >= 3 ? y + 30 : y,
    );
    const loud = { ...panel, outcome };
    const result = leaveOneOut(loud, beta);
    expect(result.leaves.map((leave) => leave.unit)).toEqual([0, 1, 2]);
    expect(result.estimate).toBeCloseTo(plainTwfe(loud).beta, 9);
    expect(result.mostInfluential).toBe(1);
    const known = result.leaves.map((leave) => leave.estimate as number);
    expect(result.low).toBe(Math.min(...known));
    expect(result.high).toBe(Math.max(...known));
    expect(result.low).toBe(known[1]);
    expect(panel).toEqual(before);
  });

  it("warns when one unit decides the sign", () => {
    const panel = panelOf({ first: [3, 3, 0, 0], times: 5 });
    const firstOfAll = (p: typeof panel) => (p.units[0] === 0 ? 1 : -1);
    const flips = leaveOneOut(panel, firstOfAll);
    expect(flips.changesSign).toBe(true);
    expect(codes(flips)).toContain("one_unit_decides_sign");
    const steady = leaveOneOut(panel, () => 1);
    expect(steady.changesSign).toBe(false);
    expect(codes(steady)).not.toContain("one_unit_decides_sign");
  });

  it("shows a missing estimate as missing, and passes other faults on", () => {
    const panel = panelOf({ first: [3, 3, 0, 0], times: 5 });
    const result = leaveOneOut(panel, (p) => (p.n < 4 && p.units[0] === 1 ? Number.NaN : 2));
    expect(result.leaves).toEqual([
      { unit: 0, estimate: null },
      { unit: 1, estimate: 2 },
    ]);
    expect(result.warnings.find((w) => w.code === "leave_without_estimate")?.items).toEqual([0]);
    expect(() =>
      leaveOneOut(panel, () => {
        throw new TypeError("a fault");
      }),
    ).toThrow(TypeError);
    expect(() => leaveOneOut(panelOf({ first: [3, 0, 0], times: 5 }), beta)).toThrow(/at least two/);
    const none = leaveOneOut(panel, () => Number.NaN);
    expect([none.estimate, none.low, none.high, none.mostInfluential]).toEqual([null, null, null, null]);
  });
});

describe("placeboInTime", () => {
  it("uses times before treatment only, with dates moved forward", () => {
    const panel = panelOf({ first: [5, 6, 0, 0], times: 8, effect: 1000 });
    const result = placeboInTime(panel, 2, beta);
    expect([...result.panel.first]).toEqual([3, 4, Infinity, Infinity]);
    const seen = [0, 1, 2].map((i) =>
      result.panel.observed.subarray(i * 8, (i + 1) * 8).reduce((sum, cell) => sum + cell, 0),
    );
    expect(seen).toEqual([4, 5, 8]);
    expect(result.used.observations).toBe(4 + 5 + 8 + 8);
    // The effect of 1000 comes later and must not be seen.
    expect(Math.abs(result.estimate as number)).toBeLessThan(20);
    expect(result.estimate).toBeCloseTo(plainTwfe(result.panel).beta, 8);
    expect([...panel.first]).toEqual([5, 6, Infinity, Infinity]);
  });

  it("leaves out units treated too early, and refuses when none is left", () => {
    const panel = panelOf({ first: [3, 6, 0, 0], times: 8 });
    const result = placeboInTime(panel, 2, beta);
    expect(result.warnings.find((w) => w.code === "too_early_for_placebo")?.items).toEqual([0]);
    expect(result.panel.units).toEqual([1, 2, 3]);
    expect(placeboInTime(panel, 1, beta).panel.units).toEqual([0, 1, 2, 3]);
    expect(() => placeboInTime(panel, 5, beta)).toThrow(/No treated unit/);
    expect(() => placeboInTime(panel, 0, beta)).toThrow(/positive whole number/);
    expect(() => placeboInTime(panel, 1.5, beta)).toThrow(/positive whole number/);
  });
});

describe("placeboInSpace", () => {
  it("ranks each treated unit among the never-treated at its date", () => {
    const panel = panelOf({ first: [4, 5, 0, 0, 0], times: 8 });
    // The estimator gives away which unit is treated and when.
    const result = placeboInSpace(panel, (p) => {
      const treated = p.units.filter((_, i) => everTreated(p, i));
      expect(treated).toHaveLength(1);
      return (at(treated, 0) as number) + 10 * Math.min(...p.first);
    });
    expect(result.placebos).toHaveLength(6);
    expect(result.placebos.find((row) => row.unit === 3 && row.date === 5)?.estimate).toBe(53);
    expect(result.treated).toEqual([
      { unit: 0, date: 4, estimate: 40, p: 4 / 4, placebos: 3 },
      { unit: 1, date: 5, estimate: 51, p: 4 / 4, placebos: 3 },
    ]);
    expect(codes(result)).toContain("few_placebos");
    const extreme = placeboInSpace(panel, (p) => (at(p.units, 0) === 2 ? 1 : 5));
    expect(extreme.treated.map((row) => row.p)).toEqual([1 / 4, 1 / 4]);
  });

  it("leaves out placebos without an estimate", () => {
    const panel = panelOf({ first: [4, 0, 0, 0], times: 6 });
    const result = placeboInSpace(panel, (p) => (Number.isFinite(at(p.first, 2)) ? Number.NaN : 1));
    expect(result.treated[0]?.placebos).toBe(2);
    expect(result.warnings.find((w) => w.code === "placebo_without_estimate")?.count).toBe(1);
    expect(placeboInSpace(panel, () => Number.NaN).treated[0]?.p).toBeNull();
    expect(() => placeboInSpace(panelOf({ first: [4, 0], times: 6 }), () => 1)).toThrow(/two never-treated/);
    expect(() => placeboInSpace(panelOf({ first: [0, 0, 0], times: 6 }), () => 1)).toThrow(/treated unit/);
  });
});
