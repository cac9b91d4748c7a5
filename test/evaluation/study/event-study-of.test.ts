import { describe, expect, test } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { panelMethod } from "../../../src/evaluation/run/panel-methods.ts";
import { eventStudyOf } from "../../../src/evaluation/study/event-study-of.ts";
import { ESTIMATORS } from "../../../src/evaluation/study/specification.ts";

const FIRST_YEAR = 2001;
const YEARS = 14;

interface Made {
  units?: number;
  /** Unit → first treated year. */
  dates?: Record<number, number>;
  noise?: number;
  /** Effect by time since treatment. */
  effect?: (at: number) => number;
  seed?: number;
}

function panelOf(made: Made = {}) {
  const { units = 30, dates = { 0: 2007, 1: 2007, 2: 2007, 3: 2009, 4: 2009, 5: 2009 }, noise = 0 } = made;
  const { effect = (at) => (at >= 0 ? 1 + at : 0), seed = 5 } = made;
  const random = seeded(seed);
  const rows = Array.from({ length: units * YEARS }, (_, r) => ({
    unit: Math.floor(r / YEARS),
    time: FIRST_YEAR + (r % YEARS),
  }));
  return makePanel({
    unit: rows.map(({ unit }) => unit),
    time: rows.map(({ time }) => time),
    outcome: rows.map(({ unit, time }) => {
      const date = dates[unit];
      return 3 * unit + 0.4 * time + noise * random.normal() + (date === undefined ? 0 : effect(time - date));
    }),
    firstTreated: rows.map(({ unit }) => dates[unit] ?? null),
  });
}
const run = (made: Made, estimator: (typeof ESTIMATORS)[number], draws = 999) =>
  eventStudyOf(panelOf(made), estimator, { random: seeded(1), draws });

describe("the effect by time since treatment", () => {
  test.each(ESTIMATORS)("%s finds a known one exactly, and nothing before", (estimator) => {
    const { rows } = run({}, estimator);
    expect(rows.map(({ at }) => at)).toEqual([...rows.map(({ at }) => at)].sort((a, b) => a - b));
    expect(rows[0]?.at).toBe(-8);
    expect(rows.at(-1)?.at).toBe(7);
    for (const { at, estimate, treated } of rows) {
      expect(estimate, `${at}`).toBeCloseTo(at >= 0 ? 1 + at : 0, 9);
      expect(treated, `${at}`).toBe(at >= 6 || at <= -7 ? 3 : 6);
    }
    expect(rows.filter(({ reference }) => reference).map(({ at }) => at)).toEqual([
      estimator === "imputation" ? -8 : -1,
    ]);
  });

  test.each(ESTIMATORS)("%s: the band for all times holds that of each, and repeats itself", (estimator) => {
    const once = run({ noise: 1 }, estimator);
    expect(once.critical).toBeGreaterThan(1.96);
    for (const row of once.rows) {
      if (row.reference) {
        expect(row).toMatchObject({ estimate: 0, se: null, low: null, uniformHigh: null });
        continue;
      }
      expect(row.se, `${row.at}`).toBeGreaterThan(0);
      expect(row.uniformLow ?? Number.NaN).toBeLessThan(row.low ?? Number.NaN);
      expect(row.uniformHigh ?? Number.NaN).toBeGreaterThan(row.high ?? Number.NaN);
      expect(((row.low ?? 0) + (row.high ?? 0)) / 2).toBeCloseTo(row.estimate ?? Number.NaN, 10);
    }
    expect(run({ noise: 1 }, estimator)).toEqual(once);
  });

  test("the test before treatment finds a trend of the treated, and is quiet without", () => {
    const trend = run({ noise: 0.5, effect: (at) => at }, "twfe");
    expect(trend.pretest?.p).toBeLessThan(0.01);
    const quiet = run({ noise: 0.5, effect: () => 0, seed: 8 }, "twfe");
    expect(quiet.pretest?.p).toBeGreaterThan(0.02);
    // Six treated units and seven times before: no Wald test.
    expect(quiet.pretest).toMatchObject({ kind: "max_t", df: 7, df2: null });
  });

  test.each(["imputation", "cs_never", "cs_not_yet"] as const)(
    "%s: with few treated units it is withheld, with many it tells a trend from none",
    (estimator) => {
      const few = run({ noise: 0.5 }, estimator);
      expect(few.pretest).toBeNull();
      expect(few.warnings.map(({ code }) => code)).toContain("pretest_withheld");
      const dates = Object.fromEntries(Array.from({ length: 40 }, (_, k) => [k, k % 2 === 0 ? 2005 : 2006]));
      const many = { units: 80, dates, noise: 0.5 };
      expect(run({ ...many, effect: (at) => at }, estimator).pretest?.p).toBeLessThan(0.001);
      expect(run({ ...many, effect: () => 0 }, estimator).pretest?.p).toBeGreaterThan(0.02);
    },
  );

  test("with many treated units the test before is the Wald test", () => {
    const dates = Object.fromEntries(Array.from({ length: 30 }, (_, k) => [k, k % 2 === 0 ? 2005 : 2006]));
    const made = { units: 60, dates, noise: 1, effect: () => 0 };
    expect(run(made, "twfe").pretest).toMatchObject({ kind: "F", df: 4, df2: expect.any(Number) });
    for (const estimator of ["imputation", "cs_never", "cs_not_yet"] as const) {
      expect(run(made, estimator).pretest).toMatchObject({ kind: "chi_square", df: 4, df2: null });
    }
  });

  test("the window ends ten times before and ten from treatment on; beyond is pooled or left out", () => {
    const dates = { 0: 2002, 1: 2002, 2: 2013, 3: 2013 };
    for (const estimator of ESTIMATORS) {
      const { rows, warnings } = run({ dates, noise: 1 }, estimator);
      expect(rows[0]?.at, estimator).toBe(-10);
      expect(rows.at(-1)?.at, estimator).toBe(9);
      const pooled = warnings.some(({ code }) => code === "ends_pooled");
      expect(pooled, estimator).toBe(estimator === "twfe");
    }
  });

  test.each(ESTIMATORS)(
    "%s: where each date has one unit, its uncertainty is withheld and few treated are told",
    (estimator) => {
      const { rows, warnings } = run({ dates: { 0: 2007 }, noise: 1 }, estimator);
      for (const row of rows) {
        if (row.at < 0 && estimator === "imputation") continue;
        expect(row.estimate).not.toBeNull();
        expect(row).toMatchObject({ se: null, low: null, uniformLow: null });
        if (!row.reference) expect(row.reason).toBe("one_unit_cohort");
      }
      const codes = warnings.map(({ code }) => code);
      expect(codes).toContain("standard_errors_withheld");
      expect(codes.filter((code) => code === "se_understated")).toHaveLength(1);
      expect(codes).not.toContain("few_treated_standard_error");
    },
  );

  test("is a method by name, the same numbers", () => {
    const options = { draws: 499, level: 0.9, control: "never", method: "dr", base: "varying" } as const;
    for (const estimator of ESTIMATORS) {
      const byName = panelMethod(`dynamic_${estimator}`).run(panelOf({ noise: 1 }), {
        ...options,
        random: seeded(3),
        anticipation: 0,
        strata: false,
      });
      const direct = eventStudyOf(panelOf({ noise: 1 }), estimator, {
        random: seeded(3),
        draws: 499,
        level: 0.9,
      });
      expect(byName).toEqual(direct);
    }
  });

  test("says so when nobody is seen before treatment", () => {
    const rows = Array.from({ length: 12 }, (_, r) => ({ unit: r >> 1, time: 1 + (r & 1) }));
    const panel = makePanel({
      unit: rows.map(({ unit }) => unit),
      time: rows.map(({ time }) => time),
      outcome: rows.map(({ unit, time }) => (unit === 0 && time === 1 ? null : unit + time)),
      firstTreated: rows.map(({ unit }) => (unit === 0 ? 2 : null)),
    });
    for (const estimator of ESTIMATORS) {
      expect(() => eventStudyOf(panel, estimator, { random: seeded(1) }), estimator).toThrow(
        "No treated unit is observed before its treatment",
      );
    }
  });
});
