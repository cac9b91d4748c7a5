import { describe, expect, it } from "vitest";
import { aggregate } from "../../../src/evaluation/callaway-santanna/aggregate.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import { panelFrom, panelOf, simulate } from "./support.ts";

// Three units treated in 2003, one in 2004, two never that do not move: every ATT is a mean change of the treated.
const paths = [
  [0, 0, 1, 3],
  [0, 0, 2, 3],
  [0, 0, 3, 6],
  [0, 0, 0, 8],
  [0, 0, 0, 0],
  [5, 5, 5, 5],
];
const first = [2003, 2003, 2003, 2004, 0, 0];
const result = callawaySantAnna(panelOf(paths, first));

describe("aggregates by hand", () => {
  it("simple: post cells by size of cohort", () => {
    // ATT(2003, 2003) = 2, ATT(2003, 2004) = 4, ATT(2004, 2004) = 8; sizes 3, 3, 1.
    const { overall, rows } = aggregate(result, { type: "simple" });
    expect(overall.att).toBeCloseTo((3 * 2 + 3 * 4 + 8) / 7, 12);
    expect(rows).toEqual([]);
  });

  it("dynamic: by time since treatment, overall the mean from 0 on", () => {
    const { overall, rows } = aggregate(result, { type: "dynamic" });
    expect(rows.map((row) => [row.at, row.att])).toEqual([
      [-2, expect.closeTo(0, 12)],
      [-1, expect.closeTo(0, 12)],
      [0, expect.closeTo((3 * 2 + 8) / 4, 12)],
      [1, expect.closeTo(4, 12)],
    ]);
    expect(overall.att).toBeCloseTo((14 / 4 + 4) / 2, 12);
  });

  it("group: plain mean within a cohort, then by size", () => {
    const { overall, rows } = aggregate(result, { type: "group" });
    expect(rows.map((row) => [row.at, row.att])).toEqual([
      [2003, expect.closeTo(3, 12)],
      [2004, expect.closeTo(8, 12)],
    ]);
    expect(overall.att).toBeCloseTo((3 * 3 + 8) / 4, 12);
  });

  it("calendar: by size within a time, then the plain mean", () => {
    const { overall, rows } = aggregate(result, { type: "calendar" });
    expect(rows.map((row) => [row.at, row.att])).toEqual([
      [2003, expect.closeTo(2, 12)],
      [2004, expect.closeTo((3 * 4 + 8) / 4, 12)],
    ]);
    expect(overall.att).toBeCloseTo((2 + 5) / 2, 12);
  });

  it("the standard error counts that cohort sizes are estimated", () => {
    const { overall, overallInfluence } = aggregate(result, { type: "simple" });
    // By hand: Σ w_k ψ_k plus, for a unit of cohort g, Σ_{k in g}(ATT_k − θ)/P less the mean of that; P = 7/6.
    const theta = 26 / 7;
    const move = { 2003: (2 - theta + 4 - theta) / (7 / 6), 2004: (8 - theta) / (7 / 6) };
    const centre = 0.5 * move[2003] + (1 / 6) * move[2004];
    const psi = (i: number) => {
      const y = paths[i] as number[];
      if (i > 3) return 0;
      if (i === 3) return move[2004];
      return (6 / 3) * ((3 / 7) * ((y[2] as number) - 2) + (3 / 7) * ((y[3] as number) - 4)) + move[2003];
    };
    const expected = paths.map((_, i) => psi(i) - centre);
    expected.forEach((value, i) => {
      expect(overallInfluence.values[i]).toBeCloseTo(value, 12);
    });
    const se = Math.sqrt(expected.reduce((total, value) => total + value ** 2, 0)) / 6;
    expect(overall.se).toBeCloseTo(se, 12);
    expect(overall.statistic).toBeCloseTo(theta / se, 10);
    expect(overall.high).toBeCloseTo(theta + 1.959963984540054 * se, 10);
    expect(overall.p as number).toBeGreaterThan(0);
    expect(overall.p as number).toBeLessThan(1);
  });
});

describe("windows", () => {
  const wide = callawaySantAnna(panelFrom(simulate(40, [0, 2003, 2004, 2005])));
  const ats = (options: Parameters<typeof aggregate>[1]) =>
    aggregate(wide, options).rows.map((row) => row.at);

  it("cut the times since treatment at both ends, ends included", () => {
    expect(ats({})).toEqual([-3, -2, -1, 0, 1, 2]);
    expect(ats({ min: -1, max: 1 })).toEqual([-1, 0, 1]);
    const whole = aggregate(wide, {}).rows;
    const cut = aggregate(wide, { min: -1, max: 1 });
    expect(cut.rows).toEqual(whole.filter((row) => row.at >= -1 && row.at <= 1));
    expect(cut.overall.att).toBeCloseTo(((whole[3]?.att as number) + (whole[4]?.att as number)) / 2, 12);
  });

  it("balance keeps cohorts seen long enough, and effects up to then", () => {
    const own = aggregate(wide, { balance: 1 });
    expect(own.rows.map((row) => row.at)).toEqual([-2, -1, 0, 1]);
    const att = (group: number, time: number) =>
      wide.cells.find((cell) => cell.group === group && cell.time === time)?.att as number;
    // Cohort 2005 is not seen one year later and stays out; 2003 and 2004 are of one size.
    expect(own.rows[2]?.att).toBeCloseTo((att(2003, 2003) + att(2004, 2004)) / 2, 12);
  });

  it("max also shortens simple and group, not calendar", () => {
    const att = (group: number, time: number) =>
      wide.cells.find((cell) => cell.group === group && cell.time === time)?.att as number;
    const groups = aggregate(wide, { type: "group", max: 0 }).rows;
    expect(groups[0]?.att).toBeCloseTo(att(2003, 2003), 12);
    const simple = aggregate(wide, { type: "simple", max: 0 }).overall.att;
    expect(simple).toBeCloseTo((att(2003, 2003) + att(2004, 2004) + att(2005, 2005)) / 3, 12);
    expect(aggregate(wide, { type: "calendar", max: 0 }).rows).toEqual(
      aggregate(wide, { type: "calendar" }).rows,
    );
  });

  it("nothing in the window: no overall effect", () => {
    expect(aggregate(wide, { max: -1 }).overall).toMatchObject({ att: null, se: null, p: null, low: null });
    expect(aggregate(wide, { type: "simple", max: -1 }).overall.att).toBeNull();
  });

  it("leaves out cells without an estimate", () => {
    const base = callawaySantAnna(panelFrom(simulate(40, [0, 2003, 2004, 2005])));
    const cells = base.cells.map((cell) =>
      cell.group === 2003 && cell.time === 2004 ? { ...cell, att: null, se: null } : cell,
    );
    const holed = aggregate({ ...base, cells }, { type: "group" }).rows[0];
    const att = (time: number) =>
      base.cells.find((cell) => cell.group === 2003 && cell.time === time)?.att as number;
    expect(holed?.att).toBeCloseTo((att(2003) + att(2005)) / 2, 12);
  });

  it("clusters and level carry over, options are checked, the estimate is not changed", () => {
    const clustered = callawaySantAnna(panelFrom(simulate(40, [0, 2003, 2004, 2005])), {
      cluster: true,
      level: 0.9,
    });
    const copy = structuredClone(clustered);
    const own = aggregate(clustered, { type: "simple" });
    expect(clustered).toEqual(copy);
    expect(own.overall.att).toBeCloseTo(aggregate(wide, { type: "simple" }).overall.att as number, 12);
    expect(own.overall.se).not.toBeCloseTo(aggregate(wide, { type: "simple" }).overall.se as number, 4);
    const { att, se, high } = own.overall;
    expect(((high as number) - (att as number)) / (se as number)).toBeCloseTo(1.6448536269514722, 8);
    expect(own.call.options).toMatchObject({ type: "simple", level: 0.9, balance: null });
    expect(() => aggregate(wide, { type: "all" as never })).toThrow(/type/);
    expect(() => aggregate(wide, { level: 2 })).toThrow(/level/);
  });
});
