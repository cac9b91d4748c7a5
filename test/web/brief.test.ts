import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Analysis } from "../../src/evaluation/study/analyse.ts";
import { choiceResult, choiceWords, ownChoice } from "../../src/web/brief/choice.ts";
import { start } from "../../src/web/pages/brief.ts";
import { briefNeeded, briefSentence } from "../../src/web/text/brief-words.ts";
import { caveatsOf } from "../../src/web/text/caveats.ts";
import { answerData, panelAnswer, workbench } from "./answer-fixture.ts";

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

describe("the brief", () => {
  it("has every caveat before the outcomes, word for word", () => {
    start(root, answerData());
    const box = root.querySelector(".brief-caveats");
    for (const words of caveatsOf(answerData())) expect(box?.textContent).toContain(words);
    const order = [...root.querySelectorAll(".brief-caveats, .brief-row, .brief-foot")].map(
      (e) => e.className,
    );
    expect(order).toEqual(["brief-caveats", "brief-row", "brief-row", "brief-foot"]);
  });

  it("says what it rests on: plan, checksum, date, countries", () => {
    start(root, answerData());
    const text = root.textContent ?? "";
    for (const part of ["AP9", "ab".repeat(32), "1 January 2026", "Aland (2009)", "npx nap evaluate"])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|NaN|\bnull\b/);
  });

  it("draws an interval without bound as arrows", () => {
    start(root, answerData({ outcomes: [panelAnswer({ low: null, high: null })] }));
    expect(root.querySelectorAll(".brief-row")[0]?.querySelectorAll(".wb-arrow")).toHaveLength(2);
    expect(root.querySelectorAll(".brief-row")[1]?.querySelectorAll(".wb-arrow")).toHaveLength(0);
    expect(briefSentence(panelAnswer({ low: null, high: null }))).toContain("No effect, however large");
  });

  it("says in one line what would be needed", () => {
    expect(briefNeeded(panelAnswer())).toBe(
      "more twinned countries: not reachable with those there are (4 instead of 2 would find it in 60% of cases); more years alone: never enough",
    );
    expect(briefNeeded(panelAnswer({ needed: null }))).toBe("not known");
  });
});

describe("the reader's own choice", () => {
  it("is none where the address only repeats the plan", () => {
    expect(ownChoice("", workbench)).toBeNull();
    expect(ownChoice("?outcome=score&period=2000-2020&utm_source=x", workbench)).toBeNull();
    expect(ownChoice("?estimator=nonsense", workbench)).toBeNull();
  });

  it("is read from the address and said in words", () => {
    const one = ownChoice("?estimator=twfe&comparison=same_region&period=2005-2015", workbench);
    expect(one).toMatchObject({ estimator: "twfe", comparison: "same_region", period: [2005, 2015] });
    if (!one) throw new Error("no choice");
    const words = choiceWords(one, workbench);
    for (const part of ["Score", "Twinning", "same regions", "Two-way fixed effects", "2005 to 2015"])
      expect(words).toContain(part);
  });

  it("shows the numbers of the test that was chosen, uncorrected", () => {
    const analysis = {
      estimate: 1.5,
      test: { p: 0.04, low: 0.1, high: null },
      detectable: 3,
      conleyTaber: { estimate: 1.2, p: 0.2, low: -1, high: 3 },
      treated: [{ unit: "AAA", since: 2009 }],
      compared: ["CCC", "DDD"],
    } as unknown as Analysis;
    const one = ownChoice("?estimator=twfe", workbench);
    if (!one) throw new Error("no choice");
    const text = choiceResult(one, analysis, workbench).textContent ?? "";
    expect(text).toContain("Constant effects of +0.1 points or more fit the data, without upper bound");
    expect(text).toContain("p = 0.040, not corrected");
    expect(text).toContain("1 twinned country, 2 compared");
    const other = choiceResult({ ...one, inference: "conley_taber" }, analysis, workbench).textContent ?? "";
    expect(other).toContain("−1.0 to +3.0");
  });
});
