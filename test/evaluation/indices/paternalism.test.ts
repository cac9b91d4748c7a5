import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  directionPart,
  hostPart,
  incomePart,
  payPart,
  weightedRange,
} from "../../../src/evaluation/indices/paternalism.ts";

const unknown = { low: 0, high: 1 };

describe("parts of the index of paternalism", () => {
  it("takes income as the receiving side's shortfall", () => {
    expect(incomePart(4)).toEqual({ low: 0.75, high: 0.75 });
    expect(incomePart(1)).toEqual({ low: 0, high: 0 });
    expect(incomePart(0.5)).toEqual({ low: 0, high: 0 });
    expect(incomePart(null)).toEqual(unknown);
    expect(() => incomePart(0)).toThrow(RangeError);
  });

  it("leaves a direction that is not known open", () => {
    expect(directionPart("one_way").low).toBe(1);
    expect(directionPart("mutual").high).toBe(0);
    expect(directionPart("unknown")).toEqual(unknown);
  });

  it("widens by each unknown host and payer, and counts ground of neither side half", () => {
    expect(hostPart({ giving: 1, receiving: 1, third: 1, unknown: 1 })).toEqual({ low: 0.375, high: 0.625 });
    expect(hostPart({ giving: 0, receiving: 0, third: 0, unknown: 0 })).toEqual(unknown);
    expect(payPart({ alone: 2, otherwise: 1, unknown: 1 })).toEqual({ low: 0.5, high: 0.75 });
    expect(payPart({ alone: 0, otherwise: 0, unknown: 0 })).toEqual(unknown);
  });
});

describe("the weighted index", () => {
  const parts = [{ low: 1, high: 1 }, unknown, { low: 0, high: 0 }, { low: 0.5, high: 0.5 }];

  it("averages both ends", () => {
    expect(weightedRange(parts, [1, 1, 1, 1])).toEqual({ low: 0.375, high: 0.625 });
    expect(weightedRange(parts, [2, 0, 1, 1])).toEqual({ low: 0.625, high: 0.625 });
  });

  it("has no value without a weight, and refuses weights that are none", () => {
    expect(weightedRange(parts, [0, 0, 0, 0])).toBeNull();
    expect(() => weightedRange(parts, [1, 1, 1])).toThrow(RangeError);
    expect(() => weightedRange(parts, [1, 1, 1, -1])).toThrow(RangeError);
    expect(() => weightedRange(parts, [1, 1, 1, Number.NaN])).toThrow(RangeError);
  });

  it("stays within 0 to 1 and does not depend on the scale of the weights", () => {
    const part = fc
      .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 4, maxLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
        (some, weights) => {
          const range = weightedRange(some, weights);
          if (!range) return;
          expect(range.low).toBeLessThanOrEqual(range.high + 1e-12);
          expect(range.low).toBeGreaterThanOrEqual(0);
          expect(range.high).toBeLessThanOrEqual(1 + 1e-12);
          const tripled = weightedRange(
            some,
            weights.map((w) => w * 3),
          );
          expect(tripled?.low).toBeCloseTo(range.low, 12);
        },
      ),
    );
  });
});
