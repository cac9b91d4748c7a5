import { describe, expect, it } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { eventStudy } from "../../../src/evaluation/twfe/event-study.ts";
import { waldTest } from "../../../src/evaluation/twfe/wald.ts";
import { dense } from "../regression/dense.ts";
import { covariateAt, smallPanel } from "../regression/panels.ts";

/** One treated unit from 2002, one never treated: coefficients are plain differences from 2001. */
const plain = () =>
  makePanel({
    unit: ["a", "a", "a", "a", "b", "b", "b", "b"],
    time: [2000, 2001, 2002, 2003, 2000, 2001, 2002, 2003],
    outcome: [5, 6, 10, 12, 1, 1, 2, 2],
    firstTreated: [2002, 2002, 2002, 2002, 0, 0, 0, 0],
  });

/** All treated, at dates four apart. */
const allTreated = () => smallPanel({ units: 12, times: 14, first: (i) => 2004 + 4 * (i % 2) });

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);
const estimates = (result: ReturnType<typeof eventStudy>) => result.terms.map(({ estimate }) => estimate);

describe("eventStudy", () => {
  it("gives differences from the reference by hand", () => {
    const result = eventStudy(plain(), { variance: [] });
    expect(result.relative).toEqual([-2, 0, 1]);
    expect(result.units).toEqual([1, 1, 1]);
    [-1, 3, 5].forEach((value, at) => {
      expect(result.terms[at]?.estimate).toBeCloseTo(value, 10);
    });
    const other = eventStudy(plain(), { variance: [], reference: [-2, -1] });
    // Without −2 too: the outcome before is the mean of both years.
    expect(other.relative).toEqual([0, 1]);
    [3.5, 5.5].forEach((value, at) => {
      expect(other.terms[at]?.estimate).toBeCloseTo(value, 10);
    });
  });

  it.each([
    ["balanced", {}],
    ["gaps and covariate", { gaps: true, covariate: true, units: 15 }],
  ])("is the regression on dummies written out: %s", (_, design) => {
    const panel = smallPanel({ ...design, times: 7 });
    const covariates = panel.covariates.map(({ name }) => name);
    const result = eventStudy(panel, { covariates, variance: [{ type: "cluster", ssc: "none" }] });
    const columns = result.relative.map(
      (e) => (unit: number, time: number) =>
        (panel.times[time] as number) - (panel.first[unit] as number) === e ? 1 : 0,
    );
    const d = dense(panel, covariates.length ? [...columns, covariateAt(panel)] : columns);
    const k = result.terms.length;
    expect(k).toBe(result.relative.length + covariates.length);
    const scores = result.terms.map((_, c) => {
      const sums = new Array<number>(panel.n).fill(0);
      d.rows.forEach(({ unit }, r) => {
        sums[unit] = (sums[unit] as number) + d.inverse.get(c, r) * (d.residuals[r] as number);
      });
      return sums;
    });
    const covariance = result.variances[0]?.covariance as number[][];
    for (let a = 0; a < k; a++) {
      expect(result.terms[a]?.estimate).toBeCloseTo(d.beta[a] as number, 8);
      for (let b = 0; b < k; b++) {
        const sum = (scores[a] as number[]).reduce(
          (total, s, i) => total + s * (scores[b]?.[i] as number),
          0,
        );
        expect(covariance[a]?.[b]).toBeCloseTo(sum, 8);
      }
    }
  });

  it("pools beyond min and max, or leaves those cells out", () => {
    const panel = smallPanel({ times: 8 });
    const pooled = eventStudy(panel, { min: -2, max: 1 });
    expect(pooled.relative).toEqual([-2, 0, 1]);
    const treated = (panel.first.filter(Number.isFinite) as Float64Array).length;
    expect(pooled.units).toEqual([treated, treated, treated]);
    const d = dense(
      panel,
      pooled.relative.map((e) => (unit: number, time: number) => {
        const relative = (panel.times[time] as number) - (panel.first[unit] as number);
        return Math.min(1, Math.max(-2, relative)) === e && Number.isFinite(relative) ? 1 : 0;
      }),
    );
    estimates(pooled).forEach((value, at) => {
      expect(value).toBeCloseTo(d.beta[at] as number, 9);
    });

    const cut = eventStudy(panel, { min: -2, max: 1, bins: false });
    expect(cut.relative).toEqual([-2, 0, 1]);
    const outside = cut.dropped.find(({ code }) => code === "outside_window")?.count as number;
    expect(outside).toBe(treated * (8 - 4));
    expect(cut.used.observations).toBe(panel.observations - outside);
    expect(estimates(cut)).not.toEqual(estimates(pooled));
  });

  it("names relative times that cannot be told apart without never-treated units", () => {
    const early = eventStudy(allTreated());
    const late = eventStudy(allTreated(), { collinear: "latest" });
    expect(early.collinearDropped).toEqual([-8, -7, -6, -5]);
    expect(late.collinearDropped).toEqual([6, 7, 8, 9]);
    expect(codes(early.warnings)).toContain("collinear_dropped");
    expect(early.warnings.find(({ code }) => code === "collinear_dropped")?.items).toEqual([-8, -7, -6, -5]);
    expect(early.relative).not.toContain(-8);
    // The fit itself does not depend on which are dropped.
    expect(early.rss).toBeCloseTo(late.rss, 8);
    expect(codes(eventStudy(smallPanel()).warnings)).not.toContain("collinear_dropped");
  });

  it("tests the leads jointly", () => {
    const panel = smallPanel({ units: 30, times: 6, first: (i) => (i % 3 === 0 ? 2003 : 0) });
    const result = eventStudy(panel, { variance: [{ type: "cluster" }] });
    const report = result.variances[0];
    // Two leads: F = b'V⁻¹b/2 by the inverse of a 2 × 2 matrix.
    const [b1, b2] = estimates(result) as [number, number];
    const [[a, c], [, d]] = (report?.covariance ?? []) as unknown as [[number, number], [number, number]];
    const quadratic = (b1 * b1 * d - 2 * b1 * b2 * c + b2 * b2 * a) / (a * d - c * c);
    expect(report?.leads).toMatchObject({ df1: 2, df2: 29 });
    expect(report?.leads?.statistic).toBeCloseTo(quadratic / 2, 9);
    // F(2, 29): upper tail (1 + 2F/29)^(−29/2).
    expect(report?.leads?.p).toBeCloseTo((1 + quadratic / 29) ** (-29 / 2), 9);
  });

  it("does not test more leads than clusters allow", () => {
    const panel = smallPanel({ units: 8, times: 12, regions: 3, first: (i) => (i % 2 ? 2009 : 0) });
    const result = eventStudy(panel, { variance: [{ type: "cluster" }] });
    expect(result.variances[0]?.leads).toBeNull();
  });

  it("leaves CR2 undefined for coefficients of a single unit only", () => {
    const panel = smallPanel({ units: 16, times: 8, first: (i) => (i === 0 ? 2006 : i < 6 ? 2003 : 0) });
    const result = eventStudy(panel);
    const cr2 = result.variances[1];
    const at = (e: number) => cr2?.inference[result.relative.indexOf(e)];
    // Only the unit of 2006 is seen six years before.
    expect(result.units[result.relative.indexOf(-6)]).toBe(1);
    expect(at(-6)?.se).toBeNull();
    expect(at(0)?.se).toBeGreaterThan(0);
    expect(result.warnings.find(({ code }) => code === "cr2_undefined")?.items).toContain("-6");
    expect(cr2?.leads).toBeNull();
  });

  it("refuses a reference that is not observed or not in the window", () => {
    expect(() => eventStudy(plain(), { reference: -3 })).toThrow("relative time -3");
    expect(() => eventStudy(plain(), { reference: -3 })).toThrow("from -2 to 1");
    expect(() => eventStudy(plain(), { min: 0 })).toThrow("does not hold the reference");
    expect(() => eventStudy(plain(), { reference: [] })).toThrow("does not hold the reference");
    expect(() => eventStudy(smallPanel({ first: () => 0 }))).toThrow("no treated unit");
  });

  it("does not change its input", () => {
    const panel = smallPanel({ gaps: true });
    const before = structuredClone(panel);
    eventStudy(panel, { min: -2, max: 1, bins: false });
    expect(panel).toEqual(before);
  });
});

describe("waldTest", () => {
  it("is null for a singular covariance and for no coefficient", () => {
    expect(waldTest([1, 2], Float64Array.of(1, 2, 2, 4), 10)).toBeNull();
    expect(waldTest([], new Float64Array(0), 10)).toBeNull();
    expect(waldTest([3], Float64Array.of(4), 10)?.statistic).toBeCloseTo(9 / 4, 12);
  });
});
