import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import type { PType } from "../../../src/evaluation/wild-bootstrap/p-value.ts";
import { SCHEMES, type WildWeights } from "../../../src/evaluation/wild-bootstrap/weights.ts";
import {
  type WildClusterResult,
  wildClusterBootstrap,
  wildClusterBootstrapLinear,
} from "../../../src/evaluation/wild-bootstrap/wild-cluster-bootstrap.ts";
import { clustered, type Dense, dense } from "../regression/dense.ts";
import { covariateAt, type Design, smallPanel, treatedAt } from "../regression/panels.ts";
import { bruteDraws, signVectors } from "./brute.ts";

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-7 * Math.abs(b);

function bruteP(draws: readonly number[], t: number, type: PType): number {
  const B = draws.length;
  const share = (test: (value: number) => boolean) => draws.filter(test).length / B;
  const above = share((value) => value > t && !close(value, t));
  const below = share((value) => value < t && !close(value, t));
  if (type === "<") return below;
  if (type === ">") return above;
  if (type === "equal-tailed") return 2 * Math.min(above, below);
  return share((value) => Math.abs(value) > Math.abs(t) && !close(Math.abs(value), Math.abs(t)));
}

function setUp(design: Design) {
  const panel = smallPanel(design);
  const others = design.covariate ? [covariateAt(panel)] : [];
  const d = dense(panel, [treatedAt(panel), ...others]);
  const restricted = dense(panel, others);
  const column = d.rows.map(
    ({ unit, time }) => treatedAt(panel)(unit, time) * Math.sqrt(panel.weights?.[unit * panel.t + time] ?? 1),
  );
  const group = (r: number) => panel.cluster[d.rows[r]?.unit as number] as number;
  const options = { covariates: design.covariate ? ["x"] : [] };
  return { panel, d, restricted, column, group, options };
}

const tOf = (d: Dense, group: (r: number) => number, nullValue: number) =>
  ((d.beta[0] as number) - nullValue) / Math.sqrt(clustered(d, 0, group));

const DESIGNS: [string, Design][] = [
  ["balanced, each unit a cluster", { units: 9 }],
  ["gaps and weights", { units: 8, gaps: true, weights: true }],
  ["regions, gaps and a covariate", { units: 15, regions: 5, gaps: true, covariate: true }],
];

describe.each(DESIGNS)("wildClusterBootstrap enumerated: %s", (_, design) => {
  const { panel, d, restricted, column, group, options } = setUp(design);
  const G = panel.clusters.length;
  const vectors = signVectors(G);

  it.each(["two-tailed", "equal-tailed", "<", ">"] as const)("gives p of type %s", (pType) => {
    for (const nullValue of [0, 1.2]) {
      for (const type of ["WCR", "WCU"] as const) {
        const draws = bruteDraws(d, restricted, column, group, vectors, type === "WCR" ? nullValue : null);
        const result = wildClusterBootstrap(panel, { ...options, type, pType, nullValue });
        expect(result).toMatchObject({ enumerated: true, draws: 2 ** G, clusters: G });
        expect(result.p).toBeCloseTo(bruteP(draws, tOf(d, group, nullValue), pType), 12);
        expect(result.estimate).toBeCloseTo(d.beta[0] as number, 9);
      }
    }
  });

  it("counts the sample itself and its mirror as ties where the null is imposed", () => {
    const result = wildClusterBootstrap(panel, options);
    const draws = bruteDraws(d, restricted, column, group, vectors, 0);
    const t = tOf(d, group, 0);
    expect(result.ties).toBe(draws.filter((value) => close(Math.abs(value), Math.abs(t))).length);
    expect(result.ties).toBeGreaterThanOrEqual(2);
  });

  it("gives t with the clusters' factor, effects not counted", () => {
    const n = d.rows.length;
    const k = 1 + options.covariates.length;
    const factor = ((G / (G - 1)) * (n - 1)) / (n - k);
    expect(wildClusterBootstrap(panel, options).statistic).toBeCloseTo(
      tOf(d, group, 0) / Math.sqrt(factor),
      9,
    );
  });

  it.each(["two-tailed", "equal-tailed"] as const)(
    "has an interval that ends where p crosses: %s",
    (pType) => {
      for (const type of ["WCR", "WCU"] as const) {
        const result = wildClusterBootstrap(panel, { ...options, type, pType, level: 0.8 });
        for (const [end, outwards] of [
          [result.low, -1],
          [result.high, 1],
        ] as const) {
          if (end === null) continue;
          const at = (nullValue: number) =>
            wildClusterBootstrap(panel, { ...options, type, pType, nullValue }).p;
          expect(at(end - outwards * 1e-4)).toBeGreaterThan(0.2);
          expect(at(end + outwards * 1e-4)).toBeLessThanOrEqual(0.2);
        }
        expect(result.low === null || result.low < result.estimate).toBe(true);
        expect(result.high === null || result.high > result.estimate).toBe(true);
      }
    },
  );
});

describe.each(["rademacher", "webb", "mammen"] as const)("drawn weights: %s", (weights: WildWeights) => {
  const { panel, d, restricted, column, group } = setUp({ units: 11 });
  const scheme = SCHEMES[weights];

  /** The multipliers of each draw, read back from the codes. */
  function multipliers(draws: number, seed: number, G: number): number[][] {
    const blocks = Math.ceil(G / scheme.block);
    const random = seeded(seed);
    return Array.from({ length: draws }, () => {
      const codes = new Uint8Array(blocks);
      scheme.draw(random, codes, 0, blocks);
      return Array.from({ length: G }, (_, g) => {
        const code = codes[Math.floor(g / scheme.block)] as number;
        const digit = Math.floor(code / scheme.levels.length ** (g % scheme.block)) % scheme.levels.length;
        return scheme.levels[digit] as number;
      });
    });
  }

  it("gives the p of the draws it made", () => {
    const vectors = multipliers(199, 5, 11);
    for (const type of ["WCR", "WCU"] as const) {
      const draws = bruteDraws(d, restricted, column, group, vectors, type === "WCR" ? 0 : null);
      const options = { type, weights, draws: 199, enumerate: false, random: seeded(5) } as const;
      expect(wildClusterBootstrap(panel, options).p).toBeCloseTo(
        bruteP(draws, tOf(d, group, 0), "two-tailed"),
        12,
      );
    }
  });

  it("has multipliers of mean 0 and variance 1", () => {
    const values = multipliers(6000, 3, 12).flat();
    const mean = values.reduce((total, v) => total + v, 0) / values.length;
    const square = values.reduce((total, v) => total + v * v, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(square - 1)).toBeLessThan(0.02);
    expect(new Set(values).size).toBe(scheme.levels.length);
    expect(scheme.unitSquare).toBe(scheme.levels.every((level) => level * level === 1));
  });
});

describe("wildClusterBootstrap", () => {
  const panel = smallPanel({ units: 20, times: 8 });

  it("gives the same bits for the same seed, other bits for another, in any number of draws", () => {
    const run = (seed: number, draws: number) => wildClusterBootstrap(panel, { random: seeded(seed), draws });
    expect(run(1, 5000)).toEqual(run(1, 5000));
    expect(run(1, 999).low).not.toBe(run(2, 999).low);
    expect(run(1, 5000)).toMatchObject({ enumerated: false, draws: 5000 });
  });

  it("enumerates when that takes no more draws than asked for", () => {
    const fifteen = smallPanel({ units: 15 });
    expect(wildClusterBootstrap(fifteen, { draws: 2 ** 15 }).enumerated).toBe(true);
    const drawn = wildClusterBootstrap(fifteen, { draws: 2 ** 15 - 1, random: seeded(1) });
    expect(drawn.enumerated).toBe(false);
    expect(wildClusterBootstrap(smallPanel({ units: 14 }), { draws: 99 }).draws).toBe(2 ** 14);
  });

  it("draws at random, over several chunks, what it enumerates", () => {
    const fourteen = smallPanel({ units: 14, first: (i) => (i < 6 ? 2003 : 0), seed: 2 });
    const all = wildClusterBootstrap(fourteen, { nullValue: 1 });
    const drawn = wildClusterBootstrap(fourteen, {
      nullValue: 1,
      enumerate: false,
      draws: 20000,
      random: seeded(4),
    });
    expect(all.p).toBeGreaterThan(0.02);
    expect(Math.abs(drawn.p - all.p)).toBeLessThan(0.02);
    expect(drawn.low).toBeCloseTo(all.low as number, 1);
    expect(drawn.high).toBeCloseTo(all.high as number, 1);
  });

  it("warns below 5 treated clusters that WCR, below 10 that WCU is of no use", () => {
    const warned = (treated: number, type: "WCR" | "WCU") => {
      const few = smallPanel({ units: 25, first: (i) => (i < treated ? 2003 : 0) });
      return wildClusterBootstrap(few, { type, draws: 99, random: seeded(1) }).warnings.map(
        ({ code }) => code,
      );
    };
    expect(warned(4, "WCR")).toContain("wcr_cannot_reject");
    expect(warned(5, "WCR")).not.toContain("wcr_cannot_reject");
    expect(warned(9, "WCU")).toContain("wcu_over_rejects");
    expect(warned(10, "WCU")).not.toContain("wcu_over_rejects");
  });

  it("warns when there are too few sign vectors to reject", () => {
    const codes = (regions: number) =>
      wildClusterBootstrap(smallPanel({ units: 12, regions })).warnings.map(({ code }) => code);
    expect(codes(5)).toContain("few_clusters");
    expect(codes(6)).not.toContain("few_clusters");
  });

  it("gives no interval for one-sided tests", () => {
    expect(wildClusterBootstrap(smallPanel(), { pType: "<" })).toMatchObject({ low: null, high: null });
  });

  it("refuses to draw without a generator, without draws, with one cluster", () => {
    expect(() => wildClusterBootstrap(panel)).toThrow("source of random numbers");
    expect(() => wildClusterBootstrap(panel, { random: seeded(1), draws: 0 })).toThrow("0 draws");
    expect(() => wildClusterBootstrap(smallPanel({ regions: 1 }))).toThrow("only one cluster");
    const covariate = smallPanel({ first: () => 2003, covariate: true });
    expect(() => wildClusterBootstrap(covariate, { covariates: ["x"] })).toThrow("does not vary");
  });

  it("does not change its input", () => {
    const gaps = smallPanel({ gaps: true });
    const before = structuredClone(gaps);
    wildClusterBootstrap(gaps);
    expect(gaps).toEqual(before);
  });
});

describe("wildClusterBootstrapLinear", () => {
  const random = seeded(11);
  const x = Array.from({ length: 30 }, () => random.normal());
  const z = Array.from({ length: 30 }, () => random.normal());
  const cluster = Array.from({ length: 30 }, (_, r) => `c${r % 6}`);
  const outcome = x.map((value, r) => 0.8 * value + (z[r] as number) + random.normal());
  const input = { outcome, terms: { z, x }, cluster };

  it("agrees with the panel's where the design is the same", () => {
    const panel = smallPanel({ units: 10, regions: 5 });
    const treated: number[] = [];
    const terms: Record<string, number[]> = { treated };
    const y: number[] = [];
    const regions: number[] = [];
    for (let i = 0; i < panel.n; i++) {
      for (let s = 0; s < panel.t; s++) {
        const cell = i * panel.t + s;
        treated.push(treatedAt(panel)(i, s));
        y.push(panel.outcome[cell] as number);
        regions.push(panel.cluster[i] as number);
      }
    }
    for (let i = 1; i < panel.n; i++)
      terms[`u${i}`] = y.map((_, r) => (Math.floor(r / panel.t) === i ? 1 : 0));
    for (let s = 1; s < panel.t; s++) terms[`t${s}`] = y.map((_, r) => (r % panel.t === s ? 1 : 0));
    const pick = ({ estimate, p, ties }: WildClusterResult) => ({ estimate, p, ties });
    const byPanel = pick(wildClusterBootstrap(panel));
    const byLine = pick(
      wildClusterBootstrapLinear({ outcome: y, terms, cluster: regions }, { term: "treated" }),
    );
    expect(byLine.estimate).toBeCloseTo(byPanel.estimate, 9);
    expect(byLine.p).toBe(byPanel.p);
    expect(byLine.ties).toBe(byPanel.ties);
  });

  it("tests the term it is asked for", () => {
    const first = wildClusterBootstrapLinear(input, { term: "x" });
    const second = wildClusterBootstrapLinear(input, { term: "z" });
    expect(first.estimate).not.toBe(second.estimate);
    expect(first.used).toMatchObject({ observations: 30, clusters: 6 });
    expect(() => wildClusterBootstrapLinear(input, { term: "w" })).toThrow("Terms with a coefficient");
  });
});
