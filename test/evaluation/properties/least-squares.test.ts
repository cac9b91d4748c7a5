import fc from "fast-check";
import { expect, test } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { cholesky, cholInverse, cholSolve } from "../../../src/evaluation/numeric/cholesky.ts";
import { leastSquares } from "../../../src/evaluation/numeric/qr.ts";
import { check } from "./support/check.ts";

interface Design {
  n: number;
  k: number;
  seed: number;
}

const designs: fc.Arbitrary<Design> = fc.record({
  n: fc.integer({ min: 8, max: 30 }),
  k: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 1, max: 9999 }),
});

function data({ n, k, seed }: Design) {
  const random = seeded(seed);
  const x = Float64Array.from({ length: n * k }, () => random.normal());
  const y = Float64Array.from({ length: n }, () => 10 * random.normal());
  return { x, y };
}

/** X'X and X'y. */
function normalEquations(x: Float64Array, y: Float64Array, n: number, k: number) {
  const a = new Float64Array(k * k);
  const b = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < k; p++) {
      const left = x[i * k + p] as number;
      b[p] = (b[p] as number) + left * (y[i] as number);
      for (let q = 0; q < k; q++) a[p * k + q] = (a[p * k + q] as number) + left * (x[i * k + q] as number);
    }
  }
  return { a, b };
}

function expectNear(values: ArrayLike<number>, targets: ArrayLike<number>, what: string, digits = 9): void {
  expect(values.length, what).toBe(targets.length);
  for (let i = 0; i < values.length; i++)
    expect(values[i], `${what} ${i}`).toBeCloseTo(targets[i] as number, digits);
}

test("least squares solves the normal equations, with their inverse", () => {
  check(
    designs,
    (design) => {
      const { n, k } = design;
      const { x, y } = data(design);
      const { a, b } = normalEquations(x, y, n, k);
      const l = cholesky(a, k) as Float64Array;
      const fit = leastSquares(x, n, k, y);
      expect(fit.rank).toBe(k);
      expectNear(fit.coef, cholSolve(l, k, b), "coefficient");
      expectNear(fit.xtxInverse, cholInverse(l, k), "inverse");
      expectNear(normalEquations(x, fit.residuals, n, k).b, new Float64Array(k), "product with residuals");
    },
    50,
  );
});

test("columns that repeat earlier ones are named, and change neither fit nor the others' coefficients", () => {
  check(
    fc.tuple(designs, fc.integer({ min: 1, max: 3 })),
    ([design, extra]) => {
      const { n, k, seed } = design;
      const { x, y } = data(design);
      const random = seeded(seed + 1);
      // Each added column mixes all earlier ones.
      const wide = new Float64Array(n * (k + extra));
      const mix = Array.from({ length: extra }, () => Array.from({ length: k }, () => 1 + random.uniform()));
      for (let i = 0; i < n; i++) {
        for (let p = 0; p < k; p++) wide[i * (k + extra) + p] = x[i * k + p] as number;
        mix.forEach((shares, e) => {
          wide[i * (k + extra) + k + e] = shares.reduce((sum, w, p) => sum + w * (x[i * k + p] as number), 0);
        });
      }
      const plain = leastSquares(x, n, k, y);
      const fit = leastSquares(wide, n, k + extra, y);
      expect(fit.rank).toBe(k);
      expect(fit.aliased).toEqual([...Array(k).fill(false), ...Array(extra).fill(true)]);
      expectNear(fit.coef.subarray(0, k), plain.coef, "coefficient");
      expectNear(fit.residuals, plain.residuals, "residual");
      for (const value of fit.coef.subarray(k)) expect(value).toBeNaN();
    },
    40,
  );
});

test("a column in another unit scales its coefficient, and no unit makes it aliased", () => {
  check(fc.tuple(designs, fc.integer({ min: -9, max: 9 })), ([design, power]) => {
    const { n, k } = design;
    const { x, y } = data(design);
    const scale = 10 ** power;
    const scaled = x.map((value, at) => (at % k === 0 ? value * scale : value));
    const plain = leastSquares(x, n, k, y);
    const fit = leastSquares(scaled, n, k, y);
    expect(fit.rank).toBe(k);
    expect((fit.coef[0] as number) * scale).toBeCloseTo(plain.coef[0] as number, 8);
    expectNear(fit.residuals, plain.residuals, "residual", 8);
  });
});

test("fitted values of the columns themselves leave nothing", () => {
  check(designs, (design) => {
    const { n, k } = design;
    const { x } = data(design);
    const beta = Array.from({ length: k }, (_, p) => p - 1.5);
    const y = Float64Array.from({ length: n }, (_, i) =>
      beta.reduce((sum, b, p) => sum + b * (x[i * k + p] as number), 0),
    );
    const fit = leastSquares(x, n, k, y);
    expectNear(fit.coef, beta, "coefficient");
    expectNear(fit.residuals, new Float64Array(n), "residual");
  });
});

test("more columns than rows: as many coefficients as rows, and an exact fit", () => {
  check(
    fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.nat(9999)),
    ([n, extra, seed]) => {
      const { x, y } = data({ n, k: n + extra, seed });
      const fit = leastSquares(x, n, n + extra, y);
      expect(fit.rank).toBe(n);
      expectNear(fit.residuals, new Float64Array(n), "residual", 7);
    },
  );
});
