import { describe, expect, it } from "vitest";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { cox } from "../../../src/evaluation/survival/cox.ts";
import {
  kaplanMeier,
  type SurvivalCurve,
  simonMakuch,
} from "../../../src/evaluation/survival/kaplan-meier.ts";
import { logRank, mantelByar } from "../../../src/evaluation/survival/log-rank.ts";
import { small, smallStrata, smallWeights } from "./small.ts";

const spells = makeSpells(small);
const only = (curves: readonly SurvivalCurve[]) => curves[0] as SurvivalCurve;

function near(ours: ArrayLike<number | null>, theirs: readonly (number | null)[], digits = 8): void {
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((value, i) => {
    if (value === null) expect(ours[i]).toBeNull();
    else expect(ours[i]).toBeCloseTo(value, digits);
  });
}

describe("Kaplan–Meier", () => {
  it("agrees with the reference implementation on late entry (survival 3.5.3)", () => {
    const curve = only(kaplanMeier(spells).curves);
    near(curve.time, [1, 2, 3, 4, 5, 6, 7]);
    near(curve.atRisk, [8, 9, 9, 8, 5, 3, 1]);
    near(curve.event, [0, 1, 1, 2, 2, 1, 0]);
    near(curve.censored, [0, 0, 0, 1, 0, 1, 1]);
    near(curve.entered, [8, 1, 1, 0, 0, 0, 0]);
    near(curve.survival, [1, 0.888888889, 0.790123457, 0.592592593, 0.355555556, 0.237037037, 0.237037037]);
    near(curve.se, [0, 0.10475656, 0.131687243, 0.15616186, 0.160109702, 0.144075714, 0.144075714]);
    near(curve.low, [1, 0.7055575015, 0.5699385475, 0.3535451765, 0.1470971126, 0.0720177226, 0.0720177226]);
    near(curve.high, [1, 1, 1, 0.993270462, 0.859430555, 0.780176808, 0.780176808]);
    near(
      curve.cumulativeHazard,
      [0, 0.111111111, 0.222222222, 0.472222222, 0.872222222, 1.205555556, 1.205555556],
    );
    near(
      curve.cumulativeHazardSe,
      [0, 0.111111111, 0.15713484, 0.236519255, 0.368702262, 0.49704373, 0.49704373],
    );
    expect(curve.quantiles.map(({ value }) => value)).toEqual([4, 5, 6]);
    expect(curve.quantiles.map(({ low }) => low)).toEqual([2, 4, 5]);
    expect(curve.quantiles.map(({ high }) => high)).toEqual([null, null, null]);
    expect(curve.restrictedMean.mean).toBeCloseTo(4.86419753086, 10);
    expect(curve.restrictedMean.se).toBeCloseTo(0.531832466248, 10);
  });

  it("intervals by hand on the three scales", () => {
    const two = makeSpells({ stop: [1, 2, 3, 4], event: [1, 0, 1, 0] });
    const at = (interval: "plain" | "log" | "log-log") => {
      const curve = only(kaplanMeier(two, { interval, level: 0.5 }).curves);
      return [curve.low[0], curve.high[0]] as number[];
    };
    const z = 0.6744897501960817;
    const se = Math.sqrt(1 / 12);
    near(at("plain"), [0.75 - z * 0.75 * se, 0.75 + z * 0.75 * se], 12);
    near(at("log"), [0.75 * Math.exp(-z * se), 0.75 * Math.exp(z * se)], 12);
    const hazard = -Math.log(0.75);
    near(at("log-log"), [0.75 ** Math.exp((z * se) / hazard), 0.75 ** Math.exp((-z * se) / hazard)], 12);
  });

  it("has no bounds where survival is 0, nor (log-log) where it is 1", () => {
    const all = makeSpells({ stop: [1, 2, 3], event: [0, 1, 1] });
    const loglog = only(kaplanMeier(all, { interval: "log-log" }).curves);
    expect([loglog.low[0], loglog.high[0]]).toEqual([null, null]);
    const plain = only(kaplanMeier(all, { interval: "plain" }).curves);
    expect([plain.low[2], plain.high[2], plain.se[2]]).toEqual([null, null, null]);
    expect([plain.low[0], plain.high[0]]).toEqual([1, 1]);
  });

  it("takes the middle of a flat step at a quantile", () => {
    const flat = makeSpells({ stop: [1, 2, 3, 6, 8, 9], event: [1, 1, 1, 1, 0, 0] });
    const value = (p: number) => only(kaplanMeier(flat, { probabilities: [p] }).curves).quantiles[0]?.value;
    expect(value(0.5)).toBe((3 + 6) / 2);
    expect(value(0.4)).toBe(3);
    // Flat to the end: the middle of the step that has no fall after it.
    expect(value(4 / 6)).toBe((6 + 9) / 2);
    expect(value(0.9)).toBeNull();
  });

  it("restricts the mean where told", () => {
    const three = makeSpells({ stop: [1, 2, 4], event: [1, 1, 1] });
    const mean = (until: number) => only(kaplanMeier(three, { until }).curves).restrictedMean.mean;
    expect(mean(0.5)).toBe(0.5);
    expect(mean(3)).toBeCloseTo(1 + 2 / 3 + 1 / 3, 12);
    expect(mean(4)).toBeCloseTo(7 / 3, 12);
    const { se } = only(kaplanMeier(three).curves).restrictedMean;
    // Σ area² d/(n(n−d)): area 4/3 after 1, area 2/3 after 2.
    expect(se).toBeCloseTo(Math.sqrt((4 / 3) ** 2 / 6 + (2 / 3) ** 2 / 2), 12);
  });

  it("weights count as rows, groups have their own curve", () => {
    const weighted = only(kaplanMeier(makeSpells({ ...small, weights: smallWeights })).curves);
    near(weighted.atRisk.slice(0, 2), [1 + 2 + 1.5 + 1 + 2 + 1 + 1 + 1, 1 + 2 + 1.5 + 1 + 1 + 2 + 1 + 1 + 1]);
    const { curves, warnings } = kaplanMeier(makeSpells({ ...small, strata: smallStrata }), { by: "strata" });
    expect(curves.map(({ stratum, records }) => [stratum, records])).toEqual([
      [1, 6],
      [2, 7],
    ]);
    expect(curves.map(({ events }) => events)).toEqual([3, 4]);
    expect(warnings).toEqual([]);
    expect(() => kaplanMeier(spells, { by: "strata" })).toThrow(/no strata/);
    expect(() => kaplanMeier(spells, { level: 1 })).toThrow(/level/);
  });

  it("Simon–Makuch moves a plan to the other curve, and warns of a curve that is 0 too early", () => {
    const { curves, call } = simonMakuch(spells);
    expect(call.method).toBe("simon_makuch");
    expect(curves.map(({ stratum }) => stratum)).toEqual([0, 1]);
    // Plan 1 leaves the first curve at 2, when it is twinned, without an event.
    expect(curves[0]?.censored[curves[0].time.indexOf(2)]).toBe(1);
    const early = makeSpells({ start: [0, 3, 3], stop: [2, 5, 6], event: [1, 1, 0] });
    expect(kaplanMeier(early).warnings.map(({ code }) => code)).toEqual(["survival_zero_early"]);
  });
});

describe("log-rank", () => {
  it("by hand: two groups of two", () => {
    const two = makeSpells({ stop: [1, 2, 3, 4], event: [1, 1, 1, 0], covariates: { g: [1, 2, 1, 2] } });
    const result = logRank(two, { by: "g" });
    // Expected in group 1: 2/4 + 1/3 + 1/2.
    expect(result.groups.map(({ observed }) => observed)).toEqual([2, 1]);
    near(
      result.groups.map(({ expected }) => expected),
      [4 / 3, 5 / 3],
      12,
    );
    const variance = 1 / 4 + 2 / 9 + 1 / 4;
    near(result.variance, [variance, -variance, -variance, variance], 12);
    expect(result.chisq).toBeCloseTo((2 / 3) ** 2 / variance, 12);
    expect(result.df).toBe(1);
    expect(result.kind).toBe("log_rank");
    // Peto and Peto: weights 1, 3/4, 2/4.
    const peto = logRank(two, { by: "g", rho: 1 });
    near(
      peto.groups.map(({ observed }) => observed),
      [1.5, 0.75],
      12,
    );
    near(
      peto.groups.map(({ expected }) => expected),
      [1 / 2 + 1 / 4 + 1 / 4, 1 / 2 + 1 / 2 + 1 / 4],
      12,
    );
  });

  it("stratified: the strata add up, and no event is expected across them", () => {
    const stratified = makeSpells({ ...small, strata: smallStrata });
    const result = logRank(stratified);
    expect(result.strata.map(({ stratum }) => stratum)).toEqual([1, 2]);
    for (const { observed, expected } of result.strata) {
      const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      expect(total(expected)).toBeCloseTo(total(observed), 12);
    }
    expect(result.strata[0]?.observed).toEqual([1, 2]);
    expect(logRank(stratified, { strata: false }).chisq).toBeCloseTo(logRank(spells).chisq, 12);
    expect(logRank(stratified, { strata: false }).chisq).not.toBeCloseTo(result.chisq, 3);
  });

  it("with changing status is Mantel and Byar's, the Cox score test with exact ties", () => {
    const result = logRank(spells);
    expect(result.kind).toBe("mantel_byar");
    expect(mantelByar(spells, { ties: "exact" }).stat).toBeCloseTo(result.chisq, 10);
    expect(mantelByar(spells).stat).toBeCloseTo(cox(spells, { covariates: ["twinned"] }).score.stat, 12);
    expect(mantelByar(spells).p).toBeGreaterThan(0.05);
  });

  it("refuses one group, weights, and groups never at risk together", () => {
    expect(() => logRank(makeSpells({ ...small, twinned: small.id.map(() => 0) }))).toThrow(/one group only/);
    expect(() => logRank(makeSpells({ ...small, weights: smallWeights }))).toThrow(/no weights/);
    const apart = makeSpells({
      start: [0, 0, 5, 5],
      stop: [1, 2, 6, 7],
      event: [1, 1, 1, 1],
      covariates: { g: [0, 0, 1, 1] },
    });
    expect(() => logRank(apart, { by: "g" })).toThrow(/never at risk together/);
  });

  it("a group without expected events does not count", () => {
    const third = makeSpells({
      stop: [1, 2, 3, 4, 0.5],
      event: [1, 1, 1, 0, 0],
      covariates: { g: [1, 2, 1, 2, 3] },
    });
    const result = logRank(third, { by: "g" });
    expect(result.df).toBe(1);
    expect(result.groups.map(({ n }) => n)).toEqual([2, 2, 1]);
  });
});
