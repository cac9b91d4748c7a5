import { describe, expect, it } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { linearModel } from "../../../src/evaluation/regression/linear-model.ts";
import { panelRegression } from "../../../src/evaluation/regression/panel-regression.ts";
import { varianceName } from "../../../src/evaluation/regression/report.ts";
import { semidefiniteInverse } from "../../../src/evaluation/regression/semidefinite.ts";
import { smallPanel } from "./panels.ts";

describe("linearModel", () => {
  const input = { outcome: [1, 3, 4, 8], terms: { x: [0, 1, 2, 3] } };

  it("fits a line by hand", () => {
    // Slope Σ(x − 1.5)(y − 4)/5 = 11/5, intercept 4 − 1.5·2.2 = 0.7; residuals 0.3, 0.1, −1.1, 0.7; RSS 1.8.
    const result = linearModel(input);
    expect(result.terms.map(({ term }) => term)).toEqual(["(Intercept)", "x"]);
    expect(result.terms[0]?.estimate).toBeCloseTo(0.7, 12);
    expect(result.terms[1]?.estimate).toBeCloseTo(2.2, 12);
    expect(result.rss).toBeCloseTo(1.8, 12);
    const one = result.variances[0]?.inference[1];
    expect(one?.se).toBeCloseTo(Math.sqrt(1.8 / 2 / 5), 12);
    expect(one?.df).toBe(2);
    // t(2): P(|T| > t) = 1 − t/√(2 + t²).
    const t = 2.2 / Math.sqrt(0.18);
    expect(one?.p).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 10);
    expect(one?.high).toBeCloseTo(2.2 + 4.302652729911275 * Math.sqrt(0.18), 8);
    expect(result.r2Within).toBeCloseTo(1 - 1.8 / 26, 12);
  });

  it("clusters, with every parameter counted where none is nested", () => {
    const result = linearModel({ ...input, cluster: ["a", "a", "b", "b"] });
    // Scores (x − 1.5)·e/5 by cluster: (−0.45 − 0.05)/5 and (−0.55 + 1.05)/5; 2·0.01 · (2/1)·(3/2).
    expect(result.variances[0]?.inference[1]?.se).toBeCloseTo(Math.sqrt(0.02 * 3), 12);
    expect(result.used.clusters).toBe(2);
    expect(result.warnings.map(({ code }) => code)).toContain("few_clusters");
  });

  it("leaves out rows with missing values and says so", () => {
    const result = linearModel({
      outcome: [1, 3, null, 4, 8],
      terms: { x: [0, 1, 7, 2, 3] },
    });
    expect(result.terms[1]?.estimate).toBeCloseTo(2.2, 12);
    expect(result.dropped).toMatchObject([{ code: "rows_without_value", count: 1 }]);
  });

  it("names a collinear term and keeps the first", () => {
    const result = linearModel({ ...input, terms: { x: [0, 1, 2, 3], twice: [1, 3, 5, 7] } });
    expect(result.aliased).toEqual(["twice"]);
    expect(result.dropped).toMatchObject([{ code: "collinear_terms", items: ["twice"] }]);
    expect(result.terms[1]?.estimate).toBeCloseTo(2.2, 12);
  });

  it("fits without an intercept and with weights", () => {
    const result = linearModel({ ...input, intercept: false, weights: [1, 1, 1, 2] });
    // Σwxy/Σwx² = (3 + 8 + 48)/(1 + 4 + 18).
    expect(result.terms).toEqual([{ term: "x", estimate: expect.closeTo(59 / 23, 12) }]);
  });

  it.each([
    [{ variance: [{ type: "newey_west", lag: 1 }] }, "needs units and times"],
    [{ variance: [{ type: "twoway" }] }, "needs units and times"],
    [{ variance: [{ type: "cluster", by: "strata" }] }, "no strata"],
    [{ level: 1 }, "level of 1"],
  ] as const)("refuses %j", (options, message) => {
    expect(() => linearModel(input, options)).toThrow(message);
    expect(() => linearModel(input, options)).toThrow(EvaluationError);
  });

  it("refuses columns of unequal length and a single cluster", () => {
    expect(() => linearModel({ ...input, terms: { x: [1, 2] } })).toThrow("2 values, the outcome 4");
    expect(() => linearModel({ ...input, cluster: ["a", "a", "a", "a"] })).toThrow("only one cluster");
  });
});

describe("panelRegression", () => {
  it("refuses unknown terms, trends without effects, impossible lags", () => {
    const panel = smallPanel({ covariate: true });
    expect(() => panelRegression(panel, { terms: ["z"] })).toThrow("Known: x");
    expect(() => panelRegression(panel, { terms: ["x"], effects: "none", trends: true })).toThrow(
      "need unit effects",
    );
    const variance = [{ type: "newey_west", lag: 6 }] as const;
    expect(() => panelRegression(panel, { terms: ["x"], variance })).toThrow("lag of 6");
  });

  it("refuses a term that unit effects take up entirely", () => {
    const panel = smallPanel({ covariate: true });
    const constant = Float64Array.from({ length: panel.n * panel.t }, (_, cell) =>
      Math.floor(cell / panel.t),
    );
    const changed = { ...panel, covariates: [{ name: "x", values: constant }] };
    expect(() => panelRegression(changed, { terms: ["x"] })).toThrow("No column of the model varies");
    expect(panelRegression(changed, { terms: ["x"], effects: "none" }).terms).toHaveLength(1);
  });

  it("absorbs unit effects alone: the within estimate", () => {
    const panel = smallPanel({ covariate: true, units: 5, times: 4 });
    const x = panel.covariates[0]?.values as Float64Array;
    let top = 0;
    let bottom = 0;
    for (let i = 0; i < 5; i++) {
      const row = Array.from({ length: 4 }, (_, s) => i * 4 + s);
      const mean = (values: Float64Array) => row.reduce((sum, cell) => sum + (values[cell] as number), 0) / 4;
      for (const cell of row) {
        top += ((x[cell] as number) - mean(x)) * ((panel.outcome[cell] as number) - mean(panel.outcome));
        bottom += ((x[cell] as number) - mean(x)) ** 2;
      }
    }
    const result = panelRegression(panel, { terms: ["x"], effects: "unit" });
    expect(result.terms[0]?.estimate).toBeCloseTo(top / bottom, 10);
  });

  it("does not change its input", () => {
    const panel = smallPanel({ covariate: true, gaps: true, weights: true });
    const before = structuredClone(panel);
    panelRegression(panel, { terms: ["x"], variance: [{ type: "cr2" }, { type: "jackknife" }] });
    expect(panel).toEqual(before);
  });
});

it("names variances", () => {
  const names = (
    [
      { type: "iid" },
      { type: "cluster", by: "strata", ssc: "all" },
      { type: "cluster", by: "cluster", ssc: "nonnested" },
      { type: "cr2", by: "unit" },
      { type: "newey_west", lag: 2, ssc: "none" },
    ] as const
  ).map(varianceName);
  expect(names).toEqual([
    "iid",
    "cluster_by_strata_ssc_all",
    "cluster",
    "cr2_by_unit",
    "newey_west_lag2_ssc_none",
  ]);
});

describe("semidefiniteInverse", () => {
  it("inverts over the independent columns, the first of collinear ones", () => {
    // Column 1 is twice column 0; over {0, 2}: diag(2, 4)⁻¹.
    const a = Float64Array.of(2, 4, 0, 4, 8, 0, 0, 0, 4);
    const { inverse, kept, rank } = semidefiniteInverse(a, 3);
    expect([...kept]).toEqual([1, 0, 1]);
    expect(rank).toBe(2);
    expect([...inverse]).toEqual([expect.closeTo(0.5, 12), 0, 0, 0, 0, 0, 0, 0, expect.closeTo(0.25, 12)]);
  });

  it("inverts a full matrix", () => {
    const { inverse } = semidefiniteInverse(Float64Array.of(2, 1, 1, 3), 2);
    [0.6, -0.2, -0.2, 0.4].forEach((value, at) => {
      expect(inverse[at]).toBeCloseTo(value, 12);
    });
  });
});
