import { describe, expect, it } from "vitest";
import { moneyWords } from "../../src/web/country/money.ts";
import {
  generationsNote,
  generationsTitle,
  namedElsewhereWords,
  planSentence,
  twinningSentence,
  unknownSentence,
} from "../../src/web/text/country.ts";
import {
  aidListWords,
  deathsTitle,
  editionName,
  fragilityWords,
  incomeWords,
  medianWords,
  parliamentTitle,
  wpsTitle,
} from "../../src/web/text/country-series.ts";
import { gapWords, otherYearsWords, periodWords } from "../../src/web/text/plan-words.ts";
import { arrangement, country, plan } from "./country-fixture.ts";

const value = (year: number, v: number | null, others: number | null = null, of = 0) => ({
  year,
  value: v,
  others,
  of,
});

describe("the sentence on plans", () => {
  it("does not take a plan that was not found for none", () => {
    expect(planSentence(country())).toMatch(/^No WPS national action plan was found\. That is not proof/);
  });
  it("tells running, ended and unknown apart", () => {
    expect(planSentence(country({ plans: [plan(1, { end: 2028 })], latest: "current" }))).toBe(
      "One WPS national action plan is on record, adopted in 2009. It runs to 2028.",
    );
    expect(planSentence(country({ plans: [plan(1), plan(2, { end: 2023 })], latest: "expired" }))).toBe(
      "Two WPS national action plans are on record, the first adopted in 2009. The latest, the second, ended in 2023, and no later plan was found, which does not prove that there is none.",
    );
    expect(planSentence(country({ plans: [plan(1, { end: null })], latest: "unknown" }))).toContain(
      "Whether it is still in force is unknown",
    );
  });
  it("says when the year or an earlier plan is missing", () => {
    const data = country({ plans: [plan(2, { adopted: null })], latest: "unknown" });
    expect(planSentence(data)).toContain(
      "its year of adoption unknown. It is counted as the second; no earlier one was found.",
    );
  });
});

describe("a plan that only another register names", () => {
  it("is told with its years, or without", () => {
    expect(namedElsewhereWords("2025-2029")).toMatch(/^Another register names a plan for 2025–2029;/);
    expect(namedElsewhereWords(null)).not.toContain("null");
  });
  it("is doubted where a cost covers other years than the plan", () => {
    expect(otherYearsWords("2024-2028", plan(2, { start: 2019, end: 2023 }))).toBe(
      "The cost covers 2024–2028, the plan register has plan 2 in 2019–2023: the registers may number plans differently.",
    );
  });
});

describe("the sentence on twinning", () => {
  const twinned = (status: "twinned" | "undated" | "not_twinned", since: number | null, roles: string[]) => ({
    twinning: { status, since, roles },
  });
  it("keeps twinned, undated and not twinned apart", () => {
    expect(
      twinningSentence(
        country({ ...twinned("twinned", 2009, ["peer", "supported"]), arrangements: [arrangement()] }),
      ),
    ).toBe(
      "First documented as twinned in 2009, as a peer and the supported side. The arrangement’s end on record is 2012 (stated, planned or last documented).",
    );
    expect(
      twinningSentence(
        country({
          ...twinned("undated", null, ["supporting"]),
          arrangements: [arrangement({ counts: "undated" })],
        }),
      ),
    ).toMatch(/no source gives a year, so that it is kept apart/);
    expect(twinningSentence(country())).toBe(
      "No twinning with another country is documented, nor any other arrangement of the twinning register; support received is listed under Money.",
    );
  });
  it("says which of several dated arrangements have a documented end, and no end where none is known", () => {
    const words = (...arrangements: ReturnType<typeof arrangement>[]) =>
      twinningSentence(country({ ...twinned("twinned", 2009, ["peer"]), arrangements }));
    const open = arrangement({ end: null });
    expect(words(open)).toBe("First documented as twinned in 2009, as a peer.");
    expect(words(arrangement({ counts: "undated" }), open)).toBe(
      "First documented as twinned in 2009, as a peer.",
    );
    expect(words(arrangement(), open)).toContain(
      "Of the two dated arrangements, one has an end on record: 2012 (stated, planned or last documented).",
    );
    expect(words(arrangement(), arrangement({ end: 2010 }))).toContain(
      "The two dated arrangements have their ends on record: 2010 and 2012 (stated",
    );
  });
  it("counts what does not count", () => {
    const no = arrangement({ counts: "no" });
    expect(twinningSentence(country({ arrangements: [no] }))).toContain(
      "the one arrangement on record does not count",
    );
    expect(twinningSentence(country({ arrangements: [no, no] }))).toContain(
      "the two arrangements on record do not count",
    );
    expect(
      twinningSentence(country({ ...twinned("twinned", 2010, ["peer"]), arrangements: [arrangement(), no] })),
    ).toContain("One other arrangement does not count as twinning under the site’s default definition.");
  });
});

describe("what is unknown of the plans", () => {
  it("is counted and named", () => {
    expect(unknownSentence([])).toBe("");
    expect(unknownSentence([plan(1)])).toBe("All 6 main facts of this plan are known.");
    expect(unknownSentence([plan(1, { budget: null }), plan(2, { budget: null, monitoring: null })])).toBe(
      "Of the 12 main facts of these plans, 3 are unknown: budget (both plans) and monitoring framework (second).",
    );
  });
});

describe("gaps between plans", () => {
  const next = (adopted: number | null) => plan(2, { adopted });
  it("are late, early, in the same year or unknown", () => {
    expect(gapWords(plan(1), next(2019))).toBe(
      "the second plan was adopted six years after the first one’s last year",
    );
    expect(gapWords(plan(1), next(2012))).toBe(
      "the second plan was adopted one year before the first one’s last year",
    );
    expect(gapWords(plan(1), next(2013))).toContain("in the year in which the first ended");
    expect(gapWords(plan(1, { end: null }), next(2019))).toContain("is unknown");
    expect(gapWords(plan(1), next(null))).toContain("is unknown");
  });
  it("are counted for three plans and more, the unknown ones apart", () => {
    const title = (...plans: ReturnType<typeof plan>[]) => generationsTitle(country({ plans }));
    const [second, third] = [plan(2, { adopted: 2013, end: 2016 }), plan(3, { adopted: 2019, end: 2022 })];
    expect(title(plan(1), second, third)).toBe(
      "Three plans; of the two later ones, one was adopted more than a year after the one before ended",
    );
    expect(title(plan(1, { end: null }), second, third)).toBe(
      "Three plans; the one later plan with known years was adopted more than a year after the one before ended (one unknown)",
    );
    expect(title(plan(1, { end: null }), plan(2, { end: null }), third)).toContain("is unknown");
  });
  it("leave nothing out of the title where there is no plan", () => {
    expect(generationsTitle(country())).toBe("No plan and no arrangement found");
    expect(generationsTitle(country({ arrangements: [arrangement()] }))).toBe(
      "No plan found; a part in one arrangement on plans",
    );
  });
  it("say how many ends are unknown", () => {
    expect(generationsNote(country({ plans: [plan(1), plan(2, { end: null })] }))).toContain(
      "unknown for one of two bars",
    );
    expect(generationsNote(country({ plans: [plan(1)] }))).toBe("");
  });
});

describe("years as far as they are known", () => {
  it("of a plan", () => {
    const words = (adopted: number | null, start: number | null, end: number | null) =>
      periodWords({ sequence: 1, adopted, start, end });
    expect([
      words(2009, 2009, 2013),
      words(2016, 2016, null),
      words(2021, null, null),
      words(null, null, null),
    ]).toEqual(["2009–2013", "from 2016, end unknown", "adopted 2021, period unknown", "years unknown"]);
  });
});

describe("words of series", () => {
  it("follow the values", () => {
    expect(parliamentTitle([])).toBe("Women in parliament: no value on record");
    expect(parliamentTitle([value(2000, null), value(2001, 10)])).toBe(
      "Women held 10.0% of seats in 2001, the only year on record",
    );
    expect(parliamentTitle([value(2000, 10), value(2001, 20)])).toContain("up from 10.0% in 2000");
    expect(parliamentTitle([value(2000, 20), value(2001, 10)])).toContain("down from 20.0%");
    expect(parliamentTitle([value(2000, 20), value(2001, 20.5)])).toContain("about as in 2000");
  });
  it("never compare editions of the index", () => {
    const edition = (year: number, v: number | null, rank: number | null) => ({ ...value(year, v), rank });
    expect(wpsTitle([edition(2021, 0.5, 100), edition(2025, 0.6, null)])).toBe(
      "WPS Index: score 0.600, no rank on record in the 2025/26 edition",
    );
    expect(wpsTitle([edition(2025, null, null)])).toContain("no edition");
    expect(editionName(2019)).toBe("2019/20");
  });
  it("take missing years of war for unknown and recorded zeros for zero", () => {
    expect(deathsTitle([])).toBe("Battle-related deaths: no year on record");
    expect(deathsTitle([value(2001, 0)])).toBe("Battle-related deaths: 1 year on record, all with none");
    expect(deathsTitle([value(2001, 5), value(2002, 1787)])).toContain(
      "2 years on record, most in 2002 (1,787)",
    );
  });
  it("say why there is no median", () => {
    expect(medianWords([value(2001, 5, null, 2)], "Oceania", 5)).toContain(
      "fewer than 5 other countries in Oceania",
    );
    expect(medianWords([value(2001, 5, 4, 28), value(2002, 5, 4, 37)], "Americas", 5)).toContain(
      "in the Americas that have a plan today (28 to 37 values a year)",
    );
  });
  it("put context into years", () => {
    expect(
      incomeWords([
        { from: 1997, to: 2006, code: "L" },
        { from: 2007, to: 2024, code: "LM" },
      ]),
    ).toBe("Low income 1997–2006, lower middle income 2007–2024.");
    expect(incomeWords([])).toMatch(/^Unknown/);
    expect(aidListWords([{ from: 2012, to: 2017, code: "1" }], 2025)).toBe(
      "Listed 2012–2017. Not on record for 2025.",
    );
    expect(aidListWords([], 2025)).toBe("Not on record as listed in any year.");
    expect(fragilityWords(null, 2025)).toMatch(/^Not listed in the 2025 edition/);
    expect(fragilityWords({ tier: "high", score: -2.463 }, 2025)).toBe(
      "High fragility in the 2025 edition, score −2.46.",
    );
  });
});

describe("words on money", () => {
  const figure = (of: string | null) => ({
    id: "m",
    plan: of,
    stage: "cost",
    scope: "plan",
    amount: { value: 1, currency: "USD" },
    usd: 1,
    usdNote: null,
    perYear: false,
    period: null,
    note: null,
    sources: [],
  });
  it("never take unknown for zero", () => {
    expect(moneyWords(country({ plans: [plan(1)] }))).toBe(
      "No cost, allocation or spending figure was found for the plan: unknown, not zero. No support given or received is on record.",
    );
    expect(moneyWords(country({ plans: [plan(1), plan(2)] }))).toMatch(
      /for either of the two plans: unknown/,
    );
    expect(moneyWords(country({ plans: [plan(1), plan(2), plan(3)] }))).toMatch(/for any of the three plans/);
    expect(moneyWords(country({ plans: [plan(1), plan(2)], money: [figure("XXX-1")] }))).toContain(
      "One published figure; for one of two plans none was found: unknown, not zero.",
    );
    expect(moneyWords(country({ plans: [plan(1)], money: [figure(null)] }))).toContain(
      "not tied to the plan",
    );
    expect(moneyWords(country())).toBe(
      "No cost, allocation or spending figure was found. No support given or received is on record.",
    );
  });
});
