import { describe, expect, it } from "vitest";
import { type Panel, treatedCell } from "../../../src/evaluation/core/panel.ts";
import { imputation } from "../../../src/evaluation/imputation/imputation.ts";
import { studentT } from "../../../src/evaluation/numeric/distributions.ts";
import { twoStage } from "../../../src/evaluation/two-stage/two-stage.ts";
import { clusteredSquare, type DenseCell, denseCells, denseFit } from "../imputation/dense.ts";
import { randomPanel, tablePanel } from "../imputation/panels.ts";

/** Both stages with every dummy written out, for one second-stage dummy that overlaps with no other. */
function dense(panel: Panel, names: readonly string[], include: (cell: DenseCell) => boolean) {
  const covariates = panel.covariates.filter(({ name }) => names.includes(name));
  const all = denseCells(panel, (i, s) => covariates.map(({ values }) => values[i * panel.t + s] as number));
  const untreated = (cell: DenseCell) => !treatedCell(panel, cell.i, cell.s);
  const first = denseFit(all.filter(untreated));
  const left = (cell: DenseCell) => cell.y - first.predict(cell.x);
  const chosen = all.filter(include);
  const total = chosen.reduce((sum, cell) => sum + cell.weight, 0);
  const estimate = chosen.reduce((sum, cell) => sum + cell.weight * left(cell), 0) / total;
  const cross = Array.from({ length: first.k }, (_, a) =>
    chosen.reduce((sum, cell) => sum + cell.weight * (cell.x[a] as number), 0),
  );
  const gamma = cross.map((_, a) => cross.reduce((sum, value, b) => sum + first.inverse(a, b) * value, 0));
  const parts = all.map((cell) => ({
    i: cell.i,
    value:
      (include(cell) ? cell.weight * (left(cell) - estimate) : 0) -
      (untreated(cell)
        ? cell.weight * left(cell) * cell.x.reduce((sum, x, a) => sum + x * (gamma[a] as number), 0)
        : 0),
  }));
  return { estimate, se: Math.sqrt(clusteredSquare(panel, parts)) / total, cells: chosen.length };
}

const SHAPES = [
  ["balanced", {}, []],
  ["clusters of several units", { clusters: 6 }, []],
  ["unbalanced", { holes: 0.2 }, []],
  [
    "unbalanced, weighted, clusters, a covariate",
    { holes: 0.1, weighted: true, clusters: 9, covariates: 2 },
    ["x1"],
  ],
] as const;

describe("twoStage", () => {
  it.each(SHAPES)("equals both stages with every dummy written out: %s", (_, more, covariates) => {
    const panel = randomPanel({ seed: 23, units: 26, times: 7, dates: [null, 2, 4, 4, null, 5], ...more });
    const result = twoStage(panel, { covariates });
    const event = (cell: DenseCell) => (panel.times[cell.s] as number) - (panel.first[cell.i] as number);
    const overall = dense(panel, covariates, (cell) => event(cell) >= 0);
    expect(result.overall.estimate).toBeCloseTo(overall.estimate, 9);
    expect(result.overall.se).toBeCloseTo(overall.se, 9);
    expect(result.overall.cells).toBe(overall.cells);
    expect(result.eventStudy.map((row) => row.event)).toEqual([-5, -4, -3, -2, 0, 1, 2, 3, 4]);
    result.eventStudy.forEach((row, m) => {
      const theirs = dense(panel, covariates, (cell) => event(cell) === row.event);
      expect(row.estimate).toBeCloseTo(theirs.estimate, 9);
      expect(row.se).toBeCloseTo(theirs.se, 9);
      expect(row.cells).toBe(theirs.cells);
      expect(result.eventStudyCovariance[m * 9 + m]).toBeCloseTo(theirs.se ** 2, 9);
    });
  });

  it("gives the points of imputation", () => {
    const panel = randomPanel({ seed: 2, units: 20, times: 8, dates: [null, 3, 5, 0], holes: 0.1 });
    const stages = twoStage(panel);
    const imputed = imputation(panel);
    expect(stages.overall.estimate).toBeCloseTo(imputed.overall.estimate as number, 12);
    for (const row of imputed.horizons.filter(({ estimate }) => estimate !== null)) {
      const found = stages.eventStudy.find(({ event }) => event === row.event);
      expect(found?.estimate).toBeCloseTo(row.estimate as number, 12);
      expect(found?.units).toBe(row.units);
    }
    expect(stages.notImputed).toBe(imputed.notImputed);
    expect(stages.dropped).toEqual(imputed.dropped);
  });

  it("tests with observations minus coefficients as degrees of freedom", () => {
    const panel = randomPanel({ seed: 4, units: 20, times: 6, dates: [null, 3, 0] });
    const { overall, eventStudy, used, notImputed } = twoStage(panel, { level: 0.9 });
    expect(notImputed).toBe(6 * 6);
    expect(used.observations).toBe(84);
    expect(overall.df).toBe(83);
    expect(eventStudy[0]?.df).toBe(84 - 5);
    const se = overall.se as number;
    expect(overall.p).toBeCloseTo(studentT.twoSided(overall.estimate / se, 83), 12);
    expect(overall.high).toBeCloseTo(overall.estimate + studentT.quantile(0.95, 83) * se, 10);
  });

  it("leaves the reference asked for out of the event study, and nothing else", () => {
    const panel = randomPanel({ seed: 4, units: 20, times: 6, dates: [null, 3] });
    const usual = twoStage(panel);
    const other = twoStage(panel, { reference: -2 });
    expect(usual.eventStudy.map(({ event }) => event)).toEqual([-3, -2, 0, 1, 2]);
    expect(other.eventStudy.map(({ event }) => event)).toEqual([-3, -1, 0, 1, 2]);
    expect(other.eventStudy[2]).toEqual(usual.eventStudy[2]);
  });

  it("includes the times before a treatment that comes after the panel", () => {
    const rows = Array.from({ length: 4 }, (_, i) => [i, i + 1, i * i, 3]);
    const { eventStudy } = twoStage(tablePanel(rows, [null, 2002, 2010, null]));
    expect(eventStudy.map(({ event }) => event)).toEqual([-10, -9, -8, -7, -2, 0, 1]);
  });

  it("warns of few treated and of one-unit cohorts", () => {
    const rows = Array.from({ length: 5 }, (_, i) => [i, i + 1, i * i, 3]);
    const { warnings } = twoStage(tablePanel(rows, [null, null, 2002, 2003, null]));
    const codes = warnings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["one_unit_cohort", "few_treated", "few_clusters"]));
  });

  it.each([
    ["nobody is treated", [null, null], /No unit is treated/],
    ["no treated unit has a time before", [2000, null], /No effect is identified/],
  ])("refuses when %s", (_, dates, message) => {
    const rows = [
      [0, 1, 4],
      [0, 1, 3],
    ];
    expect(() => twoStage(tablePanel(rows, dates))).toThrow(message);
  });

  it("states its call and leaves the panel as it was", () => {
    const panel = randomPanel({ seed: 3, units: 12, times: 6, dates: [0, 2, null], holes: 0.05 });
    const before = structuredClone(panel);
    expect(twoStage(panel).call).toEqual({
      method: "twoStage",
      options: { covariates: [], reference: -1, level: 0.95 },
    });
    expect(panel).toEqual(before);
  });
});
