import { describe, expect, it } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { goodmanBacon } from "../../../src/evaluation/goodman-bacon/goodman-bacon.ts";
import { denseCells, denseFit } from "../imputation/dense.ts";
import { randomInput, randomPanel, tablePanel } from "../imputation/panels.ts";

const never = null;

describe("goodmanBacon", () => {
  it("gives the 2×2 estimates and weights worked out by hand", () => {
    // Times 2000–2003. Never: 0 0 0 0. From 2001: jumps by 4. From 2003 (two units): jumps by 10.
    const panel = tablePanel(
      [
        [0, 0, 0, 0],
        [1, 5, 5, 5],
        [2, 2, 2, 12],
        [4, 4, 4, 14],
      ],
      [never, 2001, 2003, 2003],
    );
    const { twoByTwos } = goodmanBacon(panel);
    // Raw weights u·v·before·after: 1·1·1·3, 1·2·1·2, 2·1·3·1, 2·1·2·1.
    const total = 3 + 4 + 6 + 4;
    expect(twoByTwos.map(({ treated, untreated, type }) => [treated, untreated, type])).toEqual([
      [2001, 2003, "earlier_vs_later"],
      [2001, "never", "treated_vs_never"],
      [2003, 2001, "later_vs_earlier"],
      [2003, "never", "treated_vs_never"],
    ]);
    expect(twoByTwos.map(({ estimate }) => estimate)).toEqual([4, 4, 10, 10]);
    [4 / total, 3 / total, 4 / total, 6 / total].forEach((weight, r) => {
      expect(twoByTwos[r]?.weight).toBeCloseTo(weight, 12);
    });
  });

  it("compares within the window in which the control group keeps its treatment", () => {
    const panel = tablePanel(
      [
        [0, 3, 3, 9],
        [0, 0, 0, 5],
      ],
      [2001, 2003],
    );
    const { twoByTwos, weightedSum } = goodmanBacon(panel);
    // Before 2003: 3 − 0. From 2001 on: (5 − 0) − (9 − 3).
    expect(twoByTwos.map(({ estimate }) => estimate)).toEqual([3, -1]);
    expect(twoByTwos.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
    expect(weightedSum).toBeCloseTo(1, 12);
  });

  it.each([1, 2, 3, 4])("adds up to the two-way fixed effects coefficient (seed %i)", (seed) => {
    const dates = seed % 2 ? [null, 0, 3, 5, 5, null, 7] : [2, 4, 4, 6];
    const panel = randomPanel({ seed, units: 14 + seed, times: 9, dates });
    const result = goodmanBacon(panel);
    const cells = denseCells(panel, (i, s) => [
      (panel.times[s] as number) >= (panel.first[i] as number) ? 1 : 0,
    ]);
    const coefficient = denseFit(cells).coef.at(-1) as number;
    expect(result.weightSum).toBeCloseTo(1, 12);
    expect(result.weightedSum).toBeCloseTo(coefficient, 9);
    expect(result.twfe).toBeCloseTo(coefficient, 9);
    expect(result.twoByTwos.every(({ weight }) => weight > 0)).toBe(true);
  });

  it("totals by type add up, and say how much rests on treated controls", () => {
    const result = goodmanBacon(randomPanel({ seed: 9, units: 20, times: 8, dates: [null, 0, 3, 5] }));
    const sum = (pick: (t: (typeof result.totals)[number]) => number) =>
      result.totals.reduce((total, row) => total + pick(row), 0);
    expect(result.totals.map(({ type }) => type)).toEqual([
      "treated_vs_never",
      "earlier_vs_later",
      "later_vs_earlier",
      "later_vs_always",
    ]);
    expect(result.totals.map(({ comparisons }) => comparisons)).toEqual([2, 1, 1, 2]);
    expect(sum(({ weight }) => weight)).toBeCloseTo(1, 12);
    expect(sum(({ weight, estimate }) => weight * estimate)).toBeCloseTo(result.twfe, 9);
    const [, , later, always] = result.totals;
    expect(result.weightOnTreatedControls).toBeCloseTo((later?.weight ?? 0) + (always?.weight ?? 0), 12);
  });

  it("takes units treated from the first time on, or before it, as one always-treated control", () => {
    const rows = [
      [7, 7, 7],
      [6, 6, 6],
      [0, 0, 2],
    ];
    const { twoByTwos } = goodmanBacon(tablePanel(rows, [2000, 1990, 2002]));
    expect(twoByTwos).toHaveLength(1);
    expect(twoByTwos[0]).toMatchObject({
      treated: 2002,
      untreated: 2000,
      type: "later_vs_always",
      estimate: 2,
    });
  });

  it("does not depend on the order of rows, nor on a shift of outcomes; it scales with them", () => {
    const input = randomInput({ seed: 5, units: 12, times: 7, dates: [null, 3, 4] });
    const turned = (column: ArrayLike<unknown>) => Array.from(column).reverse() as never;
    const backwards = makePanel({
      unit: turned(input.unit),
      time: turned(input.time),
      outcome: turned(input.outcome),
      firstTreated: turned(input.firstTreated),
    });
    const scaled = makePanel({
      ...input,
      outcome: Array.from(input.outcome, (y) => 3 * (y as number) + 1000),
    });
    const base = goodmanBacon(makePanel(input));
    expect(goodmanBacon(backwards).twoByTwos).toEqual(base.twoByTwos);
    goodmanBacon(scaled).twoByTwos.forEach((row, r) => {
      expect(row.estimate).toBeCloseTo(3 * (base.twoByTwos[r]?.estimate ?? 0), 8);
      expect(row.weight).toBe(base.twoByTwos[r]?.weight);
    });
  });

  it("refuses an unbalanced panel, counting what is missing", () => {
    const panel = tablePanel(
      [
        [0, null, 1],
        [0, 0, 0],
      ],
      [2001, never],
    );
    expect(() => goodmanBacon(panel)).toThrow(EvaluationError);
    expect(() => goodmanBacon(panel)).toThrow(/balanced panel; 1 unit-times/);
  });

  it("refuses weights", () => {
    const panel = randomPanel({ seed: 1, units: 6, times: 5, dates: [null, 2], weighted: true });
    expect(() => goodmanBacon(panel)).toThrow(/weighted/);
  });

  it.each([
    ["nobody is treated", [never, never]],
    ["all are treated at once", [2001, 2001]],
    ["all are treated from the start", [2000, 2000]],
  ])("refuses when %s", (_, dates) => {
    const rows = [
      [0, 1, 2],
      [0, 1, 3],
    ];
    expect(() => goodmanBacon(tablePanel(rows, dates))).toThrow(/No group can be compared/);
  });

  it("says that covariates play no part, and what it rests on", () => {
    const result = goodmanBacon(
      randomPanel({ seed: 2, units: 9, times: 6, dates: [null, 3, 4], covariates: 2 }),
    );
    expect(result.warnings.find(({ code }) => code === "covariates_ignored")?.items).toEqual(["x1", "x2"]);
    expect(result.used).toMatchObject({ units: 9, treated: 6, never: 3, times: 6, observations: 54 });
    expect(result.call).toEqual({ method: "goodmanBacon", options: {} });
    const plain = goodmanBacon(randomPanel({ seed: 2, units: 9, times: 6, dates: [null, 3, 4] }));
    expect(plain.warnings.map(({ code }) => code)).not.toContain("covariates_ignored");
  });

  it("leaves the panel as it was", () => {
    const panel = randomPanel({ seed: 3, units: 8, times: 5, dates: [null, 2, 3] });
    const before = structuredClone(panel);
    goodmanBacon(panel);
    expect(panel).toEqual(before);
  });
});
