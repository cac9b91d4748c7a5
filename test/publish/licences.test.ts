import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LIVE_SOURCES, SERIES_SOURCES } from "../../loaders/registry.ts";
import { SERIES_TERMS, TABLE_SERIES } from "../../src/publish/licence-map.ts";
import {
  commercialUse,
  indicatorLicences,
  LICENCES,
  licenceOf,
  tableLicences,
} from "../../src/publish/licences.ts";
import { schemaCatalogue } from "../../src/publish/schema-catalogue.ts";
import { MARTS } from "../../src/warehouse/marts.ts";
import { ROOT } from "../support/warehouse.ts";

/** Every source whose values reach a table, under the name that its snapshot has there. */
const SNAPSHOTS = [
  ...SERIES_SOURCES.map((s) => ({ id: s.id, licence: s.licence, indicators: s.indicators })),
  ...LIVE_SOURCES.filter((s) => s.kind !== "proposals").map((s) => ({
    id: `live/${s.id}`,
    licence: s.licence,
    indicators: s.kind === "series" ? s.indicators : [],
  })),
];
const LIVE_SERIES = LIVE_SOURCES.filter((s) => s.kind === "series");

describe("licences", () => {
  it("are declared for every table of the schema, marts included (else: declare it in src/publish/licence-map.ts)", async () => {
    const names = (await schemaCatalogue()).map((t) => t.name);
    expect(names.filter((n) => !TABLE_SERIES[n])).toEqual([]);
  });

  it("are declared for every series source, live ones too, by known ids, for indicators that exist", () => {
    for (const source of SNAPSHOTS) {
      const terms = SERIES_TERMS[source.id];
      expect(terms, source.id).toBeDefined();
      const indicators = source.indicators.map((i) => i.indicator);
      expect(Object.keys(terms?.indicators ?? {}).filter((i) => !indicators.includes(i))).toEqual([]);
    }
    expect(Object.keys(SERIES_TERMS).sort()).toEqual(SNAPSHOTS.map((s) => s.id).sort());
    const used = Object.values(SERIES_TERMS).flatMap((t) => [
      ...t.licences,
      ...Object.values(t.indicators ?? {}).flat(),
    ]);
    expect(used.filter((id) => !licenceOf(id))).toEqual([]);
  });

  it("follow what the loader says of commercial use", () => {
    for (const source of SERIES_SOURCES) {
      const indicator = source.indicators[0]?.indicator ?? "";
      const use = commercialUse(indicatorLicences(source.id, indicator));
      if (/NC|Non-commercial|IPU/.test(source.licence)) expect(use, source.id).toBe("no");
      if (/^CC BY 4\.0$/.test(source.licence)) expect(use, source.id).toBe("yes");
      if (/not confirmed\)|OECD/.test(source.licence) && !/NC/.test(source.licence))
        expect(use, source.id).toBe("unclear");
    }
  });

  it("follow what the live loaders say of commercial use, indicator by indicator", () => {
    const useOf = (id: string, indicator: string) =>
      commercialUse(indicatorLicences(`live/${id}`, indicator));
    for (const source of LIVE_SERIES) {
      const uses = source.indicators.map((i) => useOf(source.id, i.indicator));
      if (/NC|non-commercial/i.test(source.licence)) expect(uses, source.id).toContain("no");
      if (/^CC BY 4\.0$/.test(source.licence)) expect(new Set(uses), source.id).toEqual(new Set(["yes"]));
    }
    expect(useOf("world-bank", "population")).toBe("yes");
    expect(useOf("world-bank", "women_share_parliament_pct")).toBe("no");
    expect(useOf("world-bank", "women_share_ministers_wb_pct")).toBe("no");
    expect(useOf("un-sdg", "sdg_legal_frameworks_area_1_pct")).toBe("unclear");
    expect(useOf("un-sdg", "sdg_women_share_parliament_pct")).toBe("no");
    expect(indicatorLicences("live/our-world-in-data", "vdem_women_political_empowerment")).toContain(
      "CC-BY-SA-4.0",
    );
  });

  it("of a table that a live source fills are that source's, pulled or not", () => {
    for (const source of LIVE_SOURCES) {
      if (source.kind !== "extract") continue;
      for (const { table } of source.tables) {
        expect(TABLE_SERIES[table]?.series, table).toEqual([`live/${source.id}`]);
        expect(commercialUse(tableLicences(table)), table).toBe("unclear");
      }
    }
    expect(tableLicences("crs_flow")).toEqual(["CC-BY-4.0", "LicenseRef-OECD"]);
    expect(tableLicences("fund_allocation")).toEqual(["CC-BY-4.0", "LicenseRef-IATI-Publishers"]);
    expect(tableLicences("observation")).toContain("CC-BY-SA-4.0");
    expect(tableLicences("observation")).not.toContain("LicenseRef-IATI-Publishers");
    expect(tableLicences("quarantine")).toContain("LicenseRef-IATI-Publishers");
  });

  it("of a derived table are those of all its inputs, the strictest deciding", () => {
    expect(commercialUse(tableLicences("panel"))).toBe("no");
    expect(commercialUse(tableLicences("observation"))).toBe("no");
    expect(tableLicences("observation")).toEqual(
      expect.arrayContaining(["CC-BY-NC-4.0", "LicenseRef-IPU", "CC-BY-4.0"]),
    );
    expect(tableLicences("plan")).toEqual(["CC-BY-4.0"]);
    expect(tableLicences("partnership_asymmetry")).toEqual(["CC-BY-4.0", "CC-BY-3.0-IGO"]);
    expect(indicatorLicences("gdp-population", "population")).toEqual(["CC-BY-3.0-IGO"]);
  });

  it("of a derived table hold those of each table and indicator that its SQL reads", async () => {
    const names = (await schemaCatalogue()).map((t) => t.name);
    // A live indicator takes the place of the transcribed one of the same name.
    const indicators = SNAPSHOTS.flatMap((s) => s.indicators.map((i) => [i.indicator, s.id] as const));
    // Coverage counts known cells and shows none of the values; observation is read by indicator.
    const counted = ["coverage", "observation"];
    for (const mart of MARTS.filter((m) => m !== "coverage")) {
      const sql = (await readFile(join(ROOT, `src/warehouse/marts/${mart}.sql`), "utf8")).replace(
        /--.*$/gm,
        "",
      );
      const read = names.filter(
        (n) => n !== mart && !counted.includes(n) && new RegExp(`\\b(FROM|JOIN) ${n}\\b`, "i").test(sql),
      );
      const needed = [
        ...read.flatMap(tableLicences).filter((id) => id !== "LicenseRef-Facts"),
        ...indicators
          .filter(([i]) => sql.includes(`'${i}'`))
          .flatMap(([i, source]) => indicatorLicences(source, i)),
      ];
      expect(
        needed.filter((id) => !tableLicences(mart).includes(id)),
        mart,
      ).toEqual([]);
    }
  });

  it("of a table or snapshot that nobody declared are all of them", () => {
    expect(tableLicences("a_new_mart")).toEqual(LICENCES.map((l) => l.id));
    expect(commercialUse(indicatorLicences("a-new-source", "x"))).toBe("no");
    expect(commercialUse([])).toBe("unclear");
  });

  it("stand in LICENSE-DATA.md, with every series snapshot", async () => {
    const text = await readFile(join(ROOT, "LICENSE-DATA.md"), "utf8");
    for (const { id } of LICENCES) expect(text).toContain(`\`${id}\``);
    for (const { id } of SNAPSHOTS) expect(text).toContain(`| \`${id}\``);
  });
});
