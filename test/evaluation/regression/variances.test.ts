import { describe, expect, it } from "vitest";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import type { Variance } from "../../../src/evaluation/regression/variance.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { clustered, type Dense, dense, denseCr2, influence } from "./dense.ts";
import { covariateAt, type Design, smallPanel, treatedAt } from "./panels.ts";

const DESIGNS: [string, Design & { trends?: boolean }][] = [
  ["balanced", {}],
  ["with gaps", { gaps: true }],
  ["with gaps that units share", { units: 24, times: 4, gaps: true }],
  ["with a covariate", { covariate: true }],
  ["with gaps, weights and a covariate", { gaps: true, weights: true, covariate: true }],
  ["with regions as clusters", { units: 12, regions: 4, gaps: true }],
  ["with few long clusters", { units: 12, regions: 3, covariate: true }],
  ["with unit trends", { units: 10, times: 8, trends: true }],
];

function setUp(design: Design & { trends?: boolean }) {
  const panel = smallPanel(design);
  const columns = design.covariate ? [treatedAt(panel), covariateAt(panel)] : [treatedAt(panel)];
  const d = dense(panel, columns, { trends: design.trends ?? false });
  const options = { covariates: design.covariate ? ["x"] : [], trends: design.trends ?? false };
  return { panel, columns, d, options };
}

function variancesOf(panel: Panel, options: object, variance: Variance) {
  const result = twfe(panel, { ...options, variance: [variance] });
  const report = result.variances[0];
  if (!report) throw new Error("no variance");
  return { result, report };
}

const close = (ours: number | null | undefined, theirs: number) => {
  expect(ours).not.toBeNull();
  expect(Math.abs((ours as number) - theirs)).toBeLessThan(1e-8 * Math.max(1, Math.abs(theirs)));
};

const unitOf = (d: Dense) => (r: number) => d.rows[r]?.unit as number;
const timeOf = (d: Dense) => (r: number) => d.rows[r]?.time as number;
const clusterOf = (panel: Panel, d: Dense) => (r: number) => panel.cluster[unitOf(d)(r)] as number;

describe.each(DESIGNS)("TWFE %s against dummies written out", (_, design) => {
  const { panel, columns, d, options } = setUp(design);
  const n = d.rows.length;
  const T = panel.t;
  const k = columns.length;
  const units = panel.n;
  const trendCount = design.trends ? units : 0;
  const all = k + units + T - 1 + trendCount;
  const coefficients = columns.map((_, c) => c);

  it("gives the same coefficients, residual sum and within R²", () => {
    const { result } = variancesOf(panel, options, { type: "iid" });
    for (const c of coefficients) close(result.terms[c]?.estimate, d.beta[c] as number);
    close(
      result.rss,
      d.residuals.reduce((total, e) => total + e * e, 0),
    );
    const plain = dense(panel, [], { trends: design.trends ?? false });
    close(result.r2Within, 1 - result.rss / plain.residuals.reduce((total, e) => total + e * e, 0));
  });

  it("gives iid and White's variance", () => {
    const rss = d.residuals.reduce((total, e) => total + e * e, 0);
    const iid = variancesOf(panel, options, { type: "iid" }).report;
    const hc1 = variancesOf(panel, options, { type: "hc1" }).report;
    for (const c of coefficients) {
      const square = influence(d, c).reduce((total, value) => total + value * value, 0);
      close(iid.inference[c]?.se, Math.sqrt((square * rss) / (n - all)));
      close(hc1.inference[c]?.se, Math.sqrt((clustered(d, c, (r) => r) * n) / (n - all)));
      expect(iid.inference[c]?.df).toBe(n - all);
    }
  });

  it("clusters by unit with each small-sample factor", () => {
    const G = units;
    const nested = all - (units - 1);
    const factors = { nonnested: nested, all } as const;
    for (const c of coefficients) {
      const raw = clustered(d, c, unitOf(d));
      const none = variancesOf(panel, options, { type: "cluster", by: "unit", ssc: "none" }).report;
      close(none.inference[c]?.se, Math.sqrt(raw));
      for (const [ssc, K] of Object.entries(factors)) {
        const variance = { type: "cluster", by: "unit", ssc: ssc as "all" | "nonnested" } as const;
        const { report } = variancesOf(panel, options, variance);
        close(report.inference[c]?.se, Math.sqrt((raw * G * (n - 1)) / ((G - 1) * (n - K))));
        expect(report.inference[c]?.df).toBe(G - 1);
      }
    }
  });

  it("clusters two ways", () => {
    const of = clusterOf(panel, d);
    const G = new Set(panel.cluster).size;
    const smaller = Math.min(G, T);
    const K = k + trendCount + 1;
    for (const c of coefficients) {
      const total =
        clustered(d, c, of) + clustered(d, c, timeOf(d)) - clustered(d, c, (r) => `${of(r)} ${timeOf(d)(r)}`);
      const one = variancesOf(panel, options, { type: "twoway" }).report.inference[c];
      if (total < 0) expect(one?.se).toBeNull();
      else close(one?.se, Math.sqrt((total * smaller * (n - 1)) / ((smaller - 1) * (n - K))));
    }
  });

  it("gives Driscoll–Kraay and Newey–West by their definitions", () => {
    for (const c of coefficients) {
      const score = influence(d, c).map((value, r) => value * (d.residuals[r] as number));
      let kraay = 0;
      let west = 0;
      d.rows.forEach((a, i) => {
        d.rows.forEach((b, j) => {
          const lag = Math.abs(a.time - b.time);
          const weight = Math.max(0, 1 - lag / 3) * (score[i] as number) * (score[j] as number);
          kraay += weight;
          if (a.unit === b.unit) west += weight;
        });
      });
      const plain = { lag: 2, ssc: "none" } as const;
      const dk = variancesOf(panel, options, { type: "driscoll_kraay", ...plain }).report;
      const nw = variancesOf(panel, options, { type: "newey_west", ...plain }).report;
      close(dk.inference[c]?.se, Math.sqrt(kraay));
      close(nw.inference[c]?.se, Math.sqrt(west));
      const byTime = variancesOf(panel, options, { type: "driscoll_kraay", lag: 2 }).report.inference[c];
      close(byTime?.se, Math.sqrt((kraay * T * (n - 1)) / ((T - 1) * (n - all))));
      expect(byTime?.df).toBe(T - 1);
      const adjusted = variancesOf(panel, options, { type: "newey_west", lag: 2 }).report;
      close(adjusted.inference[c]?.se, Math.sqrt((west * T * (n - 1)) / ((T - 1) * (n - all))));
      expect(adjusted.inference[c]?.df).toBe(T - 1);
    }
  });

  it("gives CR2 with Satterthwaite degrees of freedom", () => {
    const { report } = variancesOf(panel, options, { type: "cr2" });
    for (const c of coefficients) {
      const { variance, df } = denseCr2(d, c, clusterOf(panel, d));
      close(report.inference[c]?.se, Math.sqrt(variance));
      close(report.inference[c]?.df, df);
    }
  });

  it("leaves clusters out as if fitted again", () => {
    const { report } = variancesOf(panel, options, { type: "jackknife" });
    const G = panel.clusters.length;
    for (const c of coefficients) {
      const without = Array.from({ length: G }, (_, g) => {
        const again = dense(panel, columns, {
          trends: design.trends ?? false,
          without: (unit) => panel.cluster[unit] === g,
        });
        return again.beta[c] as number;
      });
      const spread = without.reduce((total, b) => total + (b - (d.beta[c] as number)) ** 2, 0);
      close(report.inference[c]?.se, Math.sqrt((spread * (G - 1)) / G));
      close(report.leaveOneOut?.[c]?.low, Math.min(...without));
      close(report.leaveOneOut?.[c]?.high, Math.max(...without));
    }
  });
});

describe("notices and refusals", () => {
  const codes = (units: number) => twfe(smallPanel({ units })).warnings.map(({ code }) => code);

  it("warns of fewer than ten clusters", () => {
    expect(codes(9)).toContain("few_clusters");
    expect(codes(10)).not.toContain("few_clusters");
  });

  it.each([-1, 1.5, 6])("refuses a lag of %s with six times", (lag) => {
    expect(() => twfe(smallPanel(), { variance: [{ type: "driscoll_kraay", lag }] })).toThrow(
      `lag of ${lag}`,
    );
  });

  it("takes a lag of 0 and of one less than the times", () => {
    const variance = [0, 5].map((lag) => ({ type: "newey_west", lag, ssc: "none" }) as const);
    const [zero] = twfe(smallPanel(), { variance }).variances;
    const panel = smallPanel();
    const d = dense(panel, [treatedAt(panel)]);
    close(zero?.inference[0]?.se, Math.sqrt(clustered(d, 0, (r) => r)));
  });

  it("clusters by the panel's strata where there are some", () => {
    const panel = smallPanel({ units: 12 });
    const strata = Int32Array.from({ length: 12 }, (_, i) => i % 4);
    const withStrata = { ...panel, strata, strataLabels: ["a", "b", "c", "d"] };
    const { report } = variancesOf(withStrata, {}, { type: "cluster", by: "strata", ssc: "none" });
    const d = dense(panel, [treatedAt(panel)]);
    close(report.inference[0]?.se, Math.sqrt(clustered(d, 0, (r) => (d.rows[r]?.unit as number) % 4)));
    expect(report.clusters).toBe(4);
  });
});
