import { parseHTML } from "linkedom";
import { afterEach, describe, expect, it } from "vitest";
import {
  arrangementSpan,
  cutText,
  OPEN_YEARS,
  planSpan,
  runs,
  yearPoint,
  yearsShown,
} from "../../src/web/charts/generations-layout.ts";
import { meta, start } from "../../src/web/pages/country.ts";
import { tieWords } from "../../src/web/twinning/labels.ts";
import { arrangement, country, plan } from "./country-fixture.ts";

const NOT = { status: "not_twinned", since: null } as const;

describe("the bar of a plan", () => {
  it("ends with the last year of the period", () => {
    expect(planSpan(plan(1), NOT)?.pieces).toEqual([{ from: 2009, to: 2014, status: "not_twinned" }]);
  });
  it("is cut where twinning begins", () => {
    const pieces = (since: number) => planSpan(plan(1), { status: "twinned", since })?.pieces;
    expect(pieces(2011)).toEqual([
      { from: 2009, to: 2011, status: "not_twinned" },
      { from: 2011, to: 2014, status: "twinned" },
    ]);
    expect(pieces(2008)?.map((p) => p.status)).toEqual(["twinned"]);
    expect(pieces(2014)?.map((p) => p.status)).toEqual(["not_twinned"]);
  });
  it("stays undated as a whole where no year is known", () => {
    expect(planSpan(plan(1), { status: "undated", since: null })?.pieces).toEqual([
      { from: 2009, to: 2014, status: "undated" },
    ]);
  });
  it("is open where its end is unknown, and absent where nothing is known", () => {
    const open = planSpan(plan(1, { start: null, end: null }), NOT);
    expect(open).toMatchObject({
      openEnd: true,
      openStart: false,
      pieces: [{ from: 2009, to: 2009 + OPEN_YEARS }],
    });
    expect(planSpan(plan(1, { adopted: null, start: null, end: null }), NOT)).toBeNull();
    expect(planSpan(plan(1, { adopted: null, start: null }), NOT)).toMatchObject({
      openStart: true,
      openEnd: false,
    });
  });
});

describe("the bar of an arrangement", () => {
  it("uses the country's own years first", () => {
    expect(arrangementSpan(arrangement({ joined: 2011 }))?.pieces).toEqual([
      { from: 2011, to: 2013, status: "twinned" },
    ]);
  });
  it("is open to the side that is unknown", () => {
    expect(arrangementSpan(arrangement({ end: null }))).toMatchObject({ openEnd: true });
    expect(arrangementSpan(arrangement({ start: null }))).toMatchObject({ openStart: true });
    expect(arrangementSpan(arrangement({ start: null, end: null }))).toBeNull();
  });
  it("has the colour of twinning only where it counts", () => {
    const status = (counts: "dated" | "undated" | "no") =>
      arrangementSpan(arrangement({ counts }))?.pieces[0]?.status;
    expect([status("dated"), status("undated"), status("no")]).toEqual(["twinned", "undated", "not_twinned"]);
  });
});

describe("the axis and the line", () => {
  it("shows 2000 to 2030, or more where a bar needs it", () => {
    expect(yearsShown([], [])).toEqual([2000, 2030]);
    expect(yearsShown([plan(1, { end: 2034 })], [arrangement({ start: 1998 })])).toEqual([1998, 2035]);
  });
  it("never bridges a missing year", () => {
    const series = [2000, 2001, 2003].map((year) => ({ year, value: year, others: null, of: 0 }));
    expect(runs(series, (d) => d.value).map((r) => r.map(([y]) => y))).toEqual([[2000, 2001], [2003]]);
    const holed = [2000, 2001, 2002].map((year) => ({
      year,
      value: year === 2001 ? null : 1,
      others: null,
      of: 0,
    }));
    expect(runs(holed, (d) => d.value)).toHaveLength(2);
  });
  it("puts a date where it lies in its year", () => {
    expect(yearPoint("2026")).toBe(2026.5);
    expect(yearPoint("2026-01-01")).toBeCloseTo(2026, 1);
    expect(yearPoint("2019-11-25")).toBeGreaterThan(2019.85);
  });
  it("cuts a long name", () => {
    expect(cutText("short", 200)).toBe("short");
    expect(cutText("a very long name indeed", 60)).toMatch(/^.{2,8}…$/);
  });
});

describe("the page without a browser", () => {
  const globals = globalThis as { document?: unknown };
  afterEach(() => {
    delete globals.document;
  });
  const draw = (data: ReturnType<typeof country>) => {
    const { document } = parseHTML("<main id=app data-base='../'></main>");
    globals.document = document;
    start(document.getElementById("app") as unknown as HTMLElement, data);
    return document;
  };
  it("names kinds, roles, phases and ties in the words of the Twinning page", () => {
    const coded = (code: string) => ({ code, meaning: "meaning" });
    const document = draw(
      country({
        arrangements: [
          arrangement({
            kind: coded("donor_support_to_nap"),
            role: coded("facilitator"),
            phase: coded("both"),
            start: 2019,
            startBasis: "linked_adoption",
            end: null,
            lastDocumented: 2019,
          }),
        ],
      }),
    );
    const cells = [...document.querySelectorAll("#arrangements ~ .full-table td")].map((c) => c.textContent);
    for (const words of [
      "Donor support to a plan",
      "Host or chair",
      "Making the plan and carrying it out",
      "First dated trace, the adoption of a linked plan, 2019; end unknown",
    ])
      expect(cells).toContain(words);
    expect(tieWords("implementation; wps programme")).toBe("Implementation; WPS programme");
  });
  it("keeps text of records as text", () => {
    const bad = "<img src=x onerror=alert(1)>";
    const document = draw(
      country({
        plans: [plan(1, { note: bad, title: bad, sources: ["plans:S1"] })],
        latest: "expired",
        arrangements: [arrangement({ name: bad })],
        sources: [
          { id: "plans:S1", title: bad, publisher: bad, year: null, url: "javascript:alert(1)", grade: null },
        ],
      }),
    );
    expect(document.querySelectorAll("img")).toHaveLength(0);
    expect(document.querySelectorAll('a[href^="javascript"]')).toHaveLength(0);
    expect(document.getElementById("sources")?.nextElementSibling?.textContent).toContain(bad);
  });
  it("numbers sources so that each mark leads to its entry", () => {
    const document = draw(
      country({
        plans: [plan(1, { sources: ["plans:S1"] })],
        latest: "expired",
        sources: [
          {
            id: "plans:S1",
            title: "T",
            publisher: null,
            year: null,
            url: "https://example.org/",
            grade: "A",
          },
        ],
      }),
    );
    const mark = document.querySelector(".cite a")?.getAttribute("href") ?? "";
    expect(document.getElementById(mark.slice(1))?.textContent).toContain("T");
  });
  it("shows readings that disagree as such, and one that stands alone as it is", () => {
    const reading = (code: string) => ({ code, meaning: code, sources: [] });
    const two = country({
      plans: [plan(1, { orientation: [reading("inward"), reading("outward")] })],
      latest: "expired",
    });
    expect(draw(two).querySelector(".plan-table")?.textContent).toContain("Sources disagree");
    const one = country({
      plans: [plan(1, { orientation: [reading("inward"), reading("inward")] })],
      latest: "expired",
    });
    expect(draw(one).querySelector(".plan-table")?.textContent).not.toContain("Sources disagree");
  });
  it("has its own title and still says something where nothing is known", () => {
    const document = draw(country());
    expect(meta(country()).title).toBe("Example: WPS national action plans and twinning");
    expect(document.querySelector(".lead")?.textContent).toContain("No WPS national action plan was found");
    expect(document.querySelectorAll("figure.chart .empty").length).toBeGreaterThan(3);
    expect(document.body.textContent).not.toMatch(/undefined|NaN|null/);
  });
});
