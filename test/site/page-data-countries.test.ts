import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countriesData } from "../../src/site/page-data/countries.ts";
import { spells } from "../../src/site/page-data/country-series.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { CountriesData } from "../../src/web/data/countries.ts";
import type { CountryData } from "../../src/web/data/country.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let files: Map<string, unknown>;
const index = () => files.get("countries.json") as CountriesData;
const page = (iso3: string) => files.get(`countries/${iso3}.json`) as CountryData;
const column = async (sql: string) => (await db.query(sql)).map((r) => String(Object.values(r)[0]));

beforeAll(async () => {
  db = await testWarehouse();
  files = new Map(await countriesData(db));
});
afterAll(() => db.close());

describe("which countries have a page", () => {
  it("every UN member and every country that a register names", async () => {
    const named = await column(
      "SELECT iso3 FROM plan UNION SELECT iso3 FROM partnership_member UNION SELECT iso3 FROM network_membership UNION SELECT iso3 FROM twinning_status UNION SELECT iso3 FROM country WHERE un_member",
    );
    const missing = named.filter((iso3) => !files.has(`countries/${iso3}.json`));
    expect(missing).toEqual([]);
    const support = await column(
      "SELECT DISTINCT iso3 FROM country WHERE EXISTS (FROM donor_support WHERE list_contains(string_split(donor_code, ';'), iso3) OR list_contains(string_split(recipient_codes, ';'), iso3))",
    );
    expect(support.filter((iso3) => !files.has(`countries/${iso3}.json`))).toEqual([]);
  });
  it("the list has one entry for each page, by name without regard to accents", () => {
    expect(files.size).toBe(index().countries.length + 1);
    const names = index().countries.map((c) => c.name);
    expect(names.indexOf("Côte d'Ivoire")).toBe(names.indexOf("Costa Rica") + 1);
    expect(names.indexOf("Türkiye")).toBeLessThan(names.indexOf("Tuvalu"));
  });
});

describe("what the pages say", () => {
  it("holds every plan once, with the status that the register gives", async () => {
    const plans = index().countries.flatMap((c) => page(c.iso3).plans.map((p) => p.id));
    expect(plans.sort()).toEqual((await column("SELECT plan_id FROM plan ORDER BY 1")).sort());
    const current = await column("SELECT iso3 FROM plan WHERE status = 'current' ORDER BY 1");
    expect(
      index()
        .countries.filter((c) => c.latest === "current")
        .map((c) => c.iso3)
        .sort(),
    ).toEqual(current);
  });
  it("holds every membership once, and marks those that count by the default definition", async () => {
    const members = index().countries.flatMap((c) =>
      page(c.iso3).arrangements.map((a) => `${a.id}|${c.iso3}`),
    );
    expect(members.sort()).toEqual(
      (await column("SELECT partnership_id || '|' || iso3 FROM partnership_member")).sort(),
    );
    const counts = (iso3: string) =>
      Object.fromEntries(
        page(iso3)
          .arrangements.filter((a) => a.counts !== "no")
          .map((a) => [a.id, a.counts]),
      );
    expect(counts("LBR")).toEqual({ P01: "dated", P05: "undated" });
    expect(counts("SWE")).toEqual({ P05: "undated" });
    expect(page("LBR").twinning).toMatchObject({ status: "twinned", since: 2009, roles: ["peer"] });
    expect(page("SWE").twinning).toMatchObject({ status: "undated", since: null });
  });
  it("gives the years of an arrangement as the Twinning page does", async () => {
    const starts = new Map(
      (await db.query("SELECT * FROM partnership_start")).map((r) => [String(r.partnership_id), r]),
    );
    const all = index().countries.flatMap((c) => page(c.iso3).arrangements);
    for (const a of all) {
      const row = starts.get(a.id);
      expect([a.start, a.startBasis, a.lastDocumented], a.id).toEqual([
        row?.first_documented_year,
        row?.basis,
        row?.last_documented_year,
      ]);
    }
    expect(all.find((a) => a.id === "P22")).toMatchObject({ start: 2019, startBasis: "linked_adoption" });
    expect(all.find((a) => a.id === "P52")).toMatchObject({ start: 2009, startBasis: "activity" });
  });
  it("keeps readings of a plan that disagree", () => {
    const codes = page("AUT")
      .plans[1]?.orientation.map((o) => o.code)
      .sort();
    expect(codes).toEqual(["both", "outward"]);
  });
  it("says nothing of years without a value and takes the median of the others only", async () => {
    const { parliament, region } = page("LBR");
    const [check] = await db.query(
      `SELECT median(value) AS m, count(*) AS n FROM observation JOIN country USING (iso3)
       WHERE indicator = 'women_share_parliament_pct' AND year = 2025 AND un_region = '${region}' AND iso3 <> 'LBR'
         AND iso3 IN (SELECT iso3 FROM plan)`,
    );
    const last = parliament.find((d) => d.year === 2025);
    expect(last?.others).toBeCloseTo(Number(check?.m), 4);
    expect(last?.of).toBe(Number(check?.n));
    const own = await column(
      "SELECT year FROM observation WHERE indicator = 'women_share_parliament_pct' AND iso3 = 'LBR' ORDER BY year",
    );
    expect(parliament.filter((d) => d.value !== null).map((d) => String(d.year))).toEqual(own);
    expect(page("AUS").parliament.every((d) => d.others === null)).toBe(true);
  });
  it("shows money on the side it belongs to and never divides it", async () => {
    expect(page("JPN").given.map((s) => s.id)).toContain("DS01");
    expect(page("LKA").received.map((s) => s.id)).toContain("DS01");
    const shared = ["TUN", "JOR", "LBN", "IRQ"].map((c) => page(c).received.find((s) => s.id === "DS02"));
    expect(shared.map((s) => [s?.amount?.value, s?.recipients])).toEqual(Array(4).fill([3_900_000, 4]));
    const ids = index().countries.flatMap((c) => page(c.iso3).money.map((m) => m.id));
    expect(ids.sort()).toEqual((await column("SELECT money_id FROM plan_money")).sort());
  });
  it("tells of a later plan that a register of money names: under an id not in the register, or with later years", () => {
    expect(page("KEN").namedElsewhere).toEqual([{ period: "2025-2029", sources: ["funding:S33"] }]);
    expect(page("CIV").namedElsewhere.map((n) => n.period)).toEqual(["2024-2028"]);
    expect(page("CIV").namedElsewhere[0]?.sources).toContain("funding:S97");
    const ended = index().countries.filter((c) => c.latest === "expired" && c.namedElsewhere);
    expect(ended.map((c) => c.iso3).sort()).toEqual(["CIV", "KEN"]);
    expect(page("LBR").namedElsewhere).toEqual([]);
  });
  it("shows a gap with what is committed and the years of the cost where they are not the plan's", async () => {
    const known = await column("SELECT plan_id FROM funding_gap WHERE gap_usd_current IS NOT NULL");
    const gaps = index().countries.flatMap((c) => page(c.iso3).plans.filter((p) => p.gap.usd !== null));
    expect(gaps.map((p) => p.id)).toEqual(known);
    const civ = page("CIV").plans.at(-1)?.gap;
    expect(civ?.otherYears).toBe("2024-2028");
    expect((civ?.committedUsd ?? 0) / ((civ?.committedUsd ?? 0) + (civ?.usd ?? 0))).toBeCloseTo(0.3, 6);
  });
  it("lists a source for every mark on a page, each once", () => {
    for (const { iso3 } of index().countries) {
      const { sources, plans, namedElsewhere, arrangements, networks, money, given, received } = page(iso3);
      const listed = sources.map((s) => s.id);
      expect(new Set(listed).size).toBe(listed.length);
      const rows = [
        ...plans,
        ...plans.flatMap((p) => [...p.orientation, ...p.budgetStatus, p.gap]),
        ...namedElsewhere,
        ...arrangements,
        ...networks,
        ...money,
        ...given,
        ...received,
      ];
      const unlisted = rows.flatMap((r) => r.sources).filter((id) => !listed.includes(id));
      expect(unlisted, iso3).toEqual([]);
    }
  });
});

describe("runs of years", () => {
  it("end where the code changes or a year is missing", () => {
    const years = new Map([
      [2012, "L"],
      [2010, "L"],
      [2009, "L"],
      [2013, "LM"],
    ]);
    expect(spells(years)).toEqual([
      { from: 2009, to: 2010, code: "L" },
      { from: 2012, to: 2012, code: "L" },
      { from: 2013, to: 2013, code: "LM" },
    ]);
  });
});
