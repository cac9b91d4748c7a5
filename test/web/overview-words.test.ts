import { describe, expect, it } from "vitest";
import type { OverviewData } from "../../src/web/data/overview.ts";
import {
  arrangementsWords,
  budgetWords,
  endedWords,
  missingWords,
} from "../../src/web/text/overview-words.ts";

const n: OverviewData["numbers"] = {
  countries: 3,
  unMembers: 3,
  plans: 10,
  current: 1,
  expired: 4,
  laterNamed: 0,
  statusUnknown: 2,
  arrangements: 62,
  datedArrangements: 4,
  undatedArrangements: 1,
  activities: 0,
  budgetKnown: 6,
  budgetYes: 3,
  budgetPartial: 2,
  sources: 1,
};

describe("the overview's words", () => {
  it("keep arrangements with and without a year apart", () => {
    expect(arrangementsWords(n, 6)).toBe(
      "In 4 arrangements with a known year, of 62 on record. One more arrangement has no known year and adds six more countries.",
    );
    expect(arrangementsWords({ ...n, undatedArrangements: 0 }, 0)).toBe(
      "In 4 arrangements with a known year, of 62 on record.",
    );
    expect(arrangementsWords({ ...n, undatedArrangements: 2 }, 1)).toContain(
      "two more arrangements have no known year and add one more country",
    );
  });

  it("say where another register names a later plan", () => {
    expect(endedWords(n)).not.toContain("funding register");
    expect(endedWords({ ...n, laterNamed: 2 })).toContain(
      "(for two of them the funding register names a later plan)",
    );
  });

  it("count the unknown and never call it none", () => {
    expect(budgetWords(n)).toContain("2 more have one only in part");
    expect(budgetWords(n)).toContain("For 4 plans nothing was found: unknown, not zero.");
    expect(budgetWords({ ...n, budgetPartial: 0 })).not.toContain("in part");
  });

  it("name the countries that the line misses", () => {
    expect(missingWords([], [])).toBe("");
    expect(missingWords(["Madagascar"], [{ name: "Niger", year: 2020 }])).toBe(
      "Madagascar is not in the line: no year of a plan is known; Niger only from 2020: the year of its first plan is unknown",
    );
  });
});
