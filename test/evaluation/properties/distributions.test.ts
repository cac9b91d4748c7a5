import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chiSquare,
  fDist,
  noncentralT,
  normal,
  studentT,
} from "../../../src/evaluation/numeric/distributions.ts";
import { check, real } from "./support/check.ts";

const degrees = fc.oneof(real(0.5, 4), real(4, 200), fc.integer({ min: 1, max: 60 }));
/** From the middle far into either tail, evenly on the scale of the logarithm. */
const shares = fc
  .tuple(real(-12, Math.log10(0.5)), fc.boolean())
  .map(([log, mirror]) => ({ tail: 10 ** log, upper: mirror }));
const RUNS = 60;

function expectRelative(value: number, target: number, digits: number, what: string): void {
  expect(Math.abs(value - target), `${what}: ${value} against ${target}`).toBeLessThanOrEqual(
    10 ** -digits * Math.abs(target) + Number.MIN_VALUE,
  );
}

interface Distribution {
  cdf: (x: number) => number;
  upper: (x: number) => number;
  quantile: (p: number) => number;
}

const FAMILIES: readonly { name: string; cases: fc.Arbitrary<{ words: string; of: Distribution }> }[] = [
  { name: "normal", cases: fc.constant({ words: "", of: normal }) },
  {
    name: "t",
    cases: degrees.map((df) => ({
      words: `df ${df}`,
      of: {
        cdf: (x: number) => studentT.cdf(x, df),
        upper: (x: number) => studentT.upper(x, df),
        quantile: (p: number) => studentT.quantile(p, df),
      },
    })),
  },
  {
    name: "chi-square",
    cases: degrees.map((df) => ({
      words: `df ${df}`,
      of: {
        cdf: (x: number) => chiSquare.cdf(x, df),
        upper: (x: number) => chiSquare.upper(x, df),
        quantile: (p: number) => chiSquare.quantile(p, df),
      },
    })),
  },
  {
    name: "F",
    cases: fc.tuple(degrees, degrees).map(([d1, d2]) => ({
      words: `d1 ${d1}, d2 ${d2}`,
      of: {
        cdf: (x: number) => fDist.cdf(x, d1, d2),
        upper: (x: number) => fDist.upper(x, d1, d2),
        quantile: (p: number) => fDist.quantile(p, d1, d2),
      },
    })),
  },
];

describe.each(FAMILIES)("the $name distribution", ({ cases }) => {
  test("the quantile of a lower tail has that lower tail", () => {
    check(
      fc.tuple(cases, shares),
      ([{ words, of }, { tail }]) => {
        expectRelative(of.cdf(of.quantile(tail)), tail, 9, words);
      },
      RUNS,
    );
  });

  test("the quantile of a large p has the upper tail that is left", () => {
    check(
      fc.tuple(cases, real(-4, Math.log10(0.5))),
      ([{ words, of }, log]) => {
        // 1 − p has lost digits before the quantile sees it: the tail is compared with what p really leaves.
        const p = 1 - 10 ** log;
        expectRelative(of.upper(of.quantile(p)), 1 - p, 9, words);
      },
      RUNS,
    );
  });

  test("tails add up to one and the distribution function never falls", () => {
    check(
      fc.tuple(cases, real(-8, 8), real(0, 8)),
      ([{ words, of }, x, step]) => {
        expect(of.cdf(x) + of.upper(x), words).toBeCloseTo(1, 13);
        expect(of.cdf(x + step), words).toBeGreaterThanOrEqual(of.cdf(x) - 1e-15);
      },
      RUNS,
    );
  });
});

describe("symmetry and limits", () => {
  test("normal and t mirror at zero", () => {
    check(
      fc.tuple(degrees, real(-30, 30), real(1e-9, 0.5)),
      ([df, x, p]) => {
        expect(normal.cdf(-x)).toBe(normal.upper(x));
        expect(studentT.cdf(-x, df)).toBe(studentT.upper(x, df));
        expect(studentT.twoSided(-x, df)).toBe(studentT.twoSided(x, df));
        expectRelative(studentT.twoSided(x, df), 2 * studentT.upper(Math.abs(x), df), 12, `df ${df}`);
        // Where 1 − p holds all digits of p; near the middle the quantile itself is a small difference.
        const quantile = studentT.quantile(p, df);
        const off = Math.abs(studentT.quantile(1 - p, df) + quantile);
        if (p > 1e-3) expect(off, `df ${df}`).toBeLessThan(1e-9 * (1 + Math.abs(quantile)));
      },
      RUNS,
    );
  });

  test("t goes to the normal as its degrees of freedom grow", () => {
    check(fc.tuple(real(-6, 6), real(0.001, 0.999)), ([x, p]) => {
      expectRelative(studentT.upper(x, 1e9), normal.upper(x), 6, "tail");
      expect(studentT.upper(x, Number.POSITIVE_INFINITY)).toBeCloseTo(normal.upper(x), 15);
      expect(studentT.quantile(p, 1e9)).toBeCloseTo(normal.quantile(p), 6);
      // From below, one by one: the tail is the heavier the fewer degrees.
      const size = Math.abs(x) + 0.5;
      const tails = [1, 3, 10, 100, 1e4].map((df) => studentT.upper(size, df));
      for (let k = 1; k < tails.length; k++) expect(tails[k]).toBeLessThan(tails[k - 1] as number);
    });
  });

  test("t with one and two degrees of freedom have closed forms", () => {
    check(real(-50, 50), (x) => {
      expectRelative(
        studentT.cdf(x, 1),
        x < 0 ? Math.atan(-1 / x) / Math.PI : 0.5 + Math.atan(x) / Math.PI,
        11,
        "Cauchy",
      );
      expect(studentT.cdf(x, 2)).toBeCloseTo(0.5 + x / (2 * Math.sqrt(2 + x * x)), 13);
    });
  });

  test("chi-square and F are squares: of a normal, of a t", () => {
    check(
      fc.tuple(real(0.01, 8), degrees),
      ([x, df]) => {
        expectRelative(chiSquare.upper(x * x, 1), 2 * normal.upper(x), 10, `x ${x}`);
        expectRelative(chiSquare.upper(x, 2), Math.exp(-x / 2), 11, `x ${x}`);
        expectRelative(fDist.upper(x * x, 1, df), studentT.twoSided(x, df), 10, `df ${df}`);
      },
      RUNS,
    );
  });

  test("F turned around is F with its degrees exchanged, and goes to chi-square", () => {
    check(
      fc.tuple(real(0.05, 20), degrees, degrees),
      ([x, d1, d2]) => {
        expectRelative(fDist.upper(x, d1, d2), fDist.cdf(1 / x, d2, d1), 10, `${d1}, ${d2}`);
        expect(fDist.upper(x, d1, Number.POSITIVE_INFINITY)).toBeCloseTo(chiSquare.upper(x * d1, d1), 14);
      },
      RUNS,
    );
  });

  test("noncentral t without noncentrality is t, and mirrors with it", () => {
    check(
      fc.tuple(real(-6, 6), degrees, real(-4, 4)),
      ([x, df, ncp]) => {
        expect(noncentralT.cdf(x, df, 0), `df ${df}`).toBeCloseTo(studentT.cdf(x, df), 11);
        expect(noncentralT.cdf(x, df, ncp)).toBeCloseTo(1 - noncentralT.cdf(-x, df, -ncp), 11);
        expect(noncentralT.twoSided(Math.abs(x), df, 0)).toBeCloseTo(studentT.twoSided(x, df), 10);
      },
      RUNS,
    );
  });

  test("power grows with noncentrality and falls with the critical value", () => {
    check(fc.tuple(real(0.2, 5), degrees, real(0, 4), real(0.05, 2)), ([x, df, ncp, step]) => {
      const power = noncentralT.twoSided(x, df, ncp);
      expect(noncentralT.twoSided(x, df, ncp + step)).toBeGreaterThan(power - 1e-12);
      expect(noncentralT.twoSided(x + step, df, ncp)).toBeLessThan(power + 1e-12);
      expect(noncentralT.cdf(x, 1e8, ncp)).toBeCloseTo(normal.cdf(x - ncp), 5);
    });
  });
});
