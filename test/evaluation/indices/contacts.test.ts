import { describe, expect, it } from "vitest";
import { contactsBy, reach } from "../../../src/evaluation/indices/contacts.ts";
import { pairSpread, ratioApart, spreadOf } from "../../../src/evaluation/indices/spread.ts";

const contacts = [
  { members: ["A", "B"], since: 2001 },
  { members: ["B", "C", "D"], since: 2003 },
  { members: ["D", "E"], since: 2005 },
];

describe("who can be reached", () => {
  it("counts those met, and those whom they met, by year", () => {
    const by = (year: number) => contactsBy(contacts, year);
    expect(reach(by(2000), "A", 2)).toBe(0);
    expect(reach(by(2002), "A", 2)).toBe(1);
    expect(reach(by(2003), "A", 1)).toBe(1);
    expect(reach(by(2003), "A", 2)).toBe(3);
    expect(reach(by(2005), "A", 2)).toBe(3);
    expect(reach(by(2005), "A", 3)).toBe(4);
  });

  it("does not count a country twice, nor itself", () => {
    const twice = contactsBy([...contacts, { members: ["A", "B", "C"], since: 2001 }], 2005);
    expect(reach(twice, "A", 1)).toBe(2);
    expect(reach(twice, "A", 9)).toBe(4);
  });
});

describe("how far apart pairs are", () => {
  it("takes every pair once, the larger over the smaller", () => {
    expect(ratioApart(2, 8)).toBe(4);
    expect(ratioApart(8, 2)).toBe(4);
    expect(pairSpread([1, 2, 8])).toMatchObject({ n: 3, median: 4 });
    expect(pairSpread([5])).toBeNull();
  });

  it("has no spread of nothing", () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf([3, 1, 2])).toMatchObject({ n: 3, median: 2, q1: 1.5, q3: 2.5 });
  });
});
