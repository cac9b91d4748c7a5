import { describe, expect, test } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { trendsOf } from "../../../src/evaluation/study/trends.ts";

/** Units by name: first treated year (null = never) and values of 2001 to 2004. */
const panelFrom = (units: Record<string, [number | null, (number | null)[]]>) => {
  const rows = Object.entries(units).flatMap(([unit, [first, values]]) =>
    values.map((outcome, k) => ({ unit, first, outcome, time: 2001 + k })),
  );
  return makePanel({
    unit: rows.map((row) => row.unit),
    time: rows.map((row) => row.time),
    outcome: rows.map((row) => row.outcome),
    firstTreated: rows.map((row) => row.first),
  });
};

describe("trends without a model", () => {
  const trends = trendsOf(
    panelFrom({
      A: [2003, [1, 2, null, 8]],
      B: [2001, [5, 5, 5, 5]],
      C: [null, [10, 20, 30, null]],
      D: [null, [20, 40, 10, null]],
      E: [null, [60, null, 20, null]],
    }),
  );

  test("each treated unit as observed, gaps as gaps, with its year", () => {
    expect(trends.times).toEqual([2001, 2002, 2003, 2004]);
    expect(trends.units).toEqual([{ unit: "A", since: 2003, values: [1, 2, null, 8] }]);
  });

  test("mean and quartiles of the never treated, in each year only of those known", () => {
    expect(trends.compared[0]).toEqual({ time: 2001, mean: 30, low: 15, high: 40, known: 3 });
    expect(trends.compared[1]).toEqual({ time: 2002, mean: 30, low: 25, high: 35, known: 2 });
  });

  test("a year in which nobody compared is known is unknown, not zero", () => {
    expect(trends.compared[3]).toEqual({ time: 2004, mean: null, low: null, high: null, known: 0 });
  });
});
