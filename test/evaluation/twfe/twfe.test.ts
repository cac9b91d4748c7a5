import { describe, expect, it } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { cr2ClosedForm } from "../../../src/evaluation/twfe/closed-form.ts";
import { twfeParts } from "../../../src/evaluation/twfe/parts.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { dense } from "../regression/dense.ts";
import { covariateAt, smallPanel, treatedAt } from "../regression/panels.ts";

/** Two units, two times: the effect is (9 − 4) − (3 − 1) = 3. */
const two = () =>
  makePanel({
    unit: ["a", "a", "b", "b"],
    time: [1, 2, 1, 2],
    outcome: [4, 9, 1, 3],
    firstTreated: [2, 2, 0, 0],
  });

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

describe("twfe", () => {
  it("is the difference of differences with two units and two times", () => {
    const result = twfe(two(), { variance: [] });
    expect(result.estimate).toBeCloseTo(3, 12);
    expect(result.terms).toEqual([{ term: "treated", estimate: result.estimate }]);
    expect(result.used).toMatchObject({ units: 2, treated: 1, never: 1, times: 2, observations: 4 });
    expect(result.call).toEqual({
      method: "twfe",
      options: { covariates: [], trends: false, variance: [], level: 0.95 },
    });
  });

  it("finds CR2 and the jackknife undefined for a single treated unit and says so", () => {
    const panel = smallPanel({ units: 12, first: (i) => (i === 3 ? 2003 : 0) });
    const result = twfe(panel, { variance: [{ type: "cluster" }, { type: "cr2" }, { type: "jackknife" }] });
    const [cluster, cr2, jackknife] = result.variances;
    expect(cluster?.inference[0]?.se).toBeGreaterThan(0);
    for (const report of [cr2, jackknife]) {
      expect(report?.inference[0]).toEqual({
        se: null,
        statistic: null,
        df: null,
        p: null,
        low: null,
        high: null,
        level: 0.95,
      });
      expect(report?.covariance).toEqual([[null]]);
    }
    expect(cr2?.adjustedSe).toEqual([null]);
    expect(jackknife?.leaveOneOut).toEqual([null]);
    expect(codes(result.warnings)).toEqual(
      expect.arrayContaining([
        "cr2_undefined",
        "jackknife_undefined",
        "one_unit_cohort",
        "few_treated",
        "few_treated_standard_error",
      ]),
    );
    expect(cr2ClosedForm(twfeParts(panel))).toBeNull();
  });

  it("warns of clustered standard errors below 25 treated, not from 25 on, nor of CR2", () => {
    const warned = (treated: number, type: "cluster" | "cr2") => {
      const panel = smallPanel({ units: 40, first: (i) => (i < treated ? 2003 : 0) });
      return codes(twfe(panel, { variance: [{ type }] }).warnings).includes("few_treated_standard_error");
    };
    expect(warned(24, "cluster")).toBe(true);
    expect(warned(25, "cluster")).toBe(false);
    expect(warned(24, "cr2")).toBe(false);
  });

  it("names cohorts of one unit in order", () => {
    const panel = smallPanel({ units: 12, first: (i) => [2004, 2002, 2003, 2003][i] ?? 0 });
    const found = twfe(panel).warnings.find(({ code }) => code === "one_unit_cohort");
    expect(found?.items).toEqual([2002, 2004]);
  });

  it("gives an adjusted standard error whose normal interval is the t interval", () => {
    const result = twfe(smallPanel(), { variance: [{ type: "cr2" }] });
    const one = result.variances[0]?.inference[0];
    const half = ((one?.high as number) - (one?.low as number)) / 2;
    expect(result.variances[0]?.adjustedSe?.[0]).toBeCloseTo(half / 1.959963984540054, 8);
  });

  it("uses the level asked for", () => {
    const wide = twfe(smallPanel(), { level: 0.99 }).variances[0]?.inference[0];
    const narrow = twfe(smallPanel(), { level: 0.9 }).variances[0]?.inference[0];
    expect(wide?.level).toBe(0.99);
    expect((wide?.low as number) < (narrow?.low as number)).toBe(true);
    // t(8): 3.355387 at 99 %, 1.859548 at 90 %.
    const width = (one: typeof wide) => (one?.high as number) - (one?.low as number);
    expect(width(wide) / width(narrow)).toBeCloseTo(3.3553873313333966 / 1.8595480375308984, 8);
  });

  it("refuses a treatment that effects take up, and unknown covariates", () => {
    expect(() => twfe(smallPanel({ first: () => 2003 }))).toThrow("No column of the model varies");
    expect(() => twfe(smallPanel({ first: () => 0 }))).toThrow("No column of the model varies");
    const covariate = smallPanel({ first: () => 2003, covariate: true });
    expect(() => twfe(covariate, { covariates: ["x"] })).toThrow("treatment does not vary");
    expect(() => twfe(smallPanel(), { covariates: ["gdp"] })).toThrow("No such covariate");
    expect(() => twfe(smallPanel(), { level: 0 })).toThrow("level of 0");
  });

  it("is closed-form CR2 on balanced panels", () => {
    const panel = smallPanel({ units: 14, times: 7 });
    const general = twfe(panel, { variance: [{ type: "cr2" }] }).variances[0]?.inference[0];
    const closed = cr2ClosedForm(twfeParts(panel));
    expect(closed?.se).toBeCloseTo(general?.se as number, 11);
    expect(closed?.df).toBeCloseTo(general?.df as number, 9);
  });
});

describe("twfeParts", () => {
  it.each([
    ["balanced", {}],
    ["gaps", { gaps: true }],
    ["gaps, weights, covariate", { gaps: true, weights: true, covariate: true }],
  ])("holds the pieces of the regression: %s", (_, design) => {
    const panel = smallPanel(design);
    const covariates = panel.covariates.map(({ name }) => name);
    const columns = covariates.length ? [treatedAt(panel), covariateAt(panel)] : [treatedAt(panel)];
    const d = dense(panel, columns);
    const parts = twfeParts(panel, { covariates });
    expect(parts.beta).toBeCloseTo(d.beta[0] as number, 9);
    expect(parts.q).toBeCloseTo(
      1 / d.inverse.getRow(0).reduce((total, value) => total + value * value, 0),
      8,
    );
    d.rows.forEach(({ unit, time }, r) => {
      const cell = unit * panel.t + time;
      expect(parts.residuals[cell]).toBeCloseTo(d.residuals[r] as number, 9);
      expect((parts.treatment[cell] as number) / parts.q).toBeCloseTo(d.inverse.get(0, r), 9);
      expect(parts.outcome[cell]).toBeCloseTo(
        (parts.residuals[cell] as number) + parts.beta * (parts.treatment[cell] as number),
        9,
      );
    });
    for (let cell = 0; cell < panel.n * panel.t; cell++) {
      expect(parts.raw[cell]).toBe(treatedAt(panel)(Math.floor(cell / panel.t), cell % panel.t));
      if (!panel.observed[cell]) expect([parts.treatment[cell], parts.outcome[cell]]).toEqual([0, 0]);
    }
  });

  it("refuses a treatment without variation and leaves the panel as it was", () => {
    expect(() => twfeParts(smallPanel({ first: () => 2003 }))).toThrow("does not vary");
    const panel = smallPanel({ gaps: true, covariate: true });
    const before = structuredClone(panel);
    twfeParts(panel, { covariates: ["x"] });
    expect(panel).toEqual(before);
  });
});
