import { parseHTML } from "linkedom";
import { afterEach, describe, expect, it } from "vitest";
import type { CountriesData, CountryItem } from "../../src/web/data/countries.ts";
import { start } from "../../src/web/pages/countries.ts";
import { readView, writeView } from "../../src/web/state/url.ts";
import { chosen, listTitle, schema, statusLine } from "../../src/web/text/countries.ts";

const item = (change: Partial<CountryItem>): CountryItem => ({
  iso3: "XXX",
  name: "Example",
  otherNames: [],
  region: "Africa",
  plans: [],
  latest: "none",
  namedElsewhere: false,
  twinning: "not_twinned",
  since: null,
  arrangements: 0,
  ...change,
});
const years = (adopted: number | null, end: number | null) => ({ sequence: 1, adopted, start: adopted, end });

const COUNTRIES = [
  item({
    iso3: "CIV",
    name: "Côte d'Ivoire",
    otherNames: ["Ivory Coast", "Cote d'Ivoire"],
    plans: [years(2008, 2012)],
    latest: "expired",
  }),
  item({ iso3: "ETH", name: "Ethiopia" }),
  item({ iso3: "MDG", name: "Madagascar", plans: [years(null, null)], latest: "unknown" }),
  item({
    iso3: "TLS",
    name: "Timor-Leste",
    otherNames: ["East Timor"],
    region: "Asia",
    plans: [years(2016, 2028)],
    latest: "current",
    twinning: "twinned",
    since: 2009,
  }),
  item({ iso3: "TUR", name: "Türkiye", otherNames: ["Turkey", "Turkiye"], region: "Asia" }),
];
const view = (search: string) => readView(schema, search);
const codes = (search: string) => chosen(COUNTRIES, view(search)).map((c) => c.iso3);

describe("the search for a country", () => {
  it.each([
    ["Cote d'Ivoire", "CIV"],
    ["Côte d’Ivoire", "CIV"],
    ["ivory coast", "CIV"],
    ["cote", "CIV"],
    ["East Timor", "TLS"],
    ["timor", "TLS"],
    ["Turkey", "TUR"],
    ["türkiye", "TUR"],
    ["eth", "ETH"],
  ])("finds %s", (text, iso3) => {
    expect(codes(`?q=${encodeURIComponent(text)}`)).toEqual([iso3]);
  });
  it("finds nothing in the middle of a word and everything without words", () => {
    expect(codes("?q=thiopia")).toEqual([]);
    expect(codes("")).toHaveLength(COUNTRIES.length);
  });
});

describe("the filters", () => {
  it("narrow together and come from the address", () => {
    expect(codes("?plan=current")).toEqual(["TLS"]);
    expect(codes("?plan=none")).toEqual(["ETH", "TUR"]);
    expect(codes("?plan=none&region=Asia")).toEqual(["TUR"]);
    expect(codes("?twinning=twinned")).toEqual(["TLS"]);
    expect(codes("?plan=nonsense&region=Atlantis")).toHaveLength(COUNTRIES.length);
  });
  it("go back into the address as they came, other keys kept", () => {
    const search = "?q=timor&plan=current&twinning=twinned&region=Asia";
    expect(writeView(schema, view(search), "?x=1")).toBe(
      "?x=1&q=timor&plan=current&twinning=twinned&region=Asia",
    );
    expect(writeView(schema, view(""), search)).toBe("");
  });
});

describe("the line above the list", () => {
  it("says how many are shown, what is unknown and where no plan was found", () => {
    expect(statusLine(COUNTRIES, COUNTRIES)).toBe(
      "3 of 3 countries with a plan shown; for 1 the end of the latest plan is unknown, for 1 the year of the first plan is unknown. No plan was found for 2 more countries.",
    );
    expect(statusLine(chosen(COUNTRIES, view("?plan=current")), COUNTRIES)).toBe(
      "1 of 3 countries with a plan shown.",
    );
    expect(statusLine([], COUNTRIES)).toMatch(/^No country fits/);
  });
  it("does not take the year of a later plan for the first one's", () => {
    const niger = item({
      plans: [{ sequence: 2, adopted: 2020, start: 2020, end: 2024 }],
      latest: "expired",
    });
    expect(statusLine([niger], [niger])).toBe(
      "1 of 1 countries with a plan shown; for 1 the year of the first plan is unknown.",
    );
  });
  it("counts plans that have ended while another register names a later one", () => {
    const plans = [{ sequence: 1, adopted: 2020, start: 2020, end: 2024 }];
    const kenya = item({ plans, latest: "expired", namedElsewhere: true });
    const running = item({ plans, latest: "current", namedElsewhere: true });
    expect(statusLine([kenya, running], [kenya, running])).toBe(
      "2 of 2 countries with a plan shown; for 1 with no later plan found another register names one.",
    );
  });
  it("counts every country with a plan once in the title", () => {
    expect(listTitle(COUNTRIES)).toBe(
      "Of 3 countries with a plan, 1 have one still running; the last known plan of 1 has ended and no later one was found; for 1 the end is unknown",
    );
  });
});

describe("the page without a browser", () => {
  const globals = globalThis as { document?: unknown };
  afterEach(() => {
    delete globals.document;
  });
  it("lists countries with a plan in a table and the others by name, each linked once", () => {
    const { document } = parseHTML("<main id=app data-base='../'></main>");
    globals.document = document;
    const data: CountriesData = {
      asOf: { "register/plans/plans": "2026-01-01", "register/twinning/partnerships": "2025-12-04" },
      definition: { id: "twinning", label: "Twinning", statement: "" },
      countries: COUNTRIES,
    };
    start(document.getElementById("app") as unknown as HTMLElement, data);
    const rows = [...document.querySelectorAll(".country-list tbody tr")];
    expect(rows.map((r) => r.querySelector("th a")?.getAttribute("href"))).toEqual([
      "../countries/CIV",
      "../countries/MDG",
      "../countries/TLS",
    ]);
    expect([...document.querySelectorAll(".name-list a")].map((a) => a.textContent)).toEqual([
      "Ethiopia",
      "Türkiye",
    ]);
    expect(rows[1]?.textContent).toContain("years unknown");
    expect(document.querySelector("[aria-live=polite]")?.textContent).toContain("3 of 3");
  });
});
