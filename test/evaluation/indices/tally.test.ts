import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundsOf,
  type Reading,
  readTally,
  readTogether,
  type Tally,
} from "../../../src/evaluation/indices/tally.ts";

const tally = (yes: number, unknown: number, no: number): Tally => ({ yes, unknown, no });

describe("reading a tally", () => {
  it.each<[string, Tally, Reading]>([
    ["most, whatever the unknown say", tally(4, 1, 1), "supported"],
    ["few, whatever the unknown say", tally(1, 1, 4), "not_supported"],
    ["in between, whatever the unknown say", tally(3, 1, 3), "mixed"],
    ["the unknown decide", tally(4, 3, 0), "cannot_tell"],
    ["nothing known", tally(0, 9, 0), "cannot_tell"],
    ["too few units, though all agree", tally(4, 0, 0), "cannot_tell"],
    ["no units", tally(0, 0, 0), "cannot_tell"],
  ])("%s", (_, given, reading) => {
    expect(readTally(given)).toBe(reading);
  });

  it("never changes when an unknown unit turns out to be anything", () => {
    const size = fc.integer({ min: 0, max: 12 });
    fc.assert(
      fc.property(size, size, size, fc.nat(), (yes, unknown, no, pick) => {
        const before = readTally(tally(yes, unknown, no));
        if (before === "cannot_tell") return;
        const turned = unknown === 0 ? 0 : pick % (unknown + 1);
        expect(readTally(tally(yes + turned, 0, no + unknown - turned))).toBe(before);
      }),
    );
  });

  it("gives the shares that are possible", () => {
    expect(boundsOf(tally(1, 2, 1))).toEqual({ low: 0.25, high: 0.75 });
    expect(boundsOf(tally(0, 0, 0))).toBeNull();
  });
});

describe("reading several indicators", () => {
  it.each<[Reading[], Reading]>([
    [["supported", "cannot_tell"], "supported"],
    [["supported", "cannot_tell", "cannot_tell"], "cannot_tell"],
    [["supported", "not_supported", "cannot_tell", "cannot_tell", "cannot_tell"], "mixed"],
    [["mixed", "supported"], "mixed"],
    [["cannot_tell", "cannot_tell"], "cannot_tell"],
    [[], "cannot_tell"],
  ])("%j is %s", (readings, reading) => {
    expect(readTogether(readings)).toBe(reading);
  });
});
