import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codedTables, methodsData } from "../../src/site/page-data/methods.ts";
import { prerender } from "../../src/site/prerender.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { MethodsData } from "../../src/web/data/methods.ts";
import { shownFields } from "../../src/web/methods/coverage-fields.ts";
import * as page from "../../src/web/pages/methods.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: MethodsData;
beforeAll(async () => {
  db = await testWarehouse();
  const [entry] = await methodsData(db);
  expect(entry?.[0]).toBe("methods.json");
  data = entry?.[1] as MethodsData;
});
afterAll(() => db.close());

const count = async (sql: string) => Number((await db.query(sql))[0]?.n);
const definition = (id: string) => data.definitions.find((d) => d.id === id);
const names = (all: readonly { iso3: string }[] | undefined) => all?.map((c) => c.iso3).sort();

describe("data of the Methods page", () => {
  it("puts every country and every plan into one group under each definition", async () => {
    const countries = await count("SELECT count(DISTINCT iso3) AS n FROM twinning_status");
    const plans = await count("SELECT count(*) AS n FROM plan");
    expect(data.definitions).toHaveLength(await count("SELECT count(*) AS n FROM twinning_definition"));
    for (const d of data.definitions) {
      expect(d.countries.twinned + d.countries.undated + d.countries.not_twinned).toBe(countries);
      expect(d.plans.twinned + d.plans.later + d.plans.undated + d.plans.not_twinned).toBe(plans);
      expect(d.twinned).toHaveLength(d.countries.twinned);
      expect(d.undated).toHaveLength(d.countries.undated);
    }
  });

  it("tells who joins, leaves or changes year against the default", () => {
    expect(names(definition("twinning")?.twinned)).toEqual([
      "AFG",
      "CHL",
      "FIN",
      "IRL",
      "KEN",
      "LBR",
      "SLV",
      "TLS",
    ]);
    expect(definition("twinning")).toMatchObject({ joins: [], leaves: [], moved: [] });
    expect(names(definition("receiving")?.leaves)).toEqual(["CHL", "FIN"]);
    expect(names(definition("first-activity")?.moved)).toEqual(["IRL", "LBR", "TLS"]);
    expect(definition("high-evidence")?.countries.undated).toBe(0);
    const wide = definition("with-donor-support");
    expect(wide?.joins.length).toBe((wide?.countries.twinned ?? 0) - 8);
  });

  it("profiles the groups by independent counts", async () => {
    const twinned = data.profiles.find((p) => p.status === "twinned");
    expect(twinned?.countries).toBe(8);
    const before = await count(`
      SELECT count(*) AS n FROM twinning_status t
      WHERE definition_id = 'twinning' AND status = 'twinned'
        AND (SELECT min(adopted_year) FROM plan p WHERE p.iso3 = t.iso3) < t.since_year`);
    expect(twinned?.planBefore).toBe(before);
    expect(data.profiles.reduce((sum, p) => sum + p.countries, 0)).toBe(
      await count("SELECT count(DISTINCT iso3) AS n FROM plan"),
    );
    expect(data.twinnedRoles.reduce((sum, r) => sum + r.countries, 0)).toBe(twinned?.countries);
  });

  it("counts known fields as the registers have them", async () => {
    const fields = shownFields(data.coverage).flatMap((g) => g.fields);
    expect(fields).toHaveLength(25);
    // A plan or a twinning that was not found is not known to be absent.
    expect(fields.map((f) => f.column)).not.toContain("has_plan");
    expect(fields.map((f) => f.column)).not.toContain("twinned_now");
    const budget = fields.find((f) => f.column === "budget_specified");
    expect(budget).toMatchObject({
      rows: await count("SELECT count(*) AS n FROM plan"),
      known: await count("SELECT count(budget_specified) AS n FROM plan"),
    });
  });

  it("has the codes with their meaning", async () => {
    const plan = codedTables().find((t) => t.table === "plan");
    const lead = plan?.columns.find((c) => c.column === "lead_type");
    const used = await db.query<{ code: string }>(
      "SELECT DISTINCT lead_type AS code FROM plan WHERE lead_type IS NOT NULL",
    );
    for (const { code } of used) expect(lead?.codes[code]).toBeTruthy();
    expect(codedTables()).toHaveLength(8);
  });

  it("counts what the register has on each benefit and drawback", async () => {
    expect(data.facts.oneWay).toBe(
      await count("SELECT count(*) AS n FROM partnership WHERE direction = 'one_way'"),
    );
    expect(Object.values(data.facts.themes).reduce((a, b) => a + b)).toBe(data.facts.activities);
    expect(Object.values(data.facts.genuineByStatus).reduce((a, b) => a + b)).toBe(data.facts.genuine);
    expect(data.facts.genuine).toBe(5);
    expect(data.facts.notCounted.map((p) => p.id)).toEqual(["P04"]);
    expect(data.facts.tiedSupports.filter((t) => t.amount !== null)).toEqual([
      { donor: "Finland", recipient: "Afghanistan", amount: 500_000, currency: "EUR" },
    ]);
    const readings =
      Object.values(data.facts.orientations).reduce((a, b) => a + b) + data.facts.orientationConflicts;
    expect(readings).toBe(await count("SELECT count(DISTINCT plan_id) AS n FROM plan_orientation"));
  });
});

describe("what the Methods page says of one set", () => {
  it("adds up the hosts to the activities with a known host", async () => {
    const { activities, known, supported, supporting, peer, third } = data.facts.hosts;
    const own = "FROM partnership_activity WHERE type <> 'linked_nap_adoption'";
    expect(activities).toBe(await count(`SELECT count(*) AS n ${own}`));
    expect(known).toBe(await count(`SELECT count(host_iso3) AS n ${own}`));
    expect(supported + supporting + peer + third).toBe(known);
  });

  it("counts plans adopted after the last documented end of twinning", async () => {
    // Ends by hand: Ireland, Liberia, Timor-Leste 2010; Afghanistan 2021; Chile, El Salvador 2017; Finland and Kenya open.
    const after = await db.query<{ id: string }>(`
      SELECT t.plan_id AS id FROM plan_twinning t
      JOIN (VALUES ('IRL', 2010), ('LBR', 2010), ('TLS', 2010), ('AFG', 2021), ('CHL', 2017), ('SLV', 2017)) e(iso3, y)
        USING (iso3)
      WHERE definition_id = 'twinning' AND status = 'twinned' AND adopted_year > e.y ORDER BY 1`);
    expect(after.map((r) => r.id)).toEqual(["CHL-3", "IRL-1", "IRL-2", "IRL-3", "LBR-2", "TLS-1", "TLS-2"]);
    expect(data.afterEnd).toEqual({ plans: 16, after: 7, by: 4, unknown: 5 });
  });

  it("sets the period of the cost beside that of the plan", () => {
    expect(data.facts.gaps).toEqual([
      {
        planId: "CIV-2",
        country: expect.any(String),
        sequence: 2,
        planPeriod: "2019–2023",
        costPeriod: "2024–2028",
      },
    ]);
  });
});

describe("the Methods page without scripts", () => {
  it("has the places that other pages link to, and nothing broken", () => {
    const { document } = parseHTML('<html><body><div id="app" data-base="./"></div></body></html>');
    const root = document.getElementById("app") as unknown as HTMLElement;
    prerender(document, root, data, page as never);
    for (const id of ["definitions", "comparison", "not-concluded", "unknown", "money", "coding", "benefits"])
      expect(root.querySelector(`section#${id}`)).not.toBeNull();
    expect(root.textContent).not.toMatch(/undefined|NaN|\[object/);
    expect(root.textContent).not.toMatch(/\bNAPs?\b/);
  });
});
