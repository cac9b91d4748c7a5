import { describe, expect, it } from "vitest";
import { aggregate } from "../../../src/evaluation/callaway-santanna/aggregate.ts";
import { callawaySantAnnaCrossSections } from "../../../src/evaluation/callaway-santanna/cross-sections.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import type { CallawaySantAnna, Method } from "../../../src/evaluation/callaway-santanna/types.ts";
import { leastSquares } from "../../../src/evaluation/numeric/qr.ts";
import { codes, keepRows, panelFrom, type Rows, simulate } from "./support.ts";

const METHODS: Method[] = ["reg", "ipw", "dr"];
const FIRSTS = [0, 0, 2003, 0, 2004, 2005];

type Run = (weights: number[]) => CallawaySantAnna;
const rows = simulate(66, FIRSTS);
const gaps = keepRows(rows, (row) => ![3, 17, 44, 101, 150].includes(row));

const runs: [string, (method: Method, control: "never" | "not_yet") => Run, Rows][] = [
  [
    "panel",
    (method, control) => (weights) =>
      callawaySantAnna(panelFrom({ ...rows, weights }, []), { method, control, covariates: ["x"] }),
    rows,
  ],
  [
    "panel with gaps as cross-sections",
    (method, control) => (weights) =>
      callawaySantAnna(panelFrom({ ...gaps, weights }, []), {
        method,
        control,
        covariates: ["x"],
        unbalanced: "cross_sections",
      }),
    gaps,
  ],
  [
    "repeated cross-sections",
    (method, control) => (weights) =>
      callawaySantAnnaCrossSections({ ...rows, weights }, { method, control, covariates: ["x"] }),
    rows,
  ],
];

/**
 * An influence function is the derivative of the estimate in a unit's weight. So every term of it, first steps and
 * estimated cohort sizes included, is checked against a numeric derivative.
 */
describe.each(runs)("influence functions are derivatives in the weights: %s", (name, runOf, data) => {
  it.each(
    METHODS.flatMap(
      (method) =>
        [
          [method, "never"],
          [method, "not_yet"],
        ] as [Method, "never" | "not_yet"][],
    ),
  )("%s, %s", (method, control) => {
    const run = runOf(method, control);
    const centre = run(data.weights);
    const { n } = centre.influence;
    const step = 1e-5;
    let largest = 0;
    for (const i of [2, 4, 5, 7]) {
      const own = (row: number) => (name === "repeated cross-sections" ? row === i : data.unit[row] === i);
      const moved = (by: number) => run(data.weights.map((w, row) => (own(row) ? w * (1 + by) : w)));
      const up = moved(step);
      const down = moved(-step);
      const check = (a: number | null | undefined, b: number | null | undefined, psi: number | undefined) => {
        const slope = ((a as number) - (b as number)) / (2 * step);
        largest = Math.max(largest, Math.abs(slope));
        expect(slope).toBeCloseTo((psi as number) / n, 8);
      };
      centre.cells.forEach((_, k) => {
        check(up.cells[k]?.att, down.cells[k]?.att, centre.influence.values[k * n + i]);
      });
      for (const type of ["simple", "dynamic", "group", "calendar"] as const) {
        const [a, b, c] = [up, down, centre].map((result) => aggregate(result, { type }));
        check(a?.overall.att, b?.overall.att, c?.overallInfluence.values[i]);
        c?.rows.forEach((_, k) => {
          check(a?.rows[k]?.att, b?.rows[k]?.att, c.influence.values[k * n + i]);
        });
      }
    }
    expect(largest).toBeGreaterThan(1e-3);
  });
});

describe("with covariates", () => {
  it("regression takes them at the earlier of the two times", () => {
    const result = callawaySantAnna(panelFrom(rows), { method: "reg", covariates: ["x"] });
    for (const [group, time, base] of [
      [2004, 2005, 2003],
      [2004, 2002, 2001],
    ] as const) {
      const at = (unit: number, moment: number) => unit * 5 + (moment - 2001);
      const members = (first: number) =>
        [...Array(66).keys()].filter((i) => rows.firstTreated[i * 5] === first);
      const change = (i: number) =>
        (rows.outcome[at(i, time)] as number) - (rows.outcome[at(i, base)] as number);
      const x = (i: number) => rows.covariates.x[at(i, base)] as number;
      const controls = members(0);
      const design = Float64Array.from(controls.flatMap((i) => [1, x(i)]));
      const { coef } = leastSquares(design, controls.length, 2, Float64Array.from(controls, change));
      const treated = members(group);
      const gain = treated.map((i) => change(i) - (coef[0] as number) - (coef[1] as number) * x(i));
      const own = result.cells.find((cell) => cell.group === group && cell.time === time);
      expect(own?.att).toBeCloseTo(gain.reduce((total, value) => total + value, 0) / treated.length, 10);
    }
  });

  it("a universal base takes them at the cell's own time before treatment", () => {
    const early = rows.covariates.x.map((x, row) => (rows.time[row] === 2001 ? x : 0.1 * row));
    const with2001 = { ...rows, covariates: { ...rows.covariates, x: early } };
    const options = { method: "reg", covariates: ["x"], base: "universal" } as const;
    const cellOf = (data: Rows) =>
      callawaySantAnna(panelFrom(data), options).cells.find(
        (cell) => cell.group === 2004 && cell.time === 2001,
      );
    expect(cellOf(with2001)?.att).toBeCloseTo(cellOf(rows)?.att as number, 12);
  });

  it.each(METHODS)("rows of a panel clustered by unit give the panel's numbers: %s", (method) => {
    const options = { method, covariates: ["fixed"] };
    const panel = callawaySantAnna(panelFrom(rows), options);
    const { weights: _, ...even } = { ...rows, cluster: rows.unit };
    const cross = callawaySantAnnaCrossSections(even, { ...options, cluster: true });
    expect(cross.used).toMatchObject({ units: 330, clusters: 66 });
    panel.cells.forEach((cell, k) => {
      expect(cross.cells[k]?.att).toBeCloseTo(cell.att as number, 9);
      expect(cross.cells[k]?.se).toBeCloseTo(cell.se as number, 9);
    });
    const [a, b] = [panel, cross].map((result) => aggregate(result, { type: "simple" }).overall);
    expect(b?.se).toBeCloseTo(a?.se as number, 9);
  });

  it("scale, shift and linear combinations of covariates do not matter", () => {
    const { x, fixed } = rows.covariates;
    const mixed = {
      x: x.map((value, row) => 2000 + 3 * value - (fixed[row] as number)),
      fixed: fixed.map((value) => 1e-3 * value),
    };
    const options = { covariates: ["x", "fixed"] };
    const a = callawaySantAnna(panelFrom(rows), options);
    const b = callawaySantAnna(panelFrom({ ...rows, covariates: mixed }), options);
    a.cells.forEach((cell, k) => {
      expect(b.cells[k]?.att).toBeCloseTo(cell.att as number, 8);
      expect(b.cells[k]?.se).toBeCloseTo(cell.se as number, 8);
    });
  });

  it("without confounding weights the three methods differ from no covariates, and from each other", () => {
    const estimates = METHODS.map(
      (method) => callawaySantAnna(panelFrom(rows), { method, covariates: ["x"] }).cells[0]?.att as number,
    );
    estimates.push(callawaySantAnna(panelFrom(rows)).cells[0]?.att as number);
    expect(new Set(estimates.map((value) => value.toFixed(6))).size).toBe(4);
  });

  it("a covariate that depends on others is named and its cells left empty", () => {
    const twice = {
      ...rows,
      covariates: { x: rows.covariates.x, fixed: rows.covariates.x.map((x) => 2 * x + 1) },
    };
    for (const method of METHODS) {
      const panel = callawaySantAnna(panelFrom(twice), { method, covariates: ["x", "fixed"] });
      const cross = callawaySantAnnaCrossSections(twice, { method, covariates: ["x", "fixed"] });
      for (const result of [panel, cross]) {
        expect(result.cells.every((cell) => cell.att === null && cell.reason === "rank_deficient")).toBe(
          true,
        );
        const found = result.warnings.find(({ code }) => code === "cells_rank_deficient");
        expect(found?.words).toContain("(fixed)");
        expect(found?.count).toBe(result.cells.length);
      }
    }
  });

  it("treated and controls apart in a covariate give no estimate by weighting, but one by regression", () => {
    const fixed = rows.firstTreated.map((first, row) => (first > 0 ? 5 : -5) + 0.01 * (row % 7));
    const apart = { ...rows, covariates: { ...rows.covariates, fixed } };
    const of = (method: Method) => callawaySantAnna(panelFrom(apart), { method, covariates: ["fixed"] });
    expect(of("dr").cells.every((cell) => cell.reason === "no_overlap" && cell.att === null)).toBe(true);
    expect(codes(of("ipw").warnings)).toContain("cells_no_overlap");
    expect(of("reg").cells.every((cell) => cell.att !== null)).toBe(true);
    expect(of("dr").pretest).toMatchObject({ statistic: null, reason: "cells_not_identified" });
  });

  it("a treated block too small for its own regression has no doubly robust estimate in cross-sections", () => {
    const few = keepRows(rows, (row) => rows.firstTreated[row] === 0 || rows.unit[row] === 2);
    const of = (method: Method) => callawaySantAnnaCrossSections(few, { method, covariates: ["x"] });
    expect(of("dr").cells.every((cell) => cell.att === null)).toBe(true);
    expect(of("reg").cells.every((cell) => cell.att !== null)).toBe(true);
  });

  it("equal weights are no weights", () => {
    const even = { ...rows, weights: rows.weights.map(() => 3) };
    for (const covariates of [[], ["x"]]) {
      const a = callawaySantAnna(panelFrom(even, []), { covariates });
      const b = callawaySantAnna(panelFrom(rows), { covariates });
      a.cells.forEach((cell, k) => {
        expect(cell.att).toBeCloseTo(b.cells[k]?.att as number, 10);
        expect(cell.se).toBeCloseTo(b.cells[k]?.se as number, 10);
      });
      expect(aggregate(a).overall.se).toBeCloseTo(aggregate(b).overall.se as number, 10);
    }
  });

  it("incomplete rows of cross-sections are left out and counted", () => {
    const outcome: (number | null)[] = [...rows.outcome];
    outcome[4] = null;
    const x: (number | null)[] = [...rows.covariates.x];
    x[11] = Number.NaN;
    const result = callawaySantAnnaCrossSections(
      { ...rows, outcome, covariates: { x } },
      { covariates: ["x"], method: "reg" },
    );
    expect(result.used.observations).toBe(328);
    expect(result.dropped).toMatchObject([{ code: "rows_without_value", count: 2 }]);
    expect(result.influence.units).not.toContain(11);
  });
});
