import { describe, expect, test } from "vitest";
import { aggregate } from "../../../src/evaluation/callaway-santanna/aggregate.ts";
import { multiplierBootstrap } from "../../../src/evaluation/callaway-santanna/bootstrap.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import type { Influence } from "../../../src/evaluation/callaway-santanna/types.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { check } from "./support/check.ts";
import { inputOf, type PanelCase, panelCases, rowsOf } from "./support/panels.ts";

const cases = panelCases({ units: [6, 8], times: [4, 5], cohorts: 2 });

/** All 2^size sign vectors, row by row. */
function allSigns(size: number): Float64Array {
  const draws = 2 ** size;
  return Float64Array.from({ length: draws * size }, (_, at) =>
    (Math.floor(at / size) >> (at % size)) & 1 ? 1 : -1,
  );
}

/** Influence functions of the dynamic effects, with their analytic standard errors. */
function dynamic(one: PanelCase, clustered: boolean) {
  const rows = rowsOf(one);
  const cluster = rows.map(({ unit }) => ((unit as number) - 1) >> 1);
  const cells = callawaySantAnna(makePanel({ ...inputOf(rows), cluster }), { cluster: clustered });
  const { rows: effects, influence } = aggregate(cells, { type: "dynamic" });
  return { influence, se: effects.map(({ se }) => se ?? 0) };
}

const columnSquare = ({ values, n }: Influence, k: number) =>
  values.subarray(k * n, (k + 1) * n).reduce((sum, value) => sum + value * value, 0);

describe.each([
  ["by unit", false],
  ["by cluster", true],
] as const)("multiplier bootstrap over all sign vectors, %s", (_, clustered) => {
  test("has mean zero and the variance of the analytic standard error", () => {
    check(cases, (one) => {
      const { influence, se } = dynamic(one, clustered);
      const size = clustered ? influence.clusters : influence.n;
      const weights = allSigns(size);
      const { values, draws } = multiplierBootstrap(influence, { weights, keepDraws: true });
      const columns = influence.columns;
      se.forEach((analytic, k) => {
        let mean = 0;
        let square = 0;
        for (let b = 0; b < draws; b++) {
          const value = (values?.[b * columns + k] as number) / Math.sqrt(influence.n);
          mean += value / draws;
          square += value ** 2 / draws;
        }
        expect(mean).toBeCloseTo(0, 9);
        expect(Math.sqrt(square)).toBeCloseTo(analytic, 9);
      });
    });
  });

  test("keeps the covariance of columns", () => {
    check(cases, (one) => {
      const { influence } = dynamic(one, clustered);
      if (influence.columns < 2 || clustered) return;
      const { n, columns, values } = influence;
      const weights = allSigns(n);
      const drawn = multiplierBootstrap(influence, { weights, keepDraws: true });
      let moved = 0;
      let expected = 0;
      for (let b = 0; b < drawn.draws; b++) {
        const row = b * columns;
        moved += ((drawn.values?.[row] as number) * (drawn.values?.[row + 1] as number)) / drawn.draws;
      }
      for (let i = 0; i < n; i++) expected += ((values[i] as number) * (values[n + i] as number)) / n;
      expect(moved).toBeCloseTo(expected, 8);
    });
  });
});

test("a scaled influence function scales the standard error and leaves the critical value alone", () => {
  check(cases, (one) => {
    const { influence } = dynamic(one, false);
    if (columnSquare(influence, 0) < 1e-6) return;
    const weights = allSigns(influence.n);
    const plain = multiplierBootstrap(influence, { weights });
    const scaled = multiplierBootstrap(
      { ...influence, values: influence.values.map((value) => 8 * value) },
      { weights },
    );
    expect(scaled.critical).toBe(plain.critical);
    expect(scaled.se).toEqual(plain.se.map((se) => (se === null ? null : 8 * se)));
  });
});

test("the uniform band is no narrower than the pointwise one, and covers the share of draws it says", () => {
  check(cases, (one) => {
    const { influence } = dynamic(one, false);
    const weights = allSigns(influence.n);
    const level = 0.8;
    const { critical, uniform, se, values, draws } = multiplierBootstrap(influence, {
      weights,
      level,
      keepDraws: true,
    });
    expect(critical).toBeGreaterThanOrEqual(1.2815);
    if (!uniform) return;
    let within = 0;
    for (let b = 0; b < draws; b++) {
      const inside = se.every((one, k) => {
        const value = (values?.[b * se.length + k] as number) / Math.sqrt(influence.n);
        return one === null || Math.abs(value) / one <= critical * (1 + 1e-12);
      });
      if (inside) within++;
    }
    expect(within / draws).toBeGreaterThanOrEqual(level);
  });
});
