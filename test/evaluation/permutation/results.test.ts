import { describe, expect, it } from "vitest";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { usedOf } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { permutationTest } from "../../../src/evaluation/permutation/permutation-test.ts";
import { assignments, permuteStatistic } from "../../../src/evaluation/permutation/permute-statistic.ts";
import { at, panelOf, plainTwfe } from "./panels.ts";
import { placeOf } from "./place-of.ts";

const FIRST = [3, 0, 0, 4, 0, 0, 0];
const codes = (result: { warnings: readonly { code: string }[] }) => result.warnings.map(({ code }) => code);
const seven = panelOf({
  first: FIRST,
  times: 6,
  more: (rows, random) => ({
    covariates: { x: rows.map(() => random.normal()) },
    strata: rows.map(({ unit }) => (unit < 3 ? "a" : "b")),
  }),
});

describe("the result of a permutation test", () => {
  it("carries its call with the defaults filled in, what it rests on, and the panel's warnings", () => {
    const result = permutationTest(seven);
    expect(result.call).toEqual({
      method: "permutationTest",
      options: {
        statistic: "beta",
        level: 0.95,
        interval: true,
        covariates: [],
        strata: true,
        exact: true,
        draws: 12,
        nulls: [],
      },
    });
    expect(result).toMatchObject({ se: null, df: null, statistic: null, level: 0.95, nulls: [] });
    expect(result.used).toEqual(usedOf(seven));
    expect(codes(result)).toEqual([
      ...codes({ warnings: seven.notices }),
      "few_assignments",
      "unbounded_interval",
    ]);
    const asked = permutationTest(seven, {
      strata: false,
      statistic: "t",
      covariates: ["x"],
      interval: false,
      nulls: [2],
      level: 0.8,
    });
    expect(asked.call.options).toEqual({
      statistic: "t",
      level: 0.8,
      interval: false,
      covariates: ["x"],
      strata: false,
      exact: true,
      draws: 42,
      nulls: [2],
    });
    expect([asked.low, asked.high]).toEqual([null, null]);
    expect(codes(asked)).toEqual(codes({ warnings: seven.notices }));
    expect(permutationTest(panelOf({ first: FIRST, times: 6 })).call.options.strata).toBe(false);
  });

  it("has the sample standard deviation of the estimates as its spread", () => {
    const { distribution, spread } = permutationTest(seven, { strata: false });
    const mean = distribution.reduce((sum, value) => sum + value, 0) / 42;
    const square = distribution.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(spread).toBeCloseTo(Math.sqrt(square / 41), 12);
    expect([...distribution]).toEqual([...distribution].sort((a, b) => a - b));
  });

  it("has no number of assignments where that is beyond counting", () => {
    const panel = panelOf({ first: Array.from({ length: 70 }, (_, i) => (i < 35 ? 3 : 0)), times: 4 });
    const result = permutationTest(panel, { draws: 20, random: seeded(1) });
    expect(result).toMatchObject({ distinct: null, exact: false, draws: 20, identity: 0 });
    expect(permutationTest(seven).distinct).toBe(12);
  });

  it("tells a bound on one side only from none", () => {
    const panel = panelOf({ first: [3, 0, 0, 0], times: 5 });
    expect(codes(permutationTest(panel, { level: 0.6 }))).not.toContain("unbounded_interval");
    expect(codes(permutationTest(panel))).toContain("unbounded_interval");
    expect(
      permutationTest(panel).warnings.find(({ code }) => code === "unbounded_interval")?.words,
    ).toContain("95 %");
  });

  it("refuses a level of 0 or 1 by its value", () => {
    for (const level of [0, 1, -0.5, 95, Number.NaN]) {
      expect(placeOf(() => permutationTest(seven, { level }))).toEqual({
        column: "level",
        value: String(level),
      });
    }
  });
});

/** Every assignment's coefficient and t by dummies, ascending, beside the quick ones. */
function agrees(panel: ReturnType<typeof panelOf>, covariates: string[] = []) {
  for (const statistic of ["beta", "t"] as const) {
    const fast = permutationTest(panel, { statistic, covariates, exact: true, strata: false });
    const slow = permuteStatistic(panel, (p) => plainTwfe(p, covariates)[statistic], {
      exact: true,
      strata: false,
    });
    expect(fast.distribution).toHaveLength(slow.distribution.length);
    fast.distribution.forEach((value, b) => {
      expect(value).toBeCloseTo(at(slow.distribution, b), 7);
    });
    expect(fast.p).toBe(slow.p);
  }
}

describe("quick evaluation of assignments", () => {
  it("shares a date among units, and treats from the first time on", () => {
    agrees(panelOf({ first: [3, 3, 5, 0, 0, 0], times: 6, seed: 2 }));
    agrees(panelOf({ first: [1, 4, 0, 0, 0], times: 6, seed: 3 }));
    agrees(panelOf({ first: [3, 3, 5, 0, 0, 0], times: 6, seed: 2, gaps: 0.12 }));
  });

  it("with two covariates, one of which says nothing new", () => {
    const more = (rows: { unit: number; time: number }[], random: { normal(): number }) => {
      const x = rows.map(() => random.normal());
      return {
        covariates: {
          x,
          z: rows.map(({ unit, time }) => unit * time),
          level: rows.map(({ unit }) => 3 * unit),
        },
      };
    };
    const panel = panelOf({ first: [3, 5, 0, 0, 0, 0], times: 6, seed: 7, more });
    agrees(panel, ["x", "z"]);
    // What is constant within units is absorbed: same numbers with it as without.
    const without = permutationTest(panel, { covariates: ["x"], statistic: "t" });
    const absorbed = permutationTest(panel, { covariates: ["x", "level"], statistic: "t" });
    expect(absorbed.p).toBe(without.p);
    expect(absorbed.statistic).toBeCloseTo(without.statistic as number, 8);
  });

  it("with weights, gaps, clusters and a covariate at once", () => {
    const panel = panelOf({
      first: [3, 5, 0, 0, 0, 0],
      times: 6,
      gaps: 0.1,
      seed: 8,
      more: (rows, random) => ({
        covariates: { x: rows.map(() => random.normal()) },
        weights: rows.map(() => 0.5 + random.uniform()),
        cluster: rows.map(({ unit }) => unit % 4),
      }),
    });
    expect(panel.balanced).toBe(false);
    agrees(panel, ["x"]);
    agrees(panel);
  });

  it("takes weights without gaps and gaps without weights for what they are", () => {
    agrees(
      panelOf({
        first: [3, 5, 0, 0, 0, 0],
        times: 5,
        seed: 4,
        more: (rows) => ({ weights: rows.map(({ unit, time }) => 1 + ((unit + 2 * time) % 3)) }),
      }),
    );
  });

  it("leaves out a unit that is never observed", () => {
    const panel = panelOf({ first: [3, 5, 0, 0, 0, 0], times: 5, seed: 4 });
    const observed = panel.observed.slice();
    observed.fill(0, 5 * 5, 6 * 5);
    const holed = { ...panel, observed, balanced: false, observations: 25 };
    const result = permutationTest(holed);
    // Drawn together with another one it adds nothing, which leaves an effect to be seen.
    expect(result.draws).toBe(30);
    expect(result.distribution).toHaveLength(30);
    const fewer = panelOf({ first: [3, 5, 0, 0, 0], times: 5, seed: 4 });
    expect(result.estimate).toBeCloseTo(permutationTest(fewer).estimate, 10);
  });
});

describe("permuteStatistic", () => {
  const panel = panelOf({ first: [3, 0, 0, 0, 0], times: 5 });
  const place = (p: { first: Float64Array }) => p.first.indexOf(3);

  it("carries its call and the panel's warnings", () => {
    const result = permuteStatistic(panel, place);
    expect(result.call).toEqual({
      method: "permuteStatistic",
      options: { strata: false, exact: true, draws: 5 },
    });
    expect(permuteStatistic(seven, () => 1).call.options).toMatchObject({ strata: true, draws: 12 });
    expect(permuteStatistic(seven, () => 1, { strata: false }).call.options).toMatchObject({
      strata: false,
      draws: 42,
    });
    expect(codes(result)).toEqual([...codes({ warnings: panel.notices }), "few_assignments"]);
    expect(result).toMatchObject({ observed: 0, exact: true, draws: 5, used: usedOf(panel) });
  });

  it("counts ties up to rounding on each side, and the observed one in when drawing", () => {
    const values = [1, -1, 1 - 1e-12, 0.5, 3];
    const of = (p: { first: Float64Array }) => at(values, place(p));
    expect(permuteStatistic(panel, of)).toMatchObject({ p: 4 / 5, pUpper: 3 / 5, pLower: 4 / 5 });
    const drawn = permuteStatistic(panel, of, { exact: false, draws: 50, random: seeded(3) });
    const reach = drawn.distribution.filter((value) => Math.abs(value) > 0.9).length;
    const above = drawn.distribution.filter((value) => value > 0.9).length;
    const below = drawn.distribution.filter((value) => value < 1.1).length;
    expect([drawn.p, drawn.pUpper, drawn.pLower]).toEqual([reach, above, below].map((c) => (1 + c) / 51));
    const negative = permuteStatistic(panel, (p) => -of(p));
    expect(negative).toMatchObject({ p: 4 / 5, pUpper: 4 / 5, pLower: 3 / 5 });
  });

  it("takes a refusal for an undefined statistic", () => {
    const refuse = (p: { first: Float64Array }) => {
      if (place(p) > 2) throw new EvaluationError("No", {}, "None");
      return place(p);
    };
    const result = permuteStatistic(panel, refuse);
    expect([...result.distribution]).toEqual([0, 1, 2]);
    expect(result.warnings.find(({ code }) => code === "undefined_draws")?.count).toBe(2);
    expect(codes(permuteStatistic(panel, place))).not.toContain("undefined_draws");
  });

  it("sees the same assignments as are listed, each in an array of its own", () => {
    const listed = [...assignments(panel)];
    const seen: Float64Array[] = [];
    permuteStatistic(panel, (p) => seen.push(p.first));
    // The data themselves come first.
    expect(seen.slice(1)).toEqual(listed);
    expect(new Set(listed).size).toBe(5);
    expect(listed.map((first) => first.indexOf(3))).toEqual([0, 1, 2, 3, 4]);
  });
});
