import { describe, expect, it } from "vitest";
import { type Indicator, readingOfAll } from "../../src/web/benefits/indicator.ts";
import { manyOf, tallyTitle } from "../../src/web/benefits/tally-figure.ts";
import { type BenefitsView, benefitsSchema } from "../../src/web/benefits/view.ts";
import { wrapped } from "../../src/web/charts/benefit-text.ts";
import type { BenefitsData } from "../../src/web/data/benefits.ts";
import { readView, writeView } from "../../src/web/state/url.ts";

const schema = benefitsSchema({ definitions: [{ id: "twinning" }, { id: "wide" }] } as BenefitsData);
const read = (search: string): BenefitsView => readView(schema, search);

const indicator = (statement: string, yes: number, unknown: number, decides = true): Indicator => ({
  id: statement,
  statement,
  unit: "arrangement",
  definition: "",
  decides,
  units: [
    ...Array.from({ length: yes }, () => ({ name: "a", answer: "yes" as const, why: "" })),
    ...Array.from({ length: unknown }, () => ({ name: "b", answer: "unknown" as const, why: "" })),
  ],
});

describe("the address of the page", () => {
  it("carries the definition and the weights, and only what was chosen", () => {
    expect(read("")).toEqual({ definition: "twinning", weights: [1, 1, 1, 1] });
    const view = { definition: "wide", weights: [4, 0, 1, 2] };
    expect(read(writeView(schema, view, ""))).toEqual(view);
    expect(writeView(schema, read(""), "")).toBe("");
  });

  it.each(["1.1.1", "1.1.1.9", "1.1.1.-1", "a.b.c.d", "1.1.1.1.1", "1.1.1.0x1", "01.1.1.1", ""])(
    "falls back to equal weights for %j",
    (text) => {
      expect(read(`?weights=${text}`).weights).toEqual([1, 1, 1, 1]);
    },
  );
});

describe("what a section says", () => {
  it("names the indicators that can tell, and says when none can", () => {
    expect(tallyTitle([indicator("Help flows", 1, 4)])).toMatch(/^The indicator cannot tell/);
    expect(tallyTitle([indicator("Help flows", 1, 4), indicator("Money flows", 5, 0)])).toBe(
      "Of two indicators, one can tell: money flows (supported)",
    );
  });

  it("does not let indicators decide that only show a part", () => {
    const told = indicator("Money flows", 5, 0, false);
    expect(readingOfAll([told, indicator("Help flows", 1, 4)])).toBe("cannot_tell");
    expect(readingOfAll([{ ...told, decides: true }, indicator("Help flows", 1, 4)])).toBe("supported");
  });

  it.each([
    ["arrangement", "arrangements"],
    ["pair of partners", "pairs of partners"],
    ["twinned country", "twinned countries"],
    ["activity", "activities"],
    ["tool or report", "tools or reports"],
  ])("counts %s in the plural", (one, many) => {
    expect(manyOf(one)).toBe(many);
  });
});

it("breaks a text into lines that fit, and loses no word", () => {
  const text = "Women in parliament grew less since the start than in the median other country";
  const lines = wrapped(text, 200);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(" ")).toBe(text);
});
