import { describe, expect, it } from "vitest";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { adjustP } from "../../../src/evaluation/multiple-outcomes/adjust.ts";
import { permuteOutcomes } from "../../../src/evaluation/multiple-outcomes/permute-outcomes.ts";
import { romanoWolf } from "../../../src/evaluation/multiple-outcomes/romano-wolf.ts";
import { panelOf } from "../permutation/panels.ts";
import { placeOf } from "../permutation/place-of.ts";

const first = [3, 5, 0, 0, 0, 0, 0, 0];
const a = panelOf({ first, times: 7 });
const b = panelOf({ first, times: 7, seed: 2 });
const regions = panelOf({
  first,
  times: 7,
  more: (rows) => ({
    strata: rows.map(({ unit }) => unit % 2),
    covariates: { x: rows.map(({ unit, time }) => (unit * time) % 5) },
  }),
});

describe("several outcomes in one call", () => {
  it("say what was asked, with the defaults filled in", () => {
    expect(permuteOutcomes({ a, b }).call).toEqual({
      method: "permuteOutcomes",
      options: { outcomes: ["a", "b"], covariates: [], strata: false, exact: true, draws: 56 },
    });
    // Within the two regions each treated unit may change places with three others.
    expect(permuteOutcomes({ regions }, { covariates: ["x"] }).call.options).toEqual({
      outcomes: ["regions"],
      covariates: ["x"],
      strata: true,
      exact: true,
      draws: 16,
    });
    expect(permuteOutcomes({ regions }, { strata: false }).call.options).toMatchObject({
      strata: false,
      draws: 56,
    });
  });

  it("pass on what the panel and the plan warn of, and nothing else", () => {
    const codes = permuteOutcomes({ a }).warnings.map(({ code }) => code);
    expect(codes).toEqual([...a.notices.map(({ code }) => code)]);
    expect(codes).toContain("few_treated");
    const few = panelOf({ first: [3, 0, 0, 0], times: 5 });
    const warned = permuteOutcomes({ few }).warnings.map(({ code }) => code);
    expect(warned).toEqual([...few.notices.map(({ code }) => code), "few_assignments"]);
  });

  it("count the statistics that an assignment leaves undefined", () => {
    // Unit 4 is seen only before: as treated it has no treated cell, in either outcome.
    const whole = panelOf({ first: [4, 0, 0, 0, 0], times: 6, effect: 100 });
    const observed = whole.observed.slice();
    for (let s = 3; s < 6; s++) observed[4 * 6 + s] = 0;
    const gappy: Panel = { ...whole, observed, balanced: false, observations: 27 };
    const result = permuteOutcomes({ one: gappy, two: gappy });
    expect(result.warnings.find(({ code }) => code === "undefined_draws")).toMatchObject({ count: 2 });
    expect(result.outcomes.map(({ p }) => p)).toEqual([2 / 5, 2 / 5]);
  });

  it("are refused by name where units, or their number, differ", () => {
    const renamed = { ...a, units: a.units.map((unit) => Number(unit) + 10) };
    expect(placeOf(() => permuteOutcomes({ a, renamed }))).toEqual({ column: "renamed" });
    const fewer = panelOf({ first: first.slice(0, 5), times: 7 });
    expect(placeOf(() => permuteOutcomes({ a, fewer }))).toEqual({ column: "fewer" });
  });
});

describe("adjusted p", () => {
  it("may be 0 or 1, and nothing below or above", () => {
    expect(adjustP([0, 1], "bonferroni")).toEqual([0, 1]);
    expect(placeOf(() => adjustP([-0.1], "holm"))).toEqual({ column: "p", value: "-0.1" });
    expect(placeOf(() => adjustP([1.5], "holm"))).toEqual({ column: "p", value: "1.5" });
  });

  it("keep to their hypothesis in whatever order they come", () => {
    const p = [0.5, 0.2, 0.01, 0.03, 0.04];
    const sorted = [...p].sort((x, y) => x - y);
    for (const method of ["holm", "hochberg", "hommel", "BH", "BY"] as const) {
      const inOrder = adjustP(sorted, method);
      expect(adjustP(p, method)).toEqual(p.map((value) => inOrder[sorted.indexOf(value)]));
    }
  });
});

describe("Romano–Wolf", () => {
  it("counts a draw that just reaches the statistic, in each of its three p", () => {
    const result = romanoWolf([2, 1], Float64Array.of(2, 0, 0, 1, 0, 0));
    expect(result.raw).toEqual([2 / 4, 2 / 4]);
    expect(result.singleStep).toEqual([2 / 4, 3 / 4]);
    expect(result.p).toEqual([2 / 4, 2 / 4]);
    // Up to rounding of the last digits.
    expect(romanoWolf([2], Float64Array.of(2 * (1 - 1e-12), 0)).raw).toEqual([2 / 3]);
    expect(romanoWolf([2], Float64Array.of(2 * (1 - 1e-8), 0)).raw).toEqual([1 / 3]);
  });

  it("takes statistics of equal size as they come, and gives a list for each", () => {
    const draws = Float64Array.from({ length: 300 }, (_, k) => Math.sin(k * k));
    const result = romanoWolf([0.5, -0.5, 0.5], draws);
    expect(result.p).toHaveLength(3);
    expect(new Set(result.p).size).toBe(1);
    expect(result.p[0]).toBe(result.singleStep[0]);
  });

  it("says which input does not fit", () => {
    expect(placeOf(() => romanoWolf([1, 2], Float64Array.of(1)))).toEqual({ column: "draws" });
    expect(placeOf(() => romanoWolf([], new Float64Array(0)))).toEqual({ column: "draws" });
  });

  it("is the same for draws of the same seed", () => {
    const run = (seed: number) =>
      permuteOutcomes({ a, b }, { exact: false, draws: 99, random: seeded(seed) });
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });
});
