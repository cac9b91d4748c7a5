import { parseHTML } from "linkedom";
import { afterEach, describe, expect, it } from "vitest";
import { planWords } from "../../src/web/charts/timeline-members.ts";
import type { Asymmetry, PartnershipData } from "../../src/web/data/partnership.ts";
import { dateSpan } from "../../src/web/format/date-span.ts";
import { activitySentence, overlapWarning, payerWords } from "../../src/web/partnership/activities.ts";
import { plansFigure } from "../../src/web/partnership/members.ts";
import {
  adoptionOrder,
  adoptionSentence,
  basisWords,
  incomeWords,
  ratioSentence,
  weightSentence,
} from "../../src/web/partnership/sentences.ts";

const plans = (...years: (number | null)[]) =>
  years.map((adopted, i) => ({ id: `X-${i + 1}`, sequence: i + 1, adopted, from: null, to: null }));

describe("plans beside an arrangement", () => {
  it("are placed before, in or after its first year, and nowhere when that cannot be known", () => {
    expect(adoptionOrder({ plans: plans(2005, 2012) }, 2009)).toBe("before");
    expect(adoptionOrder({ plans: plans(2009) }, 2009)).toBe("same");
    expect(adoptionOrder({ plans: plans(2011) }, 2009)).toBe("after");
    expect(adoptionOrder({ plans: [] }, 2009)).toBe("none");
    expect(adoptionOrder({ plans: plans(null) }, 2009)).toBe("unknown");
    expect(adoptionOrder({ plans: plans(null, 2011) }, 2009)).toBe("unknown");
    expect(adoptionOrder({ plans: plans(null, 2005) }, 2009)).toBe("before");
  });

  it("are told in order, without a word of cause", () => {
    const members = [
      { name: "Ireland", plans: plans(2011) },
      { name: "Liberia", plans: plans(2009) },
      { name: "Chad", plans: [] },
    ];
    expect(adoptionSentence(members, 2009)).toBe(
      "Liberia adopted a first plan in 2009; Ireland adopted a first plan later; no plan is on record for Chad",
    );
    expect(adoptionSentence(members, null)).toContain("cannot be placed");
    expect(adoptionSentence([], 2009)).toBe("No member is known by name");
    const five = ["A", "B", "C", "D", "E"].map((name) => ({ name, plans: plans(2001) }));
    expect(adoptionSentence(five, 2009)).toBe("Five members had adopted a plan before 2009");
  });

  it("are described with what is not known", () => {
    expect(planWords({ label: "X-1", adopted: 2009, from: 2009, to: null })).toBe(
      "Adopted 2009, period 2009–unknown.",
    );
    expect(planWords({ label: "X-1", adopted: null, from: null, to: null })).toBe(
      "Year of adoption unknown, period unknown.",
    );
  });
});

const side = { supporting: 0, supported: 0, peer: 0, third: 0, unknown: 0 };
const asymmetry = (change: Partial<Asymmetry> = {}): Asymmetry => ({
  gdpRatio: 32.5,
  supportingGdp: { median: 43556.5, known: 1, of: 1 },
  supportedGdp: { median: 1340.1, known: 1, of: 1 },
  activities: 2,
  hosted: { ...side, third: 1, unknown: 1 },
  funded: { ...side, supporting: 2 },
  ...change,
});

describe("the chart of plans without a browser", () => {
  const globals = globalThis as { document?: unknown };
  afterEach(() => {
    delete globals.document;
  });
  it("is a sentence where only hosts and chairs are listed, not an empty chart", () => {
    globals.document = parseHTML("<main></main>").document;
    const host = { iso3: "FIN", name: "Finland", role: "facilitator", plans: plans(2008) };
    const data = (members: unknown[]) =>
      ({ arrangement: { start: 2016 }, members, asOf: {}, lastYear: 2026 }) as unknown as PartnershipData;
    const only = plansFigure(data([host]), 960);
    expect(only.textContent).toBe("Only hosts and chairs are listed here; members are in the network table.");
    expect(only.tagName).toBe("P");
    expect(plansFigure(data([]), 960).textContent).toContain("No member is known by name");
  });
});

describe("who paid", () => {
  const words = (type: string, ...funders: string[]) => payerWords({ type, funders }, (c) => c);
  it("is said of activities only: adoptions are supported, suspensions have no payer", () => {
    expect(words("workshop", "FIN")).toBe(" Paid for by FIN.");
    expect(words("workshop")).toBe(" Payer not named.");
    expect(words("linked_nap_adoption", "FIN", "NOR")).toBe(" Supported by FIN and NOR.");
    expect(words("linked_nap_adoption")).toBe("");
    expect(words("suspension", "FIN")).toBe("");
  });
});

describe("weight of the sides", () => {
  it("gives the ratio with both medians, or the reason why there is none", () => {
    expect(ratioSentence(asymmetry(), 2010)).toContain("33 times");
    expect(ratioSentence(asymmetry({ gdpRatio: 3.58 }), 2010)).toContain("3.6 times");
    expect(ratioSentence(asymmetry(), null)).toContain("No first year is known");
    const none = { median: null, known: 0, of: 0 };
    expect(
      ratioSentence(asymmetry({ supportingGdp: none, supportedGdp: none, gdpRatio: null }), 2010),
    ).toContain("no two sides");
    expect(ratioSentence(asymmetry({ supportingGdp: none, gdpRatio: null }), 2010)).toContain(
      "Only a supported side",
    );
    expect(
      ratioSentence(asymmetry({ supportedGdp: { median: null, known: 0, of: 2 }, gdpRatio: null }), 2010),
    ).toContain("not known for the supported side");
  });

  it("says for how many members the income is known when not for all", () => {
    const text = ratioSentence(asymmetry({ supportedGdp: { median: 500, known: 1, of: 4 } }), 2010);
    expect(text).toContain("1 of 1 supporting and 1 of 4 supported");
  });

  it("counts hosts and payers with those not named", () => {
    expect(weightSentence(asymmetry())).toBe(
      "2 activities on record, adoptions of linked plans left aside. Hosted by others: one; host not named: one. Paid by the supporting side: two.",
    );
    expect(weightSentence(asymmetry({ activities: 0 }))).toContain("nothing can be said");
  });

  it("names income groups with their year, and the basis of a first year", () => {
    expect(incomeWords({ group: "LM", year: 2008 })).toBe("Lower middle income (2008)");
    expect(incomeWords(null)).toBeNull();
    expect(basisWords("linked_adoption")).toContain("only the adoption of a linked plan");
  });
});

describe("activities and money", () => {
  it("count undated activities", () => {
    expect(activitySentence([])).toContain("No activity is on record");
    expect(activitySentence([{ when: null }])).toBe("1 activity on record, without a date.");
    expect(activitySentence([{ when: "2010" }, { when: null }])).toBe(
      "2 activities on record, 1 of them without a date.",
    );
    expect(activitySentence([{ when: null }, { when: null }])).toBe(
      "2 activities on record, none with a date.",
    );
  });

  it("warn of overlap and never add", () => {
    expect(overlapWarning(1, false)).toBe(
      "One row of the funding register names the same countries. It may serve more than the plan. Nothing is added up.",
    );
    expect(overlapWarning(4, true)).toContain("may be the same money as above and may overlap each other");
  });

  it("write spans of days shortly", () => {
    expect(dateSpan("2010")).toBe("2010");
    expect(dateSpan("2019-12-16/2019-12-17")).toBe("16–17 December 2019");
    expect(dateSpan("2019-11-30/2019-12-02")).toBe("30 November – 2 December 2019");
    expect(dateSpan("2019-12-31/2020-01-02")).toBe("31 December 2019 – 2 January 2020");
  });
});
