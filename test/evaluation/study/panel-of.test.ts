import { describe, expect, test } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { panelOf } from "../../../src/evaluation/study/panel-of.ts";
import { toyStudy } from "./toy-study.ts";

const CHOICE = {
  definition: "main",
  outcome: "share",
  comparison: "with_plans",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
} as const;

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

describe("the panel of a set of choices", () => {
  test("holds the twinned countries with their dates and all others with a plan", () => {
    const panel = panelOf(toyStudy({ withoutPlan: [11] }), CHOICE);
    expect(panel.units).toEqual(["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"]);
    expect([...panel.first.slice(0, 4)]).toEqual([2005, 2006, 2006, Number.POSITIVE_INFINITY]);
    expect(panel.strataLabels).toEqual(["North", "South"]);
    expect(panel.dropped).toContainEqual(expect.objectContaining({ code: "outside_comparison", count: 1 }));
  });

  test("keeps a twinned country without a plan, and every country where all are compared", () => {
    const study = toyStudy({ withoutPlan: [0, 11] });
    expect(panelOf(study, CHOICE).units).toContain("A");
    expect(panelOf(study, { ...CHOICE, comparison: "all" }).units).toContain("L");
  });

  test("leaves out countries twinned in no known year, by name", () => {
    const panel = panelOf(toyStudy({ undated: [5, 7] }), CHOICE);
    expect(panel.units).not.toContain("F");
    expect(panel.dropped).toContainEqual(
      expect.objectContaining({ code: "undated_twinning", count: 2, items: ["Country F", "Country H"] }),
    );
  });

  test("compares within the regions, or the income groups, of the twinned only", () => {
    const study = toyStudy({ twinned: { 0: 2005, 6: 2006 } });
    expect(panelOf(study, { ...CHOICE, comparison: "same_region" }).units).toEqual([
      "A",
      "C",
      "E",
      "G",
      "I",
      "K",
    ]);
    expect(panelOf(study, { ...CHOICE, comparison: "same_income" }).units).toEqual(["A", "D", "G", "J"]);
  });

  test("matched: the three nearest of the same region by level and slope before anyone was twinned", () => {
    const study = toyStudy({ countries: 16, twinned: { 6: 2005 } });
    // Levels are 0, 10, 20 … by letter: nearest to G in the North are E, I and one of C and K.
    const panel = panelOf(study, { ...CHOICE, comparison: "matched" });
    expect(panel.units).toEqual(["C", "E", "G", "I"]);
    expect(panel.dropped).toContainEqual(expect.objectContaining({ code: "not_matched", count: 12 }));
  });

  test("matched: a twinned country without a like stays, and it is said", () => {
    const study = toyStudy({ countries: 8, twinned: { 0: 2005, 2: 2005, 4: 2005, 6: 2006 } });
    const panel = panelOf(study, { ...CHOICE, comparison: "with_plans" });
    expect(() => panelOf(study, { ...CHOICE, comparison: "matched" })).toThrow("may be matched");
    expect(panel.n).toBe(8);
    const mixed = toyStudy({ countries: 9, twinned: { 0: 2005, 2: 2005, 4: 2005, 6: 2006 } });
    const matched = panelOf(mixed, { ...CHOICE, comparison: "matched" });
    expect(matched.units).toEqual(["A", "C", "E", "G", "I"]);
    expect(matched.dropped).toContainEqual(expect.objectContaining({ code: "without_match", count: 3 }));
  });

  test("a twinned country needs a year before and one from twinning on", () => {
    const study = toyStudy({ twinned: { 0: 2001, 1: 2006, 2: 2010 } });
    const panel = panelOf(study, { ...CHOICE, period: [2001, 2009] });
    expect(panel.units).not.toContain("A");
    expect(panel.units).not.toContain("C");
    expect(panel.dropped).toContainEqual(
      expect.objectContaining({ code: "too_few_years", items: ["Country A", "Country C"] }),
    );
  });

  test("counts missing years, or leaves incomplete countries out where asked", () => {
    const study = toyStudy({
      missing: [
        [4, 2],
        [4, 3],
      ],
    });
    const kept = panelOf(study, CHOICE);
    expect(kept.balanced).toBe(false);
    expect(kept.dropped).toContainEqual(expect.objectContaining({ code: "rows_without_value", count: 2 }));
    const dropped = panelOf(study, { ...CHOICE, incomplete: "drop" });
    expect(dropped.balanced).toBe(true);
    expect(dropped.units).not.toContain("E");
    expect(dropped.dropped).toContainEqual(
      expect.objectContaining({ code: "incomplete_units", items: ["E"] }),
    );
  });

  test("carries covariates", () => {
    const panel = panelOf(toyStudy(), { ...CHOICE, covariates: ["wealth"] });
    expect(panel.covariates.map(({ name }) => name)).toEqual(["wealth"]);
    expect(panel.covariates[0]?.values[panel.t + 2]).toBeCloseTo(0.2, 12);
  });

  test.each([
    [{ definition: "other" }, "There is no definition other"],
    [{ outcome: "other" }, "There is no outcome other"],
    [{ covariates: ["other"] }, "There is no covariate other"],
    [{ period: [2005, 2005] as const }, "The period holds fewer than two years"],
  ])("refuses %o by name", (change, words) => {
    expect(() => panelOf(toyStudy(), { ...CHOICE, ...change })).toThrow(EvaluationError);
    expect(() => panelOf(toyStudy(), { ...CHOICE, ...change })).toThrow(words);
  });

  test("says so when no twinned country can be used", () => {
    const study = toyStudy({ twinned: { 0: 2001 } });
    expect(() => panelOf(study, CHOICE)).toThrow("No twinned country has this outcome both before and after");
  });

  test("leaves the study alone and nothing unsaid", () => {
    const study = toyStudy({ missing: [[1, 1]] });
    const before = JSON.stringify(study);
    const panel = panelOf(study, CHOICE);
    expect(JSON.stringify(study)).toBe(before);
    expect(codes(panel.dropped)).toEqual(["rows_without_value"]);
  });
});
