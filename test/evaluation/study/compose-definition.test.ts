import { describe, expect, test } from "vitest";
import { applyRule, composedId, definitionOf } from "../../../src/evaluation/study/compose-definition.ts";
import { panelOf } from "../../../src/evaluation/study/panel-of.ts";
import type { DefinitionRule, Membership, Study } from "../../../src/evaluation/study/study.ts";
import { toyStudy } from "./toy-study.ts";

const RULE: DefinitionRule = {
  kinds: ["twinning"],
  roles: ["supported", "supporting", "peer"],
  evidence: ["high"],
  dateRule: "first_documented",
  excluded: ["P9"],
};
const member = (iso3: string, role: string, more: Partial<Membership> = {}): Membership => ({
  partnershipId: "P1",
  kind: "twinning",
  evidence: "high",
  iso3,
  role,
  joined: null,
  announced: 2003,
  firstDocumented: 2005,
  firstActivity: 2006,
  ...more,
});
const MEMBERSHIPS: Membership[] = [
  member("A", "supported"),
  member("B", "supporting"),
  member("C", "peer", { partnershipId: "P2", announced: null, firstDocumented: 2007, firstActivity: null }),
  member("D", "facilitator"),
  member("E", "supported", { evidence: "low" }),
  member("F", "supported", { partnershipId: "P9" }),
  member("G", "peer", { kind: "donor_support_to_nap" }),
  // Joined later, and also stood on the other side before.
  member("A", "supporting", { partnershipId: "P3", joined: 2009, firstActivity: 2006 }),
  member("H", "supported", {
    partnershipId: "P4",
    announced: null,
    firstDocumented: null,
    firstActivity: null,
  }),
];

function study(): Study {
  const plain = toyStudy({ twinned: { 0: 2005, 1: 2005, 2: 2007 }, undated: [7] });
  const [main] = plain.definitions;
  if (!main) throw new Error("the toy study has a definition");
  return { ...plain, definitions: [{ ...main, rule: RULE }], memberships: MEMBERSHIPS };
}
const sinceOf = (id: string) =>
  Object.fromEntries(
    definitionOf(study(), id).since.flatMap((year, c) =>
      year === null ? [] : [[study().countries[c]?.iso3, year]],
    ),
  );
const CHOICE = {
  definition: "main",
  outcome: "share",
  comparison: "with_plans",
  period: [2001, 2010],
  covariates: [],
  incomplete: "keep",
} as const;

describe("a definition narrowed by role and date rule", () => {
  test("the rule gives what the definition says", () => {
    const { since, undated } = applyRule(study(), RULE);
    expect(since).toEqual(study().definitions[0]?.since);
    expect(undated).toEqual(study().definitions[0]?.undated);
  });

  test("a role keeps only those who stood on that side", () => {
    expect(sinceOf("main/supported/any")).toEqual({ A: 2005 });
    expect(sinceOf("main/supporting/any")).toEqual({ A: 2009, B: 2005 });
    expect(sinceOf("main/peer/any")).toEqual({ C: 2007 });
  });

  test("a date rule moves the year; who joins later counts from joining, and without a year is undated", () => {
    expect(sinceOf("main/any/announced")).toEqual({ A: 2003, B: 2003 });
    expect(sinceOf("main/any/first_activity")).toEqual({ A: 2006, B: 2006 });
    expect(sinceOf("main/supporting/first_activity")).toEqual({ A: 2009, B: 2006 });
    const undated = definitionOf(study(), "main/any/announced").undated;
    expect(undated.flatMap((one, c) => (one ? [c] : []))).toEqual([2, 7]);
  });

  test("those twinned in another role are left out by name, not compared", () => {
    const panel = panelOf(study(), { ...CHOICE, definition: "main/supported/any" });
    for (const iso3 of ["B", "C"]) expect(panel.units).not.toContain(iso3);
    expect(panel.dropped).toContainEqual(
      expect.objectContaining({ code: "other_role", count: 2, items: ["Country B", "Country C"] }),
    );
    expect(panelOf(study(), CHOICE).dropped.map(({ code }) => code)).not.toContain("other_role");
  });

  test("twinned in another role before is said", () => {
    const codes = (definition: string) =>
      panelOf(study(), { ...CHOICE, definition }).notices.filter(
        ({ code }) => code === "earlier_in_other_role",
      );
    expect(codes("main/supporting/any")).toEqual([expect.objectContaining({ items: ["Country A"] })]);
    expect(codes("main/supported/any")).toEqual([]);
  });

  test("ids are read and written alike, the plain one where nothing is narrowed", () => {
    expect(composedId({ base: "main", role: "any", dateRule: "any" })).toBe("main");
    expect(definitionOf(study(), "main/any/any").id).toBe("main");
    const narrowed = definitionOf(study(), "main/peer/first_activity");
    expect(narrowed.id).toBe("main/peer/first_activity");
    expect(narrowed.label).toBe("Main, peers only, from the first dated activity");
    // The definition's own date rule is not news.
    expect(definitionOf(study(), "main/peer/first_documented").label).toBe("Main, peers only");
  });

  test.each([
    ["other/peer/any", "There is no definition other"],
    ["main/boss/any", "There is no role boss"],
    ["main/peer/birthday", "There is no date rule birthday"],
    ["main/peer", "main/peer is not a definition"],
    ["main/peer/any/any", "main/peer/any/any is not a definition"],
  ])("%s is refused by name", (id, words) => {
    expect(() => definitionOf(study(), id)).toThrow(words);
  });

  test("a definition without that role, or without arrangements, cannot be narrowed", () => {
    const base = study();
    const [main] = base.definitions;
    if (!main) throw new Error("the toy study has a definition");
    const receiving = { ...base, definitions: [{ ...main, rule: { ...RULE, roles: ["peer"] } }] };
    expect(() => definitionOf(receiving, "main/supported/any")).toThrow("counts nobody as supported");
    expect(() => definitionOf(toyStudy(), "main/supported/any")).toThrow("lists countries, not arrangements");
    const { memberships: _without, ...bare } = base;
    expect(() => definitionOf(bare, "main/supported/any")).toThrow("who took part in which arrangement");
  });
});
