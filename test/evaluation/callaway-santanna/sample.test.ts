import { describe, expect, it } from "vitest";
import { callawaySantAnnaCrossSections } from "../../../src/evaluation/callaway-santanna/cross-sections.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { codes, keepRows, panelFrom, panelOf, simulate } from "./support.ts";

const flat = (n: number) => Array.from({ length: n }, (_, i) => [i, i + 1 + (i % 3), i + (i % 4), i * i]);

describe("who takes part", () => {
  it("units treated from the first time on are left out and counted", () => {
    const result = callawaySantAnna(panelOf(flat(6), [2001, 1990, 2003, 2003, 0, 0]));
    expect(result.used).toMatchObject({ units: 4, treated: 2, never: 2, times: 4, observations: 16 });
    expect(result.dropped).toMatchObject([{ code: "always_treated", count: 2, items: [1990, 2001] }]);
    expect(result.influence.units).toEqual([3, 4, 5, 6]);
    // With anticipation also those treated one time later.
    const early = callawaySantAnna(panelOf(flat(6), [2001, 2002, 2003, 2003, 0, 0]), { anticipation: 1 });
    expect(early.used.units).toBe(4);
  });

  it("treated after the last time counts as never, unless anticipation reaches into the panel", () => {
    const first = [2003, 2003, 2005, 2005, 2007, 0];
    expect(callawaySantAnna(panelOf(flat(6), first)).used).toMatchObject({ never: 4, treated: 2 });
    const result = callawaySantAnna(panelOf(flat(6), first), { anticipation: 1 });
    expect(result.cohorts.map((cohort) => cohort.group)).toEqual([2003, 2005]);
    expect(result.used.never).toBe(2);
  });

  it("without never-treated units the last cohort only serves for comparison", () => {
    const result = callawaySantAnna(panelOf(flat(6), [2002, 2002, 2003, 2003, 2004, 2004]), {
      control: "not_yet",
    });
    expect(result.times).toEqual([2001, 2002, 2003]);
    expect(result.cohorts.map((cohort) => cohort.group)).toEqual([2002, 2003]);
    expect(result.cohorts[0]?.share).toBeCloseTo(1 / 3, 12);
    expect(result.used).toMatchObject({ units: 6, never: 0, treated: 4, observations: 18 });
    expect(result.cells.find((cell) => cell.group === 2003 && cell.time === 2003)?.control).toBe(2);
    expect(result.dropped).toMatchObject([{ code: "times_without_controls", count: 1, items: [2004] }]);
    expect(result.warnings).toContainEqual(
      expect.objectContaining({ code: "no_never_treated", items: [2004] }),
    );
    const anticipated = callawaySantAnna(panelOf(flat(6), [2003, 2003, 2003, 2003, 2004, 2004]), {
      control: "not_yet",
    });
    expect(anticipated.times).toEqual([2001, 2002, 2003]);
  });

  it("incomplete units are left out, or their rows compared as cross-sections", () => {
    const rows = keepRows(simulate(30, [0, 0, 2003]), (row) => row !== 7 && row !== 93);
    const panel = panelFrom(rows);
    const dropped = callawaySantAnna(panel);
    expect(dropped.used.units).toBe(28);
    expect(dropped.dropped).toMatchObject([{ code: "incomplete_units", count: 2, items: [1, 18] }]);
    const whole = callawaySantAnna(
      panelFrom(keepRows(rows, (row) => ![1, 18].includes(rows.unit[row] as number))),
    );
    expect(dropped.cells).toEqual(whole.cells);
    const kept = callawaySantAnna(panel, { unbalanced: "cross_sections" });
    expect(kept.used).toMatchObject({ units: 30, observations: 148 });
    expect(codes(kept.warnings)).toContain("as_cross_sections");
    // By hand: mean of the units seen, per cohort and time.
    const mean = (treated: boolean, time: number) => {
      const own = rows.outcome.filter(
        (_, row) => rows.time[row] === time && (rows.firstTreated[row] === 2003) === treated,
      );
      return own.reduce((total, y) => total + y, 0) / own.length;
    };
    const att = mean(true, 2004) - mean(true, 2002) - (mean(false, 2004) - mean(false, 2002));
    expect(kept.cells.find((cell) => cell.time === 2004)?.att).toBeCloseTo(att, 12);
  });

  it("a balanced panel is a panel even when cross-sections are allowed", () => {
    const panel = panelFrom(simulate(30, [0, 0, 2003]));
    expect(callawaySantAnna(panel, { unbalanced: "cross_sections" }).cells).toEqual(
      callawaySantAnna(panel).cells,
    );
  });

  it("cells nobody can be compared in have no estimate, and are counted", () => {
    const all = simulate(12, [0, 0, 2003]);
    const rows = keepRows(all, (row) => all.time[row] !== (all.firstTreated[row] === 2003 ? 2004 : 2005));
    const result = callawaySantAnna(panelFrom(rows), { unbalanced: "cross_sections" });
    const reasons = Object.fromEntries(result.cells.map((cell) => [cell.time, cell.reason]));
    expect(reasons).toEqual({ 2002: null, 2003: null, 2004: "no_treated", 2005: "no_controls" });
    expect(result.cells[2]).toMatchObject({ att: null, se: null, low: null });
    expect(result.influence.values[2 * result.influence.n]).toBeNaN();
    expect(codes(result.warnings)).toEqual(expect.arrayContaining(["cells_no_treated", "cells_no_controls"]));
  });

  it("the order of rows does not matter and the panel is not changed", () => {
    const rows = simulate(24, [0, 2003, 2004]);
    const back = rows.unit.map((_, row) => rows.unit.length - 1 - row);
    const turned = {
      ...rows,
      unit: back.map((row) => rows.unit[row] as number),
      time: back.map((row) => rows.time[row] as number),
      outcome: back.map((row) => rows.outcome[row] as number),
      firstTreated: back.map((row) => rows.firstTreated[row] as number),
    };
    const bare = ["weights", "covariates", "cluster"] as const;
    const panel = panelFrom(rows, [...bare]);
    const copy = structuredClone(panel);
    const result = callawaySantAnna(panel);
    expect(panel).toEqual(copy);
    expect(callawaySantAnna(panelFrom(turned, [...bare]))).toEqual(result);
  });
});

describe("cautions", () => {
  it("name cohorts of one unit and of few", () => {
    const first = [2003, 2004, 2004, 0, 0, 0];
    const result = callawaySantAnna(panelOf(flat(6), first));
    expect(result.warnings).toContainEqual(
      expect.objectContaining({ code: "one_unit_cohort", items: [2003] }),
    );
    expect(result.warnings).toContainEqual(expect.objectContaining({ code: "small_cohorts", items: [2004] }));
    expect(result.warnings).toContainEqual(expect.objectContaining({ code: "few_treated", count: 3 }));
    const many = callawaySantAnna(panelFrom(simulate(30, [0, 0, 2003])));
    expect(codes(many.warnings)).toEqual([]);
  });

  it("five units are enough for no notice, four are not", () => {
    const warned = (treated: number) =>
      codes(
        callawaySantAnna(
          panelOf(
            flat(12),
            flat(12).map((_, i) => (i < treated ? 2003 : 0)),
          ),
        ).warnings,
      );
    expect(warned(5)).toEqual([]);
    expect(warned(4)).toEqual(["small_cohorts", "few_treated"]);
  });

  it("a standard error that is rounding is withheld", () => {
    const result = callawaySantAnna(
      panelOf(
        Array.from({ length: 6 }, () => [1, 2, 3, 4]),
        [2003, 2003, 0, 0, 0, 0],
      ),
    );
    expect(result.cells[0]).toMatchObject({ att: 0, se: null, reason: "no_variation" });
    expect(codes(result.warnings)).toContain("cells_no_variation");
  });
});

describe("refusals", () => {
  const panel = panelOf(flat(4), [2003, 2003, 0, 0]);
  it.each([
    [{ control: "all" as never }, /control/],
    [{ method: "ols" as never }, /method/],
    [{ base: "last" as never }, /base/],
    [{ anticipation: -1 }, /anticipation/],
    [{ anticipation: Number.POSITIVE_INFINITY }, /anticipation/],
    [{ level: 1 }, /level/],
    [{ level: 0 }, /level/],
    [{ unbalanced: "keep" as never }, /unbalanced/],
  ])("options out of range: %o", (options, words) => {
    expect(() => callawaySantAnna(panel, options)).toThrow(words);
    expect(() => callawaySantAnna(panel, options)).toThrow(EvaluationError);
  });

  it("unknown covariates, nobody to compare, nobody treated", () => {
    expect(() => callawaySantAnna(panel, { covariates: ["gdp"] })).toThrow(/covariate/);
    expect(() => callawaySantAnna(panelOf(flat(4), [2003, 2003, 2004, 2004]))).toThrow(/never treated/);
    expect(() => callawaySantAnna(panelOf(flat(4), [0, 0, 0, 0]))).toThrow(/No cohort/);
    expect(() => callawaySantAnna(panelOf(flat(4), [2001, 2001, 0, 0]))).toThrow(/No cohort/);
    expect(() =>
      callawaySantAnna(panelOf(flat(4), [2003, 2003, 2003, 2003]), { control: "not_yet" }),
    ).toThrow(/No cohort/);
  });

  it("no complete unit", () => {
    const rows = keepRows(simulate(6, [0, 2003]), (row) => row % 5 !== (row < 15 ? 1 : 2));
    expect(() => callawaySantAnna(panelFrom(rows))).toThrow(/No unit is observed at every time/);
  });

  it("cross-sections of unequal columns, without clusters, without rows", () => {
    const input = { time: [2001, 2002], outcome: [1, 2], firstTreated: [0, 2002] };
    expect(() => callawaySantAnnaCrossSections({ ...input, outcome: [1] })).toThrow(/outcome has 1 rows/);
    expect(() => callawaySantAnnaCrossSections(input, { cluster: true })).toThrow(/cluster/);
    expect(() => callawaySantAnnaCrossSections({ ...input, outcome: [null, Number.NaN] })).toThrow(
      /complete/,
    );
    expect(() => callawaySantAnnaCrossSections({ ...input, time: [2001, Number.NaN] })).toThrow(/finite/);
    expect(() => callawaySantAnnaCrossSections(input, { covariates: ["x"] })).toThrow(/covariate/);
  });
});
