import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { imputationKernel } from "../../../src/evaluation/kernels/imputation-kernel.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { assignments, permuteStatistic } from "../../../src/evaluation/permutation/permute-statistic.ts";
import { permuteKernel } from "../../../src/evaluation/study/permute-kernel.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { check } from "./support/check.ts";
import { close } from "./support/figures.ts";
import { inputOf, type PanelCase, type PanelKinds, panelCases, panelOf, rowsOf } from "./support/panels.ts";

const SMALL: PanelKinds = { units: [6, 7], times: [4, 5], cohorts: 2, never: 2 };

/** Every test of the sharp null that goes through all assignments. */
const TESTS: readonly { name: string; kinds: PanelKinds; p: (panel: Panel) => number }[] = [
  { name: "coefficient", kinds: SMALL, p: (panel) => permutationTest(panel, { exact: true }).p },
  {
    name: "coefficient, unbalanced",
    kinds: { ...SMALL, gaps: 3 },
    p: (panel) => permutationTest(panel, { exact: true, interval: false }).p,
  },
  {
    name: "studentised coefficient",
    kinds: SMALL,
    p: (panel) => permutationTest(panel, { exact: true, statistic: "t", interval: false }).p,
  },
  {
    name: "imputation",
    kinds: SMALL,
    p: (panel) => permuteKernel(panel, imputationKernel(panel), { exact: true }).p,
  },
];

describe.each(TESTS)("randomization test of the $name", ({ kinds, p }) => {
  test("is exact: over all assignments taken as observed, p ≤ α at most as often as α", () => {
    check(
      panelCases(kinds),
      (one) => {
        const panel = panelOf(one);
        const all = [...assignments(panel, { exact: true })];
        // Where an assignment identifies nothing there is no test, and so no rejection.
        const found = all.map((first) => attempt(() => p({ ...panel, first })) ?? 1);
        for (const alpha of new Set(found)) {
          const rejected = found.filter((value) => value <= alpha + 1e-12).length;
          expect(rejected / all.length).toBeLessThanOrEqual(alpha + 1e-12);
        }
      },
      12,
    );
  });
});

test("without ties the p of all assignments are 1/m, 2/m … 1: uniform", () => {
  // At most two of six are treated, so that no assignment is the mirror image of another one.
  const kinds: PanelKinds = { units: [6, 6], times: [5, 5], cohorts: 1, never: 4 };
  check(
    panelCases(kinds),
    (one) => {
      const panel = panelOf(one);
      const all = [...assignments(panel, { exact: true })];
      const found = all.map((first) => permutationTest({ ...panel, first }, { exact: true }).p);
      const sorted = found.sort((a, b) => a - b).map((p) => p * all.length);
      expect(sorted.map((value) => Math.round(value * 1e6) / 1e6)).toEqual(all.map((_, k) => k + 1));
    },
    15,
  );
});

test("assignments are all different, the observed one among them", () => {
  check(panelCases(SMALL), (one) => {
    const panel = panelOf(one);
    const keys = [...assignments(panel, { exact: true })].map((first) => first.join(","));
    expect(new Set(keys).size).toBe(keys.length);
    const observed = panel.first.map((date) => (date > (panel.times.at(-1) as number) ? Infinity : date));
    expect(keys).toContain(observed.join(","));
    expect(keys).toHaveLength(permutationTest(panel, { exact: true }).distinct as number);
  });
});

test("the fast test is the test that estimates every assignment anew", () => {
  check(
    panelCases({ ...SMALL, gaps: 3 }),
    (one) => {
      const panel = panelOf(one);
      const fast = attempt(() => permutationTest(panel, { exact: true }));
      if (fast === null) return;
      const slow = permuteStatistic(panel, (other) => twfe(other).estimate, { exact: true });
      close(fast.estimate, slow.observed, 1, "estimate");
      expect([fast.p, fast.pUpper, fast.pLower]).toEqual([slow.p, slow.pUpper, slow.pLower]);
    },
    15,
  );
});

test("p never counts a tie away: it is at least 1/m, and one-sided shares cover all", () => {
  check(fc.tuple(panelCases(SMALL), fc.constantFrom("beta", "t") as fc.Arbitrary<"beta" | "t">), (pair) => {
    const [one, statistic] = pair;
    const { p, pUpper, pLower, draws } = permutationTest(panelOf(one), { exact: true, statistic });
    for (const share of [p, pUpper, pLower]) {
      expect(share).toBeGreaterThanOrEqual(1 / draws);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(pUpper + pLower).toBeGreaterThanOrEqual(1 + 1 / draws - 1e-12);
  });
});

describe.each(["beta", "t"] as const)("the confidence set of the test with %s", (statistic) => {
  const cases = panelCases({ units: [7, 9], times: [4, 6], cohorts: 2, gaps: 2 });
  const levels = fc.constantFrom(0.5, 0.8, 0.9, 0.95);

  test("ends where the test begins to reject", () => {
    let bounded = 0;
    check(
      fc.tuple(cases, levels),
      ([one, level]) => {
        const panel = panelOf(one);
        const { low, high, estimate } = permutationTest(panel, { exact: true, statistic, level });
        const reach = Math.max(
          Math.abs((high ?? estimate) - estimate),
          Math.abs((low ?? estimate) - estimate),
          1,
        );
        const ask = (taus: number[]) =>
          permutationTest(panel, { exact: true, statistic, nulls: taus, interval: false }).nulls.map(
            ({ p }) => p,
          );
        const alpha = 1 - level + 1e-12;
        const edges = [low, high].filter((end): end is number => end !== null);
        bounded += edges.length;
        // Just within either end the test accepts; just outside it rejects.
        const step = 1e-6 * reach;
        for (const end of edges) {
          const inward = end === low ? step : -step;
          const [inside, outside] = ask([end + inward, end - inward]) as [number, number];
          if (edges.length < 2 || (high as number) - (low as number) > 4 * step)
            expect(inside).toBeGreaterThan(alpha);
          expect(outside).toBeLessThanOrEqual(alpha);
        }
        if (low === null) expect(ask([estimate - 1e4])[0]).toBeGreaterThan(alpha);
        if (high === null) expect(ask([estimate + 1e4])[0]).toBeGreaterThan(alpha);
      },
      25,
    );
    expect(bounded).toBeGreaterThan(15);
  });

  test("holds the estimate, and grows with the level", () => {
    check(cases, (one) => {
      const panel = panelOf(one);
      const sets = [0.5, 0.8, 0.95].map((level) => permutationTest(panel, { exact: true, statistic, level }));
      for (const { low, high, estimate } of sets) {
        expect(low ?? -Infinity).toBeLessThanOrEqual(estimate + 1e-9);
        expect(high ?? Infinity).toBeGreaterThanOrEqual(estimate - 1e-9);
      }
      for (let k = 1; k < sets.length; k++) {
        const [inner, outer] = [sets[k - 1], sets[k]];
        expect(outer?.low ?? -Infinity).toBeLessThanOrEqual((inner?.low ?? -Infinity) + 1e-9);
        expect(outer?.high ?? Infinity).toBeGreaterThanOrEqual((inner?.high ?? Infinity) - 1e-9);
      }
    });
  });
});

test("the set of the coefficient is exactly the nulls on a grid that are not rejected", () => {
  check(
    fc.tuple(
      panelCases({ units: [7, 9], times: [4, 6], cohorts: 2, gaps: 2 }),
      fc.constantFrom(0.5, 0.8, 0.9),
    ),
    ([one, level]) => {
      const panel = panelOf(one);
      const { low, high, estimate } = permutationTest(panel, { exact: true, level });
      const grid = Array.from({ length: 81 }, (_, k) => estimate + (k - 40) * 0.25 + 0.0123);
      const { nulls } = permutationTest(panel, { exact: true, nulls: grid, interval: false });
      for (const { tau, p } of nulls) {
        const within = tau >= (low ?? -Infinity) && tau <= (high ?? Infinity);
        expect(p > 1 - level + 1e-12, `effect ${tau}, p ${p}, set ${low} to ${high}`).toBe(within);
      }
    },
  );
});

test("a null of τ is a null of no effect on the outcome less τ", () => {
  check(fc.tuple(panelCases({ ...SMALL, gaps: 2 }), fc.integer({ min: -3, max: 3 })), ([one, tau]) => {
    const [asked] = permutationTest(panelOf(one), { exact: true, nulls: [tau] }).nulls;
    expect(permutationTest(lessEffect(one, tau), { exact: true }).p).toBeCloseTo(asked?.p as number, 12);
  });
});

function lessEffect(one: PanelCase, tau: number): Panel {
  const rows = rowsOf(one).map((row) => ({
    ...row,
    outcome: row.outcome - (row.first !== null && row.time >= row.first ? tau : 0),
  }));
  return makePanel(inputOf(rows));
}

/** null where nothing is identified. */
function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}
