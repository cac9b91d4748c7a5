import { describe, expect, it } from "vitest";
import { conleyTaber } from "../../../src/evaluation/conley-taber/conley-taber.ts";
import { fermanPinto } from "../../../src/evaluation/conley-taber/ferman-pinto.ts";
import { tailInterval, tailShares } from "../../../src/evaluation/conley-taber/tails.ts";
import { fitVarianceBySize } from "../../../src/evaluation/conley-taber/variance-by-size.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { at, panelOf, plainTwfe } from "../permutation/panels.ts";

const codes = (result: { warnings: readonly { code: string }[] }) => result.warnings.map((w) => w.code);

/** Mean after less mean before `date` of each never-treated unit, centred: what one treated unit's K are. */
function changes(panel: Panel, date: number): number[] {
  const raw: number[] = [];
  for (let i = 0; i < panel.n; i++) {
    if (Number.isFinite(at(panel.first, i))) continue;
    const row = [...panel.outcome.subarray(i * panel.t, (i + 1) * panel.t)];
    const mean = (part: number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
    raw.push(mean(row.slice(date - 1)) - mean(row.slice(0, date - 1)));
  }
  const centre = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  return raw.map((value) => value - centre);
}

describe("conleyTaber", () => {
  it("draws one treated unit's chance from the changes of the never-treated", () => {
    const panel = panelOf({ first: [4, 0, 0, 0, 0, 0], times: 7, effect: 1 });
    const result = conleyTaber(panel, { level: 0.6, nulls: [-1, 0, 1] });
    const expected = changes(panel, 4);
    expect(result.estimate).toBeCloseTo(plainTwfe(panel).beta, 10);
    expect(result.exhaustive).toBe(true);
    expect(result.draws).toBe(5);
    expected.forEach((value, l) => {
      expect(result.contributions[l]).toBeCloseTo(value, 10);
    });
    const share = (null_: number) =>
      expected.filter((value) => Math.abs(value) >= Math.abs(result.estimate - null_)).length / 5;
    expect(result.p).toBe(share(0));
    expect(result.nulls).toEqual([-1, 0, 1].map((tau) => ({ tau, p: share(tau) })));
    const sorted = [...expected].sort((a, b) => a - b);
    // Type 1: the first of five values at 0.2, the fourth at 0.8.
    expect(result.low).toBeCloseTo(result.estimate - at(sorted, 3), 10);
    expect(result.high).toBeCloseTo(result.estimate - at(sorted, 0), 10);
    expect(result.se).toBeCloseTo(Math.sqrt(expected.reduce((sum, v) => sum + v * v, 0) / 5), 10);
    expect(result.treated).toEqual([0]);
    expect(result.donors).toEqual([1, 2, 3, 4, 5]);
    expect(codes(result)).toContain("few_donors");
  });

  it("sums contributions over all pairs of donors, with and without replacement", () => {
    const panel = panelOf({ first: [3, 5, 0, 0, 0, 0], times: 7 });
    const once = conleyTaber(panel);
    const k = once.contributions;
    const sums = (same: boolean) => {
      const out: number[] = [];
      for (let a = 0; a < 4; a++) {
        for (let b = 0; b < 4; b++) if (same || a !== b) out.push(at(k, a) + at(k, 4 + b));
      }
      return out.sort((a, b) => a - b);
    };
    expect([...once.distribution]).toEqual(sums(true));
    expect([...conleyTaber(panel, { replacement: false }).distribution]).toEqual(sums(false));
    // Weights of the two dates: lengths of (d − d̄) are 10/7 and 12/7.
    const first = changes(panel, 3);
    expect(at(k, 0)).not.toBeCloseTo(at(first, 0), 6);
  });

  it("draws random tuples near the exhaustive distribution, the same bits for the same seed", () => {
    const panel = panelOf({ first: [3, 5, 6, ...new Array(12).fill(0)], times: 8 });
    const before = structuredClone(panel);
    for (const replacement of [true, false]) {
      const all = conleyTaber(panel, { replacement });
      const options = { replacement, limit: 10, draws: 20_000 };
      const some = conleyTaber(panel, { ...options, random: seeded(4) });
      expect(some.exhaustive).toBe(false);
      expect(some.draws).toBe(20_000);
      expect(Math.abs(some.p - all.p)).toBeLessThan(0.02);
      expect(some.se / all.se).toBeCloseTo(1, 1);
      expect(conleyTaber(panel, { ...options, random: seeded(4) })).toEqual(some);
    }
    expect(panel).toEqual(before);
  });

  it("leaves always-treated units out of the tuples and says so", () => {
    const panel = panelOf({ first: [4, 1, 0, 0, 0, 0], times: 6 });
    const result = conleyTaber(panel);
    expect(result.treated).toEqual([0]);
    expect(result.draws).toBe(4);
    expect(codes(result)).toContain("always_treated_unused");
  });

  it("takes a donor's own times where it has gaps", () => {
    const panel = panelOf({ first: [4, 0, 0, 0, 0, 0], times: 7, gaps: 0.2, seed: 8 });
    const whole = panelOf({ first: [4, 0, 0, 0, 0, 0], times: 7, seed: 8 });
    expect(panel.balanced).toBe(false);
    const result = conleyTaber(panel);
    expect(result.contributions.every(Number.isFinite)).toBe(true);
    expect(result.estimate).toBeCloseTo(plainTwfe(panel).beta, 9);
    expect([...result.contributions]).not.toEqual([...conleyTaber(whole).contributions]);
  });

  it("reads a p of zero as below its resolution", () => {
    const panel = panelOf({ first: [4, 0, 0, 0, 0], times: 6, effect: 500 });
    const result = conleyTaber(panel);
    expect(result.p).toBe(0);
    expect(result.tails).toEqual({ twoSided: 0, lower: 1, upper: 0, equalTailed: 0 });
    expect(result.warnings.find((w) => w.code === "p_below_resolution")?.count).toBe(4);
  });

  it("refuses panels without never-treated or newly treated units", () => {
    expect(() => conleyTaber(panelOf({ first: [3, 4, 5], times: 6 }))).toThrow(/never treated/);
    expect(() => conleyTaber(panelOf({ first: [0, 0, 0], times: 6 }))).toThrow(/does not vary/);
    const panel = panelOf({ first: [3, 4, 5, 0, 0], times: 6 });
    expect(() => conleyTaber(panel, { replacement: false })).toThrow(/with replacement/);
    expect(() => conleyTaber(panel, { limit: 1 })).toThrow(/seeded generator/);
    expect(() => conleyTaber(panel, { limit: 1, draws: 1.5, random: seeded(1) })).toThrow(/whole number/);
    expect(() => conleyTaber(panel, { level: 0 })).toThrow(/confidence level/);
  });
});

describe("tail shares", () => {
  const sums = Float64Array.of(-3, -1, 0, 1, 2);
  it("count ties as reaching", () => {
    expect(tailShares(sums, 1)).toEqual({ twoSided: 4 / 5, lower: 4 / 5, upper: 2 / 5, equalTailed: 4 / 5 });
    expect(tailShares(sums, -3)).toEqual({ twoSided: 1 / 5, lower: 1 / 5, upper: 1, equalTailed: 2 / 5 });
    expect(tailShares(sums, 0)).toEqual({ twoSided: 1, lower: 3 / 5, upper: 3 / 5, equalTailed: 1 });
    expect(tailShares(sums, 4).twoSided).toBe(0);
  });
  it("turn around into an interval", () => {
    expect(tailInterval(sums, 10, 0.6)).toEqual({ low: 9, high: 13 });
  });
});

describe("fitVarianceBySize", () => {
  it("recovers A + B/M", () => {
    const sizes = [1, 2, 4, 10];
    const fit = fitVarianceBySize(
      sizes.map((m) => 0.5 + 3 / m),
      sizes,
    );
    expect(fit.a).toBeCloseTo(0.5, 12);
    expect(fit.b).toBeCloseTo(3, 12);
  });
  it("keeps both parts from being negative", () => {
    expect(fitVarianceBySize([1, 2, 3], [1, 2, 3])).toEqual({ a: 2, b: 0 });
    // Squares 4, 0 at 1/M = 1, 0.5: the free fit has A = −4; through the origin B = 4/1.25.
    const fit = fitVarianceBySize([4, 0], [1, 2]);
    expect(fit.a).toBe(0);
    expect(fit.b).toBeCloseTo(3.2, 12);
    expect(fitVarianceBySize([1, 3], [5, 5])).toEqual({ a: 2, b: 0 });
  });
});

describe("fermanPinto", () => {
  const sizes = Float64Array.of(4, 1, 2, 8, 16, 1, 3);
  const panel = panelOf({
    first: [4, 6, 0, 0, 0, 0, 0],
    times: 8,
    more: (rows) => ({ covariates: { people: rows.map(({ unit }) => at(sizes, unit)) } }),
  });

  it("rescales every donor to the size of the treated unit whose place it takes", () => {
    const result = fermanPinto(panel, { size: "people" });
    const plain = conleyTaber(panel);
    expect(result.estimate).toBe(plain.estimate);
    expect([...result.contributions]).toEqual([...plain.contributions]);
    expect([...result.sizes.treated]).toEqual([4, 1]);
    expect([...result.sizes.donors]).toEqual([2, 8, 16, 1, 3]);
    expect(result.variance.map((entry) => entry.date)).toEqual([4, 6]);
    for (const j of [0, 1]) {
      const { a, b } = at(result.variance, j).fit;
      for (let l = 0; l < 5; l++) {
        const v = (m: number) => a + b / m;
        const ratio = Math.sqrt(v(at(result.sizes.treated, j)) / v(at(result.sizes.donors, l)));
        expect(result.rescaled[j * 5 + l]).toBeCloseTo(at(result.contributions, j * 5 + l) * ratio, 12);
      }
    }
    const reach = result.distribution.filter((value) => Math.abs(value) >= Math.abs(result.estimate)).length;
    expect(result.p).toBeCloseTo((1 + reach) / 26, 12);
    expect(result.pWithoutObserved).toBeCloseTo(reach / 25, 12);
    expect(result.pUnscaled).toBe(plain.p);
  });

  it("takes sizes by unit as well, and warns of treated units outside the donors' range", () => {
    const given = fermanPinto(panel, { size: sizes });
    expect([...given.rescaled]).toEqual([...fermanPinto(panel, { size: "people" }).rescaled]);
    expect(codes(given)).not.toContain("size_outside_donors");
    const large = fermanPinto(panel, { size: Float64Array.of(40, 1, 2, 8, 16, 1, 3) });
    expect(large.warnings.find((w) => w.code === "size_outside_donors")?.items).toEqual([0]);
  });

  it("is Conley–Taber when all units have one size", () => {
    const same = fermanPinto(panel, { size: new Float64Array(7).fill(3) });
    expect([...same.rescaled]).toEqual([...same.contributions]);
    const drawn = fermanPinto(panel, {
      size: new Float64Array(7).fill(3),
      limit: 1,
      draws: 500,
      random: seeded(2),
    });
    expect(drawn.pWithoutObserved).toBe(drawn.pUnscaled);
  });

  it("refuses sizes that are not positive or do not fit", () => {
    expect(() => fermanPinto(panel, { size: Float64Array.of(1, 2, 3, 0, 1, 1, 1) })).toThrow(/1 units.*: 3/);
    expect(() => fermanPinto(panel, { size: Float64Array.of(1) })).toThrow(/1 sizes for 7 units/);
    expect(() => fermanPinto(panel, { size: "none" })).toThrow(/No such covariate/);
  });
});
