import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { type CoxResult, cox, coxFit } from "../../../src/evaluation/survival/cox.ts";
import { coxBaseline } from "../../../src/evaluation/survival/cox-baseline.ts";
import {
  dfbetaResiduals,
  martingaleResiduals,
  schoenfeldResiduals,
  scoreResiduals,
} from "../../../src/evaluation/survival/cox-residuals.ts";
import { coxZph } from "../../../src/evaluation/survival/cox-zph.ts";
import { small, smallClusters, smallStrata, smallWeights } from "./small.ts";

const spells = makeSpells(small);
const codes = (result: CoxResult) => result.warnings.map(({ code }) => code);

function near(ours: ArrayLike<number | null | undefined>, theirs: readonly number[], digits = 9): void {
  expect(ours.length).toBe(theirs.length);
  theirs.forEach((value, i) => {
    expect(ours[i]).toBeCloseTo(value, digits);
  });
}

const summary = (result: CoxResult) => [
  ...result.terms.map(({ coef }) => coef),
  ...result.terms.map(({ se }) => se),
  result.loglikNull,
  result.loglik,
  result.score.stat,
  result.concordance?.c,
  result.concordance?.se,
];

// Reference numbers by survival 3.5.3 under R 4.2.2.
describe("Cox on counting rows against the reference implementation", () => {
  it("Efron's and Breslow's ties", () => {
    near(
      summary(cox(spells)),
      [
        0.0889807925431, -0.7893193735868, 0.8213765680717, 0.6187189233047, -12.5141454076297,
        -11.6676116411931, 1.7152826830452, 0.6944444444444, 0.1113038451868,
      ],
      9,
    );
    near(
      summary(cox(spells, { ties: "breslow" })),
      [
        -0.0060119379457, -0.7770106048699, 0.82636493524, 0.6167418049291, -12.8708203515684,
        -12.0506068728526, 1.664912338226, 0.6944444444444, 0.1113038451868,
      ],
      9,
    );
  });

  it("weights, strata and clusters together", () => {
    const rich = makeSpells({ ...small, strata: smallStrata, weights: smallWeights, cluster: smallClusters });
    const result = cox(rich, { variance: "cluster" });
    near(
      [
        ...result.terms.map(({ coef }) => coef),
        ...result.terms.map(({ se }) => se),
        ...result.terms.map(({ seModel }) => seModel),
        result.loglikNull,
        result.loglik,
        result.concordance?.c,
        result.concordance?.se,
      ],
      [
        -0.739471929016, -1.562540759424, 0.387037812451, 0.797274880869, 1.183504931173, 0.886434527907,
        -10.923481258194, -8.072255813143, 0.836734693878, 0.130867681527,
      ],
      9,
    );
    expect(result.used.clusters).toBe(5);
    expect(codes(result)).toContain("few_clusters");
  });

  it("proportionality test on four scales of time", () => {
    const fit = coxFit(spells);
    const chisq = (transform: "km" | "rank" | "log" | "identity") =>
      coxZph(fit, { transform }).map((row) => row.chisq);
    near(chisq("km"), [0.465484004548, 0.182260029507, 1.006163112708]);
    near(chisq("rank"), [0.82444982356168, 0.00286722268883, 0.90859151387408]);
    near(chisq("log"), [0.783975358060922, 0.000468867554816, 0.813418293962082]);
    near(chisq("identity"), [0.7014477443064, 0.00990984746149, 0.81843005830478]);
    const rows = coxZph(fit, { terms: { both: ["twinned", "x"] } });
    expect(rows.map(({ term, df }) => [term, df])).toEqual([
      ["both", 2],
      ["GLOBAL", 2],
    ]);
    expect(rows[0]?.chisq).toBeCloseTo(rows[1]?.chisq as number, 12);
    expect(rows[1]?.p).toBeCloseTo(0.604664478153, 9);
  });

  it("martingale, score and Schoenfeld residuals", () => {
    const fit = coxFit(spells);
    near(
      martingaleResiduals(fit),
      [
        -0.0827057738286, 0.4632123615287, 0.4880788196462, 0, 0.5745280676028, -0.177326377651,
        -0.7195261898349, -0.1236426804017, -0.653667532851, 0.8772746290028, -0.3840728962805,
        0.8087023191529, -1.0708547460857,
      ],
    );
    const score = scoreResiduals(fit);
    near(
      Array.from(score.slice(0, 6)),
      [
        0.00947446379605, -0.0461324049101, 0.21163850484187, 0.2859139685549, -0.26614598157575,
        -0.3564454018919,
      ],
    );
    near(
      schoenfeldResiduals(fit)
        .slice(3, 6)
        .flatMap(({ values }) => values),
      [-0.591519432791, 1.0542497089342, 0.454890499755, 0.5807351182326, 0.454890499755, -0.6192648817674],
    );
    // Both sum to the score, which is 0 at the maximum.
    for (const column of [0, 1]) {
      const totals = [
        score.reduce((sum, value, i) => (i % 2 === column ? sum + value : sum), 0),
        schoenfeldResiduals(fit).reduce((sum, { values }) => sum + (values[column] as number), 0),
      ];
      near(totals, [0, 0], 10);
    }
  });

  it("baseline hazard, and a covariate with coefficient 1", () => {
    near(
      coxBaseline(coxFit(spells)).map(({ hazard }) => hazard),
      [0, 0.122725370997, 0.23249094894, 0.53541336807, 0.977841818645, 1.356968231538, 1.356968231538],
    );
    const offset = cox(spells, { covariates: ["twinned"], offset: "x" });
    near(
      [offset.terms[0]?.coef, offset.loglikNull, offset.loglik],
      [0.084652370588, -15.902847016143, -15.897716444103],
    );
  });

  it("exact ties on right-censored rows", () => {
    const right = makeSpells({
      stop: [1, 2, 2, 3, 4, 4, 5, 6],
      event: [1, 1, 0, 1, 1, 1, 0, 1],
      covariates: { x: [1, 0, 1, 1, 0, 0, 1, 0], z: [0.1, 0.3, -0.2, 0.5, 0.7, -0.9, 0.2, 0.4] },
    });
    const fit = coxFit(right, { ties: "exact" });
    near(fit.coef, [0.17134273, 0.01578287], 7);
    near(
      martingaleResiduals(fit),
      [0.86440321, 0.75281019, -0.29108281, 0.48374716, 0.08149414, 0.10439837, -1.08160311, -0.91416715],
      7,
    );
    expect(() => scoreResiduals(fit)).toThrow(/not defined for exact/);
    expect(() => cox(right, { ties: "exact", variance: "robust" })).toThrow(/exact ties/);
  });
});

describe("Cox: what must hold", () => {
  it("without ties the three likelihoods agree", () => {
    const untied = makeSpells({
      ...small,
      id: small.id.map((_, i) => i),
      stop: small.stop.map((t, i) => t + i / 100),
    });
    const [efron, breslow, exact] = (["efron", "breslow", "exact"] as const).map((ties) =>
      cox(untied, { ties }),
    );
    expect(breslow?.loglik).toBeCloseTo(efron?.loglik as number, 10);
    expect(exact?.loglik).toBeCloseTo(efron?.loglik as number, 10);
    expect(exact?.terms[1]?.se).toBeCloseTo(efron?.terms[1]?.se as number, 10);
  });

  it("null log likelihood by hand: risk sets of 3, 2, 1", () => {
    const three = makeSpells({ stop: [1, 2, 3], event: [1, 1, 1], covariates: { x: [0, 1, 0] } });
    expect(cox(three).loglikNull).toBeCloseTo(-Math.log(6), 12);
    // β maximises −log(2 + e^β) + β − log(1 + e^β): e^2β = 2.
    expect(cox(three).terms[0]?.coef).toBeCloseTo(Math.log(2) / 2, 9);
  });

  it("does not depend on the order of rows, the origin of time, or the unit and origin of a covariate", () => {
    const order = [12, 3, 7, 0, 5, 1, 11, 9, 2, 8, 4, 10, 6];
    const shuffle = <T>(column: readonly T[]) => order.map((i) => column[i] as T);
    const other = makeSpells({
      id: shuffle(small.id),
      start: shuffle(small.start).map((t) => 10 * t + 2000),
      stop: shuffle(small.stop).map((t) => 10 * t + 2000),
      event: shuffle(small.event),
      twinned: shuffle(small.twinned),
      covariates: { x: shuffle(small.covariates.x).map((x) => 1e6 + 1000 * x) },
    });
    const [a, b] = [cox(spells, { variance: "robust" }), cox(other, { variance: "robust" })];
    near([b.terms[0]?.coef, b.terms[0]?.se], [a.terms[0]?.coef as number, a.terms[0]?.se as number]);
    near(
      [(b.terms[1]?.coef as number) * 1000, (b.terms[1]?.se as number) * 1000],
      [a.terms[1]?.coef as number, a.terms[1]?.se as number],
      7,
    );
    expect(b.loglik).toBeCloseTo(a.loglik, 9);
  });

  it("times that differ by rounding are tied", () => {
    const rounded = makeSpells({
      stop: [0.1 + 0.2, 0.3, 0.5, 0.7],
      event: [1, 1, 1, 0],
      covariates: { x: [1, 0, 0, 1] },
    });
    expect(rounded.stop[0]).toBe(rounded.stop[1]);
    expect(cox(rounded).used.times).toBe(2);
  });

  it("clusters of one row are the robust variance; splitting a row changes nothing with clusters", () => {
    const robust = cox(spells, { variance: "robust" });
    const byRow = cox(makeSpells({ ...small, cluster: small.id.map((_, i) => i) }), { variance: "cluster" });
    expect(byRow.vcov).toEqual(robust.vcov);
    const whole = makeSpells({
      id: [1, 2, 3, 4],
      stop: [4, 3, 5, 2],
      event: [1, 1, 1, 0],
      covariates: { x: [0, 1, 1, 0] },
    });
    const split = makeSpells({
      id: [1, 1, 2, 3, 4],
      start: [0, 2, 0, 0, 0],
      stop: [2, 4, 3, 5, 2],
      event: [0, 1, 1, 1, 0],
      covariates: { x: [0, 0, 1, 1, 0] },
    });
    const [a, b] = [cox(whole, { variance: "robust" }), cox(split, { variance: "cluster" })];
    near([b.terms[0]?.coef, b.terms[0]?.se], [a.terms[0]?.coef as number, a.terms[0]?.se as number], 10);
  });

  it("a weight of 2 is the row twice", () => {
    const twice = [...small.id.keys(), 2, 9];
    const pick = <T>(column: readonly T[]) => twice.map((i) => column[i] as T);
    const doubled = makeSpells({
      start: pick(small.start),
      stop: pick(small.stop),
      event: pick(small.event),
      twinned: pick(small.twinned),
      covariates: { x: pick(small.covariates.x) },
    });
    const weighted = makeSpells({ ...small, weights: small.id.map((_, i) => (i === 2 || i === 9 ? 2 : 1)) });
    const [a, b] = [cox(doubled, { ties: "breslow" }), cox(weighted, { ties: "breslow" })];
    near(b.vcov, [...a.vcov], 10);
    expect(b.concordance?.concordant).toBeCloseTo(a.concordance?.concordant as number, 9);
    const change = dfbetaResiduals(coxFit(weighted));
    expect(change).toHaveLength(26);
  });

  it("a sum of large risks that leave does not drown those that stay", () => {
    const n = 40;
    const base = {
      start: Array.from({ length: n }, (_, i) => (i < 20 ? 50 : 0)),
      stop: Array.from({ length: n }, (_, i) => (i < 20 ? 60 + i : 1 + i)),
      event: Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : 0)),
      covariates: { x: Array.from({ length: n }, (_, i) => (i % 7) - 3) },
    };
    const offset = Array.from({ length: n }, (_, i) => (i < 20 ? 40 : 0));
    const plain = cox(makeSpells({ ...base, strata: base.start }));
    const shifted = cox(makeSpells({ ...base, covariates: { ...base.covariates, big: offset } }), {
      covariates: ["x"],
      offset: "big",
    });
    // No risk set holds both halves, so that neither strata nor the offset matter.
    expect(shifted.terms[0]?.coef).toBeCloseTo(plain.terms[0]?.coef as number, 8);
    expect(shifted.terms[0]?.se).toBeCloseTo(plain.terms[0]?.se as number, 8);
  });

  it("leaves out what is collinear and names it", () => {
    const result = cox(
      makeSpells({
        ...small,
        covariates: {
          x: small.covariates.x,
          y: small.covariates.x.map((x) => 3 - 2 * x),
          c: small.id.map(() => 5),
        },
      }),
    );
    expect(result.terms.map(({ coef }) => coef === null)).toEqual([false, false, true, true]);
    expect(result.warnings.find(({ code }) => code === "rank_deficient")?.items).toEqual(["y", "c"]);
    expect(result.terms[1]?.coef).toBeCloseTo(-0.7893193735868, 9);
    expect(result.likelihoodRatio.df).toBe(2);
  });

  it("says what it cannot believe: separation, few twinned, few events", () => {
    const apart = makeSpells({
      stop: [1, 2, 3, 4, 5, 6],
      event: [1, 1, 1, 0, 0, 0],
      covariates: { x: [1, 1, 1, 0, 0, 0] },
    });
    const result = cox(apart);
    expect(result.warnings.find(({ code }) => code === "separation")?.items).toEqual(["x"]);
    expect(codes(cox(spells))).toEqual(expect.arrayContaining(["few_treated", "few_events"]));
    expect(codes(cox(spells))).not.toContain("separation");
    expect(codes(cox(apart, { firth: true }))).not.toContain("separation");
  });

  it("refuses what it cannot do", () => {
    expect(() => cox(makeSpells({ ...small, event: small.event.map(() => 0) }))).toThrow(
      /No spell ends with an event/,
    );
    expect(() => cox(spells, { covariates: ["y"] })).toThrow(/no covariate y.*twinned, x/);
    expect(() => cox(spells, { covariates: [] })).toThrow(/has no covariate/);
    expect(() => cox(spells, { level: 95 })).toThrow(/level of 95/);
    expect(() => cox(spells, { firth: true, ties: "exact" })).toThrow(/Firth/);
    expect(() => cox(spells, { firth: true, variance: "robust" })).toThrow(/Firth/);
    expect(() => cox(makeSpells({ ...small, weights: smallWeights }), { ties: "exact" })).toThrow(
      /no weights/,
    );
    expect(() => cox(spells, { maxIterations: 1 })).toThrow(/No maximum after 1/);
  });

  it("interval and tests follow from coefficient and variance", () => {
    const { terms, wald, vcov } = cox(spells, { level: 0.9 });
    const { coef, se, low, high, hr, z } = terms[1] as unknown as Record<
      "coef" | "se" | "low" | "high" | "hr" | "z",
      number
    >;
    near([Math.log(low), Math.log(high)], [coef - 1.6448536269514722 * se, coef + 1.6448536269514722 * se]);
    near([hr, z], [Math.exp(coef), coef / se]);
    const [a, b, , d] = vcov as [number, number, number, number];
    const [p, q] = [terms[0]?.coef as number, coef];
    expect(wald.stat).toBeCloseTo((p * p * d - 2 * p * q * b + q * q * a) / (a * d - b * b), 9);
  });
});

describe("Firth's penalty", () => {
  it("is the gradient of the likelihood plus half the log determinant", () => {
    for (const ties of ["efron", "breslow"] as const) {
      const { evaluate } = coxFit(spells, { firth: true, ties });
      const at = Float64Array.of(0.3, -0.7);
      const { score } = evaluate(at);
      const step = 1e-5;
      for (const j of [0, 1]) {
        const up = evaluate(at.map((value, i) => value + (i === j ? step : 0))).loglik;
        const down = evaluate(at.map((value, i) => value - (i === j ? step : 0))).loglik;
        expect(score[j]).toBeCloseTo((up - down) / (2 * step), 7);
      }
    }
  });

  it("stays finite under separation, with a profile interval that holds the estimate", () => {
    const apart = makeSpells({
      stop: [1, 2, 3, 4, 5, 6],
      event: [1, 1, 1, 0, 0, 0],
      covariates: { x: [1, 1, 1, 0, 0, 0] },
    });
    const result = cox(apart, { firth: true });
    const term = result.terms[0] as unknown as Record<"coef" | "low" | "high" | "hr" | "p", number>;
    expect(term.coef).toBeGreaterThan(1);
    expect(term.coef).toBeLessThan(5);
    expect(term.low).toBeLessThan(term.hr);
    expect(term.high).toBeGreaterThan(term.hr);
    // At the bound the penalised likelihood has fallen by half the quantile of χ².
    const fit = coxFit(apart, { firth: true });
    const scale = fit.design.scale[0] as number;
    const fall = fit.maximum.at.loglik - fit.evaluate(Float64Array.of(Math.log(term.low) * scale)).loglik;
    expect(2 * fall).toBeCloseTo(3.841458820694124, 7);
    const atZero = fit.evaluate(Float64Array.of(0)).loglik;
    expect(result.likelihoodRatio.stat).toBeCloseTo(2 * (fit.maximum.at.loglik - atZero), 9);
    expect(term.p).toBeCloseTo(result.likelihoodRatio.p, 9);
    expect(result.penalisedLoglik).toBeCloseTo(fit.maximum.at.loglik, 12);
  });

  it("of the test of one term frees the others", () => {
    const result = cox(spells, { firth: true });
    const alone = coxFit(spells, { firth: true });
    expect(result.terms[0]?.p).toBeGreaterThan(0);
    expect(result.terms[0]?.p).not.toBeCloseTo(result.likelihoodRatio.p, 6);
    expect(Math.abs(alone.maximum.at.score[0] as number)).toBeLessThan(1e-6);
  });
});

describe("concordance", () => {
  it("counts pairs as by hand, on late entry, ties and weights", () => {
    const random = seeded(5);
    const n = 60;
    const draw = (most: number) => Array.from({ length: n }, () => random.integer(most));
    const start = draw(5);
    const stop = draw(6).map((d, i) => (start[i] as number) + 1 + d);
    const event = draw(2);
    const x = draw(4);
    const weights = draw(3).map((w) => w + 1);
    const result = cox(makeSpells({ start, stop, event, covariates: { x }, weights }));
    const sign = Math.sign(result.terms[0]?.coef as number);
    let [concordant, discordant, tied] = [0, 0, 0];
    const comparable = (i: number, j: number) => {
      const t = stop[i] as number;
      const later = (stop[j] as number) > t || (stop[j] === t && event[j] === 0);
      return event[i] === 1 && i !== j && later && (start[j] as number) < t;
    };
    const pairs = Array.from({ length: n * n }, (_, at) => [Math.floor(at / n), at % n] as const);
    for (const [i, j] of pairs.filter(([a, b]) => comparable(a, b))) {
      const weight = (weights[i] as number) * (weights[j] as number);
      const difference = sign * ((x[i] as number) - (x[j] as number));
      if (difference > 0) concordant += weight;
      else if (difference < 0) discordant += weight;
      else tied += weight;
    }
    expect(result.concordance).toMatchObject({ concordant, discordant, tied });
    expect(result.concordance?.c).toBeCloseTo((concordant + tied / 2) / (concordant + discordant + tied), 12);
  });
});
