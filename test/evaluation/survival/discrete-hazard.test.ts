import { describe, expect, it } from "vitest";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { discreteHazard } from "../../../src/evaluation/survival/discrete-hazard.ts";
import { makePersonPeriods, personPeriods } from "../../../src/evaluation/survival/person-periods.ts";

/** Single periods: of 10 plans with x = 0 three have the event, of 8 with x = 1 six. */
const one = (events0: number, n0: number, events1: number, n1: number) =>
  makePersonPeriods({
    period: Array.from({ length: n0 + n1 }, () => 1),
    event: Array.from({ length: n0 + n1 }, (_, i) =>
      i < n0 ? (i < events0 ? 1 : 0) : i - n0 < events1 ? 1 : 0,
    ),
    covariates: { x: Array.from({ length: n0 + n1 }, (_, i) => (i < n0 ? 0 : 1)) },
  });

describe("discrete-time hazard", () => {
  it("logit of a 2 × 2 table by hand: log odds ratio, Woolf's standard error, sandwich, likelihood", () => {
    const rows = one(3, 10, 6, 8);
    const result = discreteHazard(rows, { link: "logit", time: "none" });
    const [, x] = result.terms;
    expect(x?.estimate).toBeCloseTo(Math.log(6 / 2 / (3 / 7)), 9);
    expect(x?.seModel).toBeCloseTo(Math.sqrt(1 / 3 + 1 / 7 + 1 / 6 + 1 / 2), 9);
    // Saturated: the sandwich is the model variance × G/(G − 1).
    expect(x?.se).toBeCloseTo(Math.sqrt((18 / 17) * (1 / 3 + 1 / 7 + 1 / 6 + 1 / 2)), 9);
    expect(x?.z).toBeCloseTo((x?.estimate as number) / (x?.se as number), 12);
    const loglik = 3 * Math.log(0.3) + 7 * Math.log(0.7) + 6 * Math.log(0.75) + 2 * Math.log(0.25);
    expect(result.loglik).toBeCloseTo(loglik, 9);
    expect(result.deviance).toBeCloseTo(-2 * loglik, 9);
    expect(result.aic).toBeCloseTo(4 - 2 * loglik, 9);
    expect([result.n, result.events]).toEqual([18, 9]);
  });

  it("cloglog gives the log ratio of hazards", () => {
    const [intercept, x] = discreteHazard(one(3, 10, 6, 8), { time: "none", level: 0.9 }).terms;
    expect(intercept?.estimate).toBeCloseTo(Math.log(-Math.log(0.7)), 9);
    expect(x?.ratio).toBeCloseTo(Math.log(0.25) / Math.log(0.7), 8);
    expect(x?.high).toBeCloseTo((x?.estimate as number) + 1.6448536269514722 * (x?.se as number), 9);
  });

  it("a weight of 2 is the row twice, and clusters are summed", () => {
    const rows = one(3, 10, 6, 8);
    const weighted = { ...rows, weights: new Float64Array(18).fill(2) };
    const a = discreteHazard(rows, { time: "none", variance: "model" });
    const b = discreteHazard(weighted, { time: "none", variance: "model" });
    expect(b.terms[1]?.estimate).toBeCloseTo(a.terms[1]?.estimate as number, 9);
    expect(b.terms[1]?.se).toBeCloseTo((a.terms[1]?.se as number) / Math.SQRT2, 9);
    const doubled = makePersonPeriods({
      period: Array.from({ length: 36 }, () => 1),
      event: [...rows.event, ...rows.event],
      covariates: { x: [...(rows.covariates[0]?.values ?? []), ...(rows.covariates[0]?.values ?? [])] },
      cluster: Array.from({ length: 36 }, (_, i) => i % 18),
    });
    const c = discreteHazard(doubled, { time: "none" });
    expect(c.terms[1]?.se).toBeCloseTo(discreteHazard(rows, { time: "none" }).terms[1]?.se as number, 9);
    expect(c.warnings.map(({ code }) => code)).toContain("few_clusters");
  });

  const life = personPeriods(
    makeSpells({
      id: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      stop: [2, 2, 3, 3, 3, 4, 4, 5, 5, 4],
      event: [1, 0, 1, 0, 1, 1, 0, 1, 1, 1],
      covariates: { x: [1, 0, 1, 0, 0, 1, 1, 0, 1, 0] },
    }),
  );

  it("leaves out periods that say nothing, and pools late ones", () => {
    const result = discreteHazard(life);
    expect(result.dropped).toMatchObject([{ code: "periods_without_contrast", count: 12, items: [1, 5] }]);
    expect(result.terms.map(({ term }) => term)).toEqual(["(intercept)", "period 3", "period 4", "x"]);
    const pooled = discreteHazard(life, { poolFrom: 4 });
    expect(pooled.dropped).toMatchObject([{ count: 10, items: [1] }]);
    expect(pooled.n).toBe(life.n - 10);
    expect(pooled.terms.map(({ term }) => term)).toEqual(["(intercept)", "period 3", "period 4", "x"]);
    // Without x the dummies reproduce the share with the event in each period.
    const plain = discreteHazard(life, { covariates: [], link: "logit" });
    expect(plain.terms[1]?.estimate).toBeCloseTo(Math.log(2 / 6) - Math.log(1 / 9), 9);
  });

  it("other forms of time", () => {
    expect(discreteHazard(life, { time: "linear" }).terms.map(({ term }) => term)).toEqual([
      "(intercept)",
      "period",
      "x",
    ]);
    expect(discreteHazard(life, { time: "log" }).terms[1]?.term).toBe("log(period)");
    expect(discreteHazard(life, { time: "linear" }).n).toBe(life.n);
    const early = makePersonPeriods({ period: [0, 0], event: [0, 1] });
    expect(() => discreteHazard(early, { time: "log" })).toThrow(/not above 0/);
  });

  it("names what is collinear and what separates", () => {
    const rows = one(3, 10, 6, 8);
    const x = rows.covariates[0]?.values as Float64Array;
    const more = { ...rows, covariates: [...rows.covariates, { name: "y", values: x.map((v) => 1 - v) }] };
    const result = discreteHazard(more, { time: "none" });
    expect(result.terms[2]).toMatchObject({ term: "y", estimate: null, se: null });
    expect(result.warnings.find(({ code }) => code === "rank_deficient")?.items).toEqual(["y"]);
    expect(result.aic).toBeCloseTo(result.deviance + 4, 9);
    for (const link of ["logit", "cloglog"] as const) {
      const apart = discreteHazard(one(0, 10, 6, 8), { link, time: "none" });
      expect(apart.warnings.find(({ code }) => code === "separation")?.items).toContain("x");
    }
    expect(discreteHazard(rows, { time: "none" }).warnings.map(({ code }) => code)).not.toContain(
      "separation",
    );
  });

  it("Firth: a saturated table gets half an event more in each cell, also an empty one", () => {
    const result = discreteHazard(one(0, 10, 6, 8), { firth: true, time: "none" });
    const [intercept, x] = result.terms;
    expect(intercept?.estimate).toBeCloseTo(Math.log(0.5 / 10.5), 7);
    expect(x?.estimate).toBeCloseTo(Math.log(6.5 / 2.5) - Math.log(0.5 / 10.5), 7);
    expect(x?.low).toBeGreaterThan(0);
    expect(x?.high).toBeGreaterThan(x?.estimate as number);
    expect(x?.p).toBeLessThan(0.05);
    expect(result.aic).toBeNull();
    const p0 = 0.5 / 11;
    const p1 = 6.5 / 9;
    const loglik = 10 * Math.log(1 - p0) + 6 * Math.log(p1) + 2 * Math.log(1 - p1);
    expect(result.loglik).toBeCloseTo(loglik, 7);
    // det X′WX of the saturated model: the product of the two binomial variances.
    const penalty = Math.log(10 * p0 * (1 - p0) * 8 * p1 * (1 - p1)) / 2;
    expect(result.penalisedLoglik).toBeCloseTo(loglik + penalty, 7);
  });

  it("refuses what it cannot do", () => {
    expect(() => discreteHazard(makeSpells({ stop: [2], event: [1] }))).toThrow(/spans 0 to 2/);
    expect(() => discreteHazard(one(0, 3, 0, 3), { time: "none" })).toThrow(/No row has an event/);
    expect(() => discreteHazard(one(3, 3, 3, 3), { time: "none" })).toThrow(/Every row has an event/);
    expect(() => discreteHazard(one(1, 3, 2, 3), { firth: true, link: "cloglog" })).toThrow(
      /made for the logit/,
    );
    expect(() => discreteHazard(one(1, 3, 2, 3), { firth: true, variance: "cluster" })).toThrow(
      /no robust variance/,
    );
    expect(() => discreteHazard(one(1, 3, 2, 3), { time: "none", maxIterations: 1 })).toThrow(
      /no maximum in 1/,
    );
    const single = makePersonPeriods({
      period: [1, 1, 1],
      event: [0, 1, 0],
      cluster: [1, 1, 1],
      covariates: { x: [0, 1, 2] },
    });
    expect(() => discreteHazard(single, { time: "none" })).toThrow(/one cluster only/);
    const apart = makePersonPeriods({ period: [1, 2], event: [0, 1] });
    expect(() => discreteHazard(apart)).toThrow(/none or all rows/);
  });
});
