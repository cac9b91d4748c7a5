import { describe, expect, test } from "vitest";
import { cholesky, cholInverse, cholSolve, logDet } from "../../../src/evaluation/numeric/cholesky.ts";
import { leastSquares } from "../../../src/evaluation/numeric/qr.ts";
import { dot, sum } from "../../../src/evaluation/numeric/sum.ts";
import { inverseSqrtSymmetric, pseudoInverseSymmetric } from "../../../src/evaluation/numeric/symmetric.ts";

const close = (a: ArrayLike<number>, b: readonly number[], digits = 12) => {
  expect(a.length).toBe(b.length);
  b.forEach((value, i) => {
    expect(a[i], `entry ${i}`).toBeCloseTo(value, digits);
  });
};

describe("Cholesky", () => {
  const a = Float64Array.from([4, 2, 2, 2, 5, 3, 2, 3, 6]);
  const l = cholesky(a, 3) as Float64Array;

  test("factors, solves, inverts", () => {
    close(l, [2, 0, 0, 1, 2, 0, 1, 1, 2]);
    close(cholSolve(l, 3, Float64Array.from([8, 10, 11])), [1, 1, 1]);
    const inverse = cholInverse(l, 3);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        let value = 0;
        for (let m = 0; m < 3; m++) value += (a[i * 3 + m] as number) * (inverse[m * 3 + j] as number);
        expect(value).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    }
    expect(logDet(l, 3)).toBeCloseTo(Math.log(64), 12);
  });

  test("says no to what is not positive definite", () => {
    expect(cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toBeNull();
    expect(cholesky(Float64Array.from([1, 1, 1, 1]), 2)).toBeNull();
    expect(cholesky(Float64Array.from([0]), 1)).toBeNull();
  });
});

describe("least squares", () => {
  // lm(y ~ x): y = 1 + 2 x + (0.1, -0.2, 0.1), so the slope stays 2 and the intercept is 1.
  const x = Float64Array.from([1, 0, 1, 1, 1, 2]);
  const y = Float64Array.from([1.1, 2.8, 5.1]);

  test("finds coefficients, residuals and (X'X)⁻¹", () => {
    const fit = leastSquares(x, 3, 2, y);
    close(fit.coef, [1, 2]);
    close(fit.residuals, [0.1, -0.2, 0.1]);
    close(fit.xtxInverse, [5 / 6, -1 / 2, -1 / 2, 1 / 2]);
    expect(fit.rank).toBe(2);
  });

  test("of collinear columns keeps the first, names the other, and fits the same", () => {
    // Third column = first + second.
    const wide = Float64Array.from([1, 0, 1, 1, 1, 2, 1, 2, 3]);
    const fit = leastSquares(wide, 3, 3, y);
    expect(fit.aliased).toEqual([false, false, true]);
    expect(fit.coef[2]).toBeNaN();
    close(fit.coef.subarray(0, 2), [1, 2]);
    close(fit.residuals, [0.1, -0.2, 0.1]);
    expect([...fit.xtxInverse.subarray(6, 9)]).toEqual([0, 0, 0]);
  });

  test("drops a column of zeros in the middle and more columns than rows", () => {
    const zero = Float64Array.from([1, 0, 0, 1, 0, 1, 1, 0, 2]);
    expect(leastSquares(zero, 3, 3, y).aliased).toEqual([false, true, false]);
    const short = leastSquares(Float64Array.from([1, 0, 5, 1, 1, 7]), 2, 3, Float64Array.from([1, 2]));
    expect(short.rank).toBe(2);
    expect(short.aliased).toEqual([false, false, true]);
  });

  test("keeps its digits where the normal equations lose them", () => {
    // Years squared: columns 1, t, t² for t = 2000 … 2009; y = (t − 2004)².
    const rows = Array.from({ length: 10 }, (_, k) => 2000 + k);
    const design = Float64Array.from(rows.flatMap((t) => [1, t - 2000, (t - 2000) ** 2 * 1e6]));
    const fit = leastSquares(
      design,
      10,
      3,
      Float64Array.from(rows, (t) => (t - 2004) ** 2),
    );
    close(fit.coef, [16, -8, 1e-6], 8);
  });

  test("leaves its input alone", () => {
    const before = [...x, ...y];
    leastSquares(x, 3, 2, y);
    expect([...x, ...y]).toEqual(before);
  });
});

describe("symmetric matrices", () => {
  const a = Float64Array.from([2, 1, 1, 2]);

  test("inverse square root squared is the inverse", () => {
    const root = inverseSqrtSymmetric(a, 2);
    const square = [0, 1, 2, 3].map((at) => {
      const [i, j] = [at >> 1, at & 1];
      return (
        (root[i * 2] as number) * (root[j] as number) + (root[i * 2 + 1] as number) * (root[2 + j] as number)
      );
    });
    close(square, [2 / 3, -1 / 3, -1 / 3, 2 / 3]);
  });

  test("the generalised inverse leaves out what is zero", () => {
    close(pseudoInverseSymmetric(Float64Array.from([1, 1, 1, 1]), 2), [0.25, 0.25, 0.25, 0.25]);
  });
});

describe("sums", () => {
  test("by halves keep their digits over a million terms", () => {
    const tenths = new Float64Array(1_000_000).fill(0.1);
    // Added one by one the error is more than 1e-6.
    expect(Math.abs(sum(tenths) - 100_000)).toBeLessThan(1e-9);
    expect(Math.abs(dot(tenths, tenths) - 10_000)).toBeLessThan(1e-9);
    expect(sum(tenths, 10, 20)).toBeCloseTo(1, 14);
  });
});
