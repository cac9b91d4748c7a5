import { describe, expect, it } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { studentT } from "../../../src/evaluation/numeric/distributions.ts";
import type { WithoutNever } from "../../../src/evaluation/sun-abraham/sample.ts";
import { sunAbraham } from "../../../src/evaluation/sun-abraham/sun-abraham.ts";
import { denseCells, denseFit, sandwich } from "../imputation/dense.ts";
import { randomInput, randomPanel, tablePanel } from "../imputation/panels.ts";

const codes = (notices: readonly { code: string }[]) => notices.map(({ code }) => code);

/** The same regression with every dummy written out. */
function dense(panel: Panel) {
  const last = panel.times.at(-1) as number;
  const first = [...new Set(panel.first)].filter((time) => time <= last).sort((a, b) => a - b);
  const columns: { cohort: number; event: number }[] = [];
  for (const cohort of first) {
    for (const time of panel.times) if (time !== cohort - 1) columns.push({ cohort, event: time - cohort });
  }
  columns.sort((a, b) => a.event - b.event || a.cohort - b.cohort);
  const cells = denseCells(panel, (i, s) =>
    columns.map(({ cohort, event }) =>
      panel.first[i] === cohort && (panel.times[s] as number) - cohort === event ? 1 : 0,
    ),
  );
  const fit = denseFit(cells);
  const offset = panel.n + panel.t - 1;
  const weightOf = columns.map((_, k) =>
    fit.aliased[offset + k]
      ? 0
      : cells.reduce((sum, cell) => sum + cell.weight * (cell.x[offset + k] as number), 0),
  );
  const clusters = panel.clusters.length;
  const parameters = columns.filter((_, k) => (weightOf[k] as number) > 0).length + panel.t;
  const factor = ((clusters / (clusters - 1)) * (cells.length - 1)) / (cells.length - parameters);
  return {
    columns,
    average(include: (column: { cohort: number; event: number }) => boolean) {
      const total = columns.reduce(
        (sum, column, k) => sum + (include(column) ? (weightOf[k] as number) : 0),
        0,
      );
      const weights = new Array<number>(fit.k).fill(0);
      columns.forEach((column, k) => {
        if (include(column)) weights[offset + k] = (weightOf[k] as number) / total;
      });
      const estimate = weights.reduce((sum, weight, k) => sum + weight * (fit.coef[k] as number), 0);
      return { estimate, se: sandwich(panel, cells, fit, weights, factor) };
    },
  };
}

function expectSame(panel: Panel, withoutNever: WithoutNever = "last_cohort"): void {
  const ours = sunAbraham(panel, { withoutNever });
  const theirs = dense(panel);
  const same = (a: { estimate: number | null; se: number | null }, b: { estimate: number; se: number }) => {
    expect(a.estimate).toBeCloseTo(b.estimate, 8);
    expect(a.se).toBeCloseTo(b.se, 8);
  };
  same(
    ours.att,
    theirs.average(({ event }) => event >= 0),
  );
  for (const row of ours.eventStudy)
    same(
      row,
      theirs.average(({ event }) => event === row.event),
    );
  for (const row of ours.byCohort) {
    same(
      row,
      theirs.average(({ cohort, event }) => event >= 0 && cohort === row.cohort),
    );
  }
  for (const row of ours.coefficients.filter(({ estimate }) => estimate !== null)) {
    same(
      row,
      theirs.average(({ cohort, event }) => event === row.event && cohort === row.cohort),
    );
  }
}

describe("sunAbraham", () => {
  it("gives differences of means against the time before, worked out by hand", () => {
    const panel = tablePanel(
      [
        [0, 1, 2, 3],
        [0, 1, 2, 5],
        [5, 7, 9, 20],
        [5, 5, 9, 10],
        [1, 1, 4, 4],
      ],
      [null, null, 2003, 2003, 2002],
    );
    const { eventStudy, byCohort, att, coefficients } = sunAbraham(panel);
    // Never: 0 1 2 4; cohort 2003: 5 6 9 15, reference 2002; cohort 2002: 1 1 4 4, reference 2001.
    const found = Object.fromEntries(
      coefficients.map(({ cohort, event, estimate }) => [`${cohort} ${event}`, estimate]),
    );
    const byHand: Record<string, number> = {
      "2003 -3": -4 - -2,
      "2003 -2": -3 - -1,
      "2003 0": 6 - 2,
      "2002 -2": 0 - -1,
      "2002 0": 3 - 1,
      "2002 1": 3 - 3,
    };
    expect(Object.keys(found).sort()).toEqual(Object.keys(byHand).sort());
    for (const [cell, estimate] of Object.entries(byHand)) expect(found[cell]).toBeCloseTo(estimate, 10);
    expect(eventStudy.map(({ event }) => event)).toEqual([-3, -2, 0, 1]);
    // Two units of cohort 2003, one of 2002.
    expect(eventStudy[1]?.estimate).toBeCloseTo((2 * -2 + 1) / 3, 12);
    expect(eventStudy[2]?.estimate).toBeCloseTo((2 * 4 + 2) / 3, 12);
    expect(eventStudy.map(({ cells }) => cells)).toEqual([2, 3, 3, 1]);
    expect(byCohort.map(({ cohort, units }) => [cohort, units])).toEqual([
      [2002, 1],
      [2003, 2],
    ]);
    expect(byCohort[0]?.estimate).toBeCloseTo(1, 10);
    expect(byCohort[1]?.estimate).toBeCloseTo(4, 10);
    expect(att.estimate).toBeCloseTo((2 * 4 + 2 + 0) / 4, 12);
    expect(att.cells).toBe(4);
  });

  it.each([
    ["balanced", {}],
    ["balanced, clusters of several units", { clusters: 7 }],
    ["unbalanced", { holes: 0.2 }],
    ["weighted", { weighted: true }],
    ["unbalanced, weighted, clusters", { holes: 0.15, weighted: true, clusters: 9 }],
  ])("equals the regression with every dummy written out: %s", (_, more) => {
    expectSame(randomPanel({ seed: 11, units: 24, times: 7, dates: [null, 2, 4, 4, null, 5], ...more }));
  });

  it("gives the same by means as by normal equations (weights that are all 2)", () => {
    const input = randomInput({ seed: 21, units: 30, times: 9, dates: [null, 3, 5, 8, null] });
    const plain = sunAbraham(makePanel(input));
    const twice = sunAbraham(makePanel({ ...input, weights: Array.from(input.unit, () => 2) }));
    expect(twice.att.estimate).toBeCloseTo(plain.att.estimate, 10);
    expect(twice.att.se).toBeCloseTo(plain.att.se as number, 10);
    plain.eventStudy.forEach((row, m) => {
      expect(twice.eventStudy[m]?.estimate).toBeCloseTo(row.estimate, 10);
      expect(twice.eventStudy[m]?.se).toBeCloseTo(row.se as number, 10);
    });
    expect(twice.collinearDropped).toBe(0);
  });

  it("tests with G − 1 degrees of freedom at the level asked for", () => {
    const panel = randomPanel({ seed: 4, units: 25, times: 6, dates: [null, 3], clusters: 11 });
    const { att } = sunAbraham(panel, { level: 0.9 });
    const se = att.se as number;
    expect(att.df).toBe(10);
    expect(att.statistic).toBeCloseTo(att.estimate / se, 12);
    expect(att.p).toBeCloseTo(studentT.twoSided(att.estimate / se, 10), 12);
    expect(att.high).toBeCloseTo(att.estimate + studentT.quantile(0.95, 10) * se, 10);
    expect(att.low).toBeCloseTo(att.estimate - studentT.quantile(0.95, 10) * se, 10);
    expect(att.level).toBe(0.9);
    expect(sunAbraham(panel).att.high).toBeGreaterThan(att.high as number);
  });

  it("gives the event study's covariance, with the variances on its diagonal", () => {
    const { eventStudy, eventStudyCovariance } = sunAbraham(
      randomPanel({ seed: 6, units: 22, times: 6, dates: [null, 2, 4], holes: 0.1 }),
    );
    const k = eventStudy.length;
    expect(eventStudyCovariance).toHaveLength(k * k);
    eventStudy.forEach((row, a) => {
      expect(eventStudyCovariance[a * k + a]).toBeCloseTo((row.se as number) ** 2, 12);
      for (let b = 0; b < k; b++) {
        expect(eventStudyCovariance[a * k + b]).toBeCloseTo(eventStudyCovariance[b * k + a] as number, 12);
      }
    });
    expect(eventStudyCovariance[1]).not.toBeCloseTo(0, 6);
  });

  it("does not depend on the order of rows or a shift of time; it scales with the outcome", () => {
    const input = randomInput({ seed: 8, units: 18, times: 6, dates: [null, 2, 4], holes: 0.1 });
    const moved = makePanel({
      ...input,
      unit: Array.from(input.unit).reverse(),
      time: Array.from(input.time, (time) => time - 500).reverse(),
      firstTreated: Array.from(input.firstTreated, (time) => (time === null ? null : time - 500)).reverse(),
      outcome: Array.from(input.outcome, (y) => 50 - 2 * (y as number)).reverse(),
    });
    const base = sunAbraham(makePanel(input));
    const other = sunAbraham(moved);
    base.eventStudy.forEach((row, m) => {
      expect(other.eventStudy[m]?.event).toBe(row.event);
      expect(other.eventStudy[m]?.estimate).toBeCloseTo(-2 * row.estimate, 9);
      expect(other.eventStudy[m]?.se).toBeCloseTo(2 * (row.se as number), 9);
    });
  });

  describe("without units never treated", () => {
    const shape = { seed: 31, units: 24, times: 10, dates: [3, 5, 8] };

    it("takes the last cohort as reference until it is treated, and counts what is left out", () => {
      const input = randomInput(shape);
      const result = sunAbraham(makePanel(input));
      const keep = Array.from(input.time, (time) => time < 2008);
      const early = (column: ArrayLike<unknown>) => Array.from(column).filter((_, r) => keep[r]) as never;
      const short = makePanel({
        unit: early(input.unit),
        time: early(input.time),
        outcome: early(input.outcome),
        firstTreated: early(input.firstTreated),
      });
      expect(result.att).toEqual(sunAbraham(short).att);
      expect(result.byCohort.map(({ cohort }) => cohort)).toEqual([2003, 2005]);
      const gap = result.dropped.find(({ code }) => code === "last_cohort_as_reference");
      expect(gap).toMatchObject({ count: 48, items: [2008, 2009] });
      expect(result.used).toMatchObject({ times: 8, observations: 192 });
    });

    it("drops collinear coefficients in the order of event time and cohort when asked to", () => {
      const panel = randomPanel(shape);
      const result = sunAbraham(panel, { withoutNever: "drop_collinear" });
      // 3 cohorts × 10 times, less 3 unit levels and 9 times, can be told apart: 18 of 27 coefficients.
      expect(result.collinearDropped).toBe(9);
      expect(codes(result.warnings)).toContain("no_never_treated");
      const dropped = result.coefficients.filter(({ estimate }) => estimate === null);
      expect(dropped).toHaveLength(9);
      expect(dropped.every(({ se, p, low }) => se === null && p === null && low === null)).toBe(true);
      const notice = result.dropped.find(({ code }) => code === "collinear_coefficients");
      expect(notice?.count).toBe(9);
      expect(notice?.items?.slice(0, 2)).toEqual(dropped.slice(0, 2).map((d) => `${d.cohort}: ${d.event}`));
      // The very first columns in that order stay.
      expect(result.coefficients.slice(0, 3).every(({ estimate }) => estimate !== null)).toBe(true);
      const att = result.coefficients.filter(({ event, estimate }) => event >= 0 && estimate !== null);
      const cells = att.reduce((sum, row) => sum + row.cells, 0);
      const mean = att.reduce((sum, row) => sum + row.cells * (row.estimate as number), 0) / cells;
      expect(result.att.estimate).toBeCloseTo(mean, 10);
      expect(result.att.cells).toBe(cells);
    });

    it.each([
      ["balanced", {}],
      ["unbalanced, weighted, clusters", { holes: 0.1, weighted: true, clusters: 10 }],
    ])("equals the regression that drops the last of collinear dummies: %s", (_, more) => {
      expectSame(randomPanel({ ...shape, times: 9, ...more }), "drop_collinear");
    });

    it("equals it too where groups lean on one another for some times", () => {
      // The reference units and cohort 2003 are seen at odd and even times by different units.
      const rows = Array.from({ length: 16 }, (__, i) =>
        Array.from({ length: 6 }, (___, s) =>
          (i + s) % 2 === 0 || (i > 11 && s !== 4) ? Math.sin(3 * i + s * s) + i : null,
        ),
      );
      const dates = Array.from({ length: 16 }, (__, i) => (i < 8 ? null : i < 12 ? 2003 : 2004));
      expectSame(tablePanel(rows, dates), "drop_collinear");
    });

    it("refuses when all are treated at once", () => {
      const panel = randomPanel({ ...shape, dates: [4] });
      expect(() => sunAbraham(panel)).toThrow(/treated at the same time/);
    });
  });

  it("removes units treated from the first time on, with their names", () => {
    const panel = randomPanel({ seed: 12, units: 20, times: 6, dates: [null, 0, 3, 4] });
    const result = sunAbraham(panel);
    const gone = panel.units.filter((_, i) => panel.first[i] === 2000);
    expect(result.dropped.find(({ code }) => code === "already_treated")).toMatchObject({
      count: 5,
      items: gone,
    });
    expect(result.used.units).toBe(15);
    expect(result.byCohort.map(({ cohort }) => cohort)).toEqual([2003, 2004]);
  });

  it("removes a cohort never seen before its treatment, and counts one never seen after as untreated", () => {
    const rows = [
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 5],
      [null, null, 9, 9, 9],
      [0, 1, 2, 4, 4],
      [1, 2, 3, null, null],
    ];
    const result = sunAbraham(tablePanel(rows, [null, null, 2001, 2002, 2003]));
    expect(result.dropped.find(({ code }) => code === "already_treated")?.items).toEqual([3]);
    expect(result.byCohort.map(({ cohort }) => cohort)).toEqual([2002]);
  });

  it("moves a cohort's reference to the last time it is observed before treatment, and says so", () => {
    const rows = [
      [0, 0, 0, 0],
      [0, 1, 0, 1],
      [3, 4, null, 9],
      [3, 4, null, 7],
    ];
    const result = sunAbraham(tablePanel(rows, [null, null, 2003, 2003]));
    expect(result.coefficients.map(({ event }) => event)).toEqual([-3, 0]);
    expect(result.coefficients[1]?.estimate).toBeCloseTo(4 - 0, 10);
    expect(result.warnings.find(({ code }) => code === "reference_moved")?.items).toEqual([2003]);
    const whole = sunAbraham(randomPanel({ seed: 1, units: 9, times: 5, dates: [null, 2, 3] }));
    expect(codes(whole.warnings)).not.toContain("reference_moved");
  });

  it("warns where standard errors are not to be believed", () => {
    const rows = Array.from({ length: 8 }, (_, i) => [i, 2 * i, i * i, 7 - i]);
    const few = sunAbraham(tablePanel(rows, [2001, 2002, 2002]));
    expect(few.warnings.find(({ code }) => code === "one_unit_cohort")?.items).toEqual([2001]);
    expect(few.warnings.find(({ code }) => code === "few_treated")?.count).toBe(3);
    expect(few.warnings.find(({ code }) => code === "few_clusters")?.count).toBe(8);
    const many = sunAbraham(randomPanel({ seed: 1, units: 40, times: 5, dates: [null, 2, 3] }));
    expect(codes(many.warnings)).toEqual([]);
    const covariates = sunAbraham(
      randomPanel({ seed: 1, units: 40, times: 5, dates: [null, 2], covariates: 1 }),
    );
    expect(covariates.warnings.find(({ code }) => code === "covariates_ignored")?.items).toEqual(["x1"]);
  });

  it.each([
    ["nobody is treated", [null, null], {}, /No unit is treated/],
    ["everyone is treated from the start", [2000, 1999], {}, /treated at every time/],
    ["treated units have no time before", [2000, null], {}, /No unit becomes treated/],
    ["the level is no share", [2001, null], { level: 95 }, /between 0 and 1/],
    ["the level is 1", [2001, null], { level: 1 }, /between 0 and 1/],
  ])("refuses when %s", (_, dates, options, message) => {
    const rows = [
      [0, 1, 4],
      [0, 1, 3],
    ];
    expect(() => sunAbraham(tablePanel(rows, dates), options)).toThrow(message);
  });

  it("has no standard error where nothing is left to estimate it from", () => {
    const rows = [
      [0, 3.1],
      [0, 1.3],
      [0.7, 1.9],
    ];
    const exact = sunAbraham(tablePanel(rows.slice(0, 2), [2001, null]));
    expect(exact.att).toMatchObject({ se: null, statistic: null, df: null, p: null, low: null, high: null });
    expect(exact.att.estimate).toBeCloseTo(1.8, 12);
    // One degree of freedom: the two untreated changes, 1.3 and 1.2, each 0.05 from their mean.
    const { att } = sunAbraham(tablePanel(rows, [2001, null, null]));
    expect(att.se).toBeCloseTo(Math.sqrt(((3 / 2) * (5 / 3) * 2 * 0.05 ** 2) / 4), 12);
    const one = makePanel({
      ...randomInput({ seed: 2, units: 8, times: 4, dates: [null, 2] }),
      cluster: new Array(32).fill("a"),
    });
    expect(sunAbraham(one).att).toMatchObject({ se: null, p: null });
  });

  it("states its call and leaves the panel as it was", () => {
    const panel = randomPanel({ seed: 3, units: 12, times: 6, dates: [0, 2, 3], holes: 0.05 });
    const before = structuredClone(panel);
    expect(sunAbraham(panel).call).toEqual({
      method: "sunAbraham",
      options: { withoutNever: "last_cohort", level: 0.95 },
    });
    expect(panel).toEqual(before);
  });
});
