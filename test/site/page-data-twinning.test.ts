import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partnershipsData } from "../../src/site/page-data/partnerships.ts";
import { twinningData } from "../../src/site/page-data/twinning.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { PartnershipData } from "../../src/web/data/partnership.ts";
import type { TwinningData } from "../../src/web/data/twinning.ts";
import { readView } from "../../src/web/state/url.ts";
import { standing } from "../../src/web/twinning/standing.ts";
import { filtered, schemaOf } from "../../src/web/twinning/view.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: TwinningData;
let pages: Map<string, PartnershipData>;

beforeAll(async () => {
  db = await testWarehouse();
  data = (await twinningData(db))[0]?.[1] as TwinningData;
  pages = new Map((await partnershipsData(db)).map(([path, value]) => [path, value as PartnershipData]));
});
afterAll(() => db.close());

const page = (id: string): PartnershipData => {
  const found = pages.get(`partnerships/${id}.json`);
  if (!found) throw new Error(`No page ${id}`);
  return found;
};
const search = (q: string) =>
  filtered(data, readView(schemaOf(data), `?q=${encodeURIComponent(q)}`)).map((a) => a.id);

describe("Twinning page", () => {
  it("counts the five arrangements of the default definition and no other", () => {
    const rule = data.definitions.find((d) => d.id === "twinning");
    if (!rule) throw new Error("No default definition");
    expect(data.arrangements).toHaveLength(62);
    expect(data.arrangements.filter((a) => standing(a, rule).counts).map((a) => a.id)).toEqual([
      "P01",
      "P02",
      "P03",
      "P05",
      "P10",
    ]);
  });

  it("decides in the page as the warehouse does, for every definition and country", async () => {
    const rows = await db.query(
      "SELECT definition_id, iso3, status, since_year FROM twinning_status WHERE status <> 'not_twinned'",
    );
    expect(rows.length).toBeGreaterThan(50);
    const expected = rows
      .map((r) => `${r.definition_id} ${r.iso3} ${r.status} ${r.since_year ?? "-"}`)
      .sort();
    const own = data.definitions.flatMap((rule) => {
      const years = new Map<string, (number | null)[]>();
      for (const a of data.arrangements)
        for (const m of standing(a, rule).members) years.set(m.iso3, [...(years.get(m.iso3) ?? []), m.since]);
      return [...years].map(([iso3, list]) => {
        const known = list.filter((y): y is number => y !== null);
        return known.length > 0
          ? `${rule.id} ${iso3} twinned ${Math.min(...known)}`
          : `${rule.id} ${iso3} undated -`;
      });
    });
    expect(own.sort()).toEqual(expected);
  });

  it("finds the pairings of the 2012 page by the names it uses", () => {
    expect(search("Liberia–Ireland")).toContain("P01");
    expect(search("Ireland Liberia")).toEqual(search("Liberia–Ireland"));
    expect(search("East Timor–Finland–Kenya")).toEqual(["P04"]);
    expect(search("Timor")).toEqual(expect.arrayContaining(["P01", "P04", "P50"]));
    expect(search("Cote d'Ivoire")).toEqual(search("Côte d’Ivoire"));
  });

  it("does not answer a search for Ireland with the United Kingdom", async () => {
    const members = await db.query(
      "SELECT partnership_id FROM partnership_member GROUP BY 1 HAVING bool_or(iso3 = 'GBR') AND NOT bool_or(iso3 = 'IRL')",
    );
    const british = members.map((m) => String(m.partnership_id));
    expect(british.length).toBeGreaterThan(0);
    expect(search("Ireland").filter((id) => british.includes(id))).toEqual([]);
  });

  it("holds the claims about the 2012 page's pairings, each with its source", () => {
    const ids = data.claims.map((c) => c.id);
    expect(ids).toEqual([
      "C01",
      "C02",
      "C03",
      "C04",
      "C05",
      "C06",
      "C07",
      "C08",
      "C09",
      "C10",
      "C20",
      "C21",
      "C22",
      "C23",
      "C24",
    ]);
    expect(data.claims.filter((c) => c.source.id === data.foundingSource.id).map((c) => c.id)).toEqual([
      "C01",
      "C09",
      "C20",
    ]);
    expect(data.foundingSource.year).toBe("2012");
  });

  it("places every country with a role and keeps places that differ", async () => {
    const rows = await db.query("SELECT DISTINCT iso3 FROM partnership_member WHERE role <> 'facilitator'");
    for (const layout of [data.layouts.wide, data.layouts.tall]) {
      for (const r of rows) expect(layout.places[String(r.iso3)]).toBeDefined();
      const places = Object.values(layout.places).map(String);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it("lets unknown years be unknown", async () => {
    const [row] = await db.query(
      "SELECT count(*) AS n FROM partnership_start WHERE first_documented_year IS NULL",
    );
    expect(data.arrangements.filter((a) => a.start === null)).toHaveLength(Number(row?.n));
  });
});

describe("Pages of arrangements", () => {
  it("are one for each arrangement, linked in a row", () => {
    expect(pages.size).toBe(62);
    expect(page("P01").previous).toBeNull();
    expect(page("P02").previous?.id).toBe("P01");
    expect(page("P62").next).toBeNull();
  });

  it("carry every member, activity and claim of the warehouse once", async () => {
    const counted = async (table: string) =>
      Number((await db.query(`SELECT count(*) AS n FROM ${table}`))[0]?.n);
    const all = [...pages.values()];
    const sum = (pick: (p: PartnershipData) => unknown[]) => all.reduce((n, p) => n + pick(p).length, 0);
    expect(sum((p) => p.members)).toBe(await counted("partnership_member"));
    expect(sum((p) => p.activities)).toBe(await counted("partnership_activity"));
    expect(sum((p) => p.claims)).toBe(await counted("claim WHERE partnership_id IS NOT NULL"));
  });

  it("list each cited source once, with a title", () => {
    for (const p of pages.values()) {
      const ids = p.sources.map((s) => s.id);
      expect(new Set(ids).size).toBe(ids.length);
      const cited = [
        ...p.sourceIds,
        ...p.members.flatMap((m) => m.sources),
        ...p.activities.flatMap((a) => a.sources),
        ...p.support.flatMap((s) => s.sources),
      ];
      expect(cited.filter((id) => !ids.includes(id))).toEqual([]);
      expect(p.sources.every((s) => s.title !== "" && s.title !== "null")).toBe(true);
    }
  });

  it("give the income group of the first year or an earlier one, and none where no year is known", async () => {
    for (const m of page("P01").members) expect(m.income?.year).toBe(2009);
    expect(page("P05").members.every((m) => m.income === null)).toBe(true);
    const [kenya] = await db.query(
      "SELECT category FROM observation WHERE indicator = 'wb_income_group_by_gni_year' AND iso3 = 'KEN' AND year = 2010",
    );
    expect(page("P02").members.find((m) => m.iso3 === "KEN")?.income).toEqual({
      group: kenya?.category,
      year: 2010,
    });
  });

  it("set support of the same pair beside the arrangement and only count that of others", () => {
    const japan = page("P07");
    expect(japan.support.map((s) => s.id)).toContain("DS01");
    expect(japan.support.every((s) => s.donor.includes("Japan") && s.recipient.includes("Sri Lanka"))).toBe(
      true,
    );
    const finland = page("P13");
    expect(finland.support.map((s) => s.id)).toEqual(expect.arrayContaining(["DS02", "DS03"]));
    expect(finland.support.every((s) => s.donor.includes("Finland"))).toBe(true);
    expect(finland.otherSupport).toBeGreaterThan(0);
  });
});
