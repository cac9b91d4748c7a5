import { describe, expect, it } from "vitest";
import { inferenceOf, varianceName } from "../../../src/evaluation/regression/report.ts";
import type { Variance } from "../../../src/evaluation/regression/variance.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { clustered, dense } from "./dense.ts";
import { covariateAt, smallPanel, treatedAt } from "./panels.ts";

describe("names of variances", () => {
  it.each([
    ["iid", { type: "iid" }],
    ["hc1", { type: "hc1" }],
    ["cluster", { type: "cluster" }],
    ["cluster", { type: "cluster", by: "cluster", ssc: "nonnested" }],
    ["cluster_by_strata", { type: "cluster", by: "strata" }],
    ["cluster_by_unit_ssc_all", { type: "cluster", by: "unit", ssc: "all" }],
    ["twoway_ssc_none", { type: "twoway", ssc: "none" }],
    ["driscoll_kraay_lag3", { type: "driscoll_kraay", lag: 3 }],
    ["newey_west_lag2_ssc_all", { type: "newey_west", lag: 2, ssc: "all" }],
    ["cr2", { type: "cr2" }],
    ["cr2_by_unit", { type: "cr2", by: "unit" }],
    ["jackknife_by_strata", { type: "jackknife", by: "strata" }],
  ] as [string, Variance][])("%s", (name, variance) => {
    expect(varianceName(variance)).toBe(name);
  });
});

describe("the test of one estimate", () => {
  it("is Student's, both sides, by R", () => {
    // qt(0.975, 5), qt(0.95, 5) and 2·pt(−2, 5).
    const one = inferenceOf(3, 2.25, 5, 0.95);
    expect(one).toMatchObject({ se: 1.5, statistic: 2, df: 5, level: 0.95 });
    expect(one.p).toBeCloseTo(0.10193947883, 9);
    expect(one.low).toBeCloseTo(3 - 1.5 * 2.5705818356, 8);
    expect(one.high).toBeCloseTo(3 + 1.5 * 2.5705818356, 8);
    expect(inferenceOf(-3, 2.25, 5, 0.9)).toMatchObject({
      statistic: -2,
      low: expect.closeTo(-3 - 1.5 * 2.0150483733, 8),
    });
  });
});

describe("reports", () => {
  const panel = smallPanel({ units: 12, covariate: true });
  const all: Variance[] = [
    { type: "iid" },
    { type: "cluster" },
    { type: "twoway" },
    { type: "driscoll_kraay", lag: 1 },
    { type: "newey_west", lag: 1 },
    { type: "cr2" },
    { type: "jackknife" },
  ];
  const { variances } = twfe(panel, { covariates: ["x"], variance: all, level: 0.9 });
  const by = (name: string) => {
    const found = variances.find((report) => report.name === name);
    if (!found) throw new Error(`No report ${name}`);
    return found;
  };

  it("say how many clusters they rest on", () => {
    expect(variances.map(({ clusters }) => clusters)).toEqual([null, 12, 6, 6, 6, 12, 12]);
    expect(variances.map(({ variance }) => variance)).toEqual(all);
    for (const { inference } of variances) expect(inference.map(({ level }) => level)).toEqual([0.9, 0.9]);
  });

  it("hold the covariance of all terms, whose diagonal is the squared standard error", () => {
    for (const { covariance, inference } of variances) {
      expect(covariance).toHaveLength(2);
      expect(covariance[0]?.[1]).toBeCloseTo(covariance[1]?.[0] as number, 12);
      inference.forEach(({ se }, j) => {
        expect(covariance[j]?.[j]).toBeCloseTo((se as number) ** 2, 12);
      });
    }
    const d = dense(panel, [treatedAt(panel), covariateAt(panel)]);
    // (b + c)'s variance less those of b and c is twice the covariance.
    const scores = new Map<number, [number, number]>();
    d.rows.forEach(({ unit }, r) => {
      const own = scores.get(unit) ?? [0, 0];
      const e = d.residuals[r] as number;
      scores.set(unit, [own[0] + d.inverse.get(0, r) * e, own[1] + d.inverse.get(1, r) * e]);
    });
    const cross = [...scores.values()].reduce((sum, [a, b]) => sum + a * b, 0);
    const ratio =
      (by("cluster").inference[0]?.se as number) ** 2 / clustered(d, 0, (r) => d.rows[r]?.unit ?? -1);
    expect(by("cluster").covariance[0]?.[1]).toBeCloseTo(cross * ratio, 10);
  });

  it("give CR2 a standard error for normal quantiles, the jackknife its range, others neither", () => {
    const { adjustedSe, inference } = by("cr2");
    const { se, df } = inference[0] as { se: number; df: number };
    expect(df).toBeLessThan(11);
    const half = inferenceOf(0, 1, df, 0.95).high as number;
    expect(adjustedSe?.[0]).toBeCloseTo((se * half) / 1.959963984540054, 10);
    expect(adjustedSe).toHaveLength(2);
    expect(by("jackknife").leaveOneOut).toHaveLength(2);
    expect(by("jackknife").inference[0]?.df).toBe(11);
    for (const name of ["iid", "cluster", "twoway", "driscoll_kraay_lag1", "newey_west_lag1"]) {
      expect(by(name)).not.toHaveProperty("adjustedSe");
      expect(by(name)).not.toHaveProperty("leaveOneOut");
    }
    expect(by("cr2")).not.toHaveProperty("leaveOneOut");
  });
});

describe("what hangs on one cluster", () => {
  const one = smallPanel({ units: 12, first: (i) => (i === 0 ? 2003 : 0), covariate: true });
  const result = twfe(one, { covariates: ["x"], variance: [{ type: "cr2" }, { type: "jackknife" }] });

  it("has no standard error, while the others keep theirs", () => {
    const nothing = { se: null, statistic: null, df: null, p: null, low: null, high: null, level: 0.95 };
    for (const { inference, covariance } of result.variances) {
      expect(inference[0]).toEqual(nothing);
      expect(inference[1]?.se).toBeGreaterThan(0);
      expect(covariance[0]).toEqual([null, null]);
      expect(covariance[1]?.[0]).toBeNull();
      expect(covariance[1]?.[1]).toBeGreaterThan(0);
    }
    const [cr2, jackknife] = result.variances;
    expect(cr2?.adjustedSe?.[0]).toBeNull();
    expect(cr2?.adjustedSe?.[1]).toBeGreaterThan(0);
    expect(jackknife?.leaveOneOut?.[0]).toBeNull();
    expect(jackknife?.leaveOneOut?.[1]?.low).toBeLessThan(jackknife?.leaveOneOut?.[1]?.high as number);
  });

  it("is named, by the variance that lacks it", () => {
    const told = result.warnings.filter(({ code }) => code.endsWith("_undefined"));
    expect(told.map(({ code, count, items }) => [code, count, items])).toEqual([
      ["cr2_undefined", 1, ["treated"]],
      ["jackknife_undefined", 1, ["treated"]],
    ]);
    for (const { words } of told) expect(words).toContain("single cluster");
  });

  it("is not what two treated clusters are", () => {
    const two = smallPanel({ units: 12, first: (i) => (i < 2 ? 2003 : 0) });
    const [report] = twfe(two, { variance: [{ type: "cr2" }] }).variances;
    expect(report?.inference[0]?.se).toBeGreaterThan(0);
    expect(report?.inference[0]?.df).toBeGreaterThan(1);
  });

  it("counts few clusters by their number", () => {
    const few = twfe(smallPanel({ units: 9 })).warnings.find(({ code }) => code === "few_clusters");
    expect(few?.count).toBe(9);
  });
});
