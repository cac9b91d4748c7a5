import { describe, expect, it } from "vitest";
import { budgetGroups, ownShare } from "../../src/funding/budget.ts";
import type { Known } from "../../src/funding/lanes.ts";
import { markerPanels } from "../../src/funding/marker.ts";
import { matrixOf } from "../../src/funding/supports.ts";
import {
  budgetTitle,
  figureDetail,
  gapTitle,
  laneUnknown,
  leadSentence,
  moneyTitle,
  otherYears,
  shareTitle,
  shownWords,
  statedAmount,
  years,
} from "../../src/web/text/funding-words.ts";
import {
  amountsTitle,
  markerAmountTitle,
  markerShareTitle,
  supportsTitle,
} from "../../src/web/text/support-words.ts";
import { aid, figure, plan, support } from "../funding/fixture.ts";

const known = (change: Partial<Known>): Known => ({
  plans: 10,
  own: 0,
  besideOnly: 0,
  unseenOnly: 0,
  none: 10,
  gap: 0,
  ...change,
});

describe("how much is known", () => {
  it("says none, some and that the rest is unknown", () => {
    expect(leadSentence(known({}))).toMatch(/for any of 10 plans: all are unknown, not zero/);
    expect(leadSentence(known({ own: 2, none: 8 }))).toBe(
      "A cost, allocation or spending figure is known for 2 of 10 plans. A funding gap can be computed for none. For 8 plans no amount was found: unknown, not zero.",
    );
    expect(leadSentence(known({ own: 2, besideOnly: 3, none: 5, gap: 1 }))).toMatch(
      /for 5 of 10 plans \(for three of them only programme money beside the plan, not its own\)\. .* for one\./,
    );
    expect(leadSentence(known({ plans: 0, none: 0 }))).toBe("No plan is on record.");
  });

  it("titles any choice of plans", () => {
    expect(moneyTitle(known({ own: 1, besideOnly: 2, none: 7 }), 10)).toBe(
      "One of 10 plans has a known cost or budget of its own, two more only money beside the plan; no amount is known for 7",
    );
    expect(moneyTitle(known({ besideOnly: 1, none: 9 }), 20)).toBe(
      "No own cost or budget is known for the 10 plans chosen, one only money beside the plan; no amount is known for 9",
    );
    expect(moneyTitle(known({ own: 2, plans: 2, none: 0 }), 9)).toMatch(/none is without a known amount$/);
    expect(moneyTitle(known({}), 10)).toBe("No amount is known for any of 10 plans");
    expect(moneyTitle(known({ plans: 1, none: 1 }), 10)).toBe("No amount is known for the one plan chosen");
    expect(moneyTitle(known({ plans: 0, none: 0 }), 10)).toBe("No plan matches this choice");
  });

  it("counts what is unknown in a lane", () => {
    const lane = { id: "cost" as const, figures: [], known: 1, plans: 10, unseen: 2 };
    expect(laneUnknown(lane)).toBe("9 of 10 plans: cost unknown; 2 plans called costed, amount not seen");
    expect(laneUnknown({ ...lane, id: "spent", known: 0, unseen: 0 })).toBe(
      "10 of 10 plans: own spending unknown",
    );
    expect(laneUnknown({ ...lane, known: 10, unseen: 0 })).toBe("Known for every plan chosen");
    expect(laneUnknown({ ...lane, known: 0, plans: 0, unseen: 0 })).toBe("No plan chosen");
  });
});

describe("what is shown", () => {
  it("counts figures, plans and what has none", () => {
    expect(shownWords({ figures: 5, loose: 2, withFigure: 3, plans: 10 })).toBe(
      "5 figures shown, of 3 plans and 2 tied to no plan. Of 10 plans chosen, 7 have no such figure: unknown, not zero.",
    );
    expect(shownWords({ figures: 1, loose: 1, withFigure: 0, plans: 1 })).toBe(
      "1 figure shown, 1 tied to no plan. Of 1 plan chosen, 1 has no such figure: unknown, not zero.",
    );
    expect(shownWords({ figures: 0, loose: 0, withFigure: 0, plans: 2 })).toMatch(
      /^No figure shown\. Of 2 plans/,
    );
    expect(shownWords({ figures: 0, loose: 0, withFigure: 0, plans: 0 })).toBe(
      "No plan matches this choice.",
    );
  });
});

describe("a figure in words", () => {
  it("says how exact the source is and whether it is one year's", () => {
    expect(statedAmount(figure("1"))).toBe("EUR 2 million");
    expect(statedAmount(figure("1", { approximate: true }))).toBe("about EUR 2 million");
    expect(
      statedAmount(figure("1", { approximate: true, basis: "the source says more than this amount" })),
    ).toBe("more than EUR 2 million");
    expect(statedAmount(figure("1", { perYear: true }))).toBe("EUR 2 million a year");
    expect(statedAmount(figure("1", { perYear: null }))).toMatch(/not said/);
  });

  it("shows rate, basis and a missing rate", () => {
    expect(figureDetail(figure("1"), "constant", 2024)).toBe(
      "EUR 2 million for 2015–2018 = USD 5 million (prices of 2024) at 0.5 per USD, rate of 2015.",
    );
    expect(figureDetail(figure("1"), "current", 2024)).toContain("USD 4 million (current)");
    expect(
      figureDetail(figure("1", { usdCurrent: null, usdConstant: null, rate: null }), "current", 2024),
    ).toContain("= no rate known.");
  });

  it("warns where the years are not the plan's, and doubts the plan only for its own money", () => {
    const odd = { otherYears: true, period: "2024-2028" };
    expect(otherYears(figure("1", odd))).toMatch(
      /covers 2024–2028, .* plan 1 in 2015–2018: the two registers may not/,
    );
    expect(otherYears(figure("1", { ...odd, scope: "beside" }))).not.toMatch(/may not/);
    expect(otherYears(figure("1"))).toBe("");
  });

  it("writes ranges with a dash and leaves other hyphens alone", () => {
    expect(years("2012-2015")).toBe("2012–2015");
    expect(years("2018/2019")).toBe("2018–2019");
    expect(years("FY2021")).toBe("FY2021");
    expect(years(null)).toBe("years unknown");
  });

  it("titles gaps: none, one, several", () => {
    const gap = { usdCurrent: 6e6, usdConstant: 7e6, share: 0.7, basis: "b", sources: [] };
    const withGap = plan("AAA-1", { gap });
    expect(gapTitle([], 10, "constant")).toBe("A funding gap can be computed for none of 10 plans");
    expect(gapTitle([withGap], 10, "constant")).toMatch(
      /one of 10 plans: AAA, 70% of the cost \(USD 7 million\)/,
    );
    expect(gapTitle([withGap], 10, "current")).toContain("USD 6 million");
    expect(gapTitle([withGap, withGap], 10, "current")).toMatch(/for two of 10 plans$/);
    expect(gapTitle([], 0, "current")).toBe("No plan matches this choice");
  });
});

describe("budgets in words", () => {
  const twinned = plan("AAA-1", { status: { d: "twinned" }, budget: "yes" });
  const other = plan("BBB-1", { status: { d: "not_twinned" } });
  it("gives counts with the unknown, for each group there is", () => {
    expect(budgetTitle(budgetGroups([twinned, other], "d"))).toBe(
      "Some budget is known for 1 of 1 plans twinned when adopted (0 unknown) and for 0 of 1 not twinned (1 unknown)",
    );
    expect(budgetTitle(budgetGroups([twinned], "d"))).not.toContain("not twinned");
    expect(budgetTitle(budgetGroups([other], "d"))).toMatch(/^No plan was twinned/);
    expect(budgetTitle([])).toMatch(/^No plan can be placed/);
  });
  it("gives the range of the share, or that all is known, or that nothing is", () => {
    expect(shareTitle(ownShare([twinned, other]), [0.15, 0.43])).toBe(
      "Of 1 plan for which it is known, 1 has a budget; with 1 unknown the share of all 2 could be anything from 50% to 100%; published shares run from 15% to 43%",
    );
    expect(shareTitle(ownShare([twinned]), [0.15])).toBe(
      "Of 1 plan for which it is known, 1 has a budget (100%); the published share is 15%",
    );
    expect(shareTitle(ownShare([other]), [])).toBe("No plan’s budget is known here");
  });
});

describe("support and aid in words", () => {
  it("counts supports, donors and twinned pairs", () => {
    const rows = [support("1", "FIN", ["KEN"]), support("2", "FIN", ["UGA"])];
    const pairs = [{ a: "FIN", b: "KEN", id: "P02", dated: true }];
    expect(supportsTitle(matrixOf(rows, pairs), rows)).toBe(
      "2 documented supports from 1 donor name 2 countries; one of 2 pairs is also twinned",
    );
    const one = rows.slice(1);
    expect(supportsTitle(matrixOf(one, pairs), one)).toBe(
      "1 documented support from 1 donor names 1 country; no pair among them is also twinned",
    );
    const regional = [support("3", "FIN", [])];
    expect(supportsTitle(matrixOf(regional, []), regional)).toContain("names no single country");
    expect(supportsTitle(matrixOf([], []), [])).toBe("No documented support matches this choice");
  });
  it("says for how many supports an amount is stated, and how many lack a year", () => {
    const stated = support("1", "FIN", ["KEN"], { amount: 5, currency: "EUR", usd: 6 });
    const noYear = support("2", "FIN", ["KEN"], { amount: 5, currency: "EUR" });
    expect(amountsTitle([stated, noYear, support("3", "FIN", ["KEN"])])).toBe(
      "An amount is stated for 2 of 3 documented supports; one of them has no year and so no dollars",
    );
    expect(amountsTitle([stated])).toBe("An amount is stated for 1 of 1 documented support");
    expect(amountsTitle([support("3", "FIN", ["KEN"])])).toBe("No amount is stated for any of 1 support");
    expect(amountsTitle([])).toBe("No documented support matches this choice");
  });
  it("names the years of the latest marker figures and whether a share moved", () => {
    const both = aid("1");
    const principal = aid("2", { what: "gender_2", value: 4600, from: 2017, to: 2018 });
    expect(markerAmountTitle(markerPanels([both, principal], "amount"))).toBe(
      "USD 57.4 billion of aid a year was marked for gender equality in 2020–2021; as the principal aim, the latest figure is USD 4.6 billion (2017–2018)",
    );
    expect(markerAmountTitle([])).toMatch(/^No amount/);
    const share = (id: string, from: number, value: number, what = "gender_1+2 share") =>
      aid(id, { what, measure: "share", value, from, to: from + 1 });
    const rows = [
      share("1", 2015, 37),
      share("2", 2021, 42),
      share("3", 2015, 4, "gender_2 share"),
      share("4", 2021, 4, "gender_2 share"),
    ];
    expect(markerShareTitle(markerPanels(rows, "share"))).toBe(
      "Marked aid was 37% in 2015–2016 and 42% in 2021–2022; as the principal aim 4% in every period published",
    );
    expect(markerShareTitle(markerPanels(rows.slice(0, 1), "share"))).toMatch(/the only period published$/);
    expect(markerShareTitle([])).toMatch(/^No share/);
  });
});
