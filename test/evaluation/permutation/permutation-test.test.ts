import { describe, expect, it } from "vitest";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { assignments, permuteStatistic } from "../../../src/evaluation/permutation/permute-statistic.ts";
import { at, panelOf, plainTwfe } from "./panels.ts";

const covariate = (rows: unknown[], random: { normal(): number }) => ({
  covariates: { x: rows.map(() => random.normal()) },
});
const FIRST = [3, 0, 0, 4, 0, 0, 0];

/** Panel, names of covariates. */
const CASES: [string, Panel, string[]][] = [
  ["balanced", panelOf({ first: FIRST, times: 6, effect: 1 }), []],
  ["with gaps", panelOf({ first: FIRST, times: 6, gaps: 0.15, seed: 4, effect: 1 }), []],
  ["with a covariate", panelOf({ first: FIRST, times: 6, more: covariate }), ["x"]],
  [
    "with gaps and a covariate",
    panelOf({ first: FIRST, times: 6, gaps: 0.1, seed: 9, more: covariate }),
    ["x"],
  ],
  [
    "with weights",
    panelOf({
      first: FIRST,
      times: 6,
      more: (rows, random) => ({ weights: rows.map(() => 0.5 + random.uniform()) }),
    }),
    [],
  ],
  [
    "with clusters of several units",
    panelOf({ first: FIRST, times: 6, more: (rows) => ({ cluster: rows.map(({ unit }) => unit % 4) }) }),
    [],
  ],
];

describe("permutationTest", () => {
  it.each(CASES)("agrees with plain regressions of every assignment, %s", (_, panel, covariates) => {
    for (const statistic of ["beta", "t"] as const) {
      const fast = permutationTest(panel, { statistic, covariates, exact: true });
      const slow = permuteStatistic(panel, (p) => plainTwfe(p, covariates)[statistic], { exact: true });
      expect(fast.draws).toBe(42);
      expect(fast.distinct).toBe(42);
      expect(fast.identity).toBe(1);
      expect(statistic === "beta" ? fast.estimate : fast.statistic).toBeCloseTo(slow.observed, 9);
      fast.distribution.forEach((value, b) => {
        expect(value).toBeCloseTo(at(slow.distribution, b), 8);
      });
      expect([fast.p, fast.pUpper, fast.pLower]).toEqual([slow.p, slow.pUpper, slow.pLower]);
    }
  });

  it.each(CASES)("gives at each null the p of the outcome less that effect, %s", (_, panel, covariates) => {
    const nulls = [-2, 0.5, 1.25, 4];
    for (const statistic of ["beta", "t"] as const) {
      const result = permutationTest(panel, { statistic, covariates, exact: true, nulls });
      for (const { tau, p } of result.nulls) {
        const outcome = panel.outcome.map((value, cell) => {
          const i = Math.floor(cell / panel.t);
          return at(panel.times, cell % panel.t) >= at(panel.first, i) ? value - tau : value;
        });
        const moved = permutationTest({ ...panel, outcome }, { statistic, covariates, exact: true });
        expect(p).toBe(moved.p);
      }
    }
  });

  it("takes as its confidence set the effects that it does not reject", () => {
    const panel = panelOf({ first: [3, 4, 0, 0, 0, 0, 0, 0], times: 7, effect: 2 });
    for (const statistic of ["beta", "t"] as const) {
      const { estimate, ...set } = permutationTest(panel, { statistic, level: 0.9 });
      const [low, high] = [set.low as number, set.high as number];
      expect(low).toBeLessThan(estimate);
      expect(high).toBeGreaterThan(estimate);
      const near = [low - 1e-6, low + 1e-6, high - 1e-6, high + 1e-6];
      const p = permutationTest(panel, { statistic, nulls: near }).nulls.map((entry) => entry.p);
      expect(p.map((value) => value > 0.1)).toEqual([false, true, true, false]);
    }
  });

  it("draws at random with the same seed to the same bits, and close to the exact p", () => {
    const panel = panelOf({ first: [3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0], times: 8, effect: 1 });
    const before = structuredClone(panel);
    const options = { exact: false, draws: 4000 } as const;
    const once = permutationTest(panel, { ...options, random: seeded(5) });
    expect(permutationTest(panel, { ...options, random: seeded(5) })).toEqual(once);
    expect(panel).toEqual(before);
    expect(once.exact).toBe(false);
    expect(once.draws).toBe(4000);
    expect(once.distribution).toHaveLength(4000);
    const exact = permutationTest(panel);
    expect(exact.draws).toBe(12 * 11 * 10);
    expect(Math.abs(once.p - exact.p)).toBeLessThan(0.03);
    expect(Math.abs((once.low as number) - (exact.low as number))).toBeLessThan(0.4);
    expect(once.spread).toBeCloseTo(exact.spread, 1);
  });

  it("counts the observed assignment in when drawing", () => {
    const panel = panelOf({ first: [4, 0, 0, 0, 0, 0, 0, 0, 0, 0], times: 6, effect: 1000 });
    const drawn = permutationTest(panel, { exact: false, draws: 39, random: seeded(2) });
    const extreme = drawn.distribution.filter((value) => value > 100).length;
    expect(drawn.p).toBeCloseTo((1 + extreme) / 40, 12);
    expect(drawn.pUpper).toBe(drawn.p);
    const smaller = drawn.distribution.filter((value) => value <= drawn.estimate + 1e-6).length;
    expect(drawn.pLower).toBeCloseTo((1 + smaller) / 40, 12);
  });

  it("says when there are too few assignments to reject anything, and leaves the interval without bound", () => {
    const panel = panelOf({ first: [3, 0, 0, 0], times: 5, effect: 50 });
    const result = permutationTest(panel);
    expect(result.p).toBe(0.25);
    expect([result.low, result.high]).toEqual([null, null]);
    expect(result.warnings.map((warning) => warning.code)).toEqual(
      expect.arrayContaining(["few_assignments", "unbounded_interval", "few_treated"]),
    );
    expect(permutationTest(panel, { level: 0.6 }).low).not.toBeNull();
    expect(permutationTest(panel, { interval: false }).warnings.map((w) => w.code)).not.toContain(
      "unbounded_interval",
    );
  });

  it("shifts its interval with the outcome's effect and scales with its unit", () => {
    const panel = panelOf({ first: [3, 5, 0, 0, 0, 0, 0, 0, 0], times: 7 });
    const base = permutationTest(panel);
    const scaled = permutationTest({ ...panel, outcome: panel.outcome.map((y) => 1000 * y + 7) });
    expect(scaled.p).toBe(base.p);
    expect(scaled.low).toBeCloseTo(1000 * (base.low as number), 6);
    expect(scaled.high).toBeCloseTo(1000 * (base.high as number), 6);
  });

  it("refuses what cannot be done, with a remedy", () => {
    const panel = panelOf({ first: [3, 0, 0, 0], times: 5 });
    expect(() => permutationTest(panelOf({ first: [0, 0, 0], times: 4 }))).toThrow(/No unit is treated/);
    expect(() => permutationTest(panel, { strata: true })).toThrow(/no strata/);
    expect(() => permutationTest(panel, { level: 1 })).toThrow(/confidence level/);
    expect(() => permutationTest(panel, { exact: false })).toThrow(/seeded generator/);
    expect(() => permutationTest(panel, { exact: false, draws: 0, random: seeded(1) })).toThrow(
      /whole number/,
    );
    expect(() => permutationTest(panel, { covariates: ["z"] })).toThrow(/No such covariate/);
    const many = panelOf({ first: [...new Array(9).fill(3), ...new Array(50).fill(0)], times: 4 });
    expect(() => permutationTest(many, { exact: true })).toThrow(/too many/);
  });
});

describe("assignments", () => {
  it("are all distinct, each once, the observed one among them", () => {
    const panel = panelOf({ first: [3, 3, 4, 0, 0], times: 5 });
    const all = [...assignments(panel)].map((first) => [...first].join());
    expect(all).toHaveLength(30);
    expect(new Set(all).size).toBe(30);
    expect(all).toContain([...panel.first].join());
    for (const first of all) expect(first.split(",").sort().join()).toBe("3,3,4,Infinity,Infinity");
  });

  it("stay within strata", () => {
    const panel = panelOf({
      first: [3, 0, 0, 4, 0, 0, 0],
      times: 5,
      more: (rows) => ({ strata: rows.map(({ unit }) => (unit < 3 ? "a" : "b")) }),
    });
    const all = [...assignments(panel)];
    expect(all).toHaveLength(3 * 4);
    for (const first of all) {
      expect([...first].indexOf(3)).toBeLessThan(3);
      expect([...first].indexOf(4)).toBeGreaterThanOrEqual(3);
    }
    expect([...assignments(panel, { strata: false })]).toHaveLength(42);
    const drawn = [...assignments(panel, { exact: false, draws: 200, random: seeded(1) })];
    expect(drawn.every((first) => [...first].indexOf(3) < 3)).toBe(true);
    expect(new Set(drawn.map((first) => first.join())).size).toBe(12);
  });

  it("go only to units that have a plan by then, each with the same chance", () => {
    const exists = [1, 3, 2, 4, 0, 1];
    const panel = panelOf({
      first: [2, 4, 0, 0, 0, 0],
      times: 6,
      more: (rows) => ({ exists: rows.map(({ unit }) => at(exists, unit)) }),
    });
    // At time 2 units 0, 2 and 5 have a plan; at time 4 two more do; unit 4 never does.
    const all = [...assignments(panel)].map((first) => [...first].join());
    expect(all).toHaveLength(3 * 4);
    expect(new Set(all).size).toBe(12);
    const counts = new Map<string, number>();
    for (const first of assignments(panel, { exact: false, draws: 12_000, random: seeded(3) })) {
      const key = [...first].join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([...all].sort());
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
    const result = permutationTest(panel);
    expect(result.warnings.find((w) => w.code === "units_without_plan")?.items).toEqual([4]);
    expect(() => permutationTest({ ...panel, exists: Float64Array.of(3, 3, 2, 4, 1, 1) })).toThrow(
      /before they have a plan: 0/,
    );
  });

  it("name strata in which nobody else could have been treated", () => {
    const panel = panelOf({
      first: [3, 0, 0, 0, 4],
      times: 5,
      more: (rows) => ({ strata: rows.map(({ unit }) => (unit < 4 ? "many" : "alone")) }),
    });
    const alone = permutationTest(panel).warnings.find((w) => w.code === "stratum_without_alternatives");
    expect(alone?.items).toEqual(["alone"]);
    expect(alone?.count).toBe(1);
  });
});

describe("permuteStatistic", () => {
  it("counts an undefined statistic as extreme and says so", () => {
    const panel = panelOf({ first: [3, 0, 0, 0, 0], times: 5 });
    const result = permuteStatistic(panel, (p) =>
      Number.isFinite(at(p.first, 4)) ? Number.NaN : p.first.indexOf(3) - 5,
    );
    // Values −5, −4, −3, −2 and one undefined; observed −5.
    expect(result.p).toBe(2 / 5);
    expect(result.pUpper).toBe(1);
    expect(result.pLower).toBe(2 / 5);
    expect([...result.distribution]).toEqual([-5, -4, -3, -2]);
    expect(result.warnings.find((w) => w.code === "undefined_draws")?.count).toBe(1);
    expect(() => permuteStatistic(panel, () => Number.NaN)).toThrow(/not defined/);
    expect(() =>
      permuteStatistic(panel, () => {
        throw new RangeError("a fault");
      }),
    ).toThrow(RangeError);
  });

  it("counts assignments that identify nothing against the effect", () => {
    // Unit 4 is seen only before: an assignment to it has no treated cell.
    const panel = panelOf({ first: [4, 0, 0, 0, 0], times: 6, effect: 100 });
    const observed = panel.observed.slice();
    for (let s = 3; s < 6; s++) observed[4 * 6 + s] = 0;
    const gappy = { ...panel, observed, balanced: false, observations: 27 };
    for (const statistic of ["beta", "t"] as const) {
      const result = permutationTest(gappy, { statistic, level: 0.5 });
      expect(result.warnings.find((w) => w.code === "undefined_draws")?.count).toBe(1);
      expect(result.distribution).toHaveLength(4);
    }
    expect(permutationTest(gappy, { interval: false }).p).toBe(2 / 5);
  });
});
