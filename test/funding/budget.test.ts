import { describe, expect, it } from "vitest";
import {
  budgetGroups,
  budgetKind,
  contradicted,
  gapReasons,
  ownShare,
  publishedShare,
} from "../../src/funding/budget.ts";
import { plan } from "./fixture.ts";

describe("budget status", () => {
  it("reads both registers' words, takes the most definite of several, and refuses a word it does not know", () => {
    expect(budgetKind("no")).toBe("none");
    expect(budgetKind("none")).toBe("none");
    expect(budgetKind("estimate;allocated")).toBe("allocated");
    expect(budgetKind("none;donor funded")).toBe("donor");
    expect(budgetKind(null)).toBe("unknown");
    expect(() => budgetKind("maybe")).toThrow(TypeError);
  });

  it("groups by status at adoption and never merges undated or later with twinned", () => {
    const plans = [
      plan("AAA-1", { status: { d: "twinned" }, budget: "no" }),
      plan("BBB-1", { status: { d: "undated" }, budget: "yes" }),
      plan("CCC-1", { status: { d: "later" } }),
      plan("DDD-1", { status: { d: "twinned" }, budget: "partial" }),
    ];
    const groups = budgetGroups(plans, "d");
    expect(groups.map((g) => [g.status, g.plans])).toEqual([
      ["twinned", 2],
      ["undated", 1],
      ["later", 1],
    ]);
    expect(groups[0]?.columns.some.map((c) => c.plan.id)).toEqual(["DDD-1"]);
    expect(groups[0]?.columns.none.map((c) => c.plan.id)).toEqual(["AAA-1"]);
    expect(groups[2]?.columns.unknown).toHaveLength(1);
  });

  it("gives the range that unknown plans leave open", () => {
    const own = ownShare([
      plan("AAA-1", { budget: "yes" }),
      plan("BBB-1", { budget: "no" }),
      plan("CCC-1"),
      plan("DDD-1"),
    ]);
    expect(own).toEqual({ plans: 4, some: 1, none: 1, unknown: 2, known: 0.5, lowest: 0.25, highest: 0.75 });
    expect(ownShare([plan("AAA-1")]).known).toBeNull();
    expect(ownShare([]).highest).toBe(0);
  });

  it("divides by a printed total, else takes the printed share, else knows none", () => {
    expect(publishedShare({ withBudget: 34, total: 82, printed: 0.43 })).toBeCloseTo(0.4146, 4);
    expect(publishedShare({ withBudget: 34, total: null, printed: 0.43 })).toBe(0.43);
    expect(publishedShare({ withBudget: 12, total: null, printed: null })).toBeNull();
  });

  it("finds plans on which the two registers disagree, not those where only one speaks", () => {
    const plans = [
      plan("AAA-1", { budget: "estimate", planRegisterBudget: "no" }),
      plan("BBB-1", { budget: "estimate", planRegisterBudget: "yes" }),
      plan("CCC-1", { budget: "estimate" }),
    ];
    expect(contradicted(plans).map((p) => p.id)).toEqual(["AAA-1"]);
  });

  it("counts why there is no gap, most frequent first, and leaves plans with a gap out", () => {
    const because = (code: string) => ({ reason: { code, words: code } });
    const plans = [
      plan("AAA-1", because("a")),
      plan("BBB-1", because("b")),
      plan("CCC-1", because("b")),
      plan("DDD-1", { reason: null }),
    ];
    expect(gapReasons(plans).map((r) => [r.code, r.plans])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });
});
