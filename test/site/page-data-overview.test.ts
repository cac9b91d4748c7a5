import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { overviewData } from "../../src/site/page-data/overview.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { OverviewData } from "../../src/web/data/overview.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: OverviewData;
beforeAll(async () => {
  db = await testWarehouse();
  data = (await overviewData(db))[0]?.[1] as OverviewData;
});
afterAll(() => db.close());

const country = (iso3: string) => data.countries.find((c) => c.iso3 === iso3);

describe("the overview's data", () => {
  it("count plans, countries and arrangements as the register does", () => {
    expect(data.numbers).toMatchObject({
      plans: 223,
      countries: 115,
      unMembers: 113,
      arrangements: 62,
      current: 26,
      expired: 73,
    });
    expect(data.numbers).toMatchObject({ datedArrangements: 4, undatedArrangements: 1 });
  });

  it("have the twinned of the default definition", () => {
    const of = (status: string) =>
      data.countries
        .filter((c) => c.status === status)
        .map((c) => c.iso3)
        .sort();
    expect(of("twinned")).toEqual(["AFG", "CHL", "FIN", "IRL", "KEN", "LBR", "SLV", "TLS"]);
    expect(of("undated")).toEqual(["DNK", "ISL", "NOR", "NPL", "PHL", "SWE"]);
  });

  it("do not date a first plan by a later one", () => {
    expect(country("NER")?.firstYear).toBeNull();
    expect(country("MDG")?.firstYear).toBeNull();
    expect(data.neverDated).toEqual(["Madagascar"]);
    expect(data.laterDated).toEqual([{ name: "Niger", year: 2020 }]);
  });

  it("know that the funding register names a later plan of Côte d'Ivoire and Kenya", () => {
    expect(data.numbers.laterNamed).toBe(2);
  });

  it("draw no pair that sources do not name", () => {
    expect(data.links.map((l) => `${l.id} ${l.from}-${l.to}`)).toEqual([
      "P10 CHL-SLV",
      "P03 FIN-AFG",
      "P02 FIN-KEN",
      "P01 IRL-LBR",
      "P01 IRL-TLS",
      "P01 LBR-TLS",
    ]);
    expect(data.unpaired).toEqual([{ id: "P05", giving: 5, receiving: 5 }]);
  });

  it("place every country with a plan on the map", () => {
    expect(data.countries.filter((c) => !data.map.places[c.iso3]).map((c) => c.iso3)).toEqual([]);
  });
});
