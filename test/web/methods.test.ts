import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMPARISONS, ESTIMATORS, INFERENCE_RULES } from "../../src/evaluation/study/specification.ts";
import { DATE_RULES, ROLES } from "../../src/evaluation/study/study.ts";
import { shareKnown } from "../../src/web/charts/coverage.ts";
import type { DefinitionCounts, GroupProfile, MethodsData } from "../../src/web/data/methods.ts";
import { coverageTitle, shownFields } from "../../src/web/methods/coverage-fields.ts";
import { evaluationSection } from "../../src/web/methods/evaluation.ts";
import { setBase } from "../../src/web/site-link.ts";
import { benefits, drawbacks, hostWords, tally, tiedWords } from "../../src/web/text/methods-benefits.ts";
import {
  afterEndWords,
  beforeWords,
  cohortWords,
  incomeWords,
  roleWords,
} from "../../src/web/text/methods-comparison.ts";
import {
  againstDefault,
  definitionsTitle,
  namesOrCount,
  ruleWords,
} from "../../src/web/text/methods-definitions.ts";
import { METHOD_TEXTS } from "../../src/web/text/methods-evaluation.ts";
import { falseAlarmWords, oneIn } from "../../src/web/text/methods-false-alarms.ts";
import { gapWords } from "../../src/web/text/methods-limits.ts";
import { CONTROL_WORDS, SECTION_WORDS } from "../../src/web/workbench/control-words.ts";

const definition = (change: Partial<DefinitionCounts> = {}): DefinitionCounts => ({
  id: "twinning",
  label: "Default",
  statement: "",
  kinds: ["twinning", "cross_learning"],
  roles: ["supported", "peer"],
  evidence: ["high"],
  dateRule: "first_documented",
  excluded: [],
  excludedReason: null,
  countries: { twinned: 8, undated: 6, not_twinned: 181 },
  plans: { twinned: 16, later: 2, undated: 23, not_twinned: 182 },
  twinned: [],
  undated: [],
  joins: [],
  leaves: [],
  moved: [],
  ...change,
});
const chile = { iso3: "CHL", name: "Chile" };
const finland = { iso3: "FIN", name: "Finland" };

describe("words on definitions", () => {
  const base = definition();

  it("says nothing of the default against itself", () => {
    expect(againstDefault(base, base)).toBeNull();
  });

  it("says who joins, leaves, moves and loses the year", () => {
    expect(againstDefault(definition({ id: "a" }), base)).toBe(
      "Against the default, no country joins, leaves or changes year.",
    );
    expect(againstDefault(definition({ id: "a", leaves: [chile, finland] }), base)).toBe(
      "Against the default, Chile and Finland leave.",
    );
    expect(
      againstDefault(
        definition({ id: "a", joins: [chile], moved: [{ ...finland, from: 2009, to: 2010 }] }),
        base,
      ),
    ).toBe("Against the default, Chile joins; Finland (2009 to 2010) changes year.");
    const without = definition({ id: "a", countries: { twinned: 8, undated: 0, not_twinned: 187 } });
    expect(againstDefault(without, base)).toBe(
      "Against the default, no countries instead of 6 have no known year.",
    );
  });

  it("counts names that are too many to read", () => {
    expect(namesOrCount(Array.from({ length: 13 }, () => chile))).toBe("13 countries");
    expect(namesOrCount([chile])).toBe("Chile");
  });

  it("titles the range of sizes", () => {
    const wide = definition({ countries: { twinned: 64, undated: 5, not_twinned: 126 } });
    expect(definitionsTitle([base, wide])).toMatch(/^From eight to 64 countries/);
    expect(definitionsTitle([base, base])).toMatch(/^Under every definition 8 countries are twinned/);
    expect(definitionsTitle([])).toBe("No definition of twinned is stated");
  });

  it("spells out the rule with what is left out", () => {
    expect(ruleWords(base)).toBe(
      "Kinds: twinning and cross-learning. Roles: supported and peer. Evidence: high. Start: first documented year.",
    );
    expect(ruleWords(definition({ excluded: ["P08"], excludedReason: "P08 contains P07" }))).toMatch(
      /Left out: P08 contains P07\.$/,
    );
  });
});

describe("words on the groups", () => {
  const profile = (change: Partial<GroupProfile>): GroupProfile => ({
    status: "twinned",
    countries: 8,
    incomeKnown: 8,
    highIncome: 3,
    firstKnown: 8,
    firstMedian: 2013,
    planBefore: 2,
    ...change,
  });
  const other = profile({
    status: "not_twinned",
    countries: 101,
    incomeKnown: 100,
    highIncome: 33,
    firstMedian: 2016,
  });

  it("compares income with what is unknown", () => {
    expect(incomeWords([profile({}), other])).toMatch(
      /^3 of 8 twinned .* 33 of 100 of the others \(income group unknown for 1\)\.$/,
    );
    expect(incomeWords([profile({ incomeKnown: 0 }), other])).toBeNull();
  });

  it("says which group began earlier, whichever it is", () => {
    expect(cohortWords([profile({}), other])).toMatch(/Twinned countries have had more time than the others/);
    expect(cohortWords([profile({ firstMedian: 2018 }), other])).toMatch(
      /The others have had more time than twinned/,
    );
    expect(cohortWords([profile({ firstMedian: 2016 }), other])).toMatch(
      /is the same in both groups \(2016\)/,
    );
    expect(cohortWords([profile({ firstMedian: null }), other])).toBeNull();
  });

  it("says how few had a plan before", () => {
    expect(beforeWords([profile({})])).toMatch(/^Two of the eight .*: few plans can be compared/);
    expect(beforeWords([profile({ planBefore: 0 })])).toMatch(/^None of the eight/);
    expect(beforeWords([profile({ planBefore: 7 })])).not.toContain("few plans");
  });

  it("tells the sides of twinning apart", () => {
    const role = (name: string, incomeKnown: number, highIncome: number) => ({
      role: name,
      countries: incomeKnown,
      incomeKnown,
      highIncome,
    });
    expect(roleWords([role("supporting", 2, 2), role("supported", 3, 0)])).toMatch(
      /2 of 2 supporting countries and 0 of 3 supported countries are high-income/,
    );
    expect(roleWords([role("peer", 0, 0)])).toBeNull();
  });
});

describe("the rule on ends of twinning", () => {
  it("says how many plans came after it, and for how many that is unknown", () => {
    expect(afterEndWords({ plans: 16, after: 7, by: 4, unknown: 5 })).toMatch(
      /also after the documented end .* Of the 16 plans counted as twinned before or at adoption, 7 were adopted after .*; for 5 an arrangement has no documented end/,
    );
    const all = afterEndWords({ plans: 1, after: 1, by: 0, unknown: 0 });
    expect(all).toContain("1 was adopted");
    expect(all).not.toContain("no documented end");
    expect(afterEndWords({ plans: 0, after: 0, by: 0, unknown: 0 })).not.toContain("adopted after");
  });
});

describe("false alarms in words", () => {
  it("takes the sizes around ours from the simulation", () => {
    expect(falseAlarmWords(5)).toContain("with 5 twinned countries, one in seven tries");
    expect(falseAlarmWords(5)).not.toContain("10 twinned");
    expect(falseAlarmWords(8)).toMatch(
      /with 5 twinned countries, one in seven tries; with 10 twinned countries, one in 12 tries/,
    );
    expect(falseAlarmWords(1)).toContain("with 1 twinned country, 85 in 100 tries");
    expect(falseAlarmWords(40)).toContain("with 25 twinned countries");
  });

  it("rounds to a share that can be imagined", () => {
    expect([0.846, 0.373, 0.234, 0.139, 0.082].map(oneIn)).toEqual([
      "85 in 100",
      "one in three",
      "one in four",
      "one in seven",
      "one in 12",
    ]);
  });
});

describe("what is known", () => {
  it("never rounds almost all to all, nor almost none to none", () => {
    expect([
      shareKnown(222, 223),
      shareKnown(223, 223),
      shareKnown(1, 900),
      shareKnown(0, 9),
      shareKnown(0, 0),
    ]).toEqual(["over 99%", "100%", "under 1%", "0%", "0%"]);
  });

  it("titles by the fields that are mostly unknown", () => {
    const fields = (...known: number[]) =>
      known.map((n, i) => ({ table: "plan", column: `c${i}`, label: "x", rows: 10, known: n }));
    expect(coverageTitle(fields(9, 4, 3))).toBe(
      "2 of these 3 fields are known for less than half of their rows",
    );
    expect(coverageTitle(fields(9, 4))).toBe("1 of these 2 fields is known for less than half of their rows");
    expect(coverageTitle(fields(5, 6))).toBe("Each of these 2 fields is known for at least half of its rows");
    expect(coverageTitle([])).toBe("Nothing is said of what is known");
  });

  it("shows only fields that the warehouse has", () => {
    const groups = shownFields([{ table: "plan", column: "period_end", rows: 4, known: 2 }]);
    expect(groups.map((g) => g.fields.map((f) => f.label))).toEqual([["End of the period"]]);
  });
});

describe("hopes and fears", () => {
  const facts: MethodsData["facts"] = {
    arrangements: 62,
    genuine: 5,
    genuineByStatus: { unknown: 3, lapsed: 1, completed: 1 },
    genuineByDirection: { one_way: 3 },
    oneWay: 42,
    activities: 97,
    activityAmounts: 9,
    activityAmountsGenuine: 0,
    themes: { other: 79 },
    toolsShared: 4,
    networks: 14,
    memberships: 125,
    membershipsDated: 45,
    gdpRatios: [],
    notCounted: [],
    hosts: { activities: 81, known: 61, supported: 27, supporting: 2, peer: 14, third: 18 },
    tiedSupports: [],
    gaps: [],
    orientations: { outward: 22 },
    orientationConflicts: 3,
    plans: 223,
  };
  const said = (change: Partial<typeof facts>) => {
    const data = { facts: { ...facts, ...change } } as MethodsData;
    return [...benefits(data), ...drawbacks(data)].map((e) => e.has).join("\n");
  };

  it("follows the data on the cost of twinning", () => {
    expect(said({})).toContain("what twinning itself costs is unknown");
    expect(said({ activityAmountsGenuine: 2 })).toContain("2 of them to twinning or cross-learning.");
    expect(said({ activityAmountsGenuine: 2 })).not.toContain("costs is unknown");
  });

  it("never takes a support tied to a twinning for its cost", () => {
    const tied = (amount: number | null) => ({
      donor: "Finland",
      recipient: "Afghanistan",
      amount,
      currency: amount === null ? null : "EUR",
    });
    expect(tiedWords([])).toBe("No support is tied to a twinning.");
    expect(tiedWords([tied(null)])).toBe("1 support tied to a twinning has no known amount.");
    expect(tiedWords([tied(500_000), tied(null)])).toBe(
      "Of 2 supports tied to a twinning, one has an amount (EUR 500,000, Finland to Afghanistan); it is not the cost of the twinning.",
    );
    expect(tiedWords([tied(1), tied(2)])).toContain("they are not the cost of the twinning.");
  });

  it("names arrangements left aside apart", () => {
    expect(said({})).not.toContain("Left aside");
    expect(said({ notCounted: [{ id: "P04", name: "East Timor" }] })).toContain(
      "Left aside for low evidence: P04, East Timor.",
    );
  });

  it("says who hosted from one set of activities", () => {
    expect(said({})).toContain(
      "known for 61 of 81 activities, adoptions of linked plans left aside: a supported country in 27, a supporting one in 2, a peer in 14, a third country in 18.",
    );
    expect(hostWords({ ...facts.hosts, known: 0 })).toBe("The host is not known for any activity.");
  });

  it("doubts a gap whose cost covers another period than the plan", () => {
    const gap = {
      planId: "CIV-2",
      country: "Ivory Coast",
      sequence: 2,
      planPeriod: "2019–2023",
      costPeriod: "2024–2028",
    };
    expect(gapWords([])).toBe("none");
    expect(gapWords([{ ...gap, costPeriod: "2019–2023" }])).toBe("one");
    expect(gapWords([gap])).toBe(
      "one, if the figure belongs to that plan (the cost for Ivory Coast covers 2024–2028, the plan register’s second plan 2019–2023)",
    );
    expect(gapWords([gap, gap])).toMatch(/^two, if the figures belong to those plans/);
  });

  it("follows the data on incomes: none, one, several", () => {
    const ratio = (r: number) => ({ id: "P", name: "P", ratio: r });
    expect(said({})).toContain("is not known for any");
    expect(said({ gdpRatios: [ratio(3.6)] })).toContain("had 4 times the income");
    expect(said({ gdpRatios: [ratio(80.2), ratio(3.6)] })).toContain("had 4 to 80 times the income");
  });

  it("tallies from the largest group", () => {
    expect(tally({ lapsed: 1, unknown: 3, gone: 0 }, { unknown: "unknown" })).toBe(
      "three unknown and one lapsed",
    );
    expect(tally({}, {})).toBe("none");
  });

  it("never speaks of causes", () => {
    expect(said({})).not.toMatch(/\b(caus|because of twinning|thanks to|led to|improv)/i);
  });
});

describe("how the effect is estimated", () => {
  /** What other pages link to. */
  const anchors = [
    "twinned",
    "compared",
    "estimators",
    "inference",
    "detectable",
    "event-study",
    "group-time",
    "bacon",
    "permutation",
    "leave-one-out",
    "balance",
    "synthetic",
    "sensitivity",
    "power",
    "specification-curve",
    "survival",
    "immortal-time",
    "partnership-duration",
    "own-data",
  ];
  let before: Document;
  beforeAll(() => {
    before = globalThis.document;
    globalThis.document = parseHTML("<!doctype html><html><body></body></html>").document;
    setBase("./");
  });
  afterAll(() => {
    globalThis.document = before;
  });

  it("has a place for every anchor, once, and a list that leads to each", () => {
    const section = evaluationSection();
    const ids = [...section.querySelectorAll("section")].map((one) => one.id);
    expect([...ids].sort()).toEqual([...anchors].sort());
    const listed = [...section.querySelectorAll("nav a")].map((a) => a.getAttribute("href"));
    expect(listed).toEqual(ids.map((id) => `#${id}`));
  });

  it("says of each what it is, where it misleads and what is done, and where it is shown", () => {
    for (const one of evaluationSection().querySelectorAll("section")) {
      const terms = [...one.querySelectorAll("dt")].map((dt) => dt.textContent);
      expect(terms).toEqual(["Where it misleads", "What is done here"]);
      const inside = [...one.querySelectorAll("a")].filter(
        (a) => !a.getAttribute("href")?.startsWith("http"),
      );
      expect(inside, one.id).toHaveLength(1);
    }
    for (const { id, what, misleads, here } of METHOD_TEXTS) {
      const sentences = what.split(/(?<=[.?!]) /).length;
      expect(sentences, id).toBeLessThanOrEqual(5);
      expect(Math.min(what.length, misleads.length, here.length), id).toBeGreaterThan(40);
    }
  });

  it("names works with an address that others can find, each by one address only", () => {
    const papers = METHOD_TEXTS.flatMap((one) => one.papers);
    for (const { text, url } of papers) {
      expect(text).toMatch(/ (19|20)\d\d, /);
      expect(url).toMatch(/^https:\/\/(doi\.org\/10\.|arxiv\.org\/abs\/|www\.jstor\.org\/stable\/)/);
    }
    const byUrl = new Map(papers.map(({ text, url }) => [url, text]));
    expect(byUrl.size).toBe(new Set(papers.map(({ text }) => text)).size);
  });

  it("sends each figure of the workbench to the same place as the workbench does", () => {
    for (const [section, { anchor }] of Object.entries(SECTION_WORDS)) {
      const method = METHOD_TEXTS.find(({ id }) => id === anchor);
      expect(method?.shown?.path, section).toMatch(/^workbench#/);
    }
    const shown = METHOD_TEXTS.map((one) => one.shown?.path.split("workbench#")[1]).filter(Boolean);
    const places = ["headline", ...Object.keys(SECTION_WORDS)];
    expect(shown.filter((id) => !places.includes(id ?? ""))).toEqual([]);
  });
});

describe("the controls of the workbench in words", () => {
  const words = (text: string) => text.split(/\s+/).length;
  const onPage = new Set([...METHOD_TEXTS.map(({ id }) => id), "not-concluded"]);

  it("explains every control and every option in one short line", () => {
    for (const [name, control] of Object.entries(CONTROL_WORDS)) {
      expect(onPage, name).toContain(control.anchor);
      for (const { label, line } of [control, ...Object.values(control.options)]) {
        expect(line, `${name}: ${label}`).not.toBe("");
        expect(words(line), line).toBeLessThanOrEqual(25);
        expect(words(label), label).toBeLessThanOrEqual(6);
      }
    }
    for (const { line, anchor } of Object.values(SECTION_WORDS)) {
      expect(onPage).toContain(anchor);
      expect(words(line)).toBeLessThanOrEqual(25);
    }
  });

  it("has words for each option that the engine knows, and for no other", () => {
    const options = (name: keyof typeof CONTROL_WORDS) => Object.keys(CONTROL_WORDS[name].options).sort();
    expect(options("comparison")).toEqual([...COMPARISONS].sort());
    expect(options("estimator")).toEqual([...ESTIMATORS].sort());
    expect(options("inference")).toEqual([...INFERENCE_RULES].sort());
    expect(options("incomplete")).toEqual(["drop", "keep"]);
    expect(options("role")).toEqual(["any", ...ROLES].sort());
    expect(options("date")).toEqual(["any", ...DATE_RULES].sort());
  });

  it("uses no jargon where a reader has to choose", () => {
    const lines = Object.values(CONTROL_WORDS).flatMap((c) => [
      c.line,
      ...Object.values(c.options).map((o) => o.line),
    ]);
    expect(lines.join("\n")).not.toMatch(
      /counterfactual|heterogen|homosked|cohort|covariate|residual|regress|identif|asymptot|robust/i,
    );
  });
});
