import { describe, expect, it } from "vitest";
import { type Duration, unknownEnds } from "../../../src/evaluation/survival/unknown-ends.ts";

const known: Duration[] = [
  { state: "ended", duration: 2 },
  { state: "ended", duration: 5 },
  { state: "ongoing", seen: 4 },
];
const unknown: Duration = { state: "unknown", least: 1, most: 6 };

describe("durations with unknown ends", () => {
  it("are one and the same curve where no end is unknown", () => {
    const { shortest, longest, between } = unknownEnds(known);
    expect(shortest).toEqual(longest);
    expect(between.intervals.map(({ survival }) => Math.round(survival * 1e6) / 1e6)).toEqual([
      Math.round((2 / 3) * 1e6) / 1e6,
      0,
    ]);
    expect([between.exact, between.interval, between.rightCensored]).toEqual([2, 0, 1]);
  });

  it("end at the last trace, or not at all, at the extremes", () => {
    const { shortest, longest, between } = unknownEnds([...known, unknown]);
    expect(shortest.time).toEqual([1, 2, 4, 5]);
    expect(shortest.survival[0]).toBeCloseTo(3 / 4, 12);
    expect(longest.time).toEqual([2, 4, 5, 6]);
    expect(longest.survival).toEqual([3 / 4, 3 / 4, 3 / 8, 3 / 8]);
    expect([between.exact, between.interval, between.rightCensored]).toEqual([2, 1, 1]);
    // All mass at the known ends: the unknown one may have ended at either.
    expect(between.intervals.map(({ right }) => right)).toEqual([2, 5]);
  });

  it("holds one that ended in the very year of its last trace for exactly known in effect", () => {
    const { between } = unknownEnds([
      { state: "unknown", least: 3, most: 3 },
      { state: "ended", duration: 3 },
    ]);
    expect(between.intervals).toEqual([{ left: 3, right: 3, mass: 1, survival: 0 }]);
  });
});
