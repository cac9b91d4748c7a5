import { describe, expect, it } from "vitest";
import { minimumDetectableEffect, powerAt } from "../../../src/evaluation/power/minimum-detectable.ts";

describe("minimumDetectableEffect", () => {
  it("knows the textbook normal case", () => {
    const normal = minimumDetectableEffect({ se: 2 });
    // 1.959964 + 0.841621
    expect(normal.normal).toBeCloseTo(2 * 2.8015852, 6);
    expect(normal.approximate).toBeCloseTo(normal.normal, 12);
    expect(powerAt(normal.exact, { se: 2 })).toBeCloseTo(0.8, 10);
  });
  it("grows with fewer degrees of freedom, and holds its power exactly", () => {
    const few = minimumDetectableEffect({ se: 1, df: 4, power: 0.9, level: 0.9 });
    expect(few.approximate).toBeCloseTo(2.13184679 + 1.53320627, 6);
    expect(few.exact).toBeGreaterThan(few.normal);
    expect(powerAt(few.exact, { se: 1, df: 4, level: 0.9 })).toBeCloseTo(0.9, 9);
    expect(powerAt(-few.exact, { se: 1, df: 4, level: 0.9 })).toBeCloseTo(0.9, 9);
    expect(powerAt(0, { se: 1, df: 4, level: 0.9 })).toBeCloseTo(0.1, 9);
  });
  it("refuses what makes no sense", () => {
    for (const wrong of [
      { se: 0 },
      { se: 1, df: 0 },
      { se: 1, power: 0.04 },
      { se: 1, power: 1 },
      { se: 1, level: 1 },
    ]) {
      expect(() => minimumDetectableEffect(wrong)).toThrow(/out of range/);
    }
  });
});
