import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { benefitsData, benefitsFor } from "../../src/site/page-data/benefits.ts";
import type { Database } from "../../src/warehouse/database.ts";
import { readingOf, tally } from "../../src/web/benefits/indicator.ts";
import { type Model, models, SECTIONS } from "../../src/web/benefits/model.ts";
import type { BenefitsData } from "../../src/web/data/benefits.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: BenefitsData;
let model: (definition: string) => Model;
beforeAll(async () => {
  db = await testWarehouse();
  data = await benefitsFor(db);
  model = models(data);
});
afterAll(() => db.close());

const number = async (sql: string) => Number(Object.values((await db.query(sql))[0] ?? {})[0]);
const indicator = (definition: string, id: string) => {
  const all = SECTIONS.flatMap((s) => model(definition).sections[s].indicators);
  const found = all.find((i) => i.id === id);
  if (!found) throw new Error(`No indicator ${id}`);
  return found;
};

describe("the data of Benefits and drawbacks", () => {
  it("is one file with every arrangement, support, membership and plan", async () => {
    expect((await benefitsData(db)).map(([path]) => path)).toEqual(["benefits.json"]);
    expect(data.arrangements).toHaveLength(await number("SELECT count(*) FROM partnership"));
    expect(data.supports).toHaveLength(await number("SELECT count(*) FROM donor_support"));
    expect(data.memberships).toHaveLength(await number("SELECT count(*) FROM network_membership"));
    expect(data.plans).toHaveLength(await number("SELECT count(*) FROM plan"));
    expect(data.plans.flatMap((p) => p.readings)).toHaveLength(
      await number("SELECT count(*) FROM plan_orientation"),
    );
  });

  it("counts as twinned whom the warehouse counts, under every definition", async () => {
    for (const { id } of data.definitions) {
      const rows = await db.query(
        "SELECT iso3, since_year FROM twinning_status WHERE definition_id = $1 AND status <> 'not_twinned' ORDER BY iso3",
        [id],
      );
      const found = [...model(id).scope.twinned].sort(([a], [b]) => (a < b ? -1 : 1));
      expect(found, id).toEqual(rows.map((r) => [r.iso3, r.since_year]));
    }
  });

  it("leaves no unit out: yes, no and unknown add up to what is counted", async () => {
    const n = await number(
      "SELECT count(*) FROM partnership_activity WHERE type <> 'linked_nap_adoption' AND partnership_id IN ('P01','P02','P03','P05','P10')",
    );
    const { yes, no, unknown } = tally(indicator("twinning", "learning-theme"));
    expect(yes + no + unknown).toBe(n);
    const without = await number(
      "SELECT count(*) FROM partnership_activity WHERE type <> 'linked_nap_adoption' AND theme = 'other' AND partnership_id IN ('P01','P02','P03','P05','P10')",
    );
    expect(unknown).toBe(without);
  });

  it("takes income gaps of two sides from the mart", async () => {
    const rows = await db.query(
      "SELECT partnership_id, gdp_ratio FROM partnership_asymmetry WHERE gdp_ratio IS NOT NULL",
    );
    const uneven = model("with-peer-exchange").uneven;
    let compared = 0;
    for (const { partnership_id, gdp_ratio } of rows) {
      const one = uneven.find((u) => u.counting.arrangement.id === partnership_id);
      if (!one) continue;
      expect(one.ratio).toBeCloseTo(Number(gdp_ratio), 6);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("never says that a missing amount, tool or battle is none", () => {
    for (const { id } of data.definitions) {
      for (const never of ["money-documented", "tools-documented", "tools-used", "learning-conduct"])
        expect(tally(indicator(id, never)).no, `${id} ${never}`).toBe(0);
      expect(readingOf(indicator(id, "context-conflict"))).toBe("cannot_tell");
    }
  });

  it("has the durations of the page Plans over time", () => {
    const lives = data.arrangements.filter((a) => a.life !== null);
    expect(lives.length + data.arrangements.filter((a) => a.noLife !== null).length).toBe(
      data.arrangements.length,
    );
    const own = lives.filter((a) => ["twinning", "cross_learning"].includes(a.kind) && !a.life?.event);
    expect(own).toHaveLength(data.duration.n);
    expect(own.filter((a) => a.life?.end === "unknown")).toHaveLength(data.duration.unknown);
  });

  it("stays small enough for a phone", () => {
    expect(JSON.stringify(data).length).toBeLessThan(250_000);
  });
});
