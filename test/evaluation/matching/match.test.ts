import { describe, expect, it } from "vitest";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import {
  matchedDifference,
  matchedPanel,
  matchedUnits,
  outcomeTrajectory,
} from "../../../src/evaluation/matching/comparison.ts";
import { match } from "../../../src/evaluation/matching/match.ts";
import type { MatchOptions, MatchUnits } from "../../../src/evaluation/matching/types.ts";

/** Two treated, four controls, one covariate. */
const line: MatchUnits = {
  unit: ["t1", "t2", "c1", "c2", "c3", "c4"],
  treated: [1, 1, 0, 0, 0, 0],
  covariates: { x: [3, 5, 0, 2, 4, 9] },
};
const pairsOf = (units: MatchUnits, options: MatchOptions) =>
  match(units, options).pairs.map(({ treated, control }) => `${treated}-${control}`);

/** A larger sample with overlap. */
function sample(n = 60): MatchUnits & { covariates: { x: number[]; z: number[]; kind: string[] } } {
  const random = seeded(21);
  const x = Array.from({ length: n }, () => random.normal());
  const z = Array.from({ length: n }, () => random.normal());
  const kind = Array.from({ length: n }, () => ["red", "green", "blue"][random.integer(3)] as string);
  const treated = x.map((value) => (value + random.normal() > 0.8 ? 1 : 0));
  return { unit: x.map((_, i) => `u${i}`), treated, covariates: { x, z, kind } };
}

describe("greedy matching", () => {
  it("takes the nearest free control; of equally near ones the first", () => {
    // t1 at 3 has c2 and c3 equally near; t2 at 5 is left with c3.
    expect(pairsOf(line, { distance: "mahalanobis" })).toEqual(["t1-c2", "t2-c3"]);
  });

  it("lets the largest score choose first unless told otherwise", () => {
    const units = { ...line, covariates: { x: [3, 3.9, 0, 1, 3.8, 2] } };
    expect(pairsOf(units, { distance: "mahalanobis", order: "data" })).toEqual(["t1-c3", "t2-c4"]);
    const sign = (match(units).propensity?.coef[1]?.value ?? 0) > 0;
    const order = sign ? "largest" : "smallest";
    expect(pairsOf(units, { distance: "mahalanobis", order })[0]).toBe("t2-c3");
    expect(match(units).call.options).toMatchObject({ order: "largest", ratio: 1, replace: false });
  });

  it("gives further controls in rounds, and says when they run out", () => {
    const result = match(line, { distance: "mahalanobis", ratio: 3 });
    expect(result.pairs.map(({ control }) => control)).toEqual(["c2", "c3", "c1", "c4"]);
    expect(result.warnings.find(({ code }) => code === "fewer_controls")?.count).toBe(2);
  });

  it("with replacement a control serves several, and its weight says so", () => {
    const units = { ...line, covariates: { x: [3, 4.1, 0, 2.8, 9, 9.5] } };
    const result = match(units, { distance: "mahalanobis", replace: true, ratio: 1 });
    expect(result.pairs.map(({ control }) => control)).toEqual(["c2", "c2"]);
    expect([...result.weights]).toEqual([1, 1, 0, 1, 0, 0]);
    const two = match(units, { distance: "mahalanobis", replace: true, ratio: 2 });
    expect(
      new Set(two.pairs.filter(({ treated }) => treated === "t1").map(({ control }) => control)).size,
    ).toBe(2);
    expect(two.weights.reduce((a, w, i) => a + (i > 1 ? w : 0), 0)).toBeCloseTo(
      two.counts.matched.control,
      12,
    );
  });

  it("shares a treated unit's weight among its controls", () => {
    const units: MatchUnits = {
      unit: ["t1", "t2", "c1", "c2", "c3"],
      treated: [1, 1, 0, 0, 0],
      covariates: { x: [1, 10, 1, 2, 10] },
    };
    const result = match(units, { distance: "mahalanobis", ratio: 2 });
    // t1: c1 and c2; t2: c3 alone. Shares ½, ½, 1, scaled to three controls.
    expect([...result.weights]).toEqual([1, 1, 0.75, 0.75, 1.5]);
    expect(result.counts.matchedEffective.control).toBeCloseTo(9 / (2 * 0.5625 + 2.25), 12);
  });

  it("matches within strata only and names the treated left over", () => {
    const result = match({ ...line, exact: ["a", "b", "a", "a", "a", "a"] }, { distance: "mahalanobis" });
    expect(result.pairs.map(({ treated }) => treated)).toEqual(["t1"]);
    expect(result.dropped).toMatchObject([{ code: "treated_unmatched", count: 1, items: ["t2"] }]);
    expect(() => match({ ...line, exact: ["p", "q", "a", "a", "a", "a"] })).toThrow(/may be matched/);
  });

  it("keeps pairs within the caliper, in standard deviations of the score", () => {
    const units = sample();
    const all = match(units);
    const scores = all.propensity?.scores as Float64Array;
    const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
    const sd = Math.sqrt(scores.reduce((a, b) => a + (b - mean) ** 2, 0) / (scores.length - 1));
    const score = new Map(all.units.map((unit, i) => [unit, scores[i] as number]));
    for (const distance of ["propensity", "mahalanobis"] as const) {
      const near = match(units, { caliper: 0.1, distance });
      expect(near.pairs.length).toBeGreaterThan(0);
      expect(near.pairs.length).toBeLessThan(all.pairs.length);
      for (const { treated, control } of near.pairs)
        expect(Math.abs((score.get(treated) as number) - (score.get(control) as number))).toBeLessThanOrEqual(
          0.1 * sd,
        );
    }
  });

  it("reproduces the search that compares whole numbers when asked: the next lower score", () => {
    const units = sample();
    const faulty = match(units, { search: "matchit_4_5_1" });
    const right = match(units);
    const distance = (result: typeof right) => result.pairs.reduce((a, pair) => a + pair.distance, 0);
    expect(distance(faulty)).toBeGreaterThanOrEqual(distance(right));
    expect(match(units, { search: "matchit_4_5_1", caliper: 1e-6 }).pairs).toEqual(faulty.pairs);
    const scores = new Map(faulty.units.map((unit, i) => [unit, faulty.propensity?.scores[i] as number]));
    const [first] = faulty.pairs;
    const lower = faulty.units.filter(
      (unit, i) =>
        !faulty.treated[i] && (scores.get(unit) as number) <= (scores.get(first?.treated ?? "") as number),
    );
    expect(scores.get(first?.control ?? "")).toBe(
      Math.max(...lower.map((unit) => scores.get(unit) as number)),
    );
  });

  it("draws a random order from the generator given", () => {
    const units = sample();
    const run = (seed: number) => pairsOf(units, { order: "random", random: seeded(seed) });
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    expect(() => match(units, { order: "random" })).toThrow(/seeded generator/);
  });
});

describe("propensity score", () => {
  it("solves the score equations, with the first category as the reference", () => {
    const units = sample();
    const result = match(units);
    const scores = result.propensity?.scores as Float64Array;
    const residual = Array.from(scores, (p, i) => (result.treated[i] as number) - p);
    const along = (values: readonly number[]) =>
      values.reduce((a, x, i) => a + x * (residual[i] as number), 0);
    expect(along(units.covariates.x)).toBeCloseTo(0, 8);
    expect(along(residual.map(() => 1))).toBeCloseTo(0, 8);
    expect(along(units.covariates.kind.map((kind) => (kind === "green" ? 1 : 0)))).toBeCloseTo(0, 8);
    expect(result.propensity?.coef.map(({ name }) => name)).toEqual([
      "(Intercept)",
      "x",
      "z",
      "kindgreen",
      "kindred",
    ]);
    expect(result.propensity?.separated).toBe(false);
    expect(result.propensity?.logOdds[3]).toBeCloseTo(
      Math.log((scores[3] as number) / (1 - (scores[3] as number))),
      10,
    );
  });

  it("on log odds distances are those of the log odds", () => {
    const result = match(sample(), { scale: "log_odds" });
    const odds = new Map(result.units.map((unit, i) => [unit, result.propensity?.logOdds[i] as number]));
    for (const { treated, control, distance } of result.pairs)
      expect(distance).toBeCloseTo(
        Math.abs((odds.get(treated) as number) - (odds.get(control) as number)),
        12,
      );
  });

  it("notices separation and collinear covariates", () => {
    const apart = match({ ...line, covariates: { x: [10, 11, 1, 2, 3, 4] } });
    expect(apart.propensity?.separated).toBe(true);
    expect(apart.warnings.map(({ code }) => code)).toContain("separation");
    const { x } = sample().covariates;
    const twice = match({ ...sample(), covariates: { x, double: x.map((value) => 2 * value + 1) } });
    expect(twice.warnings.find(({ code }) => code === "collinear")?.items).toEqual(["double"]);
    expect(twice.pairs).toEqual(match({ ...sample(), covariates: { x } }).pairs);
  });
});

describe("Mahalanobis distance", () => {
  it("is in standard deviations within groups for one covariate", () => {
    const [pair] = match(line, { distance: "mahalanobis" }).pairs;
    // Deviations from group means 4 and 3.75: squares 2 and 44.75, divisor 5.
    expect(pair?.distance).toBeCloseTo(1 / Math.sqrt((2 + 44.75) / 5), 10);
  });

  it("does not change with the units of measurement or with a copy of a covariate", () => {
    const { x, z, kind } = sample().covariates;
    const plain = match({ ...sample(), covariates: { x, z, kind } }, { distance: "mahalanobis" });
    const scaled = match(
      { ...sample(), covariates: { x: x.map((v) => 1e6 * v - 3), z, kind } },
      { distance: "mahalanobis" },
    );
    expect(scaled.pairs.map(({ control }) => control)).toEqual(plain.pairs.map(({ control }) => control));
    expect(scaled.pairs[0]?.distance).toBeCloseTo(plain.pairs[0]?.distance ?? 0, 8);
    const copied = match({ ...sample(), covariates: { x, z, kind, again: z } }, { distance: "mahalanobis" });
    expect(copied.pairs[0]?.distance).toBeCloseTo(plain.pairs[0]?.distance ?? 0, 8);
  });
});

describe("balance", () => {
  it("by hand: before and after, binary and not", () => {
    const units: MatchUnits = {
      unit: ["t1", "t2", "c1", "c2", "c3"],
      treated: [1, 1, 0, 0, 0],
      covariates: { x: [1, 3, 1, 3, 8], b: [1, 0, 0, 0, 0] },
    };
    const { balance, counts } = match(units, { distance: "mahalanobis" });
    const [x, b] = balance.all;
    expect(x).toMatchObject({ name: "x", meanTreated: 2, meanControl: 4 });
    expect(x?.smd).toBeCloseTo(-2 / Math.SQRT2, 12);
    expect(x?.varianceRatio).toBeCloseTo(2 / 13, 12);
    // Distribution functions at 1, 3, 8: ½, 1, 1 against ⅓, ⅔, 1.
    expect(x?.ecdfMean).toBeCloseTo((1 / 6 + 1 / 3) / 3, 12);
    expect(x?.ecdfMax).toBeCloseTo(1 / 3, 12);
    expect(b).toMatchObject({ smd: 1, varianceRatio: null, ecdfMean: 0.5, ecdfMax: 0.5 });
    const [after] = balance.matched;
    expect(after?.meanControl).toBe(2);
    expect(after?.smd).toBe(0);
    expect(after?.ecdfMax).toBeCloseTo(0, 12);
    expect(counts).toMatchObject({
      all: { control: 3, treated: 2 },
      matched: { control: 2, treated: 2 },
      unmatched: { control: 1, treated: 0 },
    });
  });

  it("scales by both groups where the treated do not vary, and not at all where nobody does", () => {
    const result = match(
      {
        ...line,
        covariates: { x: line.covariates.x as number[], same: [2, 2, 1, 2, 3, 4], one: [1, 1, 1, 1, 1, 1] },
      },
      { distance: "mahalanobis" },
    );
    const variance = (1.5 ** 2 + 0.5 ** 2 + 0.5 ** 2 + 1.5 ** 2) / 3;
    expect(result.balance.all[1]?.smd).toBeCloseTo(-0.5 / Math.sqrt(variance / 2), 12);
    expect(result.balance.all[2]?.smd).toBeNull();
  });

  it("warns of what matching could not even out", () => {
    const result = match({ ...line, covariates: { x: [20, 21, 1, 2, 3, 4] } }, { distance: "mahalanobis" });
    expect(result.warnings.find(({ code }) => code === "unbalanced_covariates")?.items).toEqual(["x"]);
    expect(result.warnings.find(({ code }) => code === "few_treated")?.count).toBe(2);
  });
});

describe("comparison group", () => {
  const panel = makePanel({
    unit: ["t1", "t1", "t1", "c1", "c1", "c1", "c2", "c2", "c2", "x", "x", "x"],
    time: [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3],
    outcome: [1, 3, 9, 2, 4, 5, 0, 0, 1, 7, null, 2],
    firstTreated: [3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  });

  it("describes where units stood before", () => {
    const rows = outcomeTrajectory(panel, 3);
    expect(rows.find(({ unit }) => unit === "t1")).toEqual({
      unit: "t1",
      level: 2,
      slope: 2,
      observations: 2,
    });
    expect(rows.find(({ unit }) => unit === "x")).toEqual({
      unit: "x",
      level: 7,
      slope: null,
      observations: 1,
    });
    expect(outcomeTrajectory(panel, 1)[0]).toMatchObject({ level: null, slope: null, observations: 0 });
  });

  it("restricts a panel to the matched, and compares outcomes by weight", () => {
    const rows = outcomeTrajectory(panel, 3).filter(({ slope }) => slope !== null);
    const units: MatchUnits = {
      unit: rows.map(({ unit }) => unit),
      treated: rows.map(({ unit }) => (unit === "t1" ? 1 : 0)),
      covariates: { level: rows.map(({ level }) => level), slope: rows.map(({ slope }) => slope) },
    };
    const result = match(units, { distance: "mahalanobis" });
    expect(matchedUnits(result)).toEqual(["c1", "t1"]);
    expect(matchedPanel(panel, result).units).toEqual(["c1", "t1"]);
    expect(matchedDifference(result, (unit) => (unit === "t1" ? 9 : 5))).toBe(4);
    expect(() => matchedPanel({ ...panel, units: ["p", "q", "r", "s"] }, result)).toThrow(
      /None of the matched/,
    );
  });
});

describe("input", () => {
  it("leaves out units with a gap and says which; changes nothing", () => {
    const units: MatchUnits = { ...line, covariates: { x: [3, 5, 0, 2, null, 9] } };
    const copy = structuredClone(units);
    const result = match(units, { distance: "mahalanobis" });
    expect(units).toEqual(copy);
    expect(result.dropped).toMatchObject([{ code: "units_without_covariate", items: ["c3"] }]);
    expect(result.used).toMatchObject({ units: 5, treated: 2, never: 3 });
  });

  it("refuses faulty columns and options", () => {
    expect(() => match({ ...line, treated: [1, 0] })).toThrow(/treated has 2 entries/);
    expect(() => match({ ...line, covariates: {} })).toThrow(/at least one covariate/);
    expect(() => match({ ...line, unit: ["t1", "t1", "c1", "c2", "c3", "c4"] })).toThrow(/occurs twice/);
    expect(() => match({ ...line, treated: [0, 0, 0, 0, 0, 0] })).toThrow(/treated units and controls/);
    expect(() => match(line, { ratio: 1.5 })).toThrow(/ratio is 1.5/);
    expect(() => match(line, { caliper: 0 })).toThrow(/caliper is 0/);
  });
});
