import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { toCsv } from "../../src/web/format/csv.ts";
import { partialDate } from "../../src/web/format/date.ts";
import { money } from "../../src/web/format/money.ts";
import { fixed, inWords, listWords, percent, plural } from "../../src/web/format/number.ts";
import { matches } from "../../src/web/format/search.ts";

describe("numbers in words and figures", () => {
  it("uses a real minus and fixed digits", () => {
    expect(fixed(-1.25, 1)).toBe("−1.3");
    expect(percent(0.415, 1)).toBe("41.5%");
  });
  it("never says 1 plans or 0 plans", () => {
    expect([plural(0, "plan"), plural(1, "plan"), plural(1200, "plan")]).toEqual([
      "no plans",
      "1 plan",
      "1,200 plans",
    ]);
  });
  it("joins lists", () => {
    expect([listWords([]), listWords(["A"]), listWords(["A", "B", "C"])]).toEqual(["", "A", "A, B and C"]);
    expect(inWords(8)).toBe("eight");
    expect(inWords(14)).toBe("14");
  });
});

describe("money", () => {
  it("claims three figures at most", () => {
    expect(money(23_520_260, "USD")).toBe("USD 23.5 million");
    expect(money(90_570_166_912, "UGX")).toBe("UGX 90.6 billion");
    expect(money(40_000, "EUR")).toBe("EUR 40 thousand");
    expect(money(999_950, "USD")).toBe("USD 1 million");
    expect(money(0, "USD")).toBe("USD 0");
    expect(money(-1_500_000, "USD")).toBe("USD −1.5 million");
  });
});

describe("dates", () => {
  it("say as much as is known", () => {
    expect([partialDate("2015"), partialDate("2015-06"), partialDate("2015-06-30")]).toEqual([
      "2015",
      "June 2015",
      "30 June 2015",
    ]);
  });
});

describe("search", () => {
  it.each([
    ["Côte d'Ivoire", "cote d’ivoire"],
    ["Côte d'Ivoire", "Côte"],
    ["Türkiye Turkey", "turkey"],
    ["Ireland - Liberia - Timor-Leste", "Liberia–Ireland"],
  ])("finds %s by %s", (text, query) => expect(matches(text, query)).toBe(true));

  it("does not find the middle of a word or another country", () => {
    expect(matches("Nigeria", "iger")).toBe(false);
    expect(matches("Niger", "nigeria")).toBe(false);
  });
});

describe("the CSV of a chart", () => {
  it("reads back as it was, whatever the text", () => {
    const rows = [
      ['quote " and, comma', 1],
      ["line\nbreak", null],
      ["=1+1", -0.5],
      ["<script>", 0],
    ] as const;
    const back = Papa.parse<string[]>(toCsv(["a", "b"], rows).trimEnd(), { newline: "\n" }).data;
    expect(back).toEqual([["a", "b"], ...rows.map((r) => r.map((c) => (c === null ? "" : String(c))))]);
  });
});
