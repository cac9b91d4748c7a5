import { describe, expect, it } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { type Panel, treatedCell } from "../../../src/evaluation/core/panel.ts";
import { imputation } from "../../../src/evaluation/imputation/imputation.ts";
import { normal } from "../../../src/evaluation/numeric/distributions.ts";
import { clusteredSquare, type DenseCell, denseCells, denseFit, sandwich } from "./dense.ts";
import { randomInput, randomPanel, tablePanel } from "./panels.ts";

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

function covariatesOf(panel: Panel, names: readonly string[]) {
  const found = panel.covariates.filter(({ name }) => names.includes(name));
  return (i: number, s: number) => found.map(({ values }) => values[i * panel.t + s] as number);
}

/** Estimate and conservative standard error with every dummy written out. */
function dense(panel: Panel, names: readonly string[], include: (event: number) => boolean) {
  const all = denseCells(panel, covariatesOf(panel, names));
  const treated = (cell: DenseCell) => treatedCell(panel, cell.i, cell.s);
  const untreated = all.filter((cell) => !treated(cell));
  const fit = denseFit(untreated);
  const event = (cell: DenseCell) => (panel.times[cell.s] as number) - (panel.first[cell.i] as number);
  const chosen = all.filter((cell) => treated(cell) && include(event(cell)));
  const total = chosen.reduce((sum, cell) => sum + cell.weight, 0);
  const effects = chosen.map((cell) => ({
    cell,
    share: cell.weight / total,
    effect: cell.y - fit.predict(cell.x),
    key: `${panel.first[cell.i]} ${cell.s}`,
  }));
  const centre = (key: string) => {
    const own = effects.filter((effect) => effect.key === key);
    const square = own.reduce((sum, { share }) => sum + share ** 2, 0);
    return own.reduce((sum, { share, effect }) => sum + share ** 2 * effect, 0) / square;
  };
  const z = Array.from({ length: fit.k }, (_, a) =>
    effects.reduce((sum, { cell, share }) => sum + share * (cell.x[a] as number), 0),
  );
  const direction = z.map((_, a) => z.reduce((sum, value, b) => sum + fit.inverse(a, b) * value, 0));
  const parts = [
    ...effects.map(({ cell, share, effect, key }) => ({ i: cell.i, value: share * (effect - centre(key)) })),
    ...untreated.map((cell) => ({
      i: cell.i,
      value:
        -cell.weight *
        (cell.y - fit.predict(cell.x)) *
        cell.x.reduce((sum, value, a) => sum + value * (direction[a] as number), 0),
    })),
  ];
  return {
    estimate: effects.reduce((sum, { share, effect }) => sum + share * effect, 0),
    se: Math.sqrt(clusteredSquare(panel, parts)),
    cells: effects.length,
    units: new Set(effects.map(({ cell }) => cell.i)).size,
  };
}

const SHAPES = [
  ["balanced", {}, []],
  ["clusters of several units", { clusters: 6 }, []],
  ["unbalanced", { holes: 0.2 }, []],
  ["covariates", { covariates: 2 }, ["x1", "x2"]],
  [
    "unbalanced, weighted, clusters, a covariate",
    { holes: 0.1, weighted: true, clusters: 9, covariates: 2 },
    ["x2"],
  ],
] as const;

describe("imputation", () => {
  it("imputes by hand: level and times from untreated cells, and the mean of what is left", () => {
    const panel = tablePanel(
      [
        [1, 3, 4],
        [1, 3, 6],
        [5, 7, 19],
        [0, 9, 11],
      ],
      [null, null, 2002, 2001],
    );
    const { overall, horizons } = imputation(panel);
    // Times 0, 2 and, from the never treated alone, 4 above the first: unit 3 gets 19 − 9, unit 4 gets 9 − 2 and 11 − 4.
    expect(overall.estimate).toBeCloseTo((10 + 7 + 7) / 3, 12);
    expect(overall).toMatchObject({ event: null, cells: 3, units: 2 });
    expect(horizons.map(({ event, cells, units }) => [event, cells, units])).toEqual([
      [0, 2, 2],
      [1, 1, 1],
    ]);
    expect(horizons[0]?.estimate).toBeCloseTo(8.5, 12);
    expect(horizons[1]?.estimate).toBeCloseTo(7, 12);
  });

  it.each(SHAPES)("equals the fit with every dummy written out: %s", (_, more, covariates) => {
    const panel = randomPanel({ seed: 17, units: 26, times: 7, dates: [null, 2, 4, 4, null, 5], ...more });
    const result = imputation(panel, { covariates });
    const theirs = dense(panel, covariates, () => true);
    expect(result.overall.estimate).toBeCloseTo(theirs.estimate, 9);
    expect(result.overall.se).toBeCloseTo(theirs.se, 9);
    expect(result.overall).toMatchObject({ cells: theirs.cells, units: theirs.units });
    expect(result.horizons.map(({ event }) => event)).toEqual([0, 1, 2, 3, 4]);
    result.horizons.forEach((row, m) => {
      const other = dense(panel, covariates, (event) => event === row.event);
      expect(row.estimate).toBeCloseTo(other.estimate, 9);
      expect(row.se).toBeCloseTo(other.se, 9);
      expect(row).toMatchObject({ cells: other.cells, units: other.units });
      expect(result.horizonCovariance[m * 5 + m]).toBeCloseTo(other.se ** 2, 9);
    });
  });

  it.each(SHAPES)("pre-trends equal the regression on untreated cells: %s", (_, more, covariates) => {
    const panel = randomPanel({ seed: 19, units: 26, times: 7, dates: [null, 3, 4, 6, null], ...more });
    const events = [-1, -3];
    const { pretrends } = imputation(panel, { covariates, pretrends: events });
    const others = covariatesOf(panel, covariates);
    const cells = denseCells(
      panel,
      (i, s) => [
        ...others(i, s),
        ...events.map((event) => ((panel.times[s] as number) - (panel.first[i] as number) === event ? 1 : 0)),
      ],
      (i, s) => !treatedCell(panel, i, s),
    );
    const fit = denseFit(cells);
    const clusters = panel.clusters.length;
    const parameters = covariates.length + events.length + panel.t;
    const factor = ((clusters / (clusters - 1)) * (cells.length - 1)) / (cells.length - parameters);
    pretrends.forEach((row, m) => {
      const at = fit.k - events.length + m;
      const weights = fit.coef.map((_, k) => (k === at ? 1 : 0));
      expect(row.event).toBe(events[m]);
      expect(row.estimate).toBeCloseTo(fit.coef[at] as number, 9);
      expect(row.se).toBeCloseTo(sandwich(panel, cells, fit, weights, factor), 9);
      const own = cells.filter((cell) => cell.x[at] === 1);
      expect(row).toMatchObject({ cells: own.length, units: new Set(own.map(({ i }) => i)).size });
    });
  });

  it("tests against the normal distribution at the level asked for", () => {
    const panel = randomPanel({ seed: 4, units: 20, times: 6, dates: [null, 3] });
    const { overall } = imputation(panel, { level: 0.8, horizon: false });
    const se = overall.se as number;
    expect(overall.df).toBe(Number.POSITIVE_INFINITY);
    expect(overall.statistic).toBeCloseTo((overall.estimate as number) / se, 12);
    expect(overall.p).toBeCloseTo(2 * normal.upper(Math.abs((overall.estimate as number) / se)), 12);
    expect(overall.low).toBeCloseTo((overall.estimate as number) - normal.quantile(0.9) * se, 10);
    expect(overall.high).toBeCloseTo((overall.estimate as number) + normal.quantile(0.9) * se, 10);
  });

  it("reports the event times asked for", () => {
    const panel = randomPanel({ seed: 4, units: 20, times: 8, dates: [null, 3, 5] });
    const all = imputation(panel);
    const some = imputation(panel, { horizon: [2, 0] });
    expect(imputation(panel, { horizon: false }).horizons).toEqual([]);
    expect(some.horizons).toEqual([all.horizons[2], all.horizons[0]]);
    expect(some.overall).toEqual(all.overall);
    expect(() => imputation(panel, { horizon: [0, 5] })).toThrow(/event time 5/);
    expect(() => imputation(panel, { pretrends: [-9] })).toThrow(/event time -9/);
  });

  it("leaves out, with a count, treated times of units without a time before", () => {
    const panel = randomPanel({ seed: 12, units: 20, times: 6, dates: [null, 0, 3, 4] });
    const result = imputation(panel);
    const gone = panel.units.filter((_, i) => panel.first[i] === 2000);
    const notice = result.dropped.find(({ code }) => code === "units_without_untreated_time");
    expect(notice).toMatchObject({ count: 30, items: gone });
    expect(notice?.words).toMatch(/5 units are treated from the first time on/);
    expect(result.notImputed).toBe(30);
    expect(result.used.observations).toBe(90);
    expect(result.horizons.find(({ event }) => event === 5)).toMatchObject({
      estimate: null,
      se: null,
      cells: 0,
    });
    expect(result.horizonCovariance).toHaveLength(9);
    const rest = makePanel(randomInput({ seed: 12, units: 20, times: 6, dates: [null, 0, 3, 4] }), {
      alwaysTreated: "drop",
    });
    expect(result.overall).toEqual(imputation(rest).overall);
  });

  it("leaves out, with a count, times at which everyone is treated", () => {
    const panel = randomPanel({ seed: 31, units: 24, times: 10, dates: [3, 5, 8] });
    const result = imputation(panel);
    const notice = result.dropped.find(({ code }) => code === "times_without_untreated_units");
    expect(notice).toMatchObject({ count: 48, items: [2008, 2009] });
    expect(result.overall.cells).toBe(8 * 5 + 8 * 3);
    expect(result.horizons.filter(({ estimate }) => estimate === null).map(({ event }) => event)).toEqual([
      5, 6,
    ]);
  });

  it("does not compare parts of a panel that share no untreated time", () => {
    // Units 1 and 2 are seen at other times than units 3 and 4: unit 2's effect rests on unit 1 alone.
    const rows = [
      [1, 2, 3, null, null],
      [1, 2, 9, null, 4],
      [null, null, null, 5, 5],
      [null, null, null, 2, 4],
    ];
    const result = imputation(tablePanel(rows, [null, 2002, null, 2004]));
    expect(result.horizons.map(({ event, estimate, cells }) => [event, estimate, cells])).toEqual([
      [0, 4, 2],
      [2, null, 0],
    ]);
    expect(result.notImputed).toBe(1);
  });

  it("drops covariates that do not vary once effects are out, by name", () => {
    const input = randomInput({ seed: 7, units: 15, times: 6, dates: [null, 3, 4] });
    const x = Array.from(input.outcome, (_, r) => Math.cos(r));
    const panel = makePanel({
      ...input,
      covariates: {
        x,
        twice: x.map((value) => 2 * value),
        level: Array.from(input.unit, (unit) => Number(String(unit).slice(1))),
      },
    });
    const all = imputation(panel, { covariates: ["x", "twice", "level"] });
    expect(all.dropped.find(({ code }) => code === "collinear_covariates")?.items).toEqual([
      "twice",
      "level",
    ]);
    const one = imputation(panel, { covariates: ["x"] });
    expect(all.overall.estimate).toBeCloseTo(one.overall.estimate as number, 10);
    expect(all.overall.se).toBeCloseTo(one.overall.se as number, 10);
    expect(codes(one.dropped)).toEqual([]);
    expect(one.overall.estimate).not.toBeCloseTo(imputation(panel).overall.estimate as number, 6);
    expect(() => imputation(panel, { covariates: ["z"] })).toThrow(/no covariate z/);
  });

  it("warns of cohorts of one unit, and where they are all there is", () => {
    const rows = Array.from({ length: 24 }, (_, i) =>
      Array.from({ length: 6 }, (_, s) => Math.sin(i * 7 + s * s)),
    );
    const dates = [2002, 2004, 2004, ...new Array(21).fill(null)];
    const { warnings } = imputation(tablePanel(rows, dates));
    expect(warnings.find(({ code }) => code === "one_unit_cohort")).toMatchObject({
      count: 1,
      items: [2002],
    });
    expect(warnings.find(({ code }) => code === "standard_error_collapsed")?.items).toEqual([2, 3]);
    expect(warnings.filter(({ code }) => code === "few_treated")).toHaveLength(1);
    expect(codes(warnings)).not.toContain("few_clusters");
    const enough = imputation(randomPanel({ seed: 1, units: 40, times: 5, dates: [null, 2, 3] }));
    expect(enough.warnings).toEqual([]);
  });

  it("has a null pre-trend where it is collinear with unit and time effects", () => {
    // The only cohort is one event time from start to end before treatment but one: −2 and −1 add up to its level.
    const rows = [
      [0, 1, 2],
      [0, 2, 2],
      [4, 5, 9],
      [4, 6, 9],
    ];
    const { pretrends } = imputation(tablePanel(rows, [null, null, 2002, 2002]), { pretrends: [-2, -1] });
    expect(pretrends[0]?.estimate).toBeCloseTo(0, 10);
    expect(pretrends[1]).toMatchObject({ event: -1, estimate: null, se: null });
  });

  it.each([
    ["nobody is treated", [null, null], /No unit is treated/],
    ["no treated unit has a time before", [2000, null], /No effect is identified/],
  ])("refuses when %s", (_, dates, message) => {
    const rows = [
      [0, 1, 4],
      [0, 1, 3],
    ];
    expect(() => imputation(tablePanel(rows, dates))).toThrow(message);
  });

  it("refuses a level that is no share", () => {
    const panel = randomPanel({ seed: 1, units: 6, times: 4, dates: [null, 2] });
    expect(() => imputation(panel, { level: 0 })).toThrow(/between 0 and 1/);
  });

  it("states its call and leaves the panel as it was", () => {
    const panel = randomPanel({
      seed: 3,
      units: 12,
      times: 6,
      dates: [0, 2, null],
      holes: 0.05,
      covariates: 1,
    });
    const before = structuredClone(panel);
    expect(imputation(panel, { covariates: ["x1"], pretrends: [-1] }).call).toEqual({
      method: "imputation",
      options: { horizon: true, pretrends: [-1], covariates: ["x1"], level: 0.95 },
    });
    expect(panel).toEqual(before);
  });
});
