import { describe, expect, it } from "vitest";
import {
  compareShares,
  compareSummaries,
  type Summary,
  summarise,
  wilsonShare,
} from "../../src/evaluation/describe.ts";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("summarise", () => {
  it("does not depend on the order and leaves its input alone", () => {
    const values = [9, 1, 5, -2, 3];
    expect(summarise(values)).toEqual({ n: 5, min: -2, q1: 1, median: 3, q3: 5, max: 9 });
    expect(values).toEqual([9, 1, 5, -2, 3]);
  });

  it("sorts as numbers, not as text", () => {
    expect(summarise([10, 9, 100])?.median).toBe(10);
  });

  it("knows nothing of an empty group", () => {
    expect(summarise([])).toBeNull();
  });
});

describe("wilsonShare", () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("gives the published interval of %i of %i", (yes, n, low, high) => {
    const share = wilsonShare(yes, n);
    expect(share?.low).toBeCloseTo(low, 4);
    expect(share?.high).toBeCloseTo(high, 4);
  });

  it("ends exactly at 0 and 1, and mirrors", () => {
    const none = wilsonShare(0, 7);
    const all = wilsonShare(7, 7);
    expect(none?.low).toBe(0);
    expect(all?.high).toBe(1);
    expect(all?.low).toBeCloseTo(1 - (none?.high ?? 0), 12);
  });

  it("refuses what is not a count, and knows nothing of an empty group", () => {
    expect(() => wilsonShare(3, 2)).toThrow(RangeError);
    expect(() => wilsonShare(0.5, 2)).toThrow(RangeError);
    expect(() => wilsonShare(-1, 2)).toThrow(RangeError);
    expect(wilsonShare(0, 0)).toBeNull();
  });
});

describe("comparison of two groups", () => {
  const low = summarise(range(1, 9));
  const high = summarise(range(101, 109));
  const touching = { ...(low as Summary), q1: low?.q3 ?? 0, q3: 50 };

  it("says overlap when the middle halves share a value, even one", () => {
    expect(compareSummaries(low, low)).toEqual({ reading: "overlap", difference: 0 });
    expect(compareSummaries(low, touching).reading).toBe("overlap");
    expect(compareSummaries(touching, low).reading).toBe("overlap");
  });

  it("says apart in both directions, with the sign of first minus second", () => {
    expect(compareSummaries(high, low)).toEqual({ reading: "apart", difference: 100 });
    expect(compareSummaries(low, high)).toEqual({ reading: "apart", difference: -100 });
  });

  it("says too few when either group has fewer than five, and still gives the numbers", () => {
    expect(compareSummaries(summarise(range(1, 4)), high)).toEqual({
      reading: "too_few",
      difference: -102.5,
    });
    expect(compareSummaries(high, summarise(range(1, 4))).reading).toBe("too_few");
    expect(compareSummaries(summarise(range(1, 5)), high).reading).toBe("apart");
    expect(compareSummaries(null, high)).toEqual({ reading: "too_few", difference: null });
  });

  it("compares shares by their intervals", () => {
    const few = wilsonShare(1, 50);
    const most = wilsonShare(45, 50);
    expect(compareShares(most, few).reading).toBe("apart");
    expect(compareShares(few, most).reading).toBe("apart");
    expect(compareShares(wilsonShare(3, 5), most).reading).toBe("overlap");
    expect(compareShares(wilsonShare(4, 4), most).reading).toBe("too_few");
    expect(compareShares(most, null)).toEqual({ reading: "too_few", difference: null });
    expect(compareShares(most, few).difference).toBeCloseTo(0.88, 12);
  });
});
