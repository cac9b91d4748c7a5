import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnswerData } from "../../src/web/data/answer.ts";
import { meta, start } from "../../src/web/pages/answer.ts";
import { caveatsOf } from "../../src/web/text/caveats.ts";
import { moreRenewalsWords, moreTreatedWords, moreYearsWords } from "../../src/web/text/needed-words.ts";
import { answerSentence, overallAnswer } from "../../src/web/text/verdict-words.ts";
import { answerData, panelAnswer, renewalAnswer } from "./answer-fixture.ts";

const globals = globalThis as { document?: unknown };
let root: HTMLElement;
beforeEach(() => {
  const { document } = parseHTML('<html><body><div id="app" data-base="./"></div></body></html>');
  globals.document = document;
  root = document.getElementById("app") as unknown as HTMLElement;
});
afterEach(() => {
  globals.document = undefined;
});

const shown = (data: AnswerData): HTMLElement => {
  start(root, data);
  return root;
};
const text = (selector: string) => root.querySelector(selector)?.textContent ?? "";

describe("the words of a verdict", () => {
  it("never reads cannot tell as no effect", () => {
    const { lead, more } = overallAnswer(answerData());
    expect(lead).toBe("These data cannot tell whether twinning helps.");
    expect(more).toContain("neither evidence that twinning helps nor evidence that it does not");
    expect(answerSentence(panelAnswer())).toContain("Constant effects from −4.7 to +3.7 points fit the data");
    expect(answerSentence(panelAnswer())).toContain("6.0 points in four of five cases");
  });

  it.each([
    ["helps", "did better than chance explains on Score"],
    ["harms", "did worse than chance explains on Score"],
    ["no_sign", "no sign of an effect on Score"],
    ["withheld", "no verdict is given on Score"],
  ] as const)("says %s beside an outcome that cannot tell", (reading, words) => {
    const { lead } = overallAnswer(answerData({ outcomes: [panelAnswer({ reading })] }));
    expect(lead.toLowerCase()).toContain(words.toLowerCase());
    expect(lead).toContain("cannot tell on renewal of plans");
  });

  it("names why there is no verdict, and shows no estimate then", () => {
    const answer = panelAnswer({
      reading: "withheld",
      reasons: [{ code: "too_few_treated", words: "only 2 twinned countries can be used" }],
    });
    expect(answerSentence(answer)).toBe("No verdict, because only 2 twinned countries can be used.");
  });

  it("says so where an interval has no end", () => {
    expect(answerSentence(panelAnswer({ low: null }))).toContain(
      "Constant effects of +3.7 points or less fit the data, without lower bound",
    );
    expect(answerSentence(panelAnswer({ low: null, high: null }))).toContain(
      "No effect, however large, is ruled out",
    );
  });

  it("gives ratios of rates for renewal", () => {
    expect(answerSentence(renewalAnswer())).toContain("Rates of renewal from 0.58 to 2.00 times");
  });

  it("takes the grave caveats from the data", () => {
    const all = caveatsOf(answerData()).join(" ");
    expect(all).toContain("“Cannot tell” is not “no effect”");
    expect(all).toContain("turns the sign for Score");
    expect(all).toContain("Eland");
    const calm = caveatsOf(answerData({ outcomes: [panelAnswer({ warnings: [] })], undated: [] })).join(" ");
    expect(calm).not.toContain("turns the sign");
    expect(calm).not.toContain("Left out because");
  });
});

describe("what would be needed", () => {
  const base = panelAnswer();
  const needed = base.needed as NonNullable<typeof base.needed>;

  it("says where no number of countries or years is enough", () => {
    expect(moreTreatedWords(base, needed, 0.8)).toMatch(/^Not reachable .* in 30% .*; with 4, in 60%/);
    expect(moreYearsWords(base, needed)).toContain("comes down to 4.4 points at best");
  });

  it("gives numbers where they are reachable, with the luck of the simulation", () => {
    const tried = [...needed.treated.tried, { treated: 3, power: 0.81 }];
    const reachable = {
      ...needed,
      treated: { effect: 2, treated: 3, more: 1, tried },
      times: { effect: 2, more: 7, limit: 1.5, rho: 0.5 },
    };
    expect(moreTreatedWords(base, reachable, 0.8)).toContain(
      "About 1 more: with 3 twinned countries instead of 2",
    );
    expect(moreTreatedWords(base, reachable, 0.8)).toContain("±1.3 percentage points");
    expect(moreYearsWords(base, reachable)).toContain("About 7 more observed years");
  });

  it("counts the renewals that it would take", () => {
    expect(moreRenewalsWords(renewalAnswer())).toContain("4.0 times as many renewals: 360 instead of 90");
    expect(moreRenewalsWords(renewalAnswer({ needed: null }))).toContain("Not known");
  });
});

describe("the answer page", () => {
  it("has the verdicts and their drawings before any script runs", () => {
    shown(answerData());
    expect(text("h1")).toBe("Does twinning help?");
    expect(text(".lead")).toBe(overallAnswer(answerData()).lead);
    expect([...root.querySelectorAll(".verdict-word")].map((w) => w.textContent)).toEqual([
      "Cannot tell",
      "Cannot tell",
    ]);
    expect(root.querySelector("#effect-score svg .wb-blind")).toBeTruthy();
  });

  it("draws the range that cannot be seen before the estimate", () => {
    shown(answerData());
    const marks = [...root.querySelectorAll("#effect-score svg *")].map((e) => e.getAttribute("class") ?? "");
    const first = (name: string) => marks.findIndex((c) => c.includes(name));
    expect(first("wb-blind")).toBeGreaterThanOrEqual(0);
    expect(first("wb-blind")).toBeLessThan(first("wb-estimate"));
  });

  it("names who is twinned, compared and left out", () => {
    shown(answerData());
    expect(text("#who")).toContain("Aland");
    expect([...root.querySelectorAll(".compared li")].map((li) => li.textContent)).toEqual([
      "Celand",
      "Deland",
    ]);
    expect(text("#who")).toContain("Eland");
    expect(text("#who")).toContain("9 countries lie outside the comparison chosen");
    expect(text("#who")).toContain("2 plans");
  });

  it("leads from each outcome to the workbench, and shows the plan's checksum", () => {
    shown(answerData());
    expect(root.querySelector('a[href="./workbench?outcome=score"]')).toBeTruthy();
    expect(text("#decided")).toContain("ab".repeat(32));
    expect(text("#numbers")).toContain("−1.20 (without Beland) to +0.40 (without Aland)");
  });

  it("stands with an outcome of which nothing is known", () => {
    const nothing = panelAnswer({
      ...{ reading: "withheld", reasons: [{ code: "not_identified", words: "nothing to compare" }] },
      ...{ estimate: null, low: null, high: null, p: null, pAdjusted: null, detectable: null, used: null },
      ...{ conleyTaber: null, pretrend: null, leaveOneOut: [], estimators: [], treated: [], compared: [] },
      needed: null,
    });
    const renewal = renewalAnswer({
      estimate: null,
      low: null,
      high: null,
      p: null,
      detectable: null,
      needed: null,
    });
    shown(answerData({ outcomes: [nothing], renewal, undated: [] }));
    expect(text("#answer-score")).toContain("No verdict");
    expect(root.textContent).not.toMatch(/undefined|NaN|null|Infinity/);
    expect(meta(answerData({ outcomes: [nothing] })).description).toContain("no verdict is given on Score");
  });
});
