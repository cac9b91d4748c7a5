import { describe, expect, it } from "vitest";
import { aggregate } from "../../../src/evaluation/callaway-santanna/aggregate.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { rothSantAnna } from "../../../src/evaluation/roth-santanna/estimate.ts";
import { codes, keepRows, panelFrom, panelOf, simulate } from "../callaway-santanna/support.ts";

const variance = (x: number[]) => covariance(x, x);
const mean = (x: number[]) => x.reduce((total, value) => total + value, 0) / x.length;
function covariance(x: number[], y: number[]): number {
  const [a, b] = [mean(x), mean(y)];
  return x.reduce((total, value, i) => total + (value - a) * ((y[i] as number) - b), 0) / (x.length - 1);
}

// One cohort of three treated in 2002, four never: one time before (x), one after (y).
const treated = [
  [1, 5],
  [2, 4],
  [4, 9],
];
const never = [
  [0, 1],
  [3, 2],
  [1, 2],
  [5, 4],
];
const column = (paths: number[][], s: number) => paths.map((path) => path[s] as number);
const small = panelOf([...treated, ...never], [2002, 2002, 2002, 0, 0, 0, 0]);

describe("two times and one cohort, by hand", () => {
  const [x1, y1, x0, y0] = [column(treated, 0), column(treated, 1), column(never, 0), column(never, 1)];
  const vx = variance(x1) / 3 + variance(x0) / 4;
  const cxy = covariance(x1, y1) / 3 + covariance(x0, y0) / 4;
  const beta = cxy / vx;
  const neyman = variance(y1) / 3 + variance(y0) / 4 - (cxy * cxy) / vx;
  const [row] = rothSantAnna(small).rows;

  it("the estimate is adjusted by regression on the time before", () => {
    expect(row?.beta).toBeCloseTo(beta, 12);
    expect(row?.estimate).toBeCloseTo(mean(y1) - mean(y0) - beta * (mean(x1) - mean(x0)), 12);
  });

  it("Neyman's variance is that of the adjusted difference", () => {
    expect(row?.seNeyman).toBeCloseTo(Math.sqrt(neyman), 12);
    expect(row?.high).toBeCloseTo((row?.estimate as number) + 1.959963984540054 * Math.sqrt(neyman), 10);
    expect(row?.low).toBeCloseTo((row?.estimate as number) - 1.959963984540054 * Math.sqrt(neyman), 10);
    expect(row?.p).toBeGreaterThan(0);
    expect(row?.p).toBeLessThan(0.05);
  });

  it("the other one takes off what the time before explains of unequal effects", () => {
    const slope = covariance(x1, y1) / variance(x1) - covariance(x0, y0) / variance(x0);
    const part = (slope * slope * (variance(x1) + variance(x0))) / 2 / 7;
    expect(row?.se).toBeCloseTo(Math.sqrt(neyman - part), 12);
    expect(row?.cutOff).toBe(false);
  });

  it("all estimands agree where there is but one effect", () => {
    for (const estimand of ["cohort", "calendar", "eventstudy"] as const) {
      const [own] = rothSantAnna(small, { estimand }).rows;
      expect(own?.estimate).toBeCloseTo(row?.estimate as number, 12);
      expect(own?.se).toBeCloseTo(row?.se as number, 12);
      expect(own?.eventTime).toBe(estimand === "eventstudy" ? 0 : null);
    }
  });
});

describe("several cohorts", () => {
  const rows = simulate(48, [0, 2003, 2003, 2004, 0, 0, 2003, 2005]);
  const panel = panelFrom(rows, ["weights", "covariates"]);
  const cs = callawaySantAnna(panel, { control: "not_yet" });

  /**
   * estimate(β) is linear in β, and Callaway–Sant'Anna without the change of control sets over the weights is β = 1:
   * so estimate + (β − 1)·x̂ must be it, with the same x̂ as the mean difference before treatment.
   */
  it("at β = 1 is Callaway and Sant'Anna with controls not treated yet", () => {
    const at = (time: number, group: number, after: number) => {
      const value = (first: (g: number) => boolean) =>
        mean(rows.outcome.filter((_, r) => rows.time[r] === time && first(rows.firstTreated[r] as number)));
      return value((g) => g === group) - value((g) => g === 0 || g > after);
    };
    const weights: [number, number, number][] = [];
    for (const [group, units] of [
      [2003, 18],
      [2004, 6],
      [2005, 6],
    ] as const) {
      for (let time = group; time <= 2005; time++) weights.push([group, time, units]);
    }
    const total = weights.reduce((sum, [, , w]) => sum + w, 0);
    const before = weights.reduce(
      (sum, [group, time, w]) => sum + (w / total) * at(group - 1, group, time),
      0,
    );
    const [row] = rothSantAnna(panel).rows;
    const atOne = (row?.estimate as number) + ((row?.beta as number) - 1) * before;
    expect(atOne).toBeCloseTo(aggregate(cs, { type: "simple" }).overall.att as number, 10);
  });

  it("is more precise than that", () => {
    const neyman = rothSantAnna(panel).rows[0]?.seNeyman as number;
    expect(neyman).toBeLessThan(aggregate(cs, { type: "simple" }).overall.se as number);
  });

  it("weighs cohorts, times or all cells, so that the estimands differ", () => {
    const estimates = (["simple", "cohort", "calendar"] as const).map(
      (estimand) => rothSantAnna(panel, { estimand }).rows[0]?.estimate as number,
    );
    expect(new Set(estimates.map((value) => value.toFixed(6))).size).toBe(3);
  });

  it("event study: all times since treatment, or those asked for", () => {
    const all = rothSantAnna(panel, { estimand: "eventstudy" });
    expect(all.rows.map((row) => row.eventTime)).toEqual([0, 1, 2]);
    const some = rothSantAnna(panel, { estimand: "eventstudy", eventTimes: [2, 7] });
    expect(some.rows).toEqual([all.rows[2]]);
    expect(some.warnings).toContainEqual(
      expect.objectContaining({ code: "event_times_missing", items: [7] }),
    );
  });

  it("effects that are all the same shift the estimate and nothing else", () => {
    const shifted = rows.outcome.map((y, r) => {
      const first = rows.firstTreated[r] as number;
      return first > 0 && (rows.time[r] as number) >= first ? y + 10 : y;
    });
    for (const estimand of ["simple", "cohort", "calendar"] as const) {
      const [a] = rothSantAnna(panel, { estimand }).rows;
      const [b] = rothSantAnna(panelFrom({ ...rows, outcome: shifted }, ["weights", "covariates"]), {
        estimand,
      }).rows;
      expect(b?.estimate).toBeCloseTo((a?.estimate as number) + 10, 9);
      expect(b?.seNeyman).toBeCloseTo(a?.seNeyman as number, 9);
    }
  });

  it("does not change the panel, and gives the same for the same", () => {
    const copy = structuredClone(panel);
    const result = rothSantAnna(panel);
    expect(panel).toEqual(copy);
    expect(rothSantAnna(panel)).toEqual(result);
  });

  it("without never-treated units the last cohort is compared with, up to its own treatment", () => {
    const all = simulate(30, [2003, 2004, 2005], 6);
    const result = rothSantAnna(panelFrom(all, ["weights", "covariates"]), { estimand: "eventstudy" });
    // 2003 can be compared in 2003 and 2004, 2004 in 2004, 2005 never.
    expect(result.rows.map((row) => row.eventTime)).toEqual([0, 1]);
    expect(result.used).toMatchObject({ units: 30, never: 0, treated: 30 });
  });
});

describe("what is left out, and cautions", () => {
  const rows = simulate(48, [0, 2003, 2004, 2001, 0, 0]);

  it("always treated, incomplete, and alone in their cohort", () => {
    const firstTreated = rows.firstTreated.map((first, r) => (rows.unit[r] === 4 ? 2005 : first));
    const gaps = keepRows({ ...rows, firstTreated }, (r) => r !== 2);
    const result = rothSantAnna(panelFrom(gaps, ["weights", "covariates"]));
    const dropped = Object.fromEntries(result.dropped.map((own) => [own.code, own.count]));
    expect(dropped).toEqual({ always_treated: 8, incomplete_units: 1, one_unit_cohort: 1 });
    expect(result.used).toEqual({ units: 38, treated: 16, never: 22, times: 5, observations: 190 });
    const without = keepRows(
      gaps,
      (r) => ![0, 4].includes(gaps.unit[r] as number) && gaps.firstTreated[r] !== 2001,
    );
    expect(result.rows).toEqual(rothSantAnna(panelFrom(without, ["weights", "covariates"])).rows);
  });

  it("an adjusted variance below zero is cut off at 0 and said to be", () => {
    // Four units a cohort and four times before treatment: the regressions fit perfectly.
    const result = rothSantAnna(panelFrom(simulate(8, [0, 2005], 3), ["weights", "covariates"]));
    expect(result.rows[0]).toMatchObject({ se: 0, cutOff: true });
    expect(result.rows[0]?.seNeyman).toBeGreaterThan(0);
    expect(codes(result.warnings)).toContain("adjusted_variance_negative");
    expect(result.warnings).toContainEqual(expect.objectContaining({ code: "small_cohorts", items: [2005] }));
    expect(codes(rothSantAnna(panelFrom(rows, ["weights", "covariates"])).warnings)).not.toContain(
      "small_cohorts",
    );
  });

  it("refuses what cannot be estimated", () => {
    const paths = [
      [1, 2],
      [2, 3],
      [4, 4],
      [1, 0],
    ];
    expect(() => rothSantAnna(panelOf(paths, [2002, 0, 0, 0]))).toThrow(EvaluationError);
    expect(() => rothSantAnna(panelOf(paths, [2002, 0, 0, 0]))).toThrow(/two cohorts/);
    expect(() => rothSantAnna(panelOf(paths, [2002, 2002, 0, 0]), { estimand: "all" as never })).toThrow(
      /estimand/,
    );
    expect(() => rothSantAnna(panelOf(paths, [2002, 2002, 0, 0]), { level: 1 })).toThrow(/level/);
    expect(() =>
      rothSantAnna(panelOf(paths, [2002, 2002, 0, 0]), { estimand: "eventstudy", eventTimes: [5] }),
    ).toThrow(/No cohort is treated/);
  });
});
