import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { goodmanBacon } from "../../../src/evaluation/goodman-bacon/goodman-bacon.ts";
import { imputation } from "../../../src/evaluation/imputation/imputation.ts";
import { sunAbraham } from "../../../src/evaluation/sun-abraham/sun-abraham.ts";
import { twfeParts } from "../../../src/evaluation/twfe/parts.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { twoStage } from "../../../src/evaluation/two-stage/two-stage.ts";
import { check } from "./support/check.ts";
import { close, figuresOrRefusal } from "./support/figures.ts";
import { inputOf, type PanelCase, type PanelKinds, panelCases, panelOf, rowsOf } from "./support/panels.ts";

const BACON: readonly [string, PanelKinds][] = [
  ["with never-treated units", {}],
  ["with always-treated units", { always: true, skips: true }],
  ["without never-treated units", { never: null }],
  ["with always- and no never-treated units", { never: null, always: true }],
];

describe.each(BACON)("Goodman-Bacon %s", (_, kinds) => {
  test("weights are shares that add up to one, and the mean is the two-way coefficient", () => {
    check(
      panelCases({ units: [6, 14], times: [4, 10], ...kinds }),
      (one) => {
        const panel = panelOf(one);
        const { twoByTwos, totals } = goodmanBacon(panel);
        const { estimate } = twfe(panel);
        const sum = (value: (row: { weight: number; estimate: number }) => number) =>
          twoByTwos.reduce((total, row) => total + value(row), 0);
        for (const { weight } of twoByTwos) expect(weight).toBeGreaterThan(0);
        expect(sum(({ weight }) => weight)).toBeCloseTo(1, 11);
        expect(sum((row) => row.weight * row.estimate)).toBeCloseTo(estimate, 9);
        const byType = totals.reduce((total, row) => total + row.weight * row.estimate, 0);
        expect(byType).toBeCloseTo(estimate, 9);
      },
      40,
    );
  });
});

test("the decomposition has a pair for each two groups of which one changes its treatment", () => {
  check(panelCases({ never: null, always: true }), (one) => {
    const { twoByTwos } = goodmanBacon(panelOf(one));
    const dates = new Set(one.dates);
    const always = [...dates].filter((date) => (date as number) < (one.years[0] as number)).length;
    const changing = dates.size - always;
    expect(twoByTwos).toHaveLength(changing * (dates.size - 1));
  });
});

test("Sun–Abraham is Callaway–Sant'Anna with a universal base, cell by cell", () => {
  check(
    panelCases({ units: [6, 14], times: [4, 8] }),
    (one) => {
      const panel = panelOf(one);
      const ours = sunAbraham(panel).coefficients;
      const theirs = callawaySantAnna(panel, { base: "universal" }).cells.filter(
        ({ reason }) => reason !== "base_time",
      );
      expect(ours).toHaveLength(theirs.length);
      for (const { cohort, event, estimate } of ours) {
        const cell = theirs.find(({ group, time }) => group === cohort && time - group === event);
        expect(cell, `cohort ${cohort} at ${event}`).toBeDefined();
        close(estimate, cell?.att ?? null, 1, `cohort ${cohort} at ${event}`);
      }
    },
    40,
  );
});

describe.each([
  ["without covariates", []],
  ["with covariates", ["x", "z"]],
] as const)("imputation and two-stage %s", (_, covariates) => {
  const cases = panelCases({ gaps: 6, always: true, skips: true, units: [8, 14], never: 4 });

  test("give the same points and the same counts", () => {
    let compared = 0;
    check(cases, (one) => {
      const panel = panelOf(one, covariates);
      const left = attempt(() => imputation(panel, { covariates }));
      const right = attempt(() => twoStage(panel, { covariates }));
      if (left === null || right === null) {
        expect(left).toBe(right);
        return;
      }
      compared++;
      close(left.overall.estimate, right.overall.estimate, 1, "overall");
      expect(left.overall.cells).toBe(right.overall.cells);
      expect(left.notImputed).toBe(right.notImputed);
      for (const row of left.horizons) {
        const twin = right.eventStudy.find(({ event }) => event === row.event);
        close(row.estimate, twin?.estimate ?? null, 1, `at ${row.event}`);
      }
    });
    expect(compared).toBeGreaterThan(20);
  });

  test("see no effect where the outcome is levels of units and times alone", () => {
    check(cases, (one) => {
      const rows = rowsOf(one).map((row) => ({
        ...row,
        outcome: (row.unit as number) ** 2 + Math.sin(row.time),
      }));
      const found = attempt(() => twoStage(makePanel(inputOf(rows))));
      if (found) expect(found.overall.estimate).toBeCloseTo(0, 9);
    });
  });
});

test("with one cohort and a balanced panel all roads lead to the difference of four means", () => {
  check(panelCases({ cohorts: 1, units: [6, 12] }), (one) => {
    const panel = panelOf(one);
    const means = fourMeans(one);
    expect(twfe(panel).estimate).toBeCloseTo(means, 9);
    expect(imputation(panel).overall.estimate).toBeCloseTo(means, 9);
    expect(goodmanBacon(panel).twoByTwos[0]?.estimate).toBeCloseTo(means, 9);
  });
});

test("parts of the two-way regression are orthogonal and give its coefficient, holes or none", () => {
  const kinds = { gaps: 6, always: true, skips: true, units: [6, 12] } as const;
  check(fc.tuple(panelCases({ ...kinds, units: [6, 12] }), fc.boolean()), ([one, adjusted]) => {
    const covariates = adjusted ? (["x"] as const) : [];
    const panel = panelOf(one, covariates);
    const parts = attempt(() => twfeParts(panel, { covariates }));
    const full = attempt(() => twfe(panel, { covariates }));
    if (!parts || !full) {
      expect(parts).toBe(full);
      return;
    }
    close(parts.beta, full.estimate, 1, "coefficient");
    const product = parts.treatment.reduce((sum, d, cell) => sum + d * (parts.residuals[cell] ?? 0), 0);
    expect(product).toBeCloseTo(0, 9);
  });
});

function attempt<T>(run: () => T): T | null {
  let found: T | null = null;
  figuresOrRefusal(() => {
    found = run();
    return { figures: [], dates: [], unitless: [], headline: null };
  });
  return found;
}

function fourMeans(one: PanelCase): number {
  const date = one.dates.find((value) => value !== null && value <= (one.years.at(-1) ?? 0)) as number;
  const mean = (treated: boolean, after: boolean) => {
    const values = rowsOf(one)
      .filter((row) => (row.first === date) === treated && row.time >= date === after)
      .map((row) => row.outcome);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return mean(true, true) - mean(true, false) - (mean(false, true) - mean(false, false));
}
