import { describe, expect, it } from "vitest";
import type { Random } from "../../../src/evaluation/core/random.ts";
import type { Draws } from "../../../src/evaluation/wild-bootstrap/draws.ts";
import { invert } from "../../../src/evaluation/wild-bootstrap/interval.ts";
import { countDraws, pValue } from "../../../src/evaluation/wild-bootstrap/p-value.ts";
import { SCHEMES } from "../../../src/evaluation/wild-bootstrap/weights.ts";

/** Draws whose t* is (n0 + τ·n1)/√(d0 + τ·d1 + τ²·d2). */
function drawsOf(rows: [n0: number, n1?: number, d0?: number, d1?: number, d2?: number][]): Draws {
  const column = (c: number, otherwise: number) => Float64Array.from(rows, (row) => row[c] ?? otherwise);
  return {
    count: rows.length,
    n0: column(0, 0),
    n1: column(1, 0),
    d0: column(2, 1),
    d1: column(3, 0),
    d2: column(4, 0),
  };
}

describe("draws against the sample's t", () => {
  it("are above, below, beyond, or ties, which count for neither side", () => {
    const draws = drawsOf([[3], [-3], [2], [-2], [1], [-1], [0]]);
    // t = 4/√4 = 2. The mirror of the sample lies below it.
    expect(countDraws(draws, 4, 4)).toEqual({ above: 1, below: 5, beyond: 2, ties: 2 });
    expect(countDraws(draws, -4, 4)).toEqual({ above: 5, below: 1, beyond: 2, ties: 2 });
    expect(countDraws(draws, 6, 4)).toEqual({ above: 0, below: 6, beyond: 0, ties: 2 });
    // t = 0: all others are beyond it.
    expect(countDraws(draws, 0, 4)).toEqual({ above: 3, below: 3, beyond: 6, ties: 1 });
  });

  it("tie up to a share of 1e-9 of t and no more", () => {
    const near = drawsOf([[2 + 1e-9], [2 - 1e-9], [2 + 1e-8], [2 - 1e-8]]);
    expect(countDraws(near, 4, 4)).toEqual({ above: 1, below: 1, beyond: 1, ties: 2 });
  });

  it("move with the null where it is imposed", () => {
    // τ = 2, V = 1: (1 + 2·2)/√(1 + 2·3 + 4·2) = 5/√15 against 2; (1 + 2·3)/√(1 + 0 + 4·2) = 7/3.
    const draws = drawsOf([
      [1, 2, 1, 3, 2],
      [1, 3, 1, 0, 2],
    ]);
    expect(countDraws(draws, 2, 1)).toEqual({ above: 1, below: 1, beyond: 1, ties: 0 });
    // A variance that comes out below zero is none: the draw is as far out as can be.
    expect(countDraws(drawsOf([[-1, 0, -1]]), 2, 1)).toEqual({ above: 0, below: 1, beyond: 1, ties: 0 });
  });

  it("give the four kinds of p", () => {
    const counts = { below: 3, above: 1, beyond: 2, ties: 4 };
    expect(pValue(counts, 8, "two-tailed")).toBe(2 / 8);
    expect(pValue(counts, 8, "equal-tailed")).toBe(2 / 8);
    expect(pValue(counts, 8, "<")).toBe(3 / 8);
    expect(pValue(counts, 8, ">")).toBe(1 / 8);
    expect(pValue({ below: 6, above: 5, beyond: 0, ties: 0 }, 8, "equal-tailed")).toBe(1);
  });
});

describe("the interval", () => {
  // |t*| = 1 to 20: p(τ) is the share beyond |τ|/se.
  const twenty = drawsOf(Array.from({ length: 20 }, (_, b) => [b % 2 ? b + 1 : -(b + 1)]));

  it("ends where p falls to the level's rest, in units of the standard error", () => {
    for (const variance of [1e-8, 4, 1e8]) {
      const se = Math.sqrt(variance);
      // More than 4 of 20 lie beyond while |t| < 16.
      const { low, high } = invert(twenty, 10 * se, variance, "two-tailed", 0.8);
      expect((low as number) / se).toBeCloseTo(10 - 16, 6);
      expect((high as number) / se).toBeCloseTo(10 + 16, 6);
    }
    // 3.5 of 20 at level 0.825: three beyond are too few, four are not.
    expect(invert(twenty, 0, 1, "two-tailed", 0.825).high).toBeCloseTo(17, 6);
    expect(invert(twenty, 0, 1, "two-tailed", 0.05).high).toBeCloseTo(1, 6);
  });

  it("is lopsided where the draws are, with equal tails", () => {
    // t* = −1, −2, −3, 2, 4, 6 … 2·below/6 > 0.5 needs two below, that is t > −2; two above, t < 4.
    const lopsided = drawsOf([[-1], [-2], [-3], [2], [4], [6]]);
    const { low, high } = invert(lopsided, 0, 1, "equal-tailed", 0.5);
    // The null lies τ below the estimate.
    expect(low).toBeCloseTo(-4, 6);
    expect(high).toBeCloseTo(2, 6);
  });

  it("has no end on a side where no null is rejected", () => {
    const above = drawsOf([[1e9], [1e9], [-1], [-1]]);
    const { low, high } = invert(above, 0, 1, "equal-tailed", 0.4);
    expect(low).toBeNull();
    expect(high).toBeCloseTo(1, 6);
    // Steps double up to 2²³ standard errors.
    const edge = (size: number) => invert(drawsOf([[size], [-size]]), 0, 1, "two-tailed", 0.5).high;
    expect(edge(2 ** 23 - 1)).toBeCloseTo(2 ** 23 - 1, 0);
    expect(edge(2 ** 23 + 1)).toBeNull();
  });
});

describe("codes of drawn multipliers", () => {
  const words = (...list: number[]) => {
    let at = 0;
    return { uint32: () => list[at++] ?? Number.NaN, integer: () => list[at++] ?? Number.NaN } as Random & {
      integer(): number;
    };
  };

  it("take four blocks of eight signs from a word", () => {
    const codes = new Uint8Array(8);
    SCHEMES.rademacher.draw(words(0x04030201, 0x99887766), codes, 2, 5);
    expect([...codes]).toEqual([0, 0, 1, 2, 3, 4, 0x66, 0]);
  });

  it("of Webb's six points number the triples", () => {
    const codes = new Uint8Array(4);
    SCHEMES.webb.draw(words(215, 7), codes, 1, 2);
    expect([...codes]).toEqual([0, 215, 7, 0]);
  });

  it("of Mammen's two points take the lower one with probability (√5 + 1)/(2√5)", () => {
    const threshold = Math.round(((Math.sqrt(5) + 1) / (2 * Math.sqrt(5))) * 2 ** 32);
    const codes = new Uint8Array(3);
    const high = threshold;
    const low = threshold - 1;
    SCHEMES.mammen.draw(
      words(high, low, low, high, low, low, low, high, ...new Array(8).fill(high)),
      codes,
      1,
      2,
    );
    expect([...codes]).toEqual([0, 0b10001001, 255]);
  });
});
