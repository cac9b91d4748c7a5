import { describe, expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { panelMethod } from "../../../src/evaluation/run/panel-methods.ts";
import { analyse } from "../../../src/evaluation/study/analyse.ts";
import { runCurve } from "../../../src/evaluation/study/curve.ts";
import { panelOf } from "../../../src/evaluation/study/panel-of.ts";
import type { Specification } from "../../../src/evaluation/study/specification.ts";
import { toyStudy } from "./toy-study.ts";

const CHOICE: Specification = {
  definition: "main",
  outcome: "share",
  comparison: "not_yet",
  estimator: "imputation",
  inference: "permutation",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
};
const TWINNED = { 0: 2004, 1: 2005, 2: 2006, 3: 2006, 4: 2009, 5: 2009 };

describe("compared with those twinned later only", () => {
  test("ends before the last twinning, whose countries are compared until then", () => {
    const panel = panelOf(toyStudy({ twinned: TWINNED }), CHOICE);
    expect(panel.units).toEqual(["A", "B", "C", "D", "E", "F"]);
    expect(panel.times).toEqual([2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008]);
    expect(panel.dropped).toContainEqual(
      expect.objectContaining({ code: "nobody_still_to_come", items: [2009, 2010] }),
    );
    expect(panel.dropped).toContainEqual(expect.objectContaining({ code: "outside_comparison", count: 6 }));
  });

  test("keeps all years where a country is twinned after the period", () => {
    const panel = panelOf(toyStudy({ twinned: TWINNED }), { ...CHOICE, period: [2001, 2008] });
    expect(panel.times).toHaveLength(8);
    expect(panel.units).toContain("E");
    expect(panel.dropped.map(({ code }) => code)).not.toContain("nobody_still_to_come");
  });

  test("leaves out years in which those still to come are not known", () => {
    const missing: [number, number][] = [
      [4, 7],
      [5, 7],
    ];
    const panel = panelOf(toyStudy({ twinned: TWINNED, missing }), CHOICE);
    expect(panel.times.at(-1)).toBe(2007);
    expect(panel.dropped).toContainEqual(
      expect.objectContaining({ code: "nobody_still_to_come", items: [2008, 2009, 2010] }),
    );
  });

  test.each(["imputation", "twfe", "cs_not_yet"] as const)("%s finds a constant effect", (estimator) => {
    const { estimate, conleyTaber, estimators, compared } = analyse(
      toyStudy({ twinned: TWINNED }),
      { ...CHOICE, estimator },
      { random: seeded(1), draws: 99 },
    );
    expect(estimate).toBeCloseTo(2, 10);
    expect(conleyTaber).toBeNull();
    expect(compared).toEqual(["E", "F"]);
    expect(estimators.find((one) => one.estimator === "cs_never")?.estimate).toBeNull();
  });

  test("what needs countries never twinned says why not, in the curve too", async () => {
    const study = toyStudy({ twinned: TWINNED });
    const never: Specification = { ...CHOICE, estimator: "cs_never" };
    expect(() => analyse(study, never, { random: seeded(1), draws: 99 })).toThrow(
      "Nobody here is never treated",
    );
    const { points } = await runCurve(study, [never], { draws: 99, seed: 1 });
    expect(points[0]).toMatchObject({
      estimate: null,
      p: null,
      reason: expect.stringContaining("never treated"),
    });
    const options = { random: seeded(1), draws: 99, level: 0.95, method: "dr", base: "varying" } as const;
    const rest = { anticipation: 0, strata: false } as const;
    for (const id of ["callaway_santanna", "conley_taber"]) {
      const run = () =>
        panelMethod(id).run(panelOf(study, CHOICE), { ...options, ...rest, control: "never" });
      expect(run, id).toThrow("Nobody here is never treated");
    }
  });

  test.each([
    [{ 0: 2005, 1: 2005 }, "keep" as const, "twinned later and known until then"],
    [{}, "keep" as const, "twinned later and known until then"],
    [{ 0: 2004, 1: 2008 }, "drop" as const, "twinned later and known throughout"],
  ])("%o without anybody later is refused", (twinned, incomplete, words) => {
    const study = toyStudy({ twinned, missing: [[1, 2]] });
    expect(() => panelOf(study, { ...CHOICE, incomplete })).toThrow(words);
  });
});

test("an effect that the data do not tell is said, not shown as a number", () => {
  // In the last two years everybody known is twinned.
  const missing = Array.from({ length: 10 }, (_, k): [number, number][] => [
    [k + 2, 8],
    [k + 2, 9],
  ]).flat();
  const study = toyStudy({ twinned: { 0: 2005, 1: 2006 }, missing });
  const choice: Specification = { ...CHOICE, comparison: "with_plans" };
  expect(() => analyse(study, choice, { random: seeded(1), draws: 99 })).toThrow("identify no effect");
});
