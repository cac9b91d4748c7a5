import { describe, expect, it } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { placeboEach } from "../../../src/evaluation/synthetic/placebo-each.ts";
import { choices, drawSubset, subsets } from "../../../src/evaluation/synthetic/subsets.ts";
import { syntheticControl } from "../../../src/evaluation/synthetic/synthetic-control.ts";
import { syntheticDid } from "../../../src/evaluation/synthetic/synthetic-did.ts";

/** Rows by unit; first treated times. */
function panelOf(
  rows: Record<string, number[]>,
  first: Record<string, number>,
  extra: Record<string, number> = {},
): Panel {
  const unit: string[] = [];
  const time: number[] = [];
  const outcome: number[] = [];
  const size: number[] = [];
  for (const [name, values] of Object.entries(rows)) {
    values.forEach((value, s) => {
      unit.push(name);
      time.push(2000 + s);
      outcome.push(value);
      size.push(extra[name] ?? 0);
    });
  }
  return makePanel({
    unit,
    time,
    outcome,
    firstTreated: unit.map((name) => first[name] ?? 0),
    ...(Object.keys(extra).length > 0 ? { covariates: { size } } : {}),
  });
}

const simple = () =>
  panelOf(
    { a: [1, 2, 4, 5, 3], b: [3, 1, 2, 2, 6], c: [0, 4, 1, 7, 2], t: [2, 1.5, 3, 13.5, 14.5] },
    { t: 2003 },
  );

function noisy(n: number, treated: Record<number, number>, effect: number, seed = 4): Panel {
  const random = seeded(seed);
  const rows: Record<string, number[]> = {};
  const first: Record<string, number> = {};
  for (let i = 0; i < n; i++) {
    const level = random.normal();
    const start = treated[i];
    if (start) first[`u${i}`] = start;
    rows[`u${i}`] = Array.from(
      { length: 10 },
      (_, s) => level + random.normal() + (start && 2000 + s >= start ? effect : 0),
    );
  }
  return panelOf(rows, first);
}

describe("synthetic control", () => {
  it("recovers the weights and the effect where the treated unit is a mixture", () => {
    // t = (a + b)/2 before and 10 more than that after.
    const result = syntheticDid(simple(), { method: "sc", inference: "none" });
    const weights = Object.fromEntries((result.cohorts[0]?.omega ?? []).map(({ unit, w }) => [unit, w]));
    expect(weights.a).toBeCloseTo(0.5, 4);
    expect(weights.b).toBeCloseTo(0.5, 4);
    expect(weights.c).toBeCloseTo(0, 4);
    expect(result.estimate).toBeCloseTo(10, 3);
    expect(result.cohorts[0]?.rmspeBefore).toBeLessThan(1e-3);
    expect(result.cohorts[0]).toMatchObject({ n0: 3, n1: 1, t0: 3, t1: 2, cohort: 2003, units: ["t"] });
    expect(result.inference).toMatchObject({ se: null, p: null });
  });

  it("plain difference-in-differences is the difference of mean changes", () => {
    const result = syntheticDid(simple(), { method: "did", inference: "none" });
    const change = (before: number[], after: number[]) =>
      after.reduce((x, y) => x + y) / 2 - before.reduce((x, y) => x + y) / 3;
    const controls = (change([1, 2, 4], [5, 3]) + change([3, 1, 2], [2, 6]) + change([0, 4, 1], [7, 2])) / 3;
    expect(result.estimate).toBeCloseTo(change([2, 1.5, 3], [13.5, 14.5]) - controls, 12);
    expect(result.cohorts[0]?.omegaObjective).toBeNull();
    expect(result.cohorts[0]?.lambda.map(({ w }) => w)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it("uses predictors: with the outcome itself it reaches the least loss, with one covariate it matches that", () => {
    const panel = panelOf(
      { a: [1, 2, 4, 5, 3], b: [3, 1, 2, 2, 6], c: [0, 4, 1, 7, 2], t: [2, 1.5, 3, 13.5, 14.5] },
      { t: 2003 },
      { a: 10, b: 20, c: 40, t: 15 },
    );
    const times = [2000, 2001, 2002];
    const result = syntheticControl(panel, {
      predictors: times.map((time) => ({ variable: "outcome", times: [time] })),
    });
    expect(result.loss).toBeLessThan(result.leastLoss + 1e-6);
    expect(result.estimate).toBeCloseTo(10, 2);
    expect(result.placebo).toMatchObject({ p: 0.25, smallestP: 0.25 });
    expect(result.importance.reduce((x, { v }) => x + v, 0)).toBeCloseTo(1, 12);
    const one = syntheticControl(panel, {
      predictors: [{ variable: "size" }],
      importance: "equal",
      placebos: false,
    });
    const matched = one.fit.omega.reduce((x, { unit, w }) => x + w * ({ a: 10, b: 20, c: 40 }[unit] ?? 0), 0);
    expect(matched).toBeCloseTo(15, 3);
    expect(one.placebo).toBeNull();
    expect(one.loss).toBeGreaterThanOrEqual(one.leastLoss - 1e-9);
  });

  it("refuses predictors it cannot use", () => {
    const ask = (predictors: { variable: string; times?: number[] }[], more = {}) =>
      syntheticControl(simple(), { predictors, ...more });
    expect(() => ask([])).toThrow(/no predictor/);
    expect(() => ask([{ variable: "size" }])).toThrow(/no covariate size/);
    expect(() => ask([{ variable: "outcome", times: [2003] }])).toThrow(/not before treatment/);
    expect(() => ask([{ variable: "outcome" }], { importance: [1, 2] })).toThrow(/importance/);
    expect(() => ask([{ variable: "outcome" }], { cohort: 2001 })).toThrow(/no cohort 2001/);
  });
});

describe("synthetic difference-in-differences", () => {
  it("does not change when every unit gets a level and every time a shift of its own", () => {
    const panel = noisy(12, { 3: 2006, 7: 2006 }, 2);
    const moved = {
      ...panel,
      outcome: panel.outcome.map((y, at) => y + 5 * Math.floor(at / 10) + (at % 10) ** 2),
    };
    const options = { inference: "none" } as const;
    // The noise level, and with it the penalty, sees the shifts of time: compare the estimate without weights.
    expect(syntheticDid(moved, { ...options, method: "did" }).estimate).toBeCloseTo(
      syntheticDid(panel, { ...options, method: "did" }).estimate,
      10,
    );
    const levels = { ...panel, outcome: panel.outcome.map((y, at) => y + 5 * Math.floor(at / 10)) };
    expect(syntheticDid(levels, options).estimate).toBeCloseTo(syntheticDid(panel, options).estimate, 8);
  });

  it("scales with the outcome, with weights unchanged", () => {
    const panel = noisy(12, { 3: 2006, 7: 2006 }, 2);
    const scaled = { ...panel, outcome: panel.outcome.map((y) => 100 * y) };
    const [one, hundred] = [panel, scaled].map((p) => syntheticDid(p, { inference: "none" }));
    expect(hundred?.estimate).toBeCloseTo(100 * (one?.estimate ?? 0), 6);
    expect(hundred?.cohorts[0]?.omega[0]?.w).toBeCloseTo(one?.cohorts[0]?.omega[0]?.w ?? -1, 8);
  });

  it("takes the noise from first differences before treatment", () => {
    const fit = syntheticDid(simple(), { inference: "none" }).cohorts[0];
    const differences = [1, 2, -2, 1, 4, -3];
    const mean = differences.reduce((x, y) => x + y) / 6;
    const sd = Math.sqrt(differences.reduce((x, y) => x + (y - mean) ** 2, 0) / 5);
    expect(fit?.noise).toBeCloseTo(sd, 12);
    expect(fit?.zetaOmega).toBeCloseTo(2 ** 0.25 * sd, 12);
    expect(fit?.zetaLambda).toBeCloseTo(1e-6 * sd, 16);
  });

  it("weights cohorts by treated unit-times", () => {
    const result = syntheticDid(noisy(14, { 2: 2004, 5: 2004, 9: 2008 }, 1), { inference: "none" });
    expect(result.cohorts.map(({ weight }) => weight)).toEqual([12 / 14, 2 / 14]);
    const total = result.cohorts.reduce((x, { weight, estimate }) => x + weight * estimate, 0);
    expect(result.estimate).toBeCloseTo(total, 12);
  });

  it("uses all placebos where they can be listed, and says which p is the smallest", () => {
    const panel = noisy(9, { 4: 2005 }, 30);
    const result = syntheticDid(panel);
    expect(result.placebo).toMatchObject({ exact: true, smallestP: 1 / 9 });
    expect(result.placebo?.estimates).toHaveLength(8);
    expect(result.inference.p).toBeCloseTo(1 / 9, 12);
    expect(result.warnings.map(({ code }) => code)).toContain("placebo_resolution");
    const [each] = placeboEach(panel);
    expect([...(result.placebo?.estimates ?? [])].sort()).toEqual(
      each?.rows.map(({ estimate }) => estimate).sort(),
    );
    expect(each?.p).toBeCloseTo(1 / 9, 12);
    expect(each?.ratioP).toBeCloseTo(1 / 9, 12);
    expect(result.inference.se).toBeCloseTo(each?.sd ?? 0, 12);
    expect((result.inference.high ?? 0) - result.estimate).toBeCloseTo(
      1.959963984540054 * (each?.sd ?? 0),
      10,
    );
  });

  it("draws placebos from the generator given: same seed, same bits; none without one", () => {
    const panel = noisy(14, { 2: 2004, 5: 2004, 9: 2008 }, 1);
    const run = (seed: number) => syntheticDid(panel, { draws: 15, random: seeded(seed) });
    expect(run(1).placebo?.estimates).toEqual(run(1).placebo?.estimates);
    expect(run(1).placebo?.estimates).not.toEqual(run(2).placebo?.estimates);
    expect(run(1).placebo?.exact).toBe(false);
    expect(() => syntheticDid(panel, { draws: 15 })).toThrow(/seeded generator/);
  });

  it("jackknife: by hand for plain difference-in-differences, none for a cohort of one", () => {
    const panel = noisy(9, { 4: 2005, 6: 2005 }, 1);
    const changes = panel.units.map((_, i) => {
      const row = panel.outcome.subarray(i * 10, i * 10 + 10);
      const mean = (x: Float64Array) => x.reduce((a, b) => a + b, 0) / x.length;
      return mean(row.subarray(5)) - mean(row.subarray(0, 5));
    });
    const did = (keep: (i: number) => boolean) => {
      const group = (treated: boolean) =>
        changes.filter((_, i) => keep(i) && (panel.first[i] === 2005) === treated);
      const mean = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length;
      return mean(group(true)) - mean(group(false));
    };
    const left = changes.map((_, out) => did((i) => i !== out));
    const middle = left.reduce((a, b) => a + b, 0) / 9;
    const expected = Math.sqrt((8 / 9) * left.reduce((a, b) => a + (b - middle) ** 2, 0));
    const result = syntheticDid(panel, { method: "did", inference: "jackknife" });
    expect(result.inference.se).toBeCloseTo(expected, 12);
    expect(result.warnings.map(({ code }) => code)).toContain("jackknife_optimistic");
    const single = syntheticDid(noisy(9, { 4: 2005 }, 1), { inference: "jackknife" });
    expect(single.inference.se).toBeNull();
    expect(single.warnings.map(({ code }) => code)).toContain("one_unit_cohort");
  });

  it("leaves out units with gaps, units treated from the start and cohorts seen once before; changes nothing", () => {
    const rows = {
      a: [1, 2, 3, 4],
      b: [2, 1, 2, 1],
      c: [0, 1, 0, 3],
      g: [1, Number.NaN, 1, 1],
      s: [1, 1, 1, 1],
      k: [1, 2, 1, 2],
      t: [1, 2, 4, 9],
    };
    const panel = panelOf(rows, { s: 2000, k: 2001, t: 2002 });
    const before = panel.outcome.slice();
    const result = syntheticDid(panel, { inference: "none" });
    expect(result.dropped.map(({ code, items }) => [code, items])).toEqual([
      ["rows_without_value", ["outcome"]],
      ["incomplete_units", ["g"]],
      ["always_treated", ["s"]],
      ["short_before", ["k"]],
    ]);
    expect(result.cohorts).toHaveLength(1);
    expect(panel.outcome).toEqual(before);
  });

  it("says what is missing", () => {
    const everyone = panelOf({ a: [1, 2, 3], b: [2, 3, 4] }, { a: 2002, b: 2002 });
    expect(() => syntheticDid(everyone)).toThrow(/never-treated/);
    const nobody = panelOf({ a: [1, 2, 3], b: [2, 3, 4] }, {});
    expect(() => syntheticDid(nobody)).toThrow(/No cohort is left/);
    const two = panelOf({ a: [1, 2, 3], b: [2, 3, 4], t: [1, 2, 5] }, { t: 2002 });
    expect(() => syntheticDid(two)).toThrow(/two controls more/);
    expect(() => syntheticDid(two, { draws: 0 })).toThrow(/draws/);
  });
});

describe("subsets", () => {
  it("lists each once, in order", () => {
    expect([...subsets(4, 2)]).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect([...subsets(2, 3)]).toEqual([]);
    expect(choices(17, 3)).toBe(680);
    expect(choices(400, 200)).toBe(Number.POSITIVE_INFINITY);
  });

  it("draws distinct members, all equally often", () => {
    const random = seeded(9);
    const seen = new Array(5).fill(0);
    for (let b = 0; b < 4000; b++) {
      const drawn = drawSubset(5, 2, random);
      expect(new Set(drawn).size).toBe(2);
      for (const j of drawn) seen[j]++;
    }
    for (const count of seen) expect(Math.abs(count - 1600)).toBeLessThan(130);
  });
});
