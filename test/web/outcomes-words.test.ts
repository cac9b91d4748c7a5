import { describe, expect, it } from "vitest";
import { allTitle } from "../../src/web/outcomes/all.ts";
import { byRole, type Result, resultOf } from "../../src/web/outcomes/groups.ts";
import { incomeSentence } from "../../src/web/outcomes/roles.ts";
import { outcomeAnswer } from "../../src/web/text/answer.ts";
import {
  endsText,
  figuresText,
  findingDescription,
  findingNote,
  findingTitle,
  missingCounts,
  roleTitle,
  statusText,
} from "../../src/web/text/outcome-words.ts";
import { ALL, country, data, many, NUMBER, plan, SHARE } from "./outcomes-fixture.ts";

const LOW = [1, 2, 3, 4, 5];
const HIGH = [101, 102, 103, 104, 105];
const number = (...countries: ReturnType<typeof many>[]) => resultOf(data(countries.flat()), NUMBER, ALL);
const CAUSAL = /because|due to|caus|effect of|impact|leads? to|thanks to|improv/i;

describe("the finding on numbers", () => {
  it.each<[string, Result, string]>([
    ["none", number(many(LOW)), "No twinned countries here: nothing to compare"],
    ["no match", number(), "No countries match this choice"],
    [
      "all twinned",
      number(many(LOW, "twinned")),
      "No countries here that are not twinned: nothing to compare",
    ],
    [
      "nothing known",
      number(many(["no_value"], "twinned"), many(LOW)),
      "Nothing is known of the twinned countries: nothing to compare",
    ],
    [
      "one",
      number(many([1, "no_value"], "twinned"), many(LOW)),
      "Only one twinned country has a known value: too few to compare",
    ],
    [
      "four",
      number(many([1, 2, 3, 4], "twinned"), many(LOW)),
      "Only four twinned countries have a known value: too few to compare",
    ],
    [
      "few others",
      number(many(LOW, "twinned"), many([1, 2])),
      "Only two countries not twinned have a known value: too few to compare",
    ],
    [
      "the same median",
      number(many(LOW, "twinned"), many(LOW)),
      "The score has the same median in twinned countries and in the others (3.0 points), and the middle halves overlap",
    ],
    [
      "medians that print alike",
      number(many([1, 2, 3.04, 4, 5], "twinned"), many([1, 2, 2.96, 4, 5])),
      "The score has the same median in twinned countries and in the others (3.0 points), and the middle halves overlap",
    ],
    [
      "overlap",
      number(many([2, 3, 4, 5, 6], "twinned"), many(LOW)),
      "The score is higher at the median in twinned countries (4.0 points) than in the others (3.0 points), but the middle halves overlap",
    ],
    [
      "apart",
      number(many(LOW, "twinned"), many(HIGH)),
      "The score is lower at the median in twinned countries (3.0 points) than in the others (103.0 points), and the middle halves do not overlap, which does not say why",
    ],
  ])("has words for %s", (_, result, words) => {
    expect(findingTitle(result)).toBe(words);
    expect(findingTitle(result)).not.toMatch(CAUSAL);
  });

  it("keeps countries without a known year out of both groups", () => {
    const result = number(many(LOW, "twinned"), many(LOW), many(HIGH, "undated"));
    expect(result.groups.twinned.summary?.max).toBe(5);
    expect(result.groups.not_twinned.summary?.max).toBe(5);
    expect(result.groups.undated.known).toHaveLength(5);
  });
});

describe("the finding on shares", () => {
  const plans = (twinned: number[], others: number[]) => {
    const list = [
      ...twinned.map((v, i) => ({ c: country(`T${i}`, 1), p: plan(`T${i}`, v, "twinned") })),
      ...others.map((v, i) => ({ c: country(`N${i}`, 1), p: plan(`N${i}`, v) })),
    ];
    return resultOf(
      data(
        list.map((x) => x.c),
        list.map((x) => x.p),
      ),
      SHARE,
      ALL,
    );
  };
  const repeat = (n: number, v: number) => Array<number>(n).fill(v);

  it("counts yes of known in both groups", () => {
    expect(findingTitle(plans([1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0]))).toBe(
      "Plans with a budget: 1 of 5 twinned before or at adoption, 2 of 6 others, where known; the intervals overlap",
    );
  });

  it("says when the intervals are apart, without a why", () => {
    expect(findingTitle(plans(repeat(30, 1), repeat(30, 0)))).toContain(
      "the intervals do not overlap, which does not say why",
    );
  });

  it("does not compare four", () => {
    expect(findingTitle(plans([1, 1, 1, 1], repeat(9, 0)))).toBe(
      "Only four plans twinned before or at adoption have a known value: too few to compare",
    );
  });
});

describe("what is unknown", () => {
  it("is counted with its reasons and never as zero", () => {
    const result = number(
      many([...LOW, "no_value"], "twinned"),
      many([...LOW, "not_due", "not_due", "no_value"]),
    );
    expect(statusText(result)).toBe(
      "10 countries of 14 with a known value, 5 twinned, 0 twinned with year unknown, 5 not twinned. Unknown: 2 without a value. Not due yet: 2 not due.",
    );
    expect(result.groups.not_twinned.summary).toMatchObject({ n: 5, min: 1 });
  });

  it("counts what is not due apart from what is unknown", () => {
    const { missing } = number(many([1, "not_due", "no_value", "not_due"])).groups.not_twinned;
    expect(missingCounts(missing)).toBe("1 unknown, 2 not due");
    expect(missingCounts([])).toBe("");
    const twinned = number(many([1, "not_due", "not_due", ...Array(5).fill("no_value")], "twinned"));
    expect(findingNote(twinned)).toBe("Caution. Of 8 twinned countries, 5 are unknown, 2 are not due.");
  });

  it("says how many plans were adopted after the arrangements ended, and for how many no end is known", () => {
    expect(endsText(undefined)).toBe("");
    expect(endsText({ plans: 5, after: ["AAA-1", "BBB-2"], unknown: ["CCC-1"] })).toContain(
      "of 5 such plans, two were adopted after the last documented end of all dated arrangements of their countries (AAA-1 and BBB-2); for one more at least one arrangement has no end year on record",
    );
    expect(endsText({ plans: 3, after: ["AAA-1"], unknown: [] })).toMatch(
      /one was adopted .* of its country \(AAA-1\)\.$/,
    );
    expect(endsText({ plans: 1, after: [], unknown: [] })).toContain("of 1 such plan, none were adopted");
  });

  it("is said to be none when nothing is missing, and nothing matches nothing", () => {
    expect(statusText(number(many(LOW)))).toContain("None is unknown.");
    expect(statusText(number())).toBe("No countries match this choice.");
  });

  it("names the few twinned countries without a value, and counts many", () => {
    const few = number([...many(LOW, "twinned"), country("AAA", "no_value", "twinned")]);
    expect(findingNote(few)).toBe("Caution. Twinned, but unknown: Land AAA (without a value).");
    const lots = number(many([1, ...Array(7).fill("no_value")], "twinned"));
    expect(findingNote(lots)).toBe("Caution. Of 8 twinned countries, 7 are unknown.");
  });

  it("says how many plans were twinned only later", () => {
    const d = data(
      [country("A", 1), country("B", 1)],
      [plan("A", 1, "later"), plan("B", "no_value", "later")],
    );
    const result = resultOf(d, SHARE, ALL);
    expect(result.groups.not_twinned.known).toHaveLength(1);
    expect(result.later).toBe(2);
    expect(findingNote(result)).toContain("Two plans whose country was twinned later");
    expect(statusText(result)).toContain(
      "Two of the plans not twinned by adoption belong to countries twinned later",
    );
  });
});

describe("equal age of plan", () => {
  const change = { ...NUMBER, window: 5 };
  it("names countries twinned only when the years were over", () => {
    const d = data([
      country("LATE", 1, "twinned", { firstPlan: 2004 }),
      country("IN", 1, "twinned", { firstPlan: 2005 }),
    ]);
    expect(findingNote(resultOf(d, change, ALL))).toContain(
      "Land LATE was twinned only when these years were over.",
    );
    expect(findingNote(resultOf(data([country("IN", 1, "twinned", { firstPlan: 2005 })]), change, ALL))).toBe(
      "Caution.",
    );
  });
});

describe("figures in words", () => {
  it("gives a middle half only where there are enough values", () => {
    const of = (values: number[]) => figuresText(NUMBER, number(many(values)).groups.not_twinned);
    expect(of([])).toBe("no known value");
    expect(of([2])).toBe("single value 2.0 points");
    expect(of([2, 4])).toBe("median 3.0 points");
    expect(of([-1, 0, 1, 2, 3])).toBe("median 1.0 points, middle half 0.0 to 2.0 points");
    expect(of([-9, -5, 1, 2, 3])).toBe("median 1.0 points, middle half −5.0 to 2.0 points");
  });

  it("describes every group and names the twinned countries", () => {
    const words = findingDescription(number([country("AAA", 7, "twinned")], many(LOW)));
    expect(words).toContain("Twinned: one country, single value 7.0 points. Land AAA 7.0 points.");
    expect(words).toContain("Not twinned: five countries, median 3.0 points");
    expect(words).toContain("Twinned, year unknown: no countries, no known value.");
  });
});

describe("roles", () => {
  it("sets supporters and supported apart; two roles stand in both", () => {
    const result = number([
      country("A", 10, "twinned", { roles: ["supporting"] }),
      country("B", 2, "twinned", { roles: ["supported", "peer"] }),
    ]);
    const roles = byRole(result);
    expect(roles.map((r) => [r.role, r.known.length])).toEqual([
      ["supporting", 1],
      ["supported", 1],
      ["peer", 1],
    ]);
    expect(roleTitle(NUMBER, roles)).toBe(
      "Score, median by role: 10.0 points among countries that support (1), 2.0 points among countries that are supported (1) and 2.0 points among peers (1)",
    );
    expect(roleTitle(NUMBER, [])).toBe("No twinned units with a known value to set apart by role");
  });

  it("says who is twinned by income", () => {
    const d = data([
      country("A", 1, "twinned", { income: "H" }),
      country("B", 1, "twinned", { income: null }),
    ]);
    expect(incomeSentence(d, ALL)).toBe(
      "In one group stand Land A (high income); Land B (not classified), by the World Bank's groups for 2024.",
    );
    expect(incomeSentence(data([]), ALL)).toContain("No country with a plan counts as twinned");
  });
});

describe("the answer", () => {
  it("cannot tell when no outcome has enough values", () => {
    const a = outcomeAnswer(
      data([country("A", 1, "twinned"), country("B", 2)], [plan("A", 1, "twinned")]),
      "one",
    );
    expect(a).toMatchObject({ verdict: "cannot-tell", countries: 1, plans: 1, outcomes: 2, comparable: 0 });
    expect(a.sentence).toBe(
      "It cannot yet be told whether twinning helps: one country with a plan counts as twinned and has adopted one plan since; none of two outcomes has enough known values to compare, and no source on record measures the effect of twinning.",
    );
  });

  it("cannot tell when the groups overlap on all that can be compared", () => {
    const a = outcomeAnswer(data([...many(LOW, "twinned"), ...many(LOW)]), "one");
    expect(a).toMatchObject({ verdict: "cannot-tell", comparable: 1, overlapping: 1 });
    expect(a.sentence).toContain(
      "five countries with a plan count as twinned and have adopted no plan since; one of two outcomes has enough known values to compare, the groups overlap on it, and no source",
    );
  });

  it("says that groups differ without saying that twinning helps", () => {
    const a = outcomeAnswer(data([...many(HIGH, "twinned"), ...many(LOW)]), "one");
    expect(a).toMatchObject({ verdict: "some-apart", comparable: 1, overlapping: 0 });
    expect(a.sentence).toMatch(
      /^Twinned and other plans differ in places, which does not tell whether twinning helps/,
    );
  });

  it("says that nobody counts under a definition that matches nobody", () => {
    const a = outcomeAnswer(data([...many(HIGH, "twinned"), ...many(LOW)]), "two");
    expect(a.verdict).toBe("nobody-twinned");
    expect(a.sentence).toContain("no country with a plan counts as twinned under this definition");
  });

  it("counts outcomes by reading in the title of all", () => {
    const overlap = number(many(LOW, "twinned"), many(LOW));
    const apart = number(many(LOW, "twinned"), many(HIGH));
    const few = number(many([1], "twinned"), many(HIGH));
    expect(allTitle([few])).toBe("On no outcome are enough values known to compare the two groups");
    expect(allTitle([overlap, overlap])).toBe(
      "On all two outcomes that can be compared, twinned and not twinned overlap",
    );
    expect(allTitle([overlap, few])).toBe(
      "On the one outcome that can be compared, twinned and not twinned overlap; one more has too few known values",
    );
    expect(allTitle([apart, overlap, few, few])).toBe(
      "Twinned and not twinned overlap on one outcome and not on one; two more have too few known values",
    );
    expect(allTitle([apart])).toBe(
      "On the one outcome that can be compared, twinned and not twinned do not overlap",
    );
  });
});
